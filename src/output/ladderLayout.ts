/** How the width of a ladder is divided into columns, and the line with their names. */
import { displayWidth, padToWidth } from '../bytes/text.js';
import type { Session } from '../ftp/session.js';
import { formatSeconds } from '../model/format.js';
import type { LadderRow } from '../model/rows.js';
import { type StyledLine, span } from './styles.js';

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
  /** Leaves the step to the row before out: narrow screens need its columns for the arrows. */
  readonly noDelta?: boolean;
  /** One line a row, whatever it costs in text: for screens on which a cursor moves. */
  readonly singleLine?: boolean;
  /** Further lines of multi-line replies, below their row; not with `singleLine`. */
  readonly fullReplies?: boolean;
  /** The largest frame number and time to make room for. */
  readonly maxFrame: number;
  readonly maxTimeNs: number;
};

export type LadderLayout = {
  readonly options: LadderOptions;
  readonly frameColumns: number;
  /** 0 where the time column is left out. */
  readonly timeColumns: number;
  /** 0 where the step to the row before is left out. */
  readonly deltaColumns: number;
  /** Between the two ports, arrow head included. */
  readonly arrowColumns: number;
  /** 0 where remarks stand on lines below their row. */
  readonly remarkColumns: number;
  /** Remarks shrink to the promise's sign. */
  readonly shortRemarks: boolean;
};

const DELTA_COLUMNS = 8;
export const PORT_COLUMNS = 5;
/** Lifelines, ports and the spaces around them. */
const FRAME_OF_ARROW = 2 + 2 * (PORT_COLUMNS + 2);
const NARROWEST_ARROW = 24;
/** ... and where one line a row has to fit a small screen. */
const NARROWEST_SINGLE = 8;
const NARROWEST_WITH_SIGNS = 60;
const WIDEST_ARROW = 64;
const NARROWEST_WITH_REMARKS = 112;
const SHORT_REMARK_COLUMNS = 6;

/** Divides the width. Reports below 72 columns come out wider than asked: ports and arrows are never given up. */
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
  const deltaColumns = options.noDelta === true ? 0 : DELTA_COLUMNS;
  const left = leftWidth(frameColumns, timeColumns, deltaColumns);
  const free = width - left - FRAME_OF_ARROW;
  const single = options.singleLine === true;
  const shortRemarks = single && width >= NARROWEST_WITH_SIGNS && width < NARROWEST_WITH_REMARKS;
  const narrowest = single ? NARROWEST_SINGLE : NARROWEST_ARROW;
  let remarkColumns = 0;
  let arrowColumns = Math.max(narrowest, Math.min(WIDEST_ARROW, free));
  if (shortRemarks) {
    remarkColumns = SHORT_REMARK_COLUMNS;
    arrowColumns = Math.max(narrowest, Math.min(WIDEST_ARROW, free - remarkColumns - 1));
  } else if (width >= NARROWEST_WITH_REMARKS) {
    arrowColumns = Math.max(NARROWEST_ARROW, Math.min(WIDEST_ARROW, Math.floor(free * 0.53)));
    remarkColumns = Math.max(8, free - arrowColumns - 2);
  }
  return { options, frameColumns, timeColumns, deltaColumns, arrowColumns, remarkColumns, shortRemarks };
}

/** Frame, time and step with the spaces around them. */
const leftWidth = (frame: number, time: number, delta: number): number =>
  1 + frame + 2 + (time === 0 ? 0 : time + 2) + (delta === 0 ? 0 : delta + 2);

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
  const sign = layout.options.ascii === true ? 'delta' : 'Δ';
  const delta = layout.deltaColumns === 0 ? '' : `${padToWidth(sign, layout.deltaColumns, 'right')}  `;
  const left = ` ${padToWidth('frame', layout.frameColumns, 'right')}  ${time}${delta}`;
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

/** Columns between the lifelines. */
export const interiorColumns = (layout: LadderLayout): number => layout.arrowColumns + FRAME_OF_ARROW - 2;

/** Spaces in place of frame, time and step. */
export const blankLeft = (layout: LadderLayout): string =>
  ' '.repeat(leftWidth(layout.frameColumns, layout.timeColumns, layout.deltaColumns));
