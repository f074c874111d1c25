/**
 * Draws ladder rows as lines of fixed columns:
 *
 *     frame  time  Δ  │ client port  ── label ──▶  server port │  remark
 *
 * Pure: rows and a layout in, styled lines out. Colour is left to whoever shows them.
 */
import { displayWidth, escapeText, fitToWidth, padToWidth, truncateToWidth } from '../bytes/text.js';
import { circled, formatClock, formatSeconds } from '../model/format.js';
import { replyOf } from '../model/ladder/dialogue.js';
import type { LadderRow } from '../model/rows.js';
import { toAscii } from './ascii.js';
import { formatDelta, frameRange } from './columns.js';
import { blankLeft, interiorColumns, type LadderLayout, PORT_COLUMNS } from './ladderLayout.js';
import { type Span, type Style, type StyledLine, span } from './styles.js';
import { wrap } from './wrap.js';

export * from './ladderLayout.js';

/** The lines of one row; `previous` is the row above, from which the step in time is counted. */
export function drawRow(row: LadderRow, previousTimeNs: number | null, layout: LadderLayout): StyledLine[] {
  const pen = penOf(row, layout);
  if (row.heading === null) return drawText(row, pen);
  const line: Span[] = [
    span(leftColumns(row, previousTimeNs, layout), 'dim'),
    pen.lifeline,
    span(` ${String(row.clientPort ?? '').padStart(PORT_COLUMNS)} `, 'port'),
    ...arrow(row, pen),
    span(` ${String(row.serverPort ?? '').padEnd(PORT_COLUMNS)} `, 'port'),
    pen.lifeline,
  ];
  const lines: StyledLine[] = [line];
  addRemark(row, pen, line, lines);
  if (layout.options.fullReplies === true && !pen.single) addReply(row, pen, lines);
  return lines;
}

/** What drawing one row needs again and again. */
type Pen = {
  readonly layout: LadderLayout;
  readonly single: boolean;
  /** Our marks as they are, or in ASCII. */
  readonly words: (text: string) => string;
  readonly dots: string;
  readonly lifeline: Span;
  readonly stroke: string;
  readonly style: Style;
};

function penOf(row: LadderRow, layout: LadderLayout): Pen {
  const ascii = layout.options.ascii === true;
  const words = ascii ? toAscii : same;
  const data = row.dataConnection !== null;
  return {
    layout,
    single: layout.options.singleLine === true,
    words,
    dots: ascii ? '...' : '…',
    lifeline: span(words(data ? '┆' : '│'), 'dim'),
    stroke: words(data ? '═' : '─'),
    style: data ? 'data' : 'control',
  };
}

const same = (text: string): string => text;

/** Headings and notes stand between the lifelines. */
function drawText(row: LadderRow, pen: Pen): StyledLine[] {
  const room = interiorColumns(pen.layout) - 2;
  const label = pen.words(row.label);
  const style: Style = row.kind === 'section' ? 'section' : row.promise?.role === 'broken' ? 'bad' : 'note';
  const one = pen.single || row.kind === 'section';
  return (one ? [label] : wrap(label, room)).map((text) => rung(fitToWidth(text, room, 'left', pen.dots), style, pen));
}

/** A line without arrow: text between the lifelines. */
const rung = (text: string, style: Style, pen: Pen): Span[] => [
  span(blankLeft(pen.layout)),
  pen.lifeline,
  span(` ${text} `, style),
  pen.lifeline,
];

/** Beside the row where there is a column for remarks, else on lines below it. */
function addRemark(row: LadderRow, pen: Pen, line: Span[], lines: StyledLine[]): void {
  const { layout, single, dots } = pen;
  const remark = pen.words(layout.shortRemarks ? shortRemark(row) : row.remark);
  if (remark === '') return;
  const style: Style = row.remark.includes('✘') ? 'bad' : row.remark.includes('✔') ? 'good' : 'remark';
  const room = interiorColumns(layout) - 2;
  if (layout.remarkColumns > 0) {
    const columns = layout.remarkColumns;
    const [first = '', ...rest] = single ? [truncateToWidth(remark, columns, dots)] : wrap(remark, columns);
    line.push(span(layout.shortRemarks ? ' ' : '  '), span(first, style));
    for (const text of rest) lines.push([...rung(' '.repeat(room), 'plain', pen), span('  '), span(text, style)]);
  } else if (!single) {
    for (const text of wrap(remark, room)) lines.push(rung(padToWidth(text, room, 'right'), style, pen));
  }
}

