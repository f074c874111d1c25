/** How the width of a ladder is divided into columns, and the line with their names. */
import { displayWidth, padToWidth } from '../../bytes/text.js';
import type { Session } from '../../ftp/protocol/session.js';
import { formatSeconds } from '../../model/format.js';
import type { LadderRow } from '../../model/rows.js';
import type { Texts } from '../../text/texts.js';
import { type StyledLine, span } from '../styles.js';

export type LadderTime = 'start' | 'delta' | 'clock';

export type LadderOptions = {
  readonly width: number;
  /** The language of labels and remarks. */
  readonly texts: Texts;
  /** Only ASCII characters. */
  readonly ascii?: boolean;
  /** What the time column shows: seconds since `zeroNs`, nothing but the step to the row before, or the time of day (UTC). */
  readonly time?: LadderTime;
  /** The time that counts as 0; usually the capture's first packet. */
  readonly zeroNs?: number;
  /** For the time of day. */
  readonly epochSeconds?: number | null;
  readonly fractionDigits?: 6 | 9;
  /** Times may be a millisecond off: shorter steps are '<1 ms'. */
  readonly coarseTimes?: boolean | undefined;
  /** Leaves the step to the row before out: narrow screens need its columns for the arrows. */
  readonly noDelta?: boolean;
  /** One line a row, whatever it costs in text: for screens on which a cursor moves. */
  readonly singleLine?: boolean;
  /** Further lines of multi-line replies, below their row; not with `singleLine`. */
  readonly fullReplies?: boolean;
  /** The largest frame number and time to make room for. */
  readonly maxFrame: number;
  readonly maxTimeNs: number;
  /** Hosts besides client and server at the end of an arrow: with any, and room for it, they have a lifeline of their own. */
  readonly thirdHosts?: readonly string[];
  /** Digits of the longest of the server's ports that face the client. */
  readonly serverPortDigits?: number;
};

/**
 * The lifeline right of the server's, and what lies between them: arrows of data connections between the server and a
 * third host. Where `labelsBeside`, the arrows between client and server are short and their labels stand there too.
 */
export type ThirdLayout = {
  /** Between the server's and the third lifeline. */
  readonly gapColumns: number;
  readonly labelsBeside: boolean;
  /** Of the server's port on arrows to the client. */
  readonly serverPortColumns: number;
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
  /** Remarks shrink to the announcement's sign. */
  readonly shortRemarks: boolean;
  /** null: client and server are alone, or there is no room for a third. */
  readonly third: ThirdLayout | null;
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
/** With a third lifeline: arrows whose labels stand beside them, and those whose do not. */
const BARE_ARROW = 5;
const NARROWEST_TO_SERVER = 32;
const NARROWEST_TO_THIRD = 22;
const WIDEST_TO_THIRD = 40;
const NARROWEST_GAP = 24;
const NARROWEST_THIRD_WITH_REMARKS = 160;
/** Ports at both ends of an arrow in the gap, and the spaces around them. */
const FRAME_IN_GAP = 2 * (PORT_COLUMNS + 2);

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
  const columns = { options, frameColumns, timeColumns, deltaColumns };
  const three = (options.thirdHosts?.length ?? 0) > 0 ? withThird(options, width - left) : null;
  if (three !== null) return { ...columns, ...three };
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
  return { ...columns, arrowColumns, remarkColumns, shortRemarks, third: null };
}

type Widths = Pick<LadderLayout, 'arrowColumns' | 'remarkColumns' | 'shortRemarks' | 'third'>;

/** Three lifelines in `room` columns; null where that would be a riddle: on screens that are too narrow. */
function withThird(
  { width, singleLine = false, serverPortDigits = PORT_COLUMNS }: LadderOptions,
  room: number,
): Widths | null {
  const wide = width >= NARROWEST_THIRD_WITH_REMARKS;
  const shortRemarks = singleLine && !wide && width >= NARROWEST_WITH_SIGNS;
  const remarkColumns = wide
    ? Math.floor((room - NARROWEST_TO_SERVER - NARROWEST_TO_THIRD) * 0.3)
    : shortRemarks
      ? SHORT_REMARK_COLUMNS
      : 0;
  const free = room - (remarkColumns > 0 ? remarkColumns + (shortRemarks ? 1 : 2) : 0);
  const arrows = free - FRAME_OF_ARROW - FRAME_IN_GAP - 1;
  if (arrows >= NARROWEST_TO_SERVER + NARROWEST_TO_THIRD) {
    const toThird = Math.min(
      WIDEST_TO_THIRD,
      NARROWEST_TO_THIRD + ((arrows - NARROWEST_TO_SERVER - NARROWEST_TO_THIRD) >> 1),
    );
    const arrowColumns = Math.min(WIDEST_ARROW, arrows - toThird);
    const third = { gapColumns: FRAME_IN_GAP + toThird, labelsBeside: false, serverPortColumns: PORT_COLUMNS };
    return { arrowColumns, remarkColumns, shortRemarks, third };
  }
  const gap = free - 3 - (PORT_COLUMNS + 2) - BARE_ARROW - (serverPortDigits + 2);
  if (gap < NARROWEST_GAP && singleLine) return null;
  const third = { gapColumns: Math.max(gap, NARROWEST_GAP), labelsBeside: true, serverPortColumns: serverPortDigits };
  return { arrowColumns: BARE_ARROW, remarkColumns, shortRemarks, third };
}

