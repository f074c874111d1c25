/**
 * Draws ladder rows as lines of fixed columns:
 *
 *     frame  time  Δ  │ client port  ── label ──▶  server port │  remark
 *
 * and, where a third host takes part, to the right of the server's lifeline
 *
 *     │ port  ══ label ══▶  its port ┆
 *
 * Pure: rows and a layout in, styled lines out. Colour is left to whoever shows them.
 */
import { displayWidth, escapeText, fitToWidth, padToWidth, truncateToWidth } from '../../bytes/text.js';
import { formatClock, formatSeconds } from '../../model/format.js';
import { say } from '../../model/ladder/say.js';
import type { LadderRow, Tone } from '../../model/rows.js';
import { toAscii } from '../ascii.js';
import { frameRange } from '../columns.js';
import { type Style, type StyledLine, type StyledSpan, span } from '../styles.js';
import { wrap } from '../wrap.js';
import { type Pen, penOf, same } from './arrow.js';
import { acrossServer, betweenThree, betweenTwo, thirdLifeline } from './hosts.js';
import { blankLeft, interiorColumns, type LadderLayout, PORT_COLUMNS } from './layout.js';
import { labelOf, remarkOf } from './rowText.js';

export * from './layout.js';

/** The lines of one row; `previous` is the row above, from which the step in time is counted. */
export function drawRow(row: LadderRow, previousTimeNs: number | null, layout: LadderLayout): StyledLine[] {
  const pen = penOf(row, layout);
  if (row.heading === null) return drawText(row, pen);
  const between = layout.third === null ? betweenTwo(row, pen) : betweenThree(row, pen, layout.third);
  const line: StyledSpan[] = [span(leftColumns(row, previousTimeNs, layout), 'dim'), ...between];
  const lines: StyledLine[] = [line];
  addRemark(row, pen, line, lines);
  if (layout.options.fullReplies === true && !pen.single) addReply(row, pen, lines);
  return lines;
}

/** Headings and notes stand between the lifelines. */
function drawText(row: LadderRow, pen: Pen): StyledLine[] {
  const room = interiorColumns(pen.layout) - 2;
  const label = headingText(row, pen, room);
  const style: Style = row.kind === 'section' ? 'section' : row.announcement?.role === 'failed' ? 'bad' : 'note';
  const one = pen.single || row.kind === 'section';
  return (one ? [label] : wrap(label, room)).map((text) => rung(fitToWidth(text, room, 'left', pen.dots), style, pen));
}

/** Who is at the other end matters more than the word that every heading begins with. */
function headingText(row: LadderRow, pen: Pen, room: number): string {
  const { texts } = pen.layout.options;
  const { label } = row;
  const long = pen.words(labelOf(row, texts));
  if (displayWidth(long) <= room) return long;
  if (label.code === 'data-connection')
    return pen.words(texts.say('ladder', say('data-connection-short', label.params)));
  // The indentation gives way before the words.
  const words = long.trimStart();
  return ' '.repeat(Math.max(0, room - displayWidth(words))) + words;
}

/** A line without arrow: text between the first and the last lifeline. */
const rung = (text: string, style: Style, pen: Pen): StyledSpan[] => [
  span(blankLeft(pen.layout)),
  pen.lifeline,
  ...acrossServer(` ${text} `, style, pen),
  pen.layout.third === null ? pen.serverLifeline : thirdLifeline(pen),
];

/** Beside the row where there is a column for remarks, else on lines below it. */
function addRemark(row: LadderRow, pen: Pen, line: StyledSpan[], lines: StyledLine[]): void {
  const { layout, single, dots } = pen;
  const remark = pen.words(layout.shortRemarks ? shortRemark(row, layout) : remarkOf(row, layout.options.texts));
  if (remark === '') return;
  const style: Style = row.tone ?? (row.topic === 'inferred' ? 'dim' : 'remark');
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
  const { reply } = row;
  if (reply === null) return;
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
export function leftColumns(row: LadderRow, previousTimeNs: number | null, layout: LadderLayout): string {
  if (row.firstFrame === null || row.timeNs === null) return blankLeft(layout);
  const { options, frameColumns, timeColumns } = layout;
  const { zeroNs = 0, fractionDigits = 6, ascii = false } = options;
  const words = ascii ? (text: string) => toAscii(text, options.texts.script) : same;
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
  const delta =
    previousTimeNs === null ? '' : words(options.texts.format.step(row.timeNs - previousTimeNs, options.coarseTimes));
  return ` ${frames}  ${time}${delta.padStart(layout.deltaColumns)}  `;
}

const SIGNS: Readonly<Record<Tone, string>> = { good: '✔', bad: '✘' };

/** The announcement's sign and how it went; or only how it went. */
function shortRemark(row: LadderRow, { options }: LadderLayout): string {
  const sign = row.tone === null ? '' : SIGNS[row.tone];
  if (row.announcement === null) return sign;
  return `${options.texts.format.announcement(row.announcement.number)}${sign === '' ? '' : ` ${sign}`}`;
}
