/**
 * Connections between two hosts that have an FTP session, which nothing announced: a data connection whose announcement
 * the capture does not have (or TLS hides) is among them.
 */
import { LIMITS } from '../../limits.js';
import type { Timeline } from '../../tcp/timeline.js';
import type { Connection } from '../../tcp/types.js';

/** Those that began from `fromNs` to `untilNs` of the timeline, in order of their beginnings. */
export type Nearby = (fromNs: number, untilNs: number) => Iterable<Connection>;

const pair = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);
const NONE: readonly Connection[] = [];

/** Two hosts: sessions between them that have not ended, and their connections in order of their beginnings. */
type Watched = { sessions: number; readonly list: Connection[] };

/** The connections between watched pairs of hosts that no session has claimed. */
export class UnclaimedConnections {
  readonly #byPair = new Map<string, Watched>();
  readonly #all = new Set<Connection>();
  /** Connections that found no room. */
  dropped = 0;

  constructor(
    private readonly timeline: Timeline,
    private readonly limit: number = LIMITS.unclaimedConnections,
  ) {}

  /** A session between these two has begun; true where it is the first. */
  watch(a: string, b: string): boolean {
    const name = pair(a, b);
    const watched = this.#byPair.get(name);
    if (watched === undefined) this.#byPair.set(name, { sessions: 1, list: [] });
    else watched.sessions++;
    return watched === undefined || watched.sessions === 1;
  }

  /** A session between these two has ended. After the last, their connections stay listed, and no more are noticed. */
  unwatch(a: string, b: string): void {
    const name = pair(a, b);
    const watched = this.#byPair.get(name);
    if (watched === undefined) return;
    watched.sessions--;
    if (watched.sessions === 0 && watched.list.length === 0) this.#byPair.delete(name);
  }

  /** Adds the connection if its hosts are watched; tells whether they are. */
  notice(connection: Connection): boolean {
    if (this.#byPair.size === 0) return false;
    const watched = this.#byPair.get(pair(connection.initiator.address, connection.responder.address));
    if (watched === undefined || watched.sessions === 0) return false;
    const { list } = watched;
    if (this.#all.has(connection)) return true;
    if (this.#all.size >= this.limit) {
      this.dropped++;
      return false;
    }
    this.#all.add(connection);
    list.splice(this.#beginsAt(list, this.#beganNs(connection)), 0, connection);
    connection.keep = true;
    return true;
  }

  /** It belongs to a session now: it is no bystander any more, if it was one. */
  claimed(connection: Connection): void {
    if (!this.#all.delete(connection)) return;
    const name = pair(connection.initiator.address, connection.responder.address);
    const { list, sessions } = this.#byPair.get(name)!;
    list.splice(list.indexOf(connection), 1);
    if (sessions === 0 && list.length === 0) this.#byPair.delete(name);
  }

  /** Those between two hosts, in either direction, that began from `fromNs` to `untilNs` of the timeline, in order of their beginnings. */
  *between(a: string, b: string, fromNs: number, untilNs: number): Iterable<Connection> {
    const list = this.#byPair.get(pair(a, b))?.list ?? NONE;
    for (let i = this.#beginsAt(list, fromNs); i < list.length && this.#beganNs(list[i]!) <= untilNs; i++)
      yield list[i]!;
  }

  /** Those of all pairs, in the order in which they were noticed. */
  all(): Iterable<Connection> {
    return this.#all;
  }

  #beganNs({ firstFrame, firstTimeNs }: Connection): number {
    return this.timeline.at(firstFrame, firstTimeNs);
  }

  /** Index of the first that did not begin before `timeNs`. */
  #beginsAt(list: readonly Connection[], timeNs: number): number {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#beganNs(list[middle]!) < timeNs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
