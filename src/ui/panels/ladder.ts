/** The ladder of one session: all its connections in one time order, client left, server right. */

import type { Session } from '../../ftp/protocol/session.js';
import { formatSeconds } from '../../model/format.js';
import { announcementNumber } from '../../model/roles.js';
import {
  drawRow,
  type LadderLayout,
  type LadderOptions,
  ladderHeader,
  ladderLayout,
} from '../../output/ladder/text.js';
import type { Style, StyledLine } from '../../output/styles.js';
import type { Context } from '../data/context.js';
import { explainLines } from '../data/explain.js';
import { findingsOf } from '../data/findings.js';
import { definePanel, type PanelContext } from '../panel.js';
import { hexColumns } from '../terminal/hex.js';
import type { RowList } from '../terminal/rowList.js';
import { type Line, line, type Span, span } from '../terminal/text.js';
import { CONNECTION_ROLES, type Role } from '../terminal/theme.js';
import { noSession } from './emptyWords.js';
import { isOpenable, type LadderItem, ladderItems } from './ladderItems.js';
import { type LadderList, NOTHING_YET } from './ladderList.js';

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

export const sessionOf = ({ state, context }: PanelContext): Session | undefined =>
  context.session(state.sessionId) ?? context.analyzer.sessions[0];

/** Below the first, `t` chooses which of the two times is shown; below the second there is room for none. */
const NARROWEST_WITH_BOTH = 90;
const NARROWEST_WITH_TIME = 56;

function itemsOf(panelContext: PanelContext): LadderList {
  const session = sessionOf(panelContext);
  return session ? ladderItems(session, panelContext.state.toggled, panelContext.context) : NOTHING_YET;
}

function layoutFor(panelContext: PanelContext, columns: number): LadderLayout {
  const { state, context } = panelContext;
  const list = itemsOf(panelContext);
  const zeroNs = context.analyzer.firstTimeNs ?? 0;
  return context.memo.get('ladder-layout', [columns, state.time, list, zeroNs], 0, () => {
    const options: LadderOptions = {
      width: columns - 1 - (list.at(0)?.lanes.length ?? 0),
      time: columns < NARROWEST_WITH_TIME ? 'delta' : state.time,
      noDelta: columns < (state.time === 'delta' ? NARROWEST_WITH_TIME : NARROWEST_WITH_BOTH),
      zeroNs,
      epochSeconds: context.analyzer.epochSeconds,
      fractionDigits: context.input.source.status.fractionDigits,
      coarseTimes: context.input.live,
      singleLine: true,
      ...list.extent,
    };
    const layout = ladderLayout(options);
    if (options.thirdHosts?.length === 0 || layout.third !== null) return layout;
    // Who speaks with whom matters more than when.
    const timeless = ladderLayout({ ...options, time: 'delta', noDelta: true });
    return timeless.third === null ? layout : timeless;
  });
}

