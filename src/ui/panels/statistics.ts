/** The whole capture in numbers: throughput over time, verbs, reply classes, hosts, what was left out. */

import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import { isNote } from '../../model/captureInfo.js';
import { formatDateTime } from '../../model/format.js';
import { problemText } from '../../text/problems.js';
import { skipFact } from '../../wire/skipFact.js';
import type { Context } from '../data/context.js';
import { type Statistics, statisticsOf } from '../data/statistics.js';
import { bar } from '../data/summary.js';
import { RowList } from '../terminal/rowList.js';
import { cell, EMPTY, type Line, line, span } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';
import { definePanel } from './panel.js';
import { FactLines } from './table.js';

type StatisticsRow = {
  readonly key: string;
  readonly line: Line;
  /** The filter that takes the sessions that were counted in it. */
  readonly filter: string | null;
};

/** Wide enough for the plot on any terminal; lines are cut where they do not fit. */
const PLOT_COLUMNS = 78;

const LABEL = 26;
const BAR = 24;
const PLOT_ROWS = 5;
/** Of each table. */
const MOST_ROWS = 12;
const MOST_PROBLEMS = 20;
const COUNT_COLUMNS = 9;
const EIGHTHS = ' ▁▂▃▄▅▆▇█';

type TableRow = {
  readonly of: 'verbs' | 'replies' | 'modes' | 'outcomes' | 'servers' | 'clients' | 'users';
  readonly role: (name: string) => Role;
  /** The filter that takes the sessions that were counted. */
  readonly filter: (name: string) => string | null;
};

const TABLES: readonly TableRow[] = [
  { of: 'verbs', role: () => 'command', filter: (verb) => `command == ${quoted(verb)}` },
  { of: 'replies', role: (digit) => (digit >= '4' ? 'replyError' : 'reply'), filter: codesFilter },
  { of: 'modes', role: () => 'announcement', filter: (mode) => `mode == ${mode}` },
  { of: 'outcomes', role: (outcome) => (outcome === 'ok' ? 'good' : 'warning'), filter: (outcome) => `outcome == ${outcome}` },
  { of: 'servers', role: () => 'data', filter: (address) => `server.address == ${address}` },
  { of: 'clients', role: () => 'data', filter: (address) => `client.address == ${address}` },
  { of: 'users', role: () => 'data', filter: (user) => `user == ${quoted(user)}` },
]; // biome-ignore format: a table

/** The codes of a class of replies; null: of all that are in none. */
function codesFilter(digit: string): string | null {
  const first = Number(digit);
  return first > 0 ? `code >= ${first}00 && code < ${first + 1}00` : null;
}

function rowsOf(context: Context, columns: number): StatisticsRow[] {
  const { statistics: texts } = context.ui;
  const { classes } = texts;
  const statistics = countsOf(context);
  const head = [...captureLines(context), EMPTY];
  if (!statistics) return [...head, line(` ${texts.counting}`, 'dim')].map(plainRow).map(keyed);
  const classOf = (digit: string): string => classes[digit as unknown as keyof typeof classes] ?? classes.other;
  const outcomes: Readonly<Record<string, string>> = context.texts.report.outcomes;
  const titleOf: { readonly [of in TableRow['of']]?: (name: string) => string } = {
    replies: classOf,
    outcomes: (outcome) => outcomes[outcome] ?? outcome,
  };
  const rows = [...head, ...throughputLines(context, statistics, columns)].map(plainRow);
  for (const one of TABLES) rows.push(...table(one, statistics[one.of], context, titleOf[one.of] ?? escapeText));
  rows.push(...skippedLines(context).map(plainRow));
  return rows.map(keyed);
}

const keyed = (row: Row, index: number): StatisticsRow => ({ ...row, key: String(index) });

/** Undefined until those of a large capture are there. */
const countsOf = (context: Context): Statistics | undefined =>
  context.tasks.get('statistics', [context.input.pump.state === 'done'], context.analyzer.revision, () =>
    statisticsOf(context.analyzer.sessions),
  );

function captureLines(context: Context): readonly Line[] {
  const { analyzer, settings, input, texts, format: f } = context;
  const { statistics: words } = context.ui;
  const { facts } = words;
  const { status } = input.source;
  const { epochSeconds, firstTimeNs, lastTimeNs } = analyzer;
  const title = escapeText(input.title);
  const pane = new FactLines(PLOT_COLUMNS, LABEL);
  const fact = (name: string, value: string | null, role?: Role) => pane.add(` ${name}`, value, role);
  pane.line(line(` ${words.capture}`, 'section'));
  fact(facts.source, status.format ? words.sourceAs(title, status.format) : title);
  fact(facts.packets, words.packets(analyzer.packets, analyzer.bytes, f));
  fact(facts.connections, words.connections(analyzer.connections, analyzer.sessions.length, f));
  if (epochSeconds !== null && firstTimeNs !== null) {
    fact(facts.from, formatDateTime(epochSeconds, firstTimeNs));
    fact(facts.lasts, f.duration((lastTimeNs ?? firstTimeNs) - firstTimeNs));
  }
  if (status.droppedByKernel !== null) fact(facts.dropped, f.count(status.droppedByKernel));
  for (const problem of settings.problems) fact(facts.configuration, texts.say('configProblems', problem), 'warning');
  for (const problem of status.problems.slice(0, MOST_PROBLEMS)) {
    const note = isNote(problem);
    fact(note ? facts.note : facts.problem, problemText(texts, problem), note ? 'dim' : 'warning');
  }
  return pane.lines;
}

