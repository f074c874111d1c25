/** The arguments of `ftp-sniff check`. Pure. */
import { CHECK_FORMATS } from '../../output/check/formats.js';
import { type OptionRow, readArguments, wrong } from '../arguments.js';

export const CHECK_ROWS = [
  { name: 'set', value: 'NAME=VALUE' },
  { name: 'format', short: 'F', value: 'NAME' },
  { name: 'brief' },
  { name: 'output', short: 'o', value: 'FILE' },
  { name: 'init' },
  { name: 'exact' },
  { name: 'fields' },
  { name: 'port', value: 'PORT,...' },
  { name: 'keylog', value: 'FILE' },
  { name: 'color', value: 'WHEN' },
  { name: 'no-color' },
  { name: 'quiet', short: 'q' },
  { name: 'help', short: 'h' },
] as const satisfies readonly OptionRow[];

export type CheckOptionName = (typeof CHECK_ROWS)[number]['name'];

export type CheckOptions = {
  readonly help: boolean;
  /** Print the words of expressions. */
  readonly fields: boolean;
  /** Write a sheet from a capture, with ports and sizes where `exact`. */
  readonly init: boolean;
  readonly exact: boolean;
  /** The sheet; '' with `init`. */
  readonly sheet: string;
  readonly files: readonly string[];
  /** Values of the sheet's parameters. */
  readonly set: ReadonlyMap<string, string>;
  readonly format: string;
  /** Neither rules nor what was found: for those who are checked. */
  readonly brief: boolean;
  /** Null and '-': standard output. */
  readonly output: string | null;
  /** Options that are those of the main command, as they were given. */
  readonly analysis: readonly string[];
  readonly color: 'auto' | 'always' | 'never';
};

/** Formats that those who are checked read. */
const BRIEF_FORMATS: readonly string[] = ['text', 'gradescope'];

/** @throws UsageError */
export function parseCheckOptions(argv: readonly string[]): CheckOptions {
  const { values, files } = readArguments<CheckOptionName>(argv, CHECK_ROWS);
  const has = (name: CheckOptionName) => values.has(name);
  const last = (name: CheckOptionName) => values.get(name)?.at(-1) ?? null;
  const format = last('format') ?? 'text';
  const [init, exact] = [has('init'), has('exact')];
  const formats = Object.keys(CHECK_FORMATS);
  if (!formats.includes(format)) throw wrong('unknown-name', { of: 'format', names: formats, got: format });
  if (exact && !init) throw wrong('needs-option', { option: '--exact', other: '--init' });
  if (init && has('format')) throw wrong('exclusive', { one: '--init', other: '--format' });
  const [sheet = '', ...captures] = init ? ['', ...files] : files;
  if (has('brief') && !BRIEF_FORMATS.includes(format))
    throw wrong('exclusive', { one: '--brief', other: `--format ${format}` });
  const options: CheckOptions = {
    help: has('help'),
    fields: has('fields'),
    init,
    exact,
    sheet,
    files: captures,
    set: parameterValues(values.get('set') ?? []),
    format,
    brief: has('brief'),
    output: last('output'),
    analysis: analysisOptions(values),
    color: colorChoice(last('color'), has('no-color')),
  };
  if (options.help || options.fields) return options;
  if (captures.length === 0) throw wrong(init ? 'nothing-to-read' : 'nothing-to-check', {});
  if ([sheet, ...captures].filter((file) => file === '-').length > 1) throw wrong('input-twice', {});
  return options;
}

/** 'NAME=VALUE' each; of one name the last counts. @throws UsageError */
export function parameterValues(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw wrong('set-form', { got: text });
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

/** --port, --keylog and --quiet, for the main command's parser. */
export function analysisOptions(values: ReadonlyMap<string, readonly string[]>): string[] {
  const names = ['port', 'keylog'] as const;
  const given = names.flatMap((name) => (values.get(name) ?? []).map((value) => `--${name}=${value}`));
  return values.has('quiet') ? [...given, '--quiet'] : given;
}

function colorChoice(asked: string | null, never: boolean): CheckOptions['color'] {
  const choices = ['auto', 'always', 'never'] as const;
  const choice = choices.find((one) => one === (asked ?? 'auto'));
  if (choice === undefined) throw wrong('unknown-name', { of: 'color', names: choices, got: asked! });
  return never ? 'never' : choice;
}
