/** The ladder of one session: all its connections in one time order, client left, server right. */

import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { formatSeconds } from '../../model/format.js';
import { announcementNumber } from '../../model/roles.js';
import type { LadderRow } from '../../model/rows.js';
import { labelOf, remarkOf } from '../../output/ladder/rowText.js';
import {
  drawRow,
  type LadderLayout,
  type LadderOptions,
  ladderHeader,
  ladderLayout,
} from '../../output/ladder/text.js';
import type { Style, StyledLine } from '../../output/styles.js';
import type { Context } from '../data/context.js';
import { findingsOf } from '../data/sessionFacts.js';
import { hexColumns } from '../terminal/hex.js';
import type { RowList } from '../terminal/rowList.js';
import { type Line, line, type Span, span } from '../terminal/text.js';
import { CONNECTION_ROLES, type Role } from '../terminal/theme.js';
import { noRowsOf } from './empty.js';
import { explainLines } from './explanation.js';
import { isOpenable, type LadderItem, type LadderView, ladderItems } from './ladderItems.js';
import { type LadderList, NOTHING_YET } from './ladderList.js';
import { definePanel, type ListProps, type PanelProps } from './panel.js';

const LOOK: Readonly<Record<Style, Role>> = {
  plain: 'plain',
  dim: 'dim',
  heading: 'header',
  section: 'section',
  control: 'rule',
  data: 'data',
  command: 'command',
  reply: 'reply',
  'reply-bad': 'replyError',
  port: 'plain',
  trouble: 'warning',
  note: 'dim',
  remark: 'announcement',
  good: 'good',
  bad: 'alert',
};

/** Roles by kind of row, for what the drawing leaves plain. */
const KIND: Readonly<Record<LadderItem['row']['kind'], Role>> = {
  section: 'section',
  handshake: 'handshake',
  command: 'command',
  reply: 'reply',
  data: 'data',
  teardown: 'teardown',
  trouble: 'warning',
  note: 'dim',
};

export const sessionOf = ({ state, context }: ListProps): Session | undefined =>
  context.session(state.sessionId) ?? context.analyzer.sessions[0];

type Props = PanelProps<LadderItem>;

/** Below the first, the step to the row before stands alone; below the second there is room for none. */
const NARROWEST_WITH_BOTH = 66;
const NARROWEST_WITH_TIME = 56;
/** The time of day is long: below this it stands alone. */
const NARROWEST_WITH_CLOCK = 74;

/** From here on the sums of announcements fit beside the ladder. */
const WITH_REMARKS = 190;

const viewOf = ({ state, columns }: ListProps): LadderView => ({
  toggled: state.toggled,
  filter: state.rowFilters.ladder ?? '',
  focus: state.focus,
  sums: columns < WITH_REMARKS,
  acks: state.acks,
});

function itemsOf(props: ListProps): LadderList {
  const session = sessionOf(props);
  return session ? ladderItems(session, viewOf(props), props.context) : NOTHING_YET;
}

/** Rows come from `itemsOf` only. */
const listOf = ({ list }: Props): LadderList => list as LadderList;

function layoutFor(props: Props, columns: number): LadderLayout {
  const { state, context } = props;
  const list = listOf(props);
  const zeroNs = context.analyzer.firstTimeNs ?? 0;
  return context.cache.get('ladder-layout', [columns, state.time, list, zeroNs, context.ascii], 0, () => {
    const options: LadderOptions = {
      ascii: context.ascii,
      width: columns - 1 - (list.at(0)?.lanes.length ?? 0),
      time: columns < (state.time === 'clock' ? NARROWEST_WITH_TIME : NARROWEST_WITH_BOTH) ? 'delta' : state.time,
      noDelta: columns < (state.time === 'clock' ? NARROWEST_WITH_CLOCK : NARROWEST_WITH_TIME),
      zeroNs,
      epochSeconds: context.analyzer.epochSeconds,
      fractionDigits: context.input.source.status.fractionDigits,
      texts: context.texts,
      coarseTimes: context.input.live,
      singleLine: true,
      ...list.extent,
    };
    const layout = ladderLayout(options);
    if (options.thirdHosts?.length === 0 || layout.third !== null) return layout;
    // Who speaks with whom matters more than when.
    const tries = [false, true].map((noDelta) => ladderLayout({ ...options, time: 'delta', noDelta }));
    return tries.find(({ third }) => third !== null) ?? layout;
  });
}

