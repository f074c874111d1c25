/** The command line of `compare`. Pure. */
import { AS, type As } from '../../model/compare/codes.js';
import { type OptionRow, readArguments, wrong } from '../arguments.js';
import { READING_ROWS, type ReadingOption, readingArguments } from '../judged.js';
import { COLOR_CHOICES, type ColorChoice, OPTION_ROWS } from '../options.js';

const MAIN = ['format', 'output', 'color', 'no-color', 'help'] as const;
type Name = Exclude<ReadingOption, 'session'> | (typeof MAIN)[number] | 'as';

/** A row of the main command under its name. */
const mainRow = (name: (typeof MAIN)[number]): OptionRow & { readonly name: (typeof MAIN)[number] } => ({
  ...(OPTION_ROWS.find((row) => row.name === name) as OptionRow),
  name,
});

export const COMPARE_ROWS: readonly (OptionRow & { readonly name: Name })[] = [
  { name: 'as', value: AS.join('|') },
  ...MAIN.slice(0, 2).map(mainRow),
  ...READING_ROWS.filter(
    (row): row is OptionRow & { readonly name: Exclude<ReadingOption, 'session'> } => row.name !== 'session',
  ),
  ...MAIN.slice(2).map(mainRow),
];

export const COMPARE_FORMATS = ['text', 'json', 'html'] as const;
export type CompareFormat = (typeof COMPARE_FORMATS)[number];

export type CompareOptions = {
  readonly help: boolean;
  readonly files: readonly [a: string, b: string];
  /** How each is read, as the main command takes it. */
  readonly reading: readonly string[];
  /** Null: what fits. */
  readonly as: As | null;
  /** Null: a screen on a terminal, text elsewhere. */
  readonly format: CompareFormat | null;
  readonly output: string | null;
  readonly color: ColorChoice;
};

/** @throws UsageError */
export function parseCompare(argv: readonly string[]): CompareOptions {
  const given = readArguments(argv, COMPARE_ROWS);
  const last = (name: Name): string | null => given.values.get(name)?.at(-1) ?? null;
  const [a = '', b = '', ...more] = given.files;
  const help = given.values.has('help');
  if (!help && (a === '' || b === '' || more.length > 0)) throw wrong('two-captures', { count: given.files.length });
  if (a === '-' && b === '-') throw wrong('input-twice', {});
  const color = given.values.has('no-color') ? 'never' : (last('color') ?? 'auto');
  return {
    help,
    files: [a, b],
    reading: readingArguments(given),
    as: last('as') === null ? null : oneOf(AS, 'comparison', last('as')!),
    format: last('format') === null ? null : oneOf(COMPARE_FORMATS, 'format', last('format')!),
    output: last('output'),
    color: oneOf(COLOR_CHOICES, 'color', color),
  };
}

/** @throws UsageError */
function oneOf<Of extends string>(names: readonly Of[], of: 'comparison' | 'format' | 'color', got: string): Of {
  const found = names.find((name) => name === got);
  if (found === undefined) throw wrong('unknown-name', { of, names, got });
  return found;
}
