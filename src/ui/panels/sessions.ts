/** All sessions of the capture, one a row: sngrep's call list. */

import { escapeText } from '../../bytes/text.js';
import type { Session } from '../../ftp/protocol/session.js';
import { formatBytes, formatClock, formatCount, formatEndpoint, formatSeconds } from '../../model/format.js';
import { type Sliced, sortSliced } from '../../model/sliced.js';
import { bytesOf, commandsOf, modesOf } from '../../model/summary.js';
import type { Context } from '../data/context.js';
import { parseFilter } from '../data/filter/filter.js';
import { findingsNow, findingsOf, worst } from '../data/findings.js';
import { revisionOf } from '../data/remembered.js';
import { bar, endOf, filesOf, numbersOf, progressOf, running } from '../data/summary.js';
import { definePanel, type PanelContext } from '../panel.js';
import type { UiState } from '../state.js';
import { RowList } from '../terminal/rowList.js';
import { span } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';
import { noSession } from './emptyWords.js';
import { sessionDetail } from './sessionDetail.js';
import { type Column, chosenColumns, fitColumns, headLine, rowLine } from './table.js';

type SessionColumn = Column<Session> & { readonly sortBy?: (session: Session) => number | string };

const user = (session: Session): string => escapeText(session.user ?? (session.tls ? '' : '–'));

function stateText(session: Session): string {
  const now = running(session);
  if (now) {
    const share = progressOf(now);
    return share === null ? `${now.transfer?.direction} …` : `${bar(share, 6)} ${Math.floor(share * 100)} %`;
  }
  const end = endOf(session.control);
  const words = end === 'closed' ? 'closed FIN' : end === 'reset' ? 'closed RST' : end;
  if (session.tls && !session.tls.decrypted) return `TLS, ${end}`;
  return session.loggedIn === false ? `no login, ${end}` : words;
}

const findingRole = (session: Session): Role => worst(findingsOf(session)) ?? 'plain';

const allColumns = (panelContext: PanelContext): readonly SessionColumn[] => {
  const { analyzer } = panelContext.context;
  const epoch = analyzer.epochSeconds;
  const start = (session: Session): string =>
    panelContext.state.time === 'clock' && epoch !== null
      ? formatClock(epoch, session.control.firstTimeNs, 0)
      : formatSeconds(session.control.firstTimeNs - (analyzer.firstTimeNs ?? 0)).slice(0, -3);
  return [
    { name: 'number', title: '#', columns: 4, rank: 1, align: 'right', text: ({ id }) => String(id), sortBy: ({ id }) => id },
    { name: 'start', title: panelContext.state.time === 'clock' ? 'start UTC' : 'start', columns: 9, rank: 5, align: 'right', text: start, sortBy: (s) => s.control.firstTimeNs },
    { name: 'client', title: 'client', columns: 15, rank: 1, grows: 3, text: (s) => formatEndpoint(s.client), sortBy: (s) => formatEndpoint(s.client) },
    { name: 'server', title: 'server', columns: 12, rank: 2, grows: 3, text: (s) => formatEndpoint(s.server), sortBy: (s) => formatEndpoint(s.server) },
    { name: 'user', title: 'user', columns: 8, rank: 1, grows: 2, text: user, sortBy: (s) => s.user ?? '' },
    { name: 'mode', title: 'mode', columns: 5, rank: 4, grows: 2, text: (s) => numbersOf(s).modes || '–', role: () => 'announcement', sortBy: (s) => modesOf(s).join(' ') },
    { name: 'commands', title: 'cmds', columns: 5, rank: 8, align: 'right', text: (s) => formatCount(numbersOf(s).commands), sortBy: commandsOf },
    { name: 'files', title: 'files', columns: 5, rank: 7, align: 'right', text: (s) => formatCount(numbersOf(s).files), sortBy: (s) => filesOf(s).length },
    { name: 'bytes', title: 'bytes', columns: 8, rank: 3, align: 'right', text: (s) => formatBytes(numbersOf(s).bytes), role: () => 'data', sortBy: bytesOf },
    { name: 'state', title: 'state', columns: 11, rank: 1, grows: 1, text: stateText, role: (s) => (endOf(s.control) === 'reset' || s.loggedIn === false ? 'warning' : 'plain'), sortBy: stateText },
    { name: 'findings', title: '!', columns: 3, rank: 6, text: (s) => (findingsOf(s).length > 0 ? String(findingsOf(s).length) : ''), role: findingRole, sortBy: (s) => findingsNow(s).length },
  ];
}; // biome-ignore format: a table

const columnsOf = (panelContext: PanelContext): readonly SessionColumn[] =>
  chosenColumns(allColumns(panelContext), panelContext.context.config.columns.sessions);

