/** Marked sessions as one ladder: a lifeline for each of their hosts, all rows in one time order. */
import type { Session } from '../../ftp/protocol/session.js';
import { formatEndpoint } from '../../model/format.js';
import { type Joined, type JoinedRow, joinedSliced } from '../../model/joined.js';
import type { LadderRow } from '../../model/rows.js';
import type { Sliced } from '../../model/sliced.js';
import { drawJoined, type JoinedLayout, joinedHeader, joinedLayout } from '../../output/ladder/joined.js';
import { labelOf, remarkOf } from '../../output/ladder/rowText.js';
import type { Context } from '../data/context.js';
import { framesOf } from '../data/frames.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { type Line, type Span, span } from '../terminal/text.js';
import { CONNECTION_ROLES } from '../terminal/theme.js';
import { explainLines } from './explanation.js';
import { conversationPane, dataConnectionOf, sentenceOf, styledSpans, wiresharkOf, withSign } from './ladder.js';
import { isOpenable } from './ladderItems.js';
import { ExtentMeter, type LadderExtent, segmentItem } from './ladderList.js';
import { lanesSliced } from './lanes.js';
import { definePanel, type ListProps, type PanelProps } from './panel.js';

type JoinedItem = JoinedRow & {
  readonly key: string;
  readonly previousTimeNs: number | null;
  /** Its part of the lines that tie announcements to their SYNs, a lane for each session. */
  readonly lanes: string;
  /** '▾' open, '▸' closed, ' ' nothing to open. */
  readonly sign: string;
};

type JoinedList = RowList<JoinedItem> & { readonly of?: { readonly joined: Joined; readonly extent: LadderExtent } };

const sessionsOf = ({ state, context }: ListProps): Session[] =>
  state.joined.flatMap((id) => context.session(id) ?? []);

function listOf(props: ListProps): JoinedList {
  const { context, state } = props;
  const { tasks, cache } = context;
  const sessions = sessionsOf(props);
  const revisions = sessions.map((session) => cache.revisionOf(session)).join(' ');
  const { joined, toggled } = state;
  const all = tasks.get('joined-rows', [joined, sessions.length], revisions, () => joinedSliced(sessions));
  if (all === undefined) return noRows(true);
  // While a run of data is being opened, the ladder stays as it is.
  const serves = ([of]: readonly unknown[]): boolean => of === all;
  return tasks.get('joined', [all, toggled], 0, () => itemsOf(all, sessions, toggled, context), serves) ?? noRows(true);
}

const keyOf = ({ session, row }: JoinedRow): string => `${session.id}/${row.key}`;

/** The segments of an open run, at most; the packet view has all. */
const MOST_SEGMENTS = 2000;

/** The rows that are not folded away, and the segments of runs that are open. */
function* itemsOf(
  joined: Joined,
  sessions: readonly Session[],
  toggled: ReadonlySet<string>,
  context: Context,
): Sliced<JoinedList> {
  const folded = joined.rows.filter((one) => one.row.kind === 'section' && toggled.has(keyOf(one)));
  const isFolded = ({ row, session }: JoinedRow): boolean =>
    row.kind !== 'section' &&
    folded.some((one) => one.session === session && one.row.dataConnection === row.dataConnection);
  const shown = folded.length === 0 ? joined.rows : joined.rows.filter((one) => !isFolded(one));
  const extent = new ExtentMeter();
  const lanes = shown.map(() => '');
  for (const session of sessions) {
    const { parts } = yield* lanesSliced(shown.map((one) => rowOf(one, session)));
    for (const [i, part] of parts.entries()) lanes[i] += part;
  }
  let previousTimeNs: number | null = null;
  const items: JoinedItem[] = [];
  for (const [i, one] of shown.entries()) {
    extent.add(one.row);
    const openable = isOpenable(one.row);
    const open = toggled.has(keyOf(one));
    const sign = !openable ? ' ' : open === (one.row.kind === 'section') ? '▸' : '▾';
    const item = { ...one, key: keyOf(one), previousTimeNs, lanes: lanes[i]!, sign };
    items.push(item);
    if (one.row.timeNs !== null) previousTimeNs = one.row.timeNs;
    if (open && openable && one.row.kind === 'data') items.push(...(yield* segmentsOf(item, context)));
  }
  return Object.assign(new RowList(items, ({ key }) => key), { of: { joined, extent: extent.extent } });
}

