/** The whole capture in numbers: throughput over time, verbs, reply classes, hosts, what was left out. */

import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import { isNote } from '../../model/captureInfo.js';
import { formatBytes, formatCount, formatDateTime, formatDuration, formatRate, plural } from '../../model/format.js';
import { reasonWords } from '../../wire/reasonWords.js';
import type { Context } from '../data/context.js';
import { type Statistics, statisticsOf } from '../data/statistics.js';
import { bar } from '../data/summary.js';
import { definePanel } from '../panel.js';
import { RowList } from '../terminal/rowList.js';
import { cell, EMPTY, type Line, line, span, wrap } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';

type StatisticsRow = { readonly key: string; readonly line: Line };

/** Wide enough for the plot on any terminal; lines are cut where they do not fit. */
const PLOT_COLUMNS = 78;

const LABEL = 26;
const BAR = 24;
const PLOT_ROWS = 5;
/** Of each table. */
const MOST_ROWS = 12;
const EIGHTHS = ' ▁▂▃▄▅▆▇█';

function rowsOf(context: Context, columns: number): StatisticsRow[] {
  const statistics = countsOf(context);
  const lines: Line[] = [...captureLines(context), EMPTY];
  if (!statistics) return [...lines, line(' Counting ...', 'dim')].map(keyed);
  lines.push(...throughputLines(context, statistics, columns));
  table(lines, 'Commands by verb', statistics.verbs, () => 'command');
  table(lines, 'Replies by class', statistics.replies, (name) => (name >= '4' ? 'replyError' : 'reply'));
  table(lines, 'Data connections by mode', statistics.modes, () => 'announcement');
  table(lines, 'Data connections by outcome', statistics.outcomes, (name) => (name === 'ok' ? 'good' : 'warning'));
  table(lines, 'Servers by sessions', statistics.servers, () => 'data');
  table(lines, 'Clients by sessions', statistics.clients, () => 'data');
  table(lines, 'Users by sessions', statistics.users, () => 'data');
  skippedLines(lines, Object.entries(context.analyzer.skipped));
  return lines.map(keyed);
}

const keyed = (one: Line, index: number): StatisticsRow => ({ key: String(index), line: one });

/** Undefined until those of a large capture are there. */
const countsOf = (context: Context): Statistics | undefined =>
  context.tasks.get('statistics', [context.input.pump.state === 'done'], context.analyzer.revision, () =>
    statisticsOf(context.analyzer.sessions),
  );

function captureLines(context: Context): Line[] {
  const { analyzer } = context;
  const { status } = context.input.source;
  const span_ =
    analyzer.firstTimeNs === null || analyzer.lastTimeNs === null ? 0 : analyzer.lastTimeNs - analyzer.firstTimeNs;
  const fact = (name: string, value: string): Line => [span(` ${name}`.padEnd(LABEL), 'dim'), span(value)];
  const lines = [
    line(' Capture', 'section'),
    fact('source', `${escapeText(context.input.title)}${status.format ? ` (${status.format})` : ''}`),
    fact('packets', `${formatCount(analyzer.packets)}, ${formatBytes(analyzer.bytes)}`),
    fact(
      'TCP connections',
      `${formatCount(analyzer.connections)}, of which ${plural(analyzer.sessions.length, 'FTP session')}`,
    ),
  ];
  if (analyzer.epochSeconds !== null && analyzer.firstTimeNs !== null) {
    lines.push(
      fact('from', formatDateTime(analyzer.epochSeconds, analyzer.firstTimeNs)),
      fact('for', formatDuration(span_)),
    );
  }
  if (status.droppedByKernel !== null) lines.push(fact('dropped by the kernel', formatCount(status.droppedByKernel)));
  for (const problem of context.config.problems) {
    for (const [i, text] of wrap(problem, PLOT_COLUMNS - LABEL).entries())
      lines.push([span((i === 0 ? ' configuration' : '').padEnd(LABEL), 'warning'), span(text, 'warning')]);
  }
  for (const problem of status.problems.slice(0, 20)) {
    const [word, role] = isNote(problem) ? ([' note', 'dim'] as const) : ([' problem', 'warning'] as const);
    for (const [i, text] of wrap(escapeText(problem.message), PLOT_COLUMNS - LABEL).entries()) {
      lines.push([span((i === 0 ? word : '').padEnd(LABEL), role), span(text, role)]);
    }
  }
  return lines;
}

/** A small plot of file bytes over time, and of commands below it. */
function throughputLines(context: Context, statistics: Statistics, columns: number): Line[] {
  const { firstTimeNs, lastTimeNs } = context.analyzer;
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
      span(' Throughput of data connections', 'section'),
      span(`   highest ${formatRate(most / (step / NS_PER_SECOND))}, a column is ${formatDuration(step)}`, 'dim'),
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

function table(
  lines: Line[],
  title: string,
  entries: readonly (readonly [string, number])[],
  role: (name: string) => Role,
): void {
  if (entries.length === 0) return;
  const sorted = [...entries].sort((a, b) => b[1] - a[1]);
  const most = sorted[0]?.[1] ?? 1;
  lines.push(line(` ${title}`, 'section'));
  for (const [name, count] of sorted.slice(0, MOST_ROWS)) {
    lines.push([
      cell(` ${escapeText(name)}`, LABEL, role(name)),
      cell(formatCount(count), 9, 'plain', 'right'),
      span(`  ${bar(count / most, BAR).replaceAll('░', ' ')}`, 'data'),
    ]);
  }
  if (sorted.length > MOST_ROWS) lines.push(line(` and ${sorted.length - MOST_ROWS} more`, 'dim'));
  lines.push(EMPTY);
}

function skippedLines(lines: Line[], entries: readonly (readonly [string, number])[]): void {
  if (entries.length === 0) return;
  lines.push(line(' Packets that were not analysed, by reason', 'section'));
  const sorted = [...entries].sort((a, b) => b[1] - a[1]);
  for (const [reason, count] of sorted.slice(0, MOST_ROWS))
    lines.push(line(escapeText(reasonWords(reason, count, formatCount(count).padStart(9))), 'dim'));
  if (sorted.length > MOST_ROWS) lines.push(line(` and ${sorted.length - MOST_ROWS} more`, 'dim'));
  lines.push(EMPTY);
}

export const STATISTICS = definePanel<StatisticsRow>({
  id: 'statistics',
  title: 'Statistics',
  shortTitle: 'Stats',
  inSession: false,
  empty: () => 'Nothing was captured yet.',
  list: ({ context }) =>
    context.memo.get(
      'statistics-rows',
      [countsOf(context)],
      context.signature,
      () => new RowList(rowsOf(context, PLOT_COLUMNS), ({ key }) => key),
    ),
  draw: (row) => row.line,
  sentence: (row) =>
    row.line
      .map(({ text }) => text)
      .join('')
      .replace(/\s+/g, ' ')
      .trim(),
});
