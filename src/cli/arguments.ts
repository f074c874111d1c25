/** Arguments of any command: argv and a table of options -> what was given. Pure. */
import { parseArgs } from 'node:util';
import { FactError, factsOf } from '../fact.js';
import type { UsageParams } from './codes.js';

/** The command line is wrong; the exit code is 2. */
export class UsageError extends FactError<UsageParams> {
  override readonly name = 'UsageError';
}

const usage = factsOf<UsageParams>();
/** The error of this code. */
export const wrong = <Code extends keyof UsageParams>(code: Code, params: UsageParams[Code]): UsageError =>
  new UsageError(usage(code, params));

/** One option: how it is written. */
export type OptionRow = {
  readonly name: string;
  readonly short?: string;
  /** Name of its value in the help; an option without one is a switch. */
  readonly value?: string;
  /** Its value is one more argument, as if the option did not stand before it. */
  readonly argument?: true;
};

/** What was given: the values of each option in their order ('' for switches), and the other arguments. */
export type Given<Name extends string> = {
  readonly values: ReadonlyMap<Name, readonly string[]>;
  /** Files, mostly. */
  readonly files: readonly string[];
};

/**
 * Reads the arguments after the program's name, or after the word that names a command.
 * @throws UsageError for an option that is not of `rows`, a value that is missing or too much
 */
export function readArguments<Name extends string>(
  argv: readonly string[],
  rows: readonly (OptionRow & { readonly name: Name })[],
): Given<Name> {
  const config = Object.fromEntries(
    rows.map((row) => [
      row.name,
      { type: row.value ? ('string' as const) : ('boolean' as const), ...(row.short ? { short: row.short } : {}) },
    ]),
  );
  // Not strict: its errors are several lines long and do not name --help.
  const { tokens } = parseArgs({
    args: [...argv],
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<Name, string[]>();
  const files: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') files.push(token.value);
    if (token.kind !== 'option') continue;
    const row = rows.find(({ name }) => name === token.name);
    if (!row) throw wrong('unknown-option', { written: token.rawName, near: nearestOption(token.name, rows) });
    const value = optionValue(row, token.rawName, token.value, token.inlineValue === true);
    if (row.argument) files.push(value);
    values.set(row.name, [...(values.get(row.name) ?? []), value]);
  }
  return { values, files };
}

function optionValue(row: OptionRow, written: string, value: string | undefined, isInline: boolean): string {
  if (!row.value) {
    if (value !== undefined) throw wrong('takes-no-value', { written, got: value });
    return '';
  }
  // '-o -' is a value; '-o -v' is a forgotten one. A value that begins with a dash is written '-o-v' or '--output=-v'.
  const forgotten = value === undefined || value === '' || (!isInline && value.length > 1 && value.startsWith('-'));
  if (forgotten) throw wrong('needs-value', { written, value: row.value });
  return value;
}

/** The one option whose name begins with `name` or the other way round. */
function nearestOption(name: string, rows: readonly OptionRow[]): string | null {
  const near = rows.filter((row) => name.length > 1 && (row.name.startsWith(name) || name.startsWith(row.name)));
  return near.length === 1 ? near[0]!.name : null;
}

/** An option as the user most likely wrote it. */
export function written(name: string, rows: readonly OptionRow[]): string {
  const row = rows.find((candidate) => candidate.name === name);
  return row?.short ? `-${row.short}` : `--${name}`;
}

/** `null` stays null. @throws UsageError where it is no whole number from `min` to `max` */
export function wholeNumber(option: string, text: string | null, min: number, max: number): number | null {
  if (text === null) return null;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= min && number <= max)) {
    throw wrong('whole-number', { option, min, max: max === Number.MAX_SAFE_INTEGER ? null : max, got: text });
  }
  return number;
}

/** `null` stays null. @throws UsageError where it is no number of seconds above 0 */
export function seconds(option: string, text: string | null): number | null {
  if (text === null) return null;
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(number > 0 && number <= 1e9)) throw wrong('seconds', { option, got: text });
  return number;
}
