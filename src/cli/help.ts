/** What `--help` prints. */
import { wrap } from '../output/wrap.js';
import type { Texts } from '../text/texts.js';
import type { OptionRow } from './arguments.js';
import { type MainRow, OPTION_ROWS } from './options.js';

const GROUPS = ['input', 'live', 'output', 'general'] as const satisfies readonly MainRow['group'][];

const COLUMNS = 80;
const SYNTAX_COLUMNS = 27;

/** The help text; ends with a newline. At most 80 columns wide, so that it needs no wrapping. */
export function helpText(formats: readonly string[], texts: Texts): string {
  const { help } = texts.cli;
  const lines: string[] = [...help.intro];
  for (const group of GROUPS) {
    lines.push('', help.heading(help.groups[group]));
    for (const row of OPTION_ROWS)
      if (row.group === group) lines.push(`  ${syntax(row).padEnd(SYNTAX_COLUMNS)}${help.options[row.name]}`.trimEnd());
    if (group !== 'output') continue;
    for (const line of wrap(help.formats(formats), COLUMNS - SYNTAX_COLUMNS - 2))
      lines.push(`  ${''.padEnd(SYNTAX_COLUMNS)}${line}`);
  }
  lines.push('', help.heading(help.examplesTitle));
  const examples = Object.entries(help.examples);
  const width = Math.max(...examples.map(([command]) => command.length)) + 2;
  for (const [command, what] of examples) lines.push(`  ${command.padEnd(width)}${what}`);
  lines.push('', ...help.exitCodes);
  return `${lines.join('\n')}\n`;
}

/** What `ftp-sniff WORD --help` prints; its words are a member of `texts.cli.commands`. */
export function commandHelpText<Name extends string>(
  rows: readonly (OptionRow & { readonly name: Name })[],
  words: CommandHelp<Name>,
  texts: Texts,
): string {
  const width = Math.max(...rows.map((row) => syntax(row).length)) + 2;
  const own: Readonly<Partial<Record<string, string>>> = words.options;
  const shared: Readonly<Partial<Record<string, string>>> = texts.cli.help.options;
  const lines = [...words.intro, '', texts.cli.help.heading(texts.cli.help.optionsTitle)];
  for (const row of rows) lines.push(`  ${syntax(row).padEnd(width)}${own[row.name] ?? shared[row.name]}`);
  return `${[...lines, '', ...words.end].join('\n')}\n`;
}

/**
 * The words of one command's help: lines before the options and behind them, and what each option does. One that means
 * what it means without a command has its words there.
 */
export type CommandHelp<Name extends string> = {
  readonly intro: readonly string[];
  readonly options: Readonly<Record<Exclude<Name, MainRow['name']>, string> & Partial<Record<Name, string>>>;
  readonly end: readonly string[];
};

function syntax(row: OptionRow): string {
  const short = row.short ? `-${row.short}, ` : '    ';
  return `${short}--${row.name}${row.value ? ` ${row.value}` : ''}`;
}