/** Frame, time and step with the spaces around them. */
const leftWidth = (frame: number, time: number, delta: number): number =>
  1 + frame + 2 + (time === 0 ? 0 : time + 2) + (delta === 0 ? 0 : delta + 2);

type Extent = Pick<LadderOptions, 'maxFrame' | 'maxTimeNs' | 'thirdHosts' | 'serverPortDigits'>;

/** What the rows need room for, for `ladderLayout`. */
export function extentOf(rows: readonly LadderRow[]): Extent {
  let maxFrame = 0;
  let maxTimeNs = 0;
  let maxPort = 0;
  const thirdHosts = new Set<string>();
  for (const row of rows) {
    if (row.lastFrame !== null && row.lastFrame > maxFrame) maxFrame = row.lastFrame;
    if (row.timeNs !== null && row.timeNs > maxTimeNs) maxTimeNs = row.timeNs;
    if (row.thirdHost !== null) thirdHosts.add(row.thirdHost);
    else if (row.serverPort !== null && row.serverPort > maxPort) maxPort = row.serverPort;
  }
  return { maxFrame, maxTimeNs, thirdHosts: [...thirdHosts], serverPortDigits: String(maxPort).length };
}

/** The names of the columns and of the hosts: one line, or one a host where the addresses are long. */
export function ladderHeader(session: Session, layout: LadderLayout): StyledLine[] {
  const left = leftTitle(layout);
  const blank = ' '.repeat(displayWidth(left));
  return hostLines(session, layout).map((line, i) => [
    span(i === 0 ? left : blank, i === 0 ? 'dim' : 'plain'),
    ...line,
  ]);
}

/** The names of the columns of frame, time and step. */
export function leftTitle(layout: LadderLayout): string {
  const words = layout.options.texts.report.ladder;
  const clock = layout.options.time === 'clock' ? 'UTC' : words.time;
  const time = layout.timeColumns === 0 ? '' : `${padToWidth(clock, layout.timeColumns, 'right')}  `;
  const sign = layout.options.ascii === true ? 'delta' : 'Δ';
  const delta = layout.deltaColumns === 0 ? '' : `${padToWidth(sign, layout.deltaColumns, 'right')}  `;
  return ` ${padToWidth(words.frame, layout.frameColumns, 'right')}  ${time}${delta}`;
}

/** The hosts above their lifelines: the client's begins there, the others' end there. */
function hostLines(session: Session, layout: LadderLayout): StyledLine[] {
  const room = interiorColumns(layout) + 2;
  const words = layout.options.texts.report.ladder;
  const hosts = layout.options.thirdHosts ?? [];
  const bare = [session.client.address, session.server.address];
  const names = [words.client(session.client.address), words.server(session.server.address)];
  const ends = [0, serverLifeline(layout)];
  if (layout.third !== null) {
    const more = hosts.length > 1 ? ` +${hosts.length - 1}` : '';
    const third = `${hosts[0] ?? ''}${more}`;
    bare.push(third);
    names.push(hasPartner(session) ? words.otherServer(third) : words.thirdHost(third));
    ends.push(room - 1);
  }
  for (const shown of [names, [...names.slice(0, 2), ...bare.slice(2)], bare]) {
    const line = placed(shown, ends);
    if (line !== null) return [[span(shown[0]!, 'heading'), span(line.slice(shown[0]!.length), 'heading')]];
  }
  return names.map((name, i) =>
    i === 0 ? [span(name, 'heading')] : [span(padToWidth(name, room, 'right'), 'heading')],
  );
}

/** One line with every name at its place, or right of it where the one before needs the room; null: no room. */
function placed([first = '', ...names]: readonly string[], ends: readonly number[]): string | null {
  let line = first;
  for (const [i, name] of names.entries()) {
    const begin = Math.max(displayWidth(line) + 2, ends[i + 1]! + 1 - displayWidth(name));
    line = `${padToWidth(line, begin)}${name}`;
  }
  return displayWidth(line) <= ends.at(-1)! + 1 ? line : null;
}

/** The third host is the other server (FXP). */
const hasPartner = ({ dataConnections }: Session): boolean => dataConnections.some(({ partner }) => partner !== null);

/** Column of the server's lifeline, counted from the client's. */
export const serverLifeline = ({ arrowColumns, third }: LadderLayout): number =>
  1 + (PORT_COLUMNS + 2) + arrowColumns + (third?.serverPortColumns ?? PORT_COLUMNS) + 2;

/** Columns between the first and the last lifeline. */
export const interiorColumns = (layout: LadderLayout): number =>
  serverLifeline(layout) - 1 + (layout.third === null ? 0 : layout.third.gapColumns + 1);

/** Spaces in place of frame, time and step. */
export const blankLeft = (layout: LadderLayout): string =>
  ' '.repeat(leftWidth(layout.frameColumns, layout.timeColumns, layout.deltaColumns));
