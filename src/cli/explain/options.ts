/** The command line of `explain`. Pure. */
import { topicNamed } from '../../model/topics/topics.js';
import { type OptionRow, readArguments, wrong } from '../arguments.js';
import { READING_ROWS, type ReadingOption, readingArguments } from '../judged.js';
import { type ColorChoice, OPTION_ROWS } from '../options.js';

const MAIN = ['color', 'no-color', 'help'] as const;
type Name = ReadingOption | (typeof MAIN)[number] | 'what-if';

export const EXPLAIN_ROWS: readonly (OptionRow & { readonly name: Name })[] = [
  { name: 'what-if', value: 'RULE' },
  ...READING_ROWS,
  ...MAIN.map((name) => OPTION_ROWS.find((row) => row.name === name) as OptionRow & { readonly name: Name }),
];

export type ExplainOptions = {
  readonly help: boolean;
  /** Null: list the topics. */
  readonly topic: string | null;
  readonly files: readonly string[];
  /** Files, and how they are read, as the main command takes them. */
  readonly reading: readonly string[];
  readonly whatIf: readonly string[];
  readonly color: ColorChoice;
};

/** @throws UsageError */
export function parseExplain(argv: readonly string[]): ExplainOptions {
  const given = readArguments(argv, EXPLAIN_ROWS);
  const [topic = null, ...files] = given.files;
  const whatIf = given.values.get('what-if') ?? [];
  if (whatIf.length > 0 && (topicNamed(topic ?? '') !== 'firewall' || files.length === 0))
    throw wrong('what-if-without-firewall', {});
  const color = given.values.has('no-color') ? 'never' : (given.values.get('color')?.at(-1) ?? 'auto');
  if (color !== 'auto' && color !== 'always' && color !== 'never')
    throw wrong('unknown-name', { of: 'color', names: ['auto', 'always', 'never'], got: color });
  return {
    help: given.values.has('help'),
    topic,
    files,
    reading: [...readingArguments(given), '--', ...files],
    whatIf,
    color,
  };
}
