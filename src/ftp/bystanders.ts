/**
 * Connections between two hosts that have an FTP session, which nothing announced: a data connection whose announcement
 * the capture lacks (or TLS hides) is among them.
 */
import { LIMITS } from '../limits.js';
import type { Connection } from '../tcp/types.js';

const pair = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

export class Bystanders {
  readonly #byPair = new Map<string, Set<Connection>>();
  #count = 0;

  /** A session between these two has begun. */
  watch(a: string, b: string): void {
    const name = pair(a, b);
    if (!this.#byPair.has(name)) this.#byPair.set(name, new Set());
  }

  /** Adds the connection if its hosts are watched; tells whether they are. */
  notice(connection: Connection): boolean {
    if (this.#byPair.size === 0) return false;
    const set = this.#byPair.get(pair(connection.initiator.address, connection.responder.address));
    if (!set) return false;
    if (!set.has(connection)) {
      if (this.#count >= LIMITS.unclaimedConnections) return false;
      set.add(connection);
      this.#count++;
      connection.keep = true;
    }
    return true;
  }

  /** It belongs to a session now. */
  claimed(connection: Connection): void {
    const set = this.#byPair.get(pair(connection.initiator.address, connection.responder.address));
    if (set?.delete(connection)) this.#count--;
  }

  between(a: string, b: string): Iterable<Connection> {
    return this.#byPair.get(pair(a, b)) ?? [];
  }

  *all(): Iterable<Connection> {
    for (const set of this.#byPair.values()) yield* set;
  }
}
