/** All sessions of the capture, one a row. */

import { escapeText } from '../../bytes/text.js';
import type { Session } from '../../ftp/protocol/session.js';
import { parseFilter } from '../../model/filter/filter.js';
import { formatClock, formatEndpoint, formatSeconds } from '../../model/format.js';
import { type Sliced, sortSliced } from '../../model/sliced.js';
import { bytesOf, commandsOf, filesOf, modesOf } from '../../model/summary.js';
import type { Context } from '../data/context.js';
import { MARK_ROLES, type Mark, markOf, resultText, SIGNS, sessionResult } from '../data/result.js';
import { findingsNow, findingsOf, worst } from '../data/sessionFacts.js';
import { bar, directionOf, endOf, numbersOf, progressOf, running } from '../data/summary.js';
import type { UiState } from '../state.js';
import { RowList } from '../terminal/rowList.js';
import { type Line, type Span, span } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';
import { noSession } from './empty.js';
import { definePanel, type ListProps } from './panel.js';
import { sessionDetail } from './sessionDetail.js';
import { type Column, chosenColumns, columnAt, cutCells, type Fitted, fitColumns, headLine, rowLine } from './table.js';

function stateText(session: Session, { context }: ListProps): string {
  const { sessions: texts } = context.ui;
  const now = running(session);
  if (now) {
    const share = progressOf(now);
    return share === null ? texts.running[directionOf(now)] : `${bar(share, 6)} ${Math.floor(share * 100)} %`;
  }
  const end = texts.states[endOf(session.control)];
  if (session.tls && !session.tls.decrypted) return texts.encrypted(end);
  return session.loggedIn === false ? texts.noLogin(end) : end;
}

function startText({ control }: Session, { state, context }: ListProps): string {
  const { epochSeconds, firstTimeNs } = context.analyzer;
  return state.time === 'clock' && epochSeconds !== null
    ? formatClock(epochSeconds, control.firstTimeNs, 0)
    : formatSeconds(control.firstTimeNs - (firstTimeNs ?? 0)).slice(0, -3);
}

/** Failed sessions first, then those that are open, then the others. */
const failedFirst = (session: Session, { context }: ListProps): number =>
  MARK_ORDER.indexOf(markOf(session, context)) * 1e6 - sessionResult(session, context).failed;
const MARK_ORDER: readonly Mark[] = ['failed', 'open', 'running', 'ok', 'none'];

export const SESSION_COLUMNS: readonly Column<Session>[] = [
  { name: 'sign', columns: 1, rank: 1, text: (s, { context }) => SIGNS[markOf(s, context)], role: (s, { context }) => MARK_ROLES[markOf(s, context)], sortBy: failedFirst },
  { name: 'number', columns: 4, rank: 1, align: 'right', text: ({ id }) => String(id), sortBy: ({ id }) => id },
  { name: 'start', columns: 9, rank: 6, align: 'right', text: startText, sortBy: (s) => s.control.firstTimeNs },
  { name: 'client', columns: 16, rank: 1, grows: 1, text: (s) => formatEndpoint(s.client), sortBy: (s) => formatEndpoint(s.client) },
  { name: 'server', columns: 12, rank: 4, grows: 2, text: (s) => formatEndpoint(s.server), sortBy: (s) => formatEndpoint(s.server) },
  { name: 'user', columns: 8, rank: 1, grows: 1, text: (s) => escapeText(s.user ?? (s.tls ? '' : '–')), sortBy: (s) => s.user ?? '' },
  { name: 'result', columns: 31, rank: 1, grows: 6, text: (s, { context }) => resultText(s, context), role: (s, { context }) => resultRole(markOf(s, context)), sortBy: failedFirst },
  { name: 'mode', columns: 5, rank: 7, grows: 1, text: (s, { context }) => numbersOf(s, context).modes || '–', role: () => 'announcement', sortBy: (s) => modesOf(s).join(' ') },
  { name: 'commands', columns: 5, rank: 9, align: 'right', text: (s, { context }) => context.format.count(numbersOf(s, context).commands), sortBy: commandsOf },
  { name: 'files', columns: 5, rank: 8, align: 'right', text: (s, { context }) => context.format.count(numbersOf(s, context).files), sortBy: (s) => filesOf(s).length },
  { name: 'bytes', columns: 8, rank: 3, align: 'right', text: (s, { context }) => context.format.bytes(numbersOf(s, context).bytes), role: () => 'data', sortBy: bytesOf },
  { name: 'state', columns: 11, rank: 5, grows: 1, optional: true, text: stateText, role: (s) => (endOf(s.control) === 'reset' || s.loggedIn === false ? 'warning' : 'plain'), sortBy: stateText },
  { name: 'findings', columns: 3, rank: 6, optional: true, text: (s, { context }) => String(findingsOf(s, context).length || ''), role: (s, { context }) => worst(findingsOf(s, context)) ?? 'plain', sortBy: (s, { context }) => findingsNow(context)(s).length },
]; // biome-ignore format: a table

