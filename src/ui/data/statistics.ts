/** Counts over all sessions. */
import type { Session } from '../../ftp/protocol/session.js';
import type { Sliced } from '../../model/sliced.js';

export type Run = { readonly fromNs: number; readonly toNs: number; readonly bytes: number };
type Counts = readonly (readonly [string, number])[];

export type Statistics = {
  readonly verbs: Counts;
  /** By the first digit of the code; 'other'. */
  readonly replies: Counts;
  readonly modes: Counts;
  readonly outcomes: Counts;
  readonly servers: Counts;
  readonly clients: Counts;
  readonly users: Counts;
  /** Runs of payload on data connections. */
  readonly runs: readonly Run[];
};

/** The first digit of a reply's code (RFC 959 §4.2.1). */
const CLASSES = new Set(['1', '2', '3', '4', '5']);

class Counter {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  get entries(): Counts {
    return [...this.#counts];
  }
}

/** Sessions, data connections or exchanges that are counted in one step. */
const STEP = 256;

export function* statisticsOf(sessions: readonly Session[]): Sliced<Statistics> {
  let steps = 0;
  const [verbs, replies, modes, outcomes, servers, clients, users] = Array.from({ length: 7 }, () => new Counter()) as [
    Counter, Counter, Counter, Counter, Counter, Counter, Counter,
  ]; // biome-ignore format: a tuple
  const runs: Run[] = [];
  for (const [i, session] of sessions.entries()) {
    if (++steps % STEP === 0) yield i / sessions.length;
    servers.add(session.server.address);
    clients.add(session.client.address);
    if (session.user !== null) users.add(session.user);
    for (const exchange of session.exchanges) {
      if (++steps % STEP === 0) yield i / sessions.length;
      if (exchange.command) verbs.add(exchange.command.verb.slice(0, 20));
      for (const { code } of exchange.replies) {
        const first = String(code)[0] ?? '';
        replies.add(CLASSES.has(first) ? first : 'other');
      }
    }
    for (const data of session.dataConnections) {
      if (++steps % STEP === 0) yield i / sessions.length;
      modes.add(data.mode);
      outcomes.add(data.outcome);
      for (const entry of data.connection?.journal ?? []) {
        if (entry.kind === 'data') runs.push({ fromNs: entry.timeNs, toNs: entry.lastTimeNs, bytes: entry.bytes });
      }
    }
  }
  return {
    verbs: verbs.entries,
    replies: replies.entries,
    modes: modes.entries,
    outcomes: outcomes.entries,
    servers: servers.entries,
    clients: clients.entries,
    users: users.entries,
    runs,
  };
}