/** A small plot of file bytes over time, and of commands below it. */
function throughputLines(context: Context, statistics: Statistics, columns: number): Line[] {
  const { firstTimeNs, lastTimeNs } = context.analyzer;
  const { ui, format: f } = context;
  const { statistics: texts } = ui;
  if (firstTimeNs === null || lastTimeNs === null || lastTimeNs <= firstTimeNs || statistics.runs.length === 0)
    return [];
  const width = Math.max(10, Math.min(100, columns - 14));
  const step = (lastTimeNs - firstTimeNs) / width;
  const bins = new Float64Array(width);
  for (const { fromNs, toNs, bytes } of statistics.runs) {
    const first = Math.max(0, Math.min(width - 1, Math.floor((fromNs - firstTimeNs) / step)));
    const last = Math.max(first, Math.min(width - 1, Math.floor((toNs - firstTimeNs) / step)));
    for (let i = first; i <= last; i++) bins[i]! += bytes / (last - first + 1);
  }
  const most = Math.max(...bins);
  if (most === 0) return [];
  const lines: Line[] = [
    [
      span(` ${texts.throughput}`, 'section'),
      span(`   ${texts.highest(most / (step / NS_PER_SECOND), step, f)}`, 'dim'),
    ],
  ];
  for (let row = PLOT_ROWS - 1; row >= 0; row--) {
    let text = '';
    for (const bin of bins) {
      const eighths = Math.round((bin / most) * PLOT_ROWS * 8) - row * 8;
      text += EIGHTHS[Math.max(0, Math.min(8, bin > 0 && row === 0 ? Math.max(1, eighths) : eighths))];
    }
    lines.push([span('  '), span(text, 'data')]);
  }
  lines.push([span('  '), span('─'.repeat(width), 'rule')], EMPTY);
  return lines;
}

type Row = Omit<StatisticsRow, 'key'>;
const plainRow = (drawn: Line): Row => ({ line: drawn, filter: null });

/** A text of the filter language. */
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

type Entries = readonly (readonly [string, number])[];

/** @param titleOf of an entry's name */
function table(
  { of, role, filter }: TableRow,
  entries: Entries,
  { ui, format: f }: Context,
  titleOf: (name: string) => string,
): Row[] {
  if (entries.length === 0) return [];
  const sorted = [...entries].sort((a, b) => b[1] - a[1]);
  const most = sorted[0]?.[1] ?? 1;
  const rows: Row[] = [line(` ${ui.statistics.tables[of]}`, 'section')].map(plainRow);
  for (const [name, count] of sorted.slice(0, MOST_ROWS)) {
    const drawn: Line = [
      cell(` ${titleOf(name)}`, LABEL, role(name)),
      cell(f.count(count), 9, 'plain', 'right'),
      span(`  ${bar(count / most, BAR).replaceAll('░', ' ')}`, 'data'),
    ];
    rows.push({ line: drawn, filter: filter(name) });
  }
  if (sorted.length > MOST_ROWS)
    rows.push(plainRow(line(` ${ui.statistics.more(sorted.length - MOST_ROWS, f)}`, 'dim')));
  return [...rows, plainRow(EMPTY)];
}

function skippedLines({ analyzer, texts, ui, format: f }: Context): Line[] {
  const sorted = Object.entries(analyzer.skipped).sort((a, b) => b[1] - a[1]);
  if (sorted.length === 0) return [];
  const lines = [line(` ${ui.statistics.skipped}`, 'section')];
  for (const [reason, count] of sorted.slice(0, MOST_ROWS))
    lines.push(line(rightAligned(f.count(count).length, texts.say('skipped', skipFact(reason, count))), 'dim'));
  if (sorted.length > MOST_ROWS) lines.push(line(` ${ui.statistics.more(sorted.length - MOST_ROWS, f)}`, 'dim'));
  return [...lines, EMPTY];
}

/** A message that begins with a number, in a column of numbers. */
const rightAligned = (digits: number, message: string): string =>
  ' '.repeat(Math.max(0, COUNT_COLUMNS - digits)) + message;

export const STATISTICS = definePanel<StatisticsRow>({
  id: 'statistics',
  inSession: false,
  empty: ({ context }) => context.ui.statistics.nothing,
  list: ({ context }) =>
    context.cache.get(
      'statistics-rows',
      [countsOf(context)],
      context.signature,
      () => new RowList(rowsOf(context, PLOT_COLUMNS), ({ key }) => key),
    ),
  draw: (row) => row.line,
  enter: ({ filter }) => (filter === null ? null : { to: 'filter', filter }),
  sentence: (row) =>
    row.line
      .map(({ text }) => text)
      .join('')
      .replace(/\s+/g, ' ')
      .trim(),
});