function* segmentsOf(run: JoinedItem, context: Context): Sliced<JoinedItem[]> {
  const { connection, firstFrame, lastFrame } = run.row;
  if (!connection || firstFrame === null || lastFrame === null) return [];
  const frames = yield* framesOf(context.input.packets, connection, firstFrame, lastFrame);
  const of = { ...run, connectionIndex: 0, lanes: run.lanes.replaceAll(/[^│]/g, ' ') };
  return Array.from(frames.subarray(0, MOST_SEGMENTS), (_, nth) => {
    const { row, previousTimeNs, sign, lanes } = segmentItem(of, frames, nth, context);
    return { ...run, row, previousTimeNs, sign, lanes, twin: null, key: keyOf({ ...run, row }) };
  });
}

/** The row as a session has it; what is not its own announces nothing there. */
const rowOf = ({ row, session, twin }: JoinedRow, of: Session): LadderRow =>
  session === of ? row : twin?.session === of ? twin.row : { ...row, announcement: null };

type Props = PanelProps<JoinedItem>;

function layoutFor({ state: { time }, context, list }: Props, columns: number): JoinedLayout | null {
  const { of } = list as JoinedList;
  if (!of) return null;
  const { joined, extent } = of;
  const zeroNs = context.analyzer.firstTimeNs ?? 0;
  const lanes = list.at(0)?.lanes.length ?? 0;
  return context.cache.get('joined-layout', [columns, time, list, zeroNs, context.ascii], 0, () =>
    joinedLayout(
      {
        ascii: context.ascii,
        width: columns - 1 - lanes,
        time,
        zeroNs,
        epochSeconds: context.analyzer.epochSeconds,
        fractionDigits: context.input.source.status.fractionDigits,
        texts: context.texts,
        coarseTimes: context.input.live,
        singleLine: true,
        maxFrame: extent.maxFrame,
        maxTimeNs: extent.maxTimeNs,
      },
      joined.hosts,
      Math.max(...joined.rows.map(({ session }) => session.id)),
    ),
  );
}

function draw(item: JoinedItem, props: Props, columns: number): Line {
  const layout = layoutFor(props, columns);
  if (!layout) return [];
  const drawn: Span[] = styledSpans(drawJoined(item, item.previousTimeNs, layout)).map((one, i) =>
    i === 1 ? { ...one, role: CONNECTION_ROLES[item.session.id % CONNECTION_ROLES.length]! } : one,
  );
  const signed = item.sign === ' ' ? drawn : withSign(drawn, item.sign);
  return [span(' '), ...signed, span(item.lanes, 'announcement')];
}

/** '1 student @ 10.0.0.1:21   2 student @ 10.0.0.2:21' */
function about(props: Props): Line {
  const { ui } = props.context;
  const spans: Span[] = [span(` ${ui.ladder.joined}`, 'title')];
  for (const { id, client, server } of sessionsOf(props))
    spans.push(
      span(`   ${id} `, CONNECTION_ROLES[id % CONNECTION_ROLES.length]!),
      span(`${formatEndpoint(client)} → ${formatEndpoint(server)}`),
    );
  return spans;
}

export const JOINED = definePanel<JoinedItem>({
  id: 'joined',
  tab: 'ladder',
  inSession: false,
  empty: ({ context }) => context.ui.ladder.making,
  list: listOf,
  about,
  head: (props, columns) => {
    const layout = layoutFor(props, columns);
    return layout ? [span(' '), ...styledSpans(joinedHeader(layout))] : [];
  },
  draw,
  sentence: ({ row, session }, { context }) => context.ui.ladder.ofSession(session.id, sentenceOf(row, context)),
  searched: ({ row }, { context: { texts } }) => `${labelOf(row, texts)} ${remarkOf(row, texts)}`,
  withPacket: true,
  // Lifelines need the columns: beside them there is room on very wide screens alone.
  wideColumns: 170,
  detailColumns: conversationPane,
  detailShown: 'tall',
  detailRows: (rows) => Math.max(6, Math.min(14, Math.floor(rows * 0.4))),
  detail: ({ row, session }, { context }, columns) => explainLines(row, session, context, columns),
  frame: ({ row }) => row.firstFrame,
  dataConnection: ({ row }) => dataConnectionOf(row),
  wireshark: ({ row }) => wiresharkOf(row),
  enter: ({ row }) => {
    if (row.firstFrame !== null) return { to: 'frame', frame: row.firstFrame };
    return row.kind === 'section' ? { to: 'fold' } : { to: 'explain' };
  },
  foldKey: (item) => (isOpenable(item.row) ? item.key : null),
  indexOfFrame: (frame, { list }) =>
    list.rows.findIndex(
      ({ row }) => row.firstFrame !== null && frame >= row.firstFrame && frame <= (row.lastFrame ?? row.firstFrame),
    ),
});
