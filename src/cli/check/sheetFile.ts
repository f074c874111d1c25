/** Reads a sheet from a file, and finds the values of its parameters. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { captureError } from '../../capture/facts.js';
import { codeOf } from '../../capture/systemErrors.js';
import { LIMITS } from '../../limits.js';
import { readSheet } from '../../model/check/read.js';
import type { Sheet } from '../../model/check/sheet.js';
import type { Texts } from '../../text/texts.js';
import { wrong } from '../arguments.js';
import { complain } from '../remarks.js';

/** UTF-8 has at most so many bytes a character. */
const BYTES = 3;

/**
 * Reports on standard error what is wrong with a sheet, a line each.
 * @returns null where something is
 * @throws CaptureError where it cannot be read
 */
export function openSheet(file: string, texts: Texts): Sheet | null {
  const read = readSheet(textOf(file));
  if ('sheet' in read) return read.sheet;
  for (const { fact, line, column } of read.problems)
    complain(texts.check.sheetProblem(file, line, column, texts.say('sheetErrors', fact)));
  return null;
}

function textOf(file: string): string {
  try {
    const stats = statSync(file === '-' ? '/dev/stdin' : file);
    // What is too long is reported as such; nothing as long as a capture is read.
    if (stats.isFile() && stats.size > LIMITS.sheetCharacters * BYTES) return ' '.repeat(LIMITS.sheetCharacters + 1);
    return readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw captureError('sheet-unread', { name: file, error: codeOf(error) });
  }
}

/** Where a capture comes from, for parameters. */
export type Origin = { readonly folder: string | null; readonly file: string | null };

/** The name of a file without what says that it is a capture: 'lab2.pcapng.gz' is 'lab2'. */
export const plainName = (file: string): string =>
  path.basename(file).replace(/(?:\.(?:pcap|pcapng|cap|dmp|snoop|trc?))?(?:\.(?:gz|zst))?$/i, '');

export function originOf(file: string): Origin {
  if (file === '-') return { folder: null, file: null };
  return { folder: studentOf(path.basename(path.dirname(path.resolve(file)))).name, file: plainName(file) };
}

/** The folder of a submission: Moodle's downloads name it 'Full Name_123_assignsubmission_file_'. */
export function studentOf(folder: string): { readonly name: string; readonly number: string | null } {
  const moodle = /^(.*)_(\d+)_assignsubmission_(?:file|onlinetext)(?:_.*)?$/u.exec(folder);
  return moodle ? { name: moodle[1]!, number: moodle[2]! } : { name: folder, number: null };
}

/**
 * The value of each parameter of a sheet.
 * @param missing what to do where there is none
 * @throws UsageError for values that the sheet does not know
 */
export function parametersOf(
  sheet: Sheet,
  set: ReadonlyMap<string, string>,
  origin: Origin,
  missing: (name: string) => void = (name) => {
    throw wrong('set-missing', { name });
  },
): ReadonlyMap<string, string> {
  const names = sheet.param.map(({ name }) => name);
  for (const name of set.keys()) if (!names.includes(name)) throw wrong('set-unknown', { name, names });
  return new Map(
    sheet.param.map(({ name, from, default: otherwise }) => {
      const value = set.get(name) ?? (from === 'set' ? null : origin[from]) ?? otherwise;
      if (value === null) missing(name);
      return [name, value ?? ''];
    }),
  );
}