/** What a multi-line reply says after its first line. */
function addReply(row: LadderRow, pen: Pen, lines: StyledLine[]): void {
  const reply = replyOf(row);
  if (reply === undefined) return;
  const room = interiorColumns(pen.layout) - 2;
  const indent = ' '.repeat(PORT_COLUMNS + 5);
  for (const text of reply.text.split('\n').slice(1)) {
    const shown = indent + pen.words(escapeText(text.slice(0, REPLY_LINE_CHARACTERS)));
    lines.push(rung(fitToWidth(shown, room, 'left', pen.dots), 'reply', pen));
  }
}

/** Of one line of a multi-line reply; no ladder is wider. */
const REPLY_LINE_CHARACTERS = 400;

/** All rows, one after the other. */
export function* drawLadder(rows: readonly LadderRow[], layout: LadderLayout): Generator<StyledLine> {
  let previous: number | null = null;
  for (const row of rows) {
    yield* drawRow(row, previous, layout);
    if (row.timeNs !== null) previous = row.timeNs;
  }
}

/** Frame, time and step. Everything in it is one column a character, so that plain padding will do. */
function leftColumns(row: LadderRow, previousTimeNs: number | null, layout: LadderLayout): string {
  if (row.firstFrame === null || row.timeNs === null) return blankLeft(layout);
  const { options, frameColumns, timeColumns } = layout;
  const { zeroNs = 0, fractionDigits = 6, ascii = false } = options;
  const words = ascii ? toAscii : same;
  const frames = words(frameRange(row.firstFrame, row.lastFrame ?? row.firstFrame, frameColumns)).padStart(
    frameColumns,
  );
  let time = '';
  if (timeColumns > 0) {
    const text =
      options.time === 'clock' && options.epochSeconds != null
        ? formatClock(options.epochSeconds, row.timeNs, fractionDigits)
        : formatSeconds(row.timeNs - zeroNs, fractionDigits);
    time = `${text.padStart(timeColumns)}  `;
  }
  if (layout.deltaColumns === 0) return ` ${frames}  ${time}`;
  const delta = previousTimeNs === null ? '' : words(formatDelta(row.timeNs - previousTimeNs));
  return ` ${frames}  ${time}${delta.padStart(layout.deltaColumns)}  `;
}

/** '── USER student ────▶', '◀═════ SYN ══════': lines of the dialogue begin at the left, TCP events stand in the middle. */
function arrow(row: LadderRow, pen: Pen): Span[] {
  const { stroke, style, words } = pen;
  const toServer = row.heading === 'to-server';
  const shaft = pen.layout.arrowColumns - 1;
  const text = ` ${shorten(row, words(row.label), shaft - 5, pen.dots)} `;
  const free = shaft - displayWidth(text);
  const spoken = row.kind === 'command' || row.kind === 'reply';
  const before = spoken ? (toServer ? 3 : 2) : free >> 1;
  return [
    span((toServer ? '' : words('◀')) + stroke.repeat(Math.min(before, free)), style),
    span(text, labelStyle(row)),
    span(stroke.repeat(Math.max(0, free - before)) + (toServer ? words('▶') : ''), style),
  ];
}

/** Of a 227 or 229 reply, what stands in parentheses is the point: it is kept, and the words before it give way. */
function shorten(row: LadderRow, label: string, columns: number, dots: string): string {
  if (row.promise?.role === 'made' && row.kind === 'reply' && displayWidth(label) > columns) {
    const open = label.lastIndexOf('(');
    const tail = label.slice(open);
    const room = columns - displayWidth(tail) - 1;
    if (open > 0 && room >= 4) return `${truncateToWidth(label.slice(0, open - 1), room, dots)} ${tail}`;
  }
  return truncateToWidth(label, columns, dots);
}

function labelStyle(row: LadderRow): Style {
  switch (row.kind) {
    case 'command':
      return 'command';
    case 'reply':
      return row.label >= '4' ? 'reply-bad' : 'reply';
    case 'trouble':
      return 'trouble';
    case 'teardown':
      return row.entry?.kind === 'rst' ? 'bad' : 'plain';
    default:
      return 'plain';
  }
}

/** The promise's sign and whether it broke; or only that something went wrong. */
function shortRemark(row: LadderRow): string {
  const bad = row.remark.includes('✘') ? ' ✘' : row.remark.includes('✔') ? ' ✔' : '';
  if (row.promise !== null) return circled(row.promise.number) + bad;
  return bad.trim();
}
