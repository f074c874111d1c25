/** The submissions of a class: a folder each, or a file each, or what Moodle's "Download all submissions" unpacks to. */
import { type Dirent, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { captureError } from '../../capture/facts.js';
import { codeOf } from '../../capture/systemErrors.js';
import { LIMITS } from '../../limits.js';
import { safeComponent } from '../../output/extract/names.js';
import { plainName, studentOf } from '../check/sheetFile.js';

export type Submission = {
  /** Unique in the class, and a plain file name. */
  readonly id: string;
  readonly name: string;
  /** Moodle's number of the participant; null: not from Moodle. */
  readonly number: string | null;
  /** Captures, in order of their names. */
  readonly files: readonly string[];
  readonly bytes: number;
  /** There are more files than are looked at. */
  readonly tooMany: boolean;
};

const CAPTURE = /\.(?:pcap|pcapng|cap|dmp|snoop|trc)\d*(?:\.(?:gz|zst))?$/i;
const HIDDEN = /^(?:\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i;
/** 'lab 2' before 'lab 10', the same everywhere. */
const BY_NAME = new Intl.Collator('en', { numeric: true });
/** Folders inside folders. */
const DEEPEST = 4;

/** In order of their names. @throws CaptureError where the folder cannot be read */
export function submissionsIn(folder: string): Submission[] {
  const found = new Map<string, { name: string; number: string | null; files: string[]; tooMany: boolean }>();
  for (const entry of entriesOf(folder)) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      const { name, number } = studentOf(entry.name);
      const files = capturesIn(place);
      const known = found.get(number ?? entry.name);
      if (known === undefined) found.set(number ?? entry.name, { name, number, files, tooMany: false });
      // Moodle has a folder for files and one for what was typed.
      else known.files.push(...files);
    } else if (entry.isFile() && CAPTURE.test(entry.name)) {
      const { name, number } = studentOf(plainName(entry.name));
      const key = number ?? place;
      const known = found.get(key);
      if (known === undefined) found.set(key, { name, number, files: [place], tooMany: false });
      else known.files.push(place);
    }
  }
  if (found.size > LIMITS.gradeSubmissions)
    throw captureError('too-many-files', { files: found.size, limit: LIMITS.gradeSubmissions });
  const ids = new Set<string>();
  return [...found.values()].map(({ name, number, files }) => {
    const read = files.slice(0, LIMITS.gradeFiles);
    return {
      id: uniqueId(number ?? name, ids),
      name,
      number,
      files: read,
      bytes: read.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0),
      tooMany: files.length > read.length,
    };
  });
}

/** Links are not followed: they may lead anywhere. */
function entriesOf(folder: string): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !HIDDEN.test(name)).sort((a, b) => BY_NAME.compare(a.name, b.name));
  } catch (error) {
    throw captureError('folder-unread', { name: folder, error: codeOf(error) });
  }
}

/** Files that are named like captures; where none is, all files: one may be a capture without saying so. */
function capturesIn(folder: string): string[] {
  const all: string[] = [];
  const visit = (place: string, depth: number): void => {
    for (const entry of entriesOf(place)) {
      if (all.length > LIMITS.gradeFiles * 10) return;
      const file = path.join(place, entry.name);
      if (entry.isFile()) all.push(file);
      else if (entry.isDirectory() && depth < DEEPEST) visit(file, depth + 1);
    }
  };
  visit(folder, 1);
  const captures = all.filter((file) => CAPTURE.test(file));
  return captures.length > 0 ? captures : all;
}

function uniqueId(name: string, ids: Set<string>): string {
  const plain = safeComponent(name.normalize('NFC').replace(/\s+/g, '_'), true);
  let id = plain;
  for (let i = 2; ids.has(id.toLowerCase()); i++) id = `${plain}~${i}`;
  ids.add(id.toLowerCase());
  return id;
}