const resultRole = (mark: Mark): Role => (mark === 'failed' || mark === 'open' ? MARK_ROLES[mark] : 'plain');

const LEAD = 1;

const columnsIn = (columns: number, { context }: ListProps): Fitted<Session> =>
  fitColumns(chosenColumns(SESSION_COLUMNS, context.settings.columns.sessions), columns - LEAD);

/** The column whose title is at `x`; null: none. */
export const sessionColumnAt = (x: number, props: ListProps, columns: number): string | null =>
  columnAt(columnsIn(columns, props), LEAD, x);

/** Whether the filter takes the session, remembered until the session changes. */
const taken = new WeakMap<Session, { filter: string; revision: number; yes: boolean }>();

/** Sessions that are looked at between two looks at the clock. */
const STEP = 64;

/** Those that the filter takes are put into `found` as they are found. */
function* filtered(
  sessions: readonly Session[],
  filter: string,
  found: Session[],
  context: Context,
): Sliced<readonly Session[]> {
  const parsed = parseFilter(filter, findingsNow(context));
  if ('error' in parsed) return sessions;
  for (let i = 0; i < sessions.length; i++) {
    if (i % STEP === STEP - 1) yield i / sessions.length;
    const session = sessions[i]!;
    const revision = context.cache.revisionOf(session);
    const known = taken.get(session);
    const yes = known?.filter === filter && known.revision === revision ? known.yes : parsed.accepts(session);
    if (yes) found.push(session);
    if (known?.filter !== filter || known.revision !== revision) taken.set(session, { filter, revision, yes });
  }
  return found;
}

function* listed(props: ListProps, found: Session[]): Sliced<RowList<Session>> {
  const { state, context } = props;
  const { sessions } = context.analyzer;
  const chosen = state.filter === '' ? sessions : yield* filtered(sessions, state.filter, found, context);
  return rowsOf(yield* sorted(chosen, state.sort, props));
}

const keyOf = ({ id }: Session): string => String(id);

const rowsOf = (sessions: readonly Session[], partial = false): RowList<Session> =>
  new RowList(sessions, keyOf, partial);

/** Sessions in order of their ids: one that has been let go is missed at once, however many there are. */
class NumberedSessions extends RowList<Session> {
  constructor(sessions: readonly Session[]) {
    super(sessions, keyOf);
  }

