/**
 * Draws ladder rows as lines of fixed columns:
 *
 *     frame  time  Δ  │ client port  ── label ──▶  server port │  remark
 *
 * Pure: rows and a layout in, styled lines out. Colour is left to whoever shows them.
 */
import { displayWidth, fitToWidth, padToWidth, truncateToWidth } from '../bytes/text.js';
import type { Session } from '../ftp/session.js';
import { circled, formatClock, formatSeconds } from '../model/format.js';
import type { LadderRow } from '../model/rows.js';
import { toAscii } from './ascii.js';
import { formatDelta, frameRange } from './columns.js';
import { type Span, type Style, type StyledLine, span } from './styles.js';

export type TimeMode = 'start' | 'delta' | 'clock';

export type LadderOptions = {
  readonly width: number;
  /** Only ASCII characters. */
  readonly ascii?: boolean;
  /** What the time column shows: seconds since `zeroNs`, nothing but the step to the row before, or the time of day (UTC). */
  readonly time?: TimeMode;
  /** The time that counts as 0; usually the capture's first packet. */
  readonly zeroNs?: number;
  /** For the time of day. */
  readonly epochSeconds?: number | null;
  readonly fractionDigits?: 6 | 9;
  /** One line a row, whatever it costs in text: for screens on which a cursor moves. */
  readonly singleLine?: boolean;
  /** The largest frame number and time to make room for. */
  readonly maxFrame: number;
  readonly maxTimeNs: number;
};

export type LadderLayout = {
  readonly options: LadderOptions;
  readonly frameColumns: number;
  /** 0 where the time column is left out. */
  readonly timeColumns: number;
  /** Between the two ports, arrow head included. */
  readonly arrowColumns: number;
  /** 0 where remarks stand on lines below their row. */
  readonly remarkColumns: number;
  /** Remarks shrink to the promise's sign. */
  readonly shortRemarks: boolean;
};

const DELTA_COLUMNS = 8;
const PORT_COLUMNS = 5;
/** Lifelines, ports and the spaces around them. */
const FRAME_OF_ARROW = 2 + 2 * (PORT_COLUMNS + 2);
const NARROWEST_ARROW = 24;
const WIDEST_ARROW = 64;
const NARROWEST_WITH_REMARKS = 112;
const SHORT_REMARK_COLUMNS = 6;

/** Divides the width. Below 72 columns lines come out wider than asked: ports and arrows are never given up. */
export function ladderLayout(options: LadderOptions): LadderLayout {
  const { width, time = 'start', zeroNs = 0, maxFrame, maxTimeNs, fractionDigits = 6 } = options;
  const digits = String(maxFrame).length;
  const frameColumns = Math.max(5, Math.min(2 * digits + 1, width < 100 ? 7 : 11, 11), digits);
  const timeColumns =
    time === 'delta'
      ? 0
      : time === 'clock'
        ? 9 + fractionDigits
        : formatSeconds(maxTimeNs - zeroNs, fractionDigits).length;
  const left = 1 + frameColumns + 2 + (timeColumns === 0 ? 0 : timeColumns + 2) + DELTA_COLUMNS + 2;
  const free = width - left - FRAME_OF_ARROW;
  const shortRemarks = options.singleLine === true && width < NARROWEST_WITH_REMARKS;
  let remarkColumns = 0;
  let arrowColumns = Math.max(NARROWEST_ARROW, Math.min(WIDEST_ARROW, free));
  if (shortRemarks) {
    remarkColumns = SHORT_REMARK_COLUMNS;
    arrowColumns = Math.max(NARROWEST_ARROW, Math.min(WIDEST_ARROW, free - remarkColumns - 1));
  } else if (width >= NARROWEST_WITH_REMARKS) {
    arrowColumns = Math.max(NARROWEST_ARROW, Math.min(WIDEST_ARROW, Math.floor(free * 0.53)));
    remarkColumns = Math.max(8, free - arrowColumns - 2);
  }
  return { options, frameColumns, timeColumns, arrowColumns, remarkColumns, shortRemarks };
}