/** The frames of a session's findings, in order. */
const findingFrames = (session: Session, context: Context): Float64Array =>
  context.cache.get('finding-frames', [session], findingsOf(session, context), () =>
    Float64Array.from(findingsOf(session, context).flatMap(({ frames }) => frames)).sort(),
  );

/** Where in a list that rises the first number is that is not below `wanted`. */
function lowerBound(list: Float64Array, wanted: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The role of an arrow and its label in the chosen colour mode; undefined: as the drawing has it. */
function colourOf(item: LadderItem, props: Props): Role | undefined {
  const { row } = item;
  if (row.kind === 'section' || row.kind === 'note') return undefined;
  if (props.state.color === 'direction') return row.heading === 'to-server' ? 'command' : 'reply';
  if (props.state.color === 'connection') return CONNECTION_ROLES[item.connectionIndex % CONNECTION_ROLES.length];
  return row.kind === 'handshake' || row.kind === 'teardown' || row.kind === 'data' ? KIND[row.kind] : undefined;
}

function drawItem(item: LadderItem, props: Props, columns: number): Line {
  const layout = layoutFor(props, columns);
  const drawn = drawRow(item.row, item.previousTimeNs, layout)[0] ?? [];
  const role = colourOf(item, props);
  const spans: Span[] = drawn.map(({ text, style }, i) => {
    const arrow =
      style === 'control' ||
      style === 'data' ||
      (i > 2 && (style === 'plain' || style === 'command' || style === 'reply'));
    return span(text, role !== undefined && arrow ? role : LOOK[style]);
  });
  const line = item.sign === ' ' ? spans : withSign(spans, item.sign);
  return [span(' '), ...withLanes(line, item.lanes)];
}

/** The fold's sign takes the place of the space that every line begins with. */
export function withSign(spans: Span[], sign: string): Line {
  const [first, ...rest] = spans;
  return first ? [span(sign, 'key'), { ...first, text: first.text.slice(1) }, ...rest] : spans;
}

/** Lifelines, also those of ASCII drawings. */
const LIFELINES: ReadonlySet<string> = new Set(['│', '┆', '|', ':']);

/** The lanes are between the server's lifeline and the remark. */
export function withLanes(line: Line, lanes: string): Line {
  const lifeline = line.findLastIndex(({ text }) => LIFELINES.has(text));
  return [...line.slice(0, lifeline + 1), span(lanes, 'announcement'), ...line.slice(lifeline + 1)];
}

/** A finding of the session names a frame of the row, or the row is an announcement that was not matched. */
export function rowHasFinding(row: LadderItem['row'], props: ListProps): boolean {
  const session = sessionOf(props);
  if (row.announcement?.role === 'failed') return true;
  if (!session || row.firstFrame === null) return false;
  const { firstFrame: first, lastFrame: last } = row;
  const frames = findingFrames(session, props.context);
  const at = lowerBound(frames, first);
  return at < frames.length && frames[at]! <= (last ?? first);
}

/** A drawn line in the roles of its styles. */
export const styledSpans = (line: StyledLine): Line => line.map(({ text, style }) => span(text, LOOK[style]));

/** On very wide screens a line has 16 bytes of a packet. */
export const conversationPane = (columns: number): number =>
  columns >= WITH_LONG_HEX ? hexColumns(16) + 2 : Math.min(64, Math.max(36, Math.floor(columns * 0.31)));

const WITH_LONG_HEX = 190;

export const dataConnectionOf = (row: LadderRow): DataConnection | null =>
  row.dataConnection ?? row.exchange?.dataConnection ?? null;

/** Display filter of Wireshark for the row. */
export function wiresharkOf(row: LadderRow): string | null {
  if (row.firstFrame === null)
    return row.connection
      ? `tcp.port == ${row.connection.initiator.port} && tcp.port == ${row.connection.responder.port}`
      : null;
  return row.lastFrame !== null && row.lastFrame > row.firstFrame
    ? `frame.number >= ${row.firstFrame} && frame.number <= ${row.lastFrame}`
    : `frame.number == ${row.firstFrame}`;
}

export const LADDER = definePanel<LadderItem>({
  id: 'ladder',
  inSession: true,
  empty: (props) => noRowsOf(props, ['rows', 'ladder'], props.context.ui.ladder.choose),
  list: itemsOf,
  head: (props, columns) => {
    const session = sessionOf(props);
    if (!session) return line('');
    // Several lines where the addresses are long: here they stand one behind the other.
    const [first = [], ...more] = ladderHeader(session, layoutFor(props, columns));
    const drawn = [...first, ...more.flatMap(behind)];
    return [span(' '), ...drawn.map(({ text, style }) => span(text, LOOK[style]))];
  },
  draw: (item, props, columns) => drawItem(item, props, columns),
  sentence: ({ row }, { context }) => sentenceOf(row, context),
  searched: ({ row }, { context: { texts } }) =>
    `${row.clientPort ?? ''} ${labelOf(row, texts)} ${row.serverPort ?? ''} ${remarkOf(row, texts)}`,
  withPacket: true,
  detailColumns: conversationPane,
  detail: ({ row }, props, columns) => {
    const session = sessionOf(props);
    return session ? explainLines(row, session, props.context, columns) : [];
  },
  frame: ({ row }) => row.firstFrame,
  dataConnection: ({ row }) => dataConnectionOf(row),
  wireshark: ({ row }) => wiresharkOf(row),
  enter: ({ row }) => {
    if (row.firstFrame !== null) return { to: 'frame', frame: row.firstFrame };
    return row.kind === 'section' ? { to: 'fold' } : { to: 'explain' };
  },
  foldKey: ({ row }) => (isOpenable(row) ? row.key : null),
  counterpart: (item, { list }) => counterpartOf(item, list),
  hasFinding: ({ row }, props) => rowHasFinding(row, props),
  foldOfFrame: (frame, props) => {
    const item = listOf(props).at(listOf(props).indexOfFrame(frame));
    const closed = item !== undefined && item.row.kind === 'data' && isOpenable(item.row) && item.sign === '▸';
    return closed && item.row.firstFrame !== frame ? item.row.key : null;
  },
  indexOfFrame: (frame, props) => listOf(props).indexOfFrame(frame),
});

const behind = (line: StyledLine): StyledLine =>
  line.slice(-1).map((one) => ({ ...one, text: `  ${one.text.trim()}` }));

/** An announcement's other end: the SYN of a PORT, the PORT of a SYN; else the command of a reply and the reply of a command. */
function counterpartOf(item: LadderItem, list: RowList<LadderItem>): string | null {
  const { announcement, dataConnection, exchange, key, kind } = item.row;
  if (announcement) {
    const other = list.rows.find(
      ({ row }) => row.announcement?.number === announcement.number && row.announcement.role !== announcement.role,
    );
    if (other) return other.row.key;
  }
  if (dataConnection) {
    const number = announcementNumber(dataConnection);
    const made = list.rows.find(({ row }) => row.announcement?.role === 'made' && row.announcement.number === number);
    if (made && made.row.key !== key) return made.row.key;
  }
  if (!exchange) return null;
  const wanted = kind === 'command' ? 'reply' : 'command';
  return list.rows.find(({ row }) => row.exchange === exchange && row.kind === wanted)?.row.key ?? null;
}

/**
 * 'PORT 10,77,0,2,173,153, ① listens on 44441, client to server, port 45658 to 21, control connection, frame 14, 0.081252 s'.
 * What was said comes first: with a screen reader one need not wait for it.
 */
export function sentenceOf(row: LadderRow, { ui, analyzer, texts: language }: Context): string {
  const { ladder: texts } = ui;
  const { heading, firstFrame, lastFrame } = row;
  const parts: string[] = [labelOf(row, language)];
  if (row.remarks.length > 0) parts.push(remarkOf(row, language));
  if (heading !== null) {
    const client = row.thirdHost ?? texts.client;
    const ports = { client: row.clientPort ?? 0, server: row.serverPort ?? 0 };
    parts.push(
      heading === 'to-server'
        ? texts.toServer(client, ports.client, ports.server)
        : texts.toClient(client, ports.server, ports.client),
      row.dataConnection ? texts.data(row.dataConnection.id) : texts.control,
    );
  }
  if (firstFrame !== null)
    parts.push(
      lastFrame !== null && lastFrame > firstFrame ? texts.framesOf(firstFrame, lastFrame) : texts.frameOf(firstFrame),
    );
  if (row.timeNs !== null) parts.push(texts.seconds(formatSeconds(row.timeNs - (analyzer.firstTimeNs ?? 0))));
  return parts.join(', ');
}