  protected override findRow(key: string): number {
    const id = Number(key);
    let low = 0;
    let high = this.rows.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.rows[middle]!.id;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

function* sorted(
  sessions: readonly Session[],
  { column, descending }: UiState['sort'],
  props: ListProps,
): Sliced<readonly Session[]> {
  if (column === 'number' && !descending) return sessions;
  const by = SESSION_COLUMNS.find(({ name }) => name === column)?.sortBy ?? (({ id }: Session) => id);
  const sign = descending ? -1 : 1;
  const keyed: { readonly session: Session; readonly key: number | string }[] = [];
  for (let i = 0; i < sessions.length; i++) {
    if (i % STEP === STEP - 1) yield i / sessions.length / 2;
    keyed.push({ session: sessions[i]!, key: by(sessions[i]!, props) });
  }
  const order = yield* sortSliced(keyed, (a, b) =>
    a.key < b.key ? -sign : a.key > b.key ? sign : a.session.id - b.session.id,
  );
  return order.map(({ session }) => session);
}

function listOf(props: ListProps): RowList<Session> {
  const { state, context } = props;
  const { sessions, revision } = context.analyzer;
  // Their order is the capture's: there is nothing to make.
  if (state.filter === '' && state.sort.column === 'number' && !state.sort.descending)
    return context.cache.get('all-sessions', [sessions, context.reading], 0, () =>
      // When the capture has ended they are in order of their first packets.
      context.reading ? new NumberedSessions(sessions) : rowsOf(sessions),
    );
  const fixed = [state.filter, state.sort, state.time === 'clock', context.input.pump.state === 'done'];
  let found: Session[] = [];
  const list = context.tasks.get('sessions', fixed, revision, () => {
    found = [];
    partial.set(context, rowsOf(found, true));
    return listed(props, found);
  });
  if (list) return list;
  return (state.filter === '' ? undefined : partial.get(context)) ?? rowsOf(sessions, true);
}

/** What the filter that is being run has found so far. */
const partial = new WeakMap<Context, RowList<Session>>();

const titlesOf = ({ state, context }: ListProps): Readonly<Record<string, string>> => {
  const { columns } = context.ui.sessions;
  return state.time === 'clock' ? { ...columns, start: columns.startUtc } : columns;
};

type Totals = { readonly failed: number; readonly open: number; readonly logins: number; readonly clear: number };

/** Counts over all sessions; undefined until those of a large capture are there. */
const totalsOf = (context: Context): Totals | undefined =>
  context.tasks.get('totals', [context.reading], context.analyzer.revision, () => counted(context));

function* counted(context: Context): Sliced<Totals> {
  const { sessions } = context.analyzer;
  const totals = { failed: 0, open: 0, logins: 0, clear: 0 };
  for (let i = 0; i < sessions.length; i++) {
    if (i % STEP === STEP - 1) yield i / sessions.length;
    const session = sessions[i]!;
    const mark = markOf(session, context);
    if (mark === 'failed') totals.failed++;
    if (mark === 'open') totals.open++;
    if (session.loggedIn === false) totals.logins++;
    // All findings of many sessions take long: while packets come, they would be made again and again.
    if (!context.reading && findingsOf(session, context).some(({ code }) => code === 'clear-text-password'))
      totals.clear++;
  }
  return totals;
}

/** What went wrong in all of them; before it, how the list was chosen. */
function about({ state, context }: ListProps): Line {
  const { about: words, results } = context.ui;
  const { format: f } = context;
  const parts: Span[] = [];
  if (state.filter !== '') parts.push(span(` ${words.filter} `, 'dim'), span(state.filter, 'match'));
  if (state.marks.size > 0) parts.push(span(`  ${words.marked(state.marks.size)}`, 'mark'));
  const { column, descending } = state.sort;
  if (column !== 'number' || descending)
    parts.push(span(`  ${descending ? words.sortedDescending(column) : words.sorted(column)}`, 'dim'));
  const totals = totalsOf(context);
  const { length } = context.analyzer.sessions;
  if (!totals || length === 0) return parts;
  const { failed, open, logins, clear } = totals;
  const say = (text: string, role: Role): void =>
    void parts.push(span(`${parts.length > 0 ? '   ' : ' '}${text}`, role));
  if (failed > 0) say(results.totals.failed(failed, f), 'alert');
  if (open > 0) say(results.totals.open(open, f), 'warning');
  if (logins > 0) say(results.totals.logins(logins, f), 'warning');
  if (failed === 0 && open === 0 && !context.reading) say(results.totals.none(length, f), 'good');
  if (clear > 0) say(results.totals.clear(clear, f), 'dim');
  return parts;
}

/** Rows of the pane at most, where the list is short, and of the list at least. */
const LARGEST_PANE = 24;
const LEAST_ROWS = 4;

export const SESSIONS = definePanel<Session>({
  id: 'sessions',
  inSession: false,
  list: listOf,
  about,
  empty: ({ state, context }) =>
    state.filter !== '' && context.analyzer.sessions.length > 0
      ? context.ui.sessions.filteredAway(state.filter)
      : noSession(context),
  head: (props, columns) => headLine(columnsIn(columns, props), ' '.repeat(LEAD), titlesOf(props), props.state.sort),
  draw: (session, props, columns) =>
    rowLine(columnsIn(columns, props), session, props, span(props.state.marks.has(session.id) ? '●' : ' ', 'mark')),
  whole: (session, props, columns) => cutCells(columnsIn(columns, props), session, props, titlesOf(props)),
  sentence: (session, props) => {
    const titles = titlesOf(props);
    const cells = chosenColumns(SESSION_COLUMNS, props.context.settings.columns.sessions);
    return props.context.ui.sessions.sentence(
      cells.map(({ name, text }) => `${titles[name] ?? name} ${text(session, props)}`).join(', '),
    );
  },
  detail: sessionDetail,
  detailShown: 'tall',
  tallRows: 22,
  // What a short list leaves free, the pane has.
  detailRows: (rows, length) =>
    Math.max(6, Math.min(18, Math.floor(rows * 0.4)), Math.min(LARGEST_PANE, rows - Math.max(length, LEAST_ROWS) - 1)),
  // The list itself says most, and needs the columns for it.
  wideColumns: 150,
  frame: ({ control }) => control.firstFrame,
  wireshark: ({ client, server, dataConnections }) =>
    [
      portsFilter(client.port, server.port),
      ...dataConnections
        .slice(0, 8)
        .flatMap(({ connection }) =>
          connection ? [`(${portsFilter(connection.initiator.port, connection.responder.port)})`] : [],
        ),
    ].join(' || '),
  enter: (session) => ({ to: 'session', session }),
});

const portsFilter = (a: number, b: number): string => `tcp.port == ${a} && tcp.port == ${b}`;