/** The largest frame and time of the rows, for `ladderLayout`. */
export function extentOf(rows: readonly LadderRow[]): { maxFrame: number; maxTimeNs: number } {
  let maxFrame = 0;
  let maxTimeNs = 0;
  for (const row of rows) {
    if (row.lastFrame !== null && row.lastFrame > maxFrame) maxFrame = row.lastFrame;
    if (row.timeNs !== null && row.timeNs > maxTimeNs) maxTimeNs = row.timeNs;
  }
  return { maxFrame, maxTimeNs };
}

/** The names of the columns and of the two ends: one line, or two where the addresses are long. */
export function ladderHeader(session: Session, layout: LadderLayout): StyledLine[] {
  const clock = layout.options.time === 'clock' ? 'UTC' : 'time';
  const time = layout.timeColumns === 0 ? '' : `${padToWidth(clock, layout.timeColumns, 'right')}  `;
  const delta = layout.options.ascii === true ? 'delta' : 'Δ';
  const left = ` ${padToWidth('frame', layout.frameColumns, 'right')}  ${time}${padToWidth(delta, DELTA_COLUMNS, 'right')}  `;
  const room = layout.arrowColumns + FRAME_OF_ARROW;
  const client = `client ${session.client.address}`;
  const server = `server ${session.server.address}`;
  if (displayWidth(client) + displayWidth(server) + 2 <= room) {
    return [
      [
        span(left, 'dim'),
        span(client, 'heading'),
        span(padToWidth(server, room - displayWidth(client), 'right'), 'heading'),
      ],
    ];
  }
  const blank = ' '.repeat(displayWidth(left));
  return [
    [span(left, 'dim'), span(client, 'heading')],
    [span(blank), span(padToWidth(server, room, 'right'), 'heading')],
  ];
}

/** The lines of one row; `previous` is the row above, from which the step in time is counted. */
export function drawRow(row: LadderRow, previousTimeNs: number | null, layout: LadderLayout): StyledLine[] {
  const ascii = layout.options.ascii === true;
  const words = ascii ? toAscii : same;
  const left = leftColumns(row, previousTimeNs, layout);
  const dashed = row.dataConnection !== null;
  const lifeline = words(dashed ? '┆' : '│');
  const label = words(row.label);
  const remark = words(layout.shortRemarks ? shortRemark(row) : row.remark);
  const remarkStyle: Style = row.remark.includes('✘') ? 'bad' : row.remark.includes('✔') ? 'good' : 'remark';
  const interior = layout.arrowColumns + FRAME_OF_ARROW - 2;
  const single = layout.options.singleLine === true;
  const lines: StyledLine[] = [];

  if (row.heading === null) {
    const style: Style =
      row.kind === 'section' ? 'section' : label.includes('✘') || row.promise?.role === 'broken' ? 'bad' : 'note';
    const texts = single ? [truncateToWidth(label, interior - 2, ellipsis(ascii))] : wrap(label, interior - 2);
    for (const text of texts) {
      lines.push([
        span(lines.length === 0 ? left : blankLeft(layout)),
        span(lifeline, 'dim'),
        span(` ${fitToWidth(text, interior - 2, 'left', ellipsis(ascii))} `, style),
        span(lifeline, 'dim'),
      ]);
    }
    return lines;
  }

  const line: Span[] = [
    span(left, 'dim'),
    span(lifeline, 'dim'),
    span(` ${padToWidth(String(row.clientPort ?? ''), PORT_COLUMNS, 'right')} `, 'port'),
    ...arrow(row, label, layout, dashed, words),
    span(` ${padToWidth(String(row.serverPort ?? ''), PORT_COLUMNS)} `, 'port'),
    span(lifeline, 'dim'),
  ];
  lines.push(line);
  if (remark === '') return lines;
  if (layout.remarkColumns > 0) {
    const texts = single
      ? [truncateToWidth(remark, layout.remarkColumns, ellipsis(ascii))]
      : wrap(remark, layout.remarkColumns);
    texts.forEach((text, i) => {
      if (i === 0) line.push(span(layout.shortRemarks ? ' ' : '  '), span(text, remarkStyle));
      else lines.push([...emptyRung(layout, lifeline), span('  '), span(text, remarkStyle)]);
    });
  } else if (!single) {
    for (const text of wrap(remark, interior - 2)) {
      lines.push([
        span(blankLeft(layout)),
        span(lifeline, 'dim'),
        span(` ${padToWidth(text, interior - 2, 'right')} `, remarkStyle),
        span(lifeline, 'dim'),
      ]);
    }
  }
  return lines;
}