/** The frames of a session's findings, in order. */
const findingFrames = (session: Session, context: Context): Float64Array =>
  context.memo.get('finding-frames', [session], findingsOf(session), () =>
    Float64Array.from(findingsOf(session).flatMap(({ frames }) => frames)).sort(),
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
function colourOf(item: LadderItem, panelContext: PanelContext): Role | undefined {
  const { row } = item;
  if (row.kind === 'section' || row.kind === 'note') return undefined;
  if (panelContext.state.color === 'direction') return row.heading === 'to-server' ? 'command' : 'reply';
  if (panelContext.state.color === 'connection')
    return CONNECTION_ROLES[item.connectionIndex % CONNECTION_ROLES.length];
  return row.kind === 'handshake' || row.kind === 'teardown' || row.kind === 'data' ? KIND[row.kind] : undefined;
}

function drawItem(item: LadderItem, panelContext: PanelContext, columns: number): Line {
  const layout = layoutFor(panelContext, columns);
  const drawn = drawRow(item.row, item.previousTimeNs, layout)[0] ?? [];
  const role = colourOf(item, panelContext);
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
function withSign(spans: Span[], sign: string): Line {
  const [first, ...rest] = spans;
  return first ? [span(sign, 'key'), { ...first, text: first.text.slice(1) }, ...rest] : spans;
}

/** The lanes stand between the server's lifeline and the remark. */
function withLanes(line: Line, lanes: string): Line {
  const lifeline = line.findLastIndex(({ text }) => text === '│' || text === '┆');
  return [...line.slice(0, lifeline + 1), span(lanes, 'announcement'), ...line.slice(lifeline + 1)];
}

/** On very wide screens 16 bytes of a packet stand in a line. */
export const conversationPane = (columns: number): number =>
  columns >= WITH_LONG_HEX ? hexColumns(16) + 2 : Math.min(64, Math.max(40, Math.floor(columns * 0.35)));

const WITH_LONG_HEX = 190;

export const LADDER = definePanel<LadderItem>({
  id: 'ladder',
  title: 'Ladder',
  inSession: true,
  empty: ({ context }) =>
    context.tasks.isRunning('rows') || context.tasks.isRunning('ladder')
      ? 'Making the rows of this session ...'
      : context.analyzer.sessions.length === 0
        ? noSession(context)
        : 'Choose a session first: 1, then Enter.',
  list: itemsOf,
  head: (panelContext, columns) => {
    const session = sessionOf(panelContext);
    if (!session) return line('');
    // Several lines where the addresses are long: here they stand one behind the other.
    const [first = [], ...more] = ladderHeader(session, layoutFor(panelContext, columns));
    const drawn = [...first, ...more.flatMap(behind)];
    return [span(' '), ...drawn.map(({ text, style }) => span(text, LOOK[style]))];
  },
  draw: (item, panelContext, columns) => drawItem(item, panelContext, columns),
  sentence: ({ row }, { context }) => sentenceOf(row, context),
  searched: ({ row }) => `${row.clientPort ?? ''} ${row.label} ${row.serverPort ?? ''} ${row.remark}`,
  withPacket: true,
  detailColumns: conversationPane,
  detail: ({ row }, panelContext, columns) => {
    const session = sessionOf(panelContext);
    return session ? explainLines(row, session, columns, panelContext.context.texts) : [];
  },
  frame: ({ row }) => row.firstFrame,
  dataConnection: ({ row }) => row.dataConnection ?? row.exchange?.dataConnection ?? null,
  wireshark: ({ row }) => {
    if (row.firstFrame === null)
      return row.connection
        ? `tcp.port == ${row.connection.initiator.port} && tcp.port == ${row.connection.responder.port}`
        : null;
    return row.lastFrame !== null && row.lastFrame > row.firstFrame
      ? `frame.number >= ${row.firstFrame} && frame.number <= ${row.lastFrame}`
      : `frame.number == ${row.firstFrame}`;
  },
  enter: ({ row }) => {
    if (row.firstFrame !== null) return { to: 'frame', frame: row.firstFrame };
    return row.kind === 'section' ? { to: 'fold' } : { to: 'explain' };
  },
  foldKey: ({ row }) => (isOpenable(row) ? row.key : null),
  counterpart: (item, panelContext) => counterpartOf(item, itemsOf(panelContext)),
  hasFinding: ({ row }, panelContext) => {
    const session = sessionOf(panelContext);
    if (row.announcement?.role === 'broken') return true;
    if (!session || row.firstFrame === null) return false;
    const { firstFrame: first, lastFrame: last } = row;
    const frames = findingFrames(session, panelContext.context);
    const at = lowerBound(frames, first);
    return at < frames.length && frames[at]! <= (last ?? first);
  },
  indexOfFrame: (frame, panelContext) => itemsOf(panelContext).indexOfFrame(frame),
});

const behind = (line: StyledLine): StyledLine =>
  line.slice(-1).map((one) => ({ ...one, text: `  ${one.text.trim()}` }));

/** A announcement's other end: the SYN of a PORT, the PORT of a SYN; else the command of a reply and the reply of a command. */
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

/** 'Frame 14, 0.081252 s, control connection, client to server, port 45658 to 21: PORT 10,77,0,2,173,153. ① waits ...' */
/** What was said comes first: who listens to a screen reader need not wait for it. */
function sentenceOf(row: LadderItem['row'], context: Context): string {
  const parts: string[] = [row.label];
  if (row.remark) parts.push(row.remark);
  if (row.heading !== null) {
    const client = row.thirdHost ?? 'client';
    parts.push(
      row.heading === 'to-server'
        ? `${client} to server, port ${row.clientPort} to ${row.serverPort}`
        : `server to ${client}, port ${row.serverPort} to ${row.clientPort}`,
    );
    parts.push(row.dataConnection ? `data connection ${row.dataConnection.id}` : 'control connection');
  }
  if (row.firstFrame !== null)
    parts.push(
      row.lastFrame !== null && row.lastFrame > row.firstFrame
        ? `frames ${row.firstFrame} to ${row.lastFrame}`
        : `frame ${row.firstFrame}`,
    );
  if (row.timeNs !== null) parts.push(`${formatSeconds(row.timeNs - (context.analyzer.firstTimeNs ?? 0))} s`);
  return parts.join(', ');
}
