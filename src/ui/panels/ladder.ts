/** The ladder of one session: all its connections in one time order, client left, server right. */

import type { Session } from '../../ftp/session.js';
import { formatSeconds } from '../../model/format.js';
import { promiseNumber } from '../../model/roles.js';
import { drawRow, type LadderLayout, type LadderOptions, ladderHeader, ladderLayout } from '../../output/ladderText.js';
import type { Style, StyledLine } from '../../output/styles.js';
import { explainLines } from '../explain.js';
import { findingsOf } from '../findings.js';
import { hexColumns } from '../hex.js';
import { type Context, definePanel } from '../panel.js';
import type { RowList } from '../rowList.js';
import { type Line, line, type Span, span } from '../text.js';
import { CONNECTION_ROLES, type Role } from '../theme.js';
import type { World } from '../world.js';
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
  remark: 'promise',
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

export const sessionOf = ({ state, world }: Context): Session | undefined =>
  world.session(state.sessionId) ?? world.analyzer.sessions[0];

/** Below the first, `t` chooses which of the two times is shown; below the second there is room for none. */
const NARROWEST_WITH_BOTH = 90;
const NARROWEST_WITH_TIME = 56;

function itemsOf(context: Context): LadderList {
  const session = sessionOf(context);
  return session ? ladderItems(session, context.state.toggled, context.world) : NOTHING_YET;
}

function layoutFor(context: Context, columns: number): LadderLayout {
  const { state, world } = context;
  const list = itemsOf(context);
  const zeroNs = world.analyzer.firstTimeNs ?? 0;
  return world.memo.get('ladder-layout', [columns, state.time, list, zeroNs], 0, () => {
    const options: LadderOptions = {
      width: columns - 1 - (list.at(0)?.lanes.length ?? 0),
      time: columns < NARROWEST_WITH_TIME ? 'delta' : state.time,
      noDelta: columns < (state.time === 'delta' ? NARROWEST_WITH_TIME : NARROWEST_WITH_BOTH),
      zeroNs,
      epochSeconds: world.analyzer.epochSeconds,
      fractionDigits: world.input.source.status.fractionDigits,
      coarseTimes: world.input.live,
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
const findingFrames = (session: Session, world: World): Float64Array =>
  world.memo.get('finding-frames', [session], findingsOf(session), () =>
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
function colourOf(item: LadderItem, context: Context): Role | undefined {
  const { row } = item;
  if (row.kind === 'section' || row.kind === 'note') return undefined;
  if (context.state.color === 'direction') return row.heading === 'to-server' ? 'command' : 'reply';
  if (context.state.color === 'connection') return CONNECTION_ROLES[item.connectionIndex % CONNECTION_ROLES.length];
  return row.kind === 'handshake' || row.kind === 'teardown' || row.kind === 'data' ? KIND[row.kind] : undefined;
}

function drawItem(item: LadderItem, context: Context, columns: number): Line {
  const layout = layoutFor(context, columns);
  const drawn = drawRow(item.row, item.previousTimeNs, layout)[0] ?? [];
  const role = colourOf(item, context);
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
  return [...line.slice(0, lifeline + 1), span(lanes, 'promise'), ...line.slice(lifeline + 1)];
}

/** On very wide screens 16 bytes of a packet stand in a line. */
export const conversationPane = (columns: number): number =>
  columns >= WITH_LONG_HEX ? hexColumns(16) + 2 : Math.min(64, Math.max(40, Math.floor(columns * 0.35)));

const WITH_LONG_HEX = 190;

export const LADDER = definePanel<LadderItem>({
  id: 'ladder',
  title: 'Ladder',
  inSession: true,
  empty: ({ world }) =>
    world.tasks.isRunning('rows') || world.tasks.isRunning('ladder')
      ? 'Making the rows of this session ...'
      : world.analyzer.sessions.length === 0
        ? noSession(world)
        : 'Choose a session first: 1, then Enter.',
  list: itemsOf,
  head: (context, columns) => {
    const session = sessionOf(context);
    if (!session) return line('');
    // Several lines where the addresses are long: here they stand one behind the other.
    const [first = [], ...more] = ladderHeader(session, layoutFor(context, columns));
    const drawn = [...first, ...more.flatMap(behind)];
    return [span(' '), ...drawn.map(({ text, style }) => span(text, LOOK[style]))];
  },
  draw: (item, context, columns) => drawItem(item, context, columns),
  sentence: ({ row }, { world }) => sentenceOf(row, world),
  searched: ({ row }) => `${row.clientPort ?? ''} ${row.label} ${row.serverPort ?? ''} ${row.remark}`,
  withPacket: true,
  detailColumns: conversationPane,
  detail: ({ row }, context, columns) => {
    const session = sessionOf(context);
    return session ? explainLines(row, session, columns) : [];
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
  counterpart: (item, context) => counterpartOf(item, itemsOf(context)),
  hasFinding: ({ row }, context) => {
    const session = sessionOf(context);
    if (row.promise?.role === 'broken') return true;
    if (!session || row.firstFrame === null) return false;
    const { firstFrame: first, lastFrame: last } = row;
    const frames = findingFrames(session, context.world);
    const at = lowerBound(frames, first);
    return at < frames.length && frames[at]! <= (last ?? first);
  },
  indexOfFrame: (frame, context) => itemsOf(context).indexOfFrame(frame),
});

const behind = (line: StyledLine): StyledLine =>
  line.slice(-1).map((one) => ({ ...one, text: `  ${one.text.trim()}` }));

/** A promise's other end: the SYN of a PORT, the PORT of a SYN; else the command of a reply and the reply of a command. */
function counterpartOf(item: LadderItem, list: RowList<LadderItem>): string | null {
  const { promise, dataConnection, exchange, key, kind } = item.row;
  if (promise) {
    const other = list.rows.find(
      ({ row }) => row.promise?.number === promise.number && row.promise.role !== promise.role,
    );
    if (other) return other.row.key;
  }
  if (dataConnection) {
    const number = promiseNumber(dataConnection);
    const made = list.rows.find(({ row }) => row.promise?.role === 'made' && row.promise.number === number);
    if (made && made.row.key !== key) return made.row.key;
  }
  if (!exchange) return null;
  const wanted = kind === 'command' ? 'reply' : 'command';
  return list.rows.find(({ row }) => row.exchange === exchange && row.kind === wanted)?.row.key ?? null;
}

/** 'Frame 14, 0.081252 s, control connection, client to server, port 45658 to 21: PORT 10,77,0,2,173,153. ① waits ...' */
/** What was said comes first: who listens to a screen reader need not wait for it. */
function sentenceOf(row: LadderItem['row'], world: World): string {
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
  if (row.timeNs !== null) parts.push(`${formatSeconds(row.timeNs - (world.analyzer.firstTimeNs ?? 0))} s`);
  return parts.join(', ');
}
