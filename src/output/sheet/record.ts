/** What somebody answered, kept beside the capture: a file of our own, which no other file gives way to. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { temporaryName } from '../../capture/temporary.js';
import { LIMITS } from '../../limits.js';
import type { Judgement } from '../../model/questions/judge.js';

const SCHEMA = 'ftp-sniff-lab-record/1';
/** Names that are tried. */
const MOST_NAMES = 100;

/** `ftp-sniff lab`: its record. */
export type LabRecord = {
  readonly schema: typeof SCHEMA;
  readonly sources: readonly string[];
  readonly seed: number;
  /** Answered right without having been shown; of how many that are done. */
  readonly right: number;
  readonly settled: number;
  readonly questions: readonly RecordedMark[];
};

export type RecordedMark = {
  readonly id: string;
  readonly text: string;
  /** What was written last; '': nothing. */
  readonly given: string;
  readonly judged: Judgement | null;
  readonly wrong: number;
  readonly hints: number;
  readonly revealed: boolean;
};

/** A record on its way: where it is kept, and what it held. */
export type RecordFile = { readonly path: string; readonly before: LabRecord | null };

/**
 * 'capture.pcap.lab.json', or 'capture.pcap.lab-2.json' where that is another file or the record of other questions.
 * @returns null where none of the names is free
 */
export function recordFileOf(capture: string, seed: number, ids: readonly string[]): RecordFile | null {
  for (let i = 1; i <= MOST_NAMES; i++) {
    const path = `${capture}.lab${i === 1 ? '' : `-${i}`}.json`;
    const found = read(path);
    if (found === 'free') return { path, before: null };
    if (found === 'other') continue;
    if (found.seed === seed && found.questions.map(({ id }) => id).join() === ids.join())
      return { path, before: found };
  }
  return null;
}

function read(path: string): LabRecord | 'free' | 'other' {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'free' : 'other';
  }
  if (text.length > LIMITS.labRecordCharacters) return 'other';
  try {
    const record = JSON.parse(text) as LabRecord;
    return record.schema === SCHEMA && Array.isArray(record.questions) && record.questions.every(isMark)
      ? record
      : 'other';
  } catch {
    return 'other';
  }
}

const isMark = (mark: Partial<RecordedMark> | null): boolean =>
  typeof mark?.id === 'string' &&
  typeof mark.given === 'string' &&
  typeof mark.wrong === 'number' &&
  typeof mark.hints === 'number' &&
  typeof mark.revealed === 'boolean';

/** Writes it whole or not at all. @returns null, or the system's code of why it could not be written */
export function writeRecord(path: string, record: Omit<LabRecord, 'schema'>): string | null {
  try {
    const name = temporaryName(path);
    writeFileSync(name, `${JSON.stringify({ schema: SCHEMA, ...record }, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    renameSync(name, path);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'EIO';
  }
}
