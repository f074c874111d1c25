/**
 * A transfer over time: its speed, and below it sequence numbers with acknowledgments, retransmissions and the room that the
 * receiver had, in Braille dots.
 */
import type { DataConnection } from '../../ftp/protocol/session.js';
import { type Curves, curvesOf, speedsOf } from '../../model/curves.js';
import type { Context } from '../data/context.js';
import { Canvas, type Layer } from '../terminal/braille.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { cell, type Line, line, lineText, type Span, span } from '../terminal/text.js';
import { definePanel, type ListProps } from './panel.js';
import { outcomeRole, transferTitle } from './transferDetail.js';

type PlotRow = { readonly key: string; readonly line: Line; readonly words: string };

/** Of the numbers beside the plots. */
const LABEL = 11;
/** Of the sentences for screen readers. */
const PARTS = 10;
const ROOM = 0;
const ACKED = 1;
const SENT = 2;
const AGAIN = 3;
const LAYERS: readonly Layer[] = [
  { role: 'dim', sign: '.' },
  { role: 'reply', sign: '-' },
  { role: 'data', sign: '*' },
  { role: 'alert', sign: '✘', whole: true },
];
const SPEED: readonly Layer[] = [{ role: 'data', sign: '*' }];

const dataOf = ({ state, context }: ListProps): DataConnection | undefined =>
  context.session(state.sessionId)?.dataConnections.find(({ id }) => id === state.contentId);

function listOf(props: ListProps): RowList<PlotRow> {
  const data = dataOf(props);
  if (!data) return noRows();
  const { context, columns, rows = 24, state } = props;
  const revision = context.cache.revisionOf(data.session);
  return context.cache.get('plot', [data, columns, rows, state.linear, context.ascii], revision, () => {
    const curves = curvesOf(data);
    if (curves === null) return noRows<PlotRow>();
    const drawn = state.linear ? sentences(curves, context) : drawing(curves, context, columns - 1, rows - FRAME);
    return new RowList(drawn, ({ key }) => key);
  });
}

/** Lines of the screen around the list. */
const FRAME = 6;

const plain = (key: string, drawn: Line): PlotRow => ({ key, line: drawn, words: lineText(drawn).trim() });

/** Both plots in so many rows: three tenths for the speed. */
function drawing(curves: Curves, context: Context, columns: number, rows: number): PlotRow[] {
  const { plot: words } = context.ui;
  const width = Math.max(10, columns - LABEL - 1);
  const free = Math.max(6, rows - 4);
  const speedRows = Math.max(2, Math.floor(free * 0.3));
  const lines: Line[] = [
    line(words.speed, 'section'),
    ...speedLines(curves, context, width, speedRows),
    legend(context),
    ...sequenceLines(curves, context, width, free - speedRows),
    timeLine(curves, context, width),
  ];
  return lines.map((one, i) => plain(String(i), one));
}

/** The number at the left of the first and of the last row, and the axis. */
function withAxis(lines: readonly Line[], top: string, bottom: string): Line[] {
  return lines.map((one, i) => [
    cell(i === 0 ? top : i === lines.length - 1 ? bottom : '', LABEL - 1, 'dim', 'right'),
    span('│', 'rule'),
    ...one,
  ]);
}

function speedLines(curves: Curves, { format: f, ascii }: Context, width: number, rows: number): Line[] {
  const speeds = speedsOf(curves, width * 2);
  const most = Math.max(...speeds);
  const canvas = new Canvas(width, rows, SPEED);
  for (const [i, speed] of speeds.entries())
    if (speed > 0) canvas.line(i / (speeds.length - 1), 0, i / (speeds.length - 1), speed / most, 0);
  return withAxis(canvas.lines(ascii), f.rate(most), '0');
}

function sequenceLines(curves: Curves, { format: f, ascii }: Context, width: number, rows: number): Line[] {
  const { trace, firstNs, lastNs, bytes } = curves;
  const canvas = new Canvas(width, rows, LAYERS);
  const x = (ns: number): number => (ns - firstNs) / (lastNs - firstNs);
  for (const [i, { timeNs, room }] of trace.acked.entries()) {
    // What is far above all that was sent would leave no height for the rest.
    if (room === null || room < 0 || room > bytes * 1.02) continue;
    const next = trace.acked[i + 1]?.timeNs ?? lastNs;
    canvas.line(x(timeNs), room / bytes, x(next), room / bytes, ROOM);
  }
  let before: { readonly timeNs: number; readonly offset: number } | null = null;
  for (const point of trace.acked) {
    if (before !== null)
      canvas.line(x(before.timeNs), before.offset / bytes, x(point.timeNs), before.offset / bytes, ACKED);
    canvas.dot(x(point.timeNs), point.offset / bytes, ACKED);
    before = point;
  }
  for (const { timeNs, offset } of trace.sent) canvas.dot(x(timeNs), offset / bytes, SENT);
  for (const { timeNs, offset } of trace.again) canvas.dot(x(timeNs), offset / bytes, AGAIN);
  return withAxis(canvas.lines(ascii), f.bytes(bytes), '0');
}

/** What the marks of the lower plot stand for. */
function legend({ ui, ascii }: Context): Line {
  const { plot: words } = ui;
  const marks: readonly (readonly [Layer, string, string])[] = [
    [LAYERS[SENT]!, '⠒', words.sent],
    [LAYERS[ACKED]!, '⠒', words.acked],
    [LAYERS[AGAIN]!, '✘', words.again],
    [LAYERS[ROOM]!, '⠒', words.room],
  ];
  const spans: Span[] = [span(`${words.sequence}   `, 'section')];
  for (const [{ role, sign }, mark, text] of marks)
    spans.push(span(ascii ? sign : mark, role), span(` ${text}   `, 'dim'));
  return spans;
}

function timeLine({ firstNs, lastNs }: Curves, { format: f }: Context, width: number): Line {
  const end = f.duration(lastNs - firstNs);
  return [span(' '.repeat(LABEL)), cell('0', width - end.length, 'dim'), span(end, 'dim')];
}

/** The same for who cannot see it: how much had been sent by then, and how fast. */
function sentences(curves: Curves, { ui, format: f }: Context): PlotRow[] {
  const { trace, firstNs, lastNs } = curves;
  const speeds = speedsOf(curves, PARTS);
  return Array.from(speeds, (speed, i) => {
    const untilNs = firstNs + ((lastNs - firstNs) * (i + 1)) / PARTS;
    const fromNs = firstNs + ((lastNs - firstNs) * i) / PARTS;
    const sent = trace.sent.findLast(({ timeNs }) => timeNs <= untilNs)?.offset ?? 0;
    const again = trace.again.filter(({ timeNs }) => timeNs > fromNs && timeNs <= untilNs).length;
    return plain(
      String(i),
      line(ui.plot.sentence(f.duration(untilNs - firstNs), f.bytes(sent), f.rate(speed), again, f)),
    );
  });
}

export const PLOT = definePanel<PlotRow>({
  id: 'plot',
  tab: 'transfers',
  inSession: true,
  empty: ({ context }) => context.ui.plot.nothing,
  list: listOf,
  head: (props) => {
    const data = dataOf(props);
    if (!data) return [];
    return [span(` ${data.id}  ${data.mode}  `, 'header'), span(transferTitle(data, props.context), outcomeRole(data))];
  },
  enter: (_row, props) => {
    const data = dataOf(props);
    const frame = data?.connection?.firstFrame ?? null;
    return data ? { to: 'ladder-frame', session: data.session, frame } : null;
  },
  draw: (row) => [span(' '), ...row.line],
  sentence: ({ words }) => words,
});
