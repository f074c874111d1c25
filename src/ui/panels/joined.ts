/** Marked sessions as one ladder: a lifeline for each of their hosts, all rows in one time order. */
import type { Session } from '../../ftp/protocol/session.js';
import { formatEndpoint } from '../../model/format.js';
import { type Joined, type JoinedRow, joinedSliced } from '../../model/joined.js';
import type { LadderRow } from '../../model/rows.js';
import type { Sliced } from '../../model/sliced.js';
import { drawJoined, type JoinedLayout, joinedHeader, joinedLayout } from '../../output/ladder/joined.js';
import { labelOf, remarkOf } from '../../output/ladder/rowText.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { type Line, type Span, span } from '../terminal/text.js';
import { CONNECTION_ROLES } from '../terminal/theme.js';
import { explainLines } from './explanation.js';
import { conversationPane, dataConnectionOf, sentenceOf, styledSpans, wiresharkOf } from './ladder.js';
import { ExtentMeter, type LadderExtent } from './ladderList.js';
import { lanesSliced } from './lanes.js';
import { definePanel, type ListProps, type PanelProps } from './panel.js';

type JoinedItem = JoinedRow & {
  readonly key: string;
  readonly previousTimeNs: number | null;
  /** Its part of the lines that tie announcements to their SYNs, a lane for each session. */
  readonly lanes: string;
};

type JoinedList = RowList<JoinedItem> & { readonly of?: { readonly joined: Joined; readonly extent: LadderExtent } };

const sessionsOf = ({ state, context }: ListProps): Session[] =>
  state.joined.flatMap((id) => context.session(id) ?? []);

function listOf(props: ListProps): JoinedList {
  const { tasks, cache } = props.context;
  const sessions = sessionsOf(props);
  const revisions = sessions.map((session) => cache.revisionOf(session)).join(' ');
  const { joined } = props.state;
  return tasks.get('joined', [joined, sessions.length], revisions, () => itemsOf(sessions)) ?? noRows(true);
}

function* itemsOf(sessions: readonly Session[]): Sliced<JoinedList> {
  const joined = yield* joinedSliced(sessions);
  const extent = new ExtentMeter();
  const lanes = joined.rows.map(() => '');
  for (const session of sessions) {
    const { parts } = yield* lanesSliced(joined.rows.map((one) => rowOf(one, session)));
    for (const [i, part] of parts.entries()) lanes[i] += part;
  }
  let previousTimeNs: number | null = null;
  const items = joined.rows.map((one, i): JoinedItem => {
    extent.add(one.row);
    const item = { ...one, key: `${one.session.id}/${one.row.key}`, previousTimeNs, lanes: lanes[i]! };
    if (one.row.timeNs !== null) previousTimeNs = one.row.timeNs;
    return item;
  });
  return Object.assign(new RowList(items, ({ key }) => key), { of: { joined, extent: extent.extent } });
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
  return [span(' '), ...drawn, span(item.lanes, 'announcement')];
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
  enter: ({ row }) => (row.firstFrame === null ? { to: 'explain' } : { to: 'frame', frame: row.firstFrame }),
  indexOfFrame: (frame, { list }) =>
    list.rows.findIndex(
      ({ row }) => row.firstFrame !== null && frame >= row.firstFrame && frame <= (row.lastFrame ?? row.firstFrame),
    ),
});
