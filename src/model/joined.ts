/**
 * Several sessions as one ladder: their rows in one time order, and the hosts that they have, each with one lifeline. For a
 * transfer between two servers, a session that was captured on both sides of a translator, or two clients of one server.
 */
import type { Session } from '../ftp/protocol/session.js';
import { ladderSliced } from './ladder.js';
import type { LadderRow } from './rows.js';
import { type Sliced, sortSliced } from './sliced.js';

/** Lifelines of one ladder. */
export const MOST_HOSTS = 4;

export type JoinedRow = {
  readonly row: LadderRow;
  readonly session: Session;
  /** The row of another session that stands for the same segments: a data connection between two servers is part of both. */
  readonly twin: { readonly row: LadderRow; readonly session: Session } | null;
  /** Places of the lifelines in the client's and in the server's role; of a heading or a note, those of its session. */
  readonly client: number;
  readonly server: number;
};

export type Joined = { readonly hosts: readonly string[]; readonly rows: readonly JoinedRow[] };

/** Addresses of the sessions, each once; those of third hosts that are no end of any of them follow. */
export function hostsOf(sessions: readonly Session[]): string[] {
  const ends = sessions.flatMap(({ client, server }) => [client.address, server.address]);
  return [...new Set(ends)];
}

type Placed = { readonly row: LadderRow; readonly session: Session; readonly at: number };

/** The rows of all of them. Made in short steps. */
export function* joinedSliced(sessions: readonly Session[]): Sliced<Joined> {
  const placed: Placed[] = [];
  for (const [i, session] of sessions.entries()) {
    const rows = yield* ladderSliced(session);
    yield i / sessions.length / 2;
    for (const [k, at] of placesOf(rows).entries()) placed.push({ row: rows[k]!, session, at });
  }
  const sorted = yield* sortSliced(placed, (a, b) => a.at - b.at, 0.5);
  const hosts = orderOf(sessions, sorted);
  const known = new Map<string, number>();
  const rows: JoinedRow[] = [];
  for (const { row, session } of sorted) {
    // Numbers of connections are those of the capture: the same key is the same segment.
    const key = row.entry !== null || row.kind === 'section' ? `${row.kind} ${keyOf(row)}` : null;
    const twin = key === null ? undefined : known.get(key);
    if (twin !== undefined && rows[twin]!.session !== session) {
      rows[twin] = { ...rows[twin]!, twin: { row, session } };
      continue;
    }
    if (key !== null) known.set(key, rows.length);
    const client = hosts.indexOf(row.thirdHost ?? session.client.address);
    const server = hosts.indexOf(session.server.address);
    rows.push({
      row,
      session,
      twin: null,
      client: client < 0 ? hosts.indexOf(session.client.address) : client,
      server,
    });
  }
  return { hosts, rows };
}

const keyOf = ({ kind, key, connection }: LadderRow): string => (kind === 'section' ? String(connection?.number) : key);

/** Where each row stands in time: a heading just before what follows it, a note just after what it follows. */
function placesOf(rows: readonly LadderRow[]): number[] {
  const places: number[] = [];
  let last = 0;
  for (const { firstFrame } of rows) {
    if (firstFrame !== null) last = firstFrame;
    places.push(firstFrame ?? last + 0.2);
  }
  let next = Number.POSITIVE_INFINITY;
  for (let i = rows.length - 1; i >= 0; i--) {
    if (rows[i]!.kind === 'section' && next !== Number.POSITIVE_INFINITY) places[i] = next - 0.5;
    else next = places[i]!;
  }
  return places;
}

/**
 * Clients left of their servers wherever that can be, and then so that arrows cross as few lifelines as possible; of equal
 * orders the one in which the hosts appear: a client stands left of what translates its address.
 */
function orderOf(sessions: readonly Session[], sorted: readonly Placed[]): string[] {
  const pairs = new Map<string, readonly [client: string, server: string]>();
  const seen = new Set<string>();
  for (const { row, session } of sorted) {
    if (row.heading === null) continue;
    const pair = [row.thirdHost ?? session.client.address, session.server.address] as const;
    pairs.set(pair.join(' '), pair);
    for (const address of pair) seen.add(address);
  }
  const costOf = (hosts: readonly string[]): number => {
    let cost = 0;
    for (const { client, server } of sessions)
      if (hosts.indexOf(client.address) > hosts.indexOf(server.address)) cost += MOST_HOSTS ** 2 * pairs.size;
    for (const [client, server] of pairs.values()) cost += Math.abs(hosts.indexOf(client) - hosts.indexOf(server));
    return cost;
  };
  const ends = hostsOf(sessions);
  const inOrder = [...new Set([...seen, ...ends])].filter((address) => ends.includes(address));
  let best: readonly string[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const hosts of permutations(inOrder.slice(0, MOST_HOSTS))) {
    const cost = costOf(hosts);
    if (cost >= least) continue;
    least = cost;
    best = hosts;
  }
  return [...best];
}

function* permutations(list: readonly string[]): Generator<readonly string[]> {
  if (list.length < 2) yield list;
  else
    for (const [i, one] of list.entries())
      for (const others of permutations([...list.slice(0, i), ...list.slice(i + 1)])) yield [one, ...others];
}