/** Whether the filter takes the session, remembered until the session changes. */
const taken = new WeakMap<Session, { filter: string; revision: number; yes: boolean }>();

/** Sessions that are looked at between two looks at the clock. */
const STEP = 64;

/** Those that the filter takes are put into `found` as they are found. */
function* filtered(sessions: readonly Session[], filter: string, found: Session[]): Sliced<readonly Session[]> {
  const parsed = parseFilter(filter);
  if ('error' in parsed) return sessions;
  for (let i = 0; i < sessions.length; i++) {
    if (i % STEP === STEP - 1) yield i / sessions.length;
    const session = sessions[i]!;
    const revision = revisionOf(session);
    const known = taken.get(session);
    const yes = known?.filter === filter && known.revision === revision ? known.yes : parsed.accepts(session);
    if (yes) found.push(session);
    if (known?.filter !== filter || known.revision !== revision) taken.set(session, { filter, revision, yes });
  }
  return found;
}

function* listed(panelContext: PanelContext, found: Session[]): Sliced<RowList<Session>> {
  const { state, context } = panelContext;
  const { sessions } = context.analyzer;
  const chosen = state.filter === '' ? sessions : yield* filtered(sessions, state.filter, found);
  return rowsOf(yield* sorted(chosen, state.sort, panelContext));
}

const rowsOf = (sessions: readonly Session[], partial = false): RowList<Session> =>
  new RowList(sessions, ({ id }) => String(id), partial);

function* sorted(
  sessions: readonly Session[],
  { column, descending }: UiState['sort'],
  panelContext: PanelContext,
): Sliced<readonly Session[]> {
  if (column === 'number' && !descending) return sessions;
  const by = allColumns(panelContext).find(({ name }) => name === column)?.sortBy ?? (({ id }: Session) => id);
  const sign = descending ? -1 : 1;
  const keyed: { readonly session: Session; readonly key: number | string }[] = [];
  for (let i = 0; i < sessions.length; i++) {
    if (i % STEP === STEP - 1) yield i / sessions.length / 2;
    keyed.push({ session: sessions[i]!, key: by(sessions[i]!) });
  }
  const order = yield* sortSliced(keyed, (a, b) =>
    a.key < b.key ? -sign : a.key > b.key ? sign : a.session.id - b.session.id,
  );
  return order.map(({ session }) => session);
}

function listOf(panelContext: PanelContext): RowList<Session> {
  const { state, context } = panelContext;
  const { sessions, revision } = context.analyzer;
  // Their order is the capture's: there is nothing to make.
  if (state.filter === '' && state.sort.column === 'number' && !state.sort.descending)
    return context.memo.get('all-sessions', [sessions], 0, () => rowsOf(sessions));
  const fixed = [state.filter, state.sort, state.time === 'clock', context.input.pump.state === 'done'];
  let found: Session[] = [];
  const list = context.tasks.get('sessions', fixed, revision, () => {
    found = [];
    partial.set(context, rowsOf(found, true));
    return listed(panelContext, found);
  });
  if (list) return list;
  return (state.filter === '' ? undefined : partial.get(context)) ?? rowsOf(sessions, true);
}

/** What the filter that is being run has found so far. */
const partial = new WeakMap<Context, RowList<Session>>();

const LEAD = 3;

export const SESSIONS = definePanel<Session>({
  id: 'sessions',
  title: 'Sessions',
  inSession: false,
  list: listOf,
  empty: ({ state, context }) =>
    state.filter !== '' && context.analyzer.sessions.length > 0
      ? `No session fits the filter: ${state.filter}\nEsc shows all sessions again, f changes the filter.`
      : noSession(context),
  head: (panelContext, columns) =>
    headLine(fitColumns(columnsOf(panelContext), columns - LEAD), ' '.repeat(LEAD), panelContext.state.sort),
  draw: (session, panelContext, columns) => {
    const marked = panelContext.state.marks.has(session.id);
    return rowLine(fitColumns(columnsOf(panelContext), columns - LEAD), session, span(marked ? ' ● ' : '   ', 'mark'));
  },
  sentence: (session, panelContext) => {
    const cells = columnsOf(panelContext).map((column) => `${column.title} ${column.text(session)}`);
    return `Session ${cells.join(', ')}`;
  },
  detail: sessionDetail,
  detailShown: 'tall',
  // The list itself says most, and needs the columns for it.
  wideColumns: 150,
  frame: ({ control }) => control.firstFrame,
  wireshark: (session) =>
    `tcp.port == ${session.client.port} && tcp.port == ${session.server.port}${session.dataConnections
      .slice(0, 8)
      .map(({ connection }) =>
        connection ? ` || (tcp.port == ${connection.initiator.port} && tcp.port == ${connection.responder.port})` : '',
      )
      .join('')}`,
  enter: (session) => ({ to: 'session', session }),
});