/** All rows, one after the other. */
export function* drawLadder(rows: readonly LadderRow[], layout: LadderLayout): Generator<StyledLine> {
  let previous: number | null = null;
  for (const row of rows) {
    yield* drawRow(row, previous, layout);
    if (row.timeNs !== null) previous = row.timeNs;
  }
}

const same = (text: string): string => text;
const ellipsis = (ascii: boolean): string => (ascii ? '...' : '…');

function leftColumns(row: LadderRow, previousTimeNs: number | null, layout: LadderLayout): string {
  if (row.firstFrame === null || row.timeNs === null) return blankLeft(layout);
  const { options } = layout;
  const { zeroNs = 0, fractionDigits = 6, ascii = false } = options;
  const words = ascii ? toAscii : same;
  const frames = padToWidth(
    words(frameRange(row.firstFrame, row.lastFrame ?? row.firstFrame, layout.frameColumns)),
    layout.frameColumns,
    'right',
  );
  let time = '';
  if (layout.timeColumns > 0) {
    const text =
      options.time === 'clock' && options.epochSeconds != null
        ? formatClock(options.epochSeconds, row.timeNs, fractionDigits)
        : formatSeconds(row.timeNs - zeroNs, fractionDigits);
    time = `${padToWidth(text, layout.timeColumns, 'right')}  `;
  }
  const delta = previousTimeNs === null ? '' : words(formatDelta(row.timeNs - previousTimeNs));
  return ` ${frames}  ${time}${padToWidth(delta, DELTA_COLUMNS, 'right')}  `;
}

const blankLeft = (layout: LadderLayout): string =>
  ' '.repeat(layout.frameColumns + (layout.timeColumns === 0 ? 0 : layout.timeColumns + 2) + DELTA_COLUMNS + 5);

const emptyRung = (layout: LadderLayout, lifeline: string): Span[] => [
  span(blankLeft(layout)),
  span(lifeline, 'dim'),
  span(' '.repeat(layout.arrowColumns + FRAME_OF_ARROW - 2)),
  span(lifeline, 'dim'),
];

/** '── USER student ────▶', '◀═════ SYN ══════': lines of the dialogue begin at the left, TCP events stand in the middle. */
function arrow(
  row: LadderRow,
  label: string,
  layout: LadderLayout,
  dashed: boolean,
  words: (text: string) => string,
): Span[] {
  const stroke = words(dashed ? '═' : '─');
  const style: Style = dashed ? 'data' : 'control';
  const toServer = row.heading === 'to-server';
  const shaft = layout.arrowColumns - 1;
  const text = ` ${shorten(row, label, shaft - 5, ellipsis(layout.options.ascii === true))} `;
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

/** Breaks at spaces, and inside words that are longer than a line. */
export function wrap(text: string, columns: number): string[] {
  if (displayWidth(text) <= columns) return [text];
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(' ')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) <= columns) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (displayWidth(word) > columns) {
      const head = truncateToWidth(word, columns, '') || word.slice(0, 1);
      lines.push(head);
      word = word.slice(head.length);
    }
    line = word;
  }
  if (line !== '') lines.push(line);
  return lines;
}
