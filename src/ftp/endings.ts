/**
 * Sessions whose control connection has ended, until nothing more of them is to be expected: their data connections have
 * closed, and packets that were captured late have had a moment to come.
 */
import { NS_PER_SECOND } from '../bytes/units.js';
import { LIMITS } from '../limits.js';

/** What an ending needs to know of a session. */
export interface EndingSession {
  /** One of its data connections is still open. */
  readonly stillTransfers: boolean;
  /** A transfer has neither its data connection nor its final reply: what was announced for it may still be used. */
  readonly stillExpects: boolean;
}

type Waiting<S> = { readonly session: S; readonly endedNs: number; readonly dueNs: number };

export class Endings<S extends EndingSession> {
  /** In order of time, for each waits the same while from when it was put there. */
  #queue: (Waiting<S> | null)[] = [];
  #start = 0;
  readonly #known = new Set<S>();
  readonly #lingerNs: number;

  constructor(lingerSeconds: number = LIMITS.lingerSeconds) {
    this.#lingerNs = lingerSeconds * NS_PER_SECOND;
  }

  /** When the next session may be due; infinite where none waits. Nanoseconds of the clock that the caller goes by. */
  nextDueNs = Number.POSITIVE_INFINITY;

  /** The control connection has ended. Telling it again changes nothing. */
  add(session: S, nowNs: number): void {
    if (this.#known.has(session)) return;
    this.#known.add(session);
    this.#push(session, nowNs, nowNs);
  }

  /** Sessions that have ended by now, in the order of their ends; each is given once. */
  *due(nowNs: number): Iterable<S> {
    for (let first = this.#first; first !== null && first.dueNs <= nowNs; first = this.#first) {
      const { session, endedNs } = first;
      // What stands before the start until the queue is cut holds no session.
      this.#queue[this.#start++] = null;
      const patient = nowNs - endedNs < LIMITS.endedExpectsSeconds * NS_PER_SECOND;
      if (session.stillTransfers || (patient && session.stillExpects)) {
        this.#push(session, endedNs, nowNs);
        continue;
      }
      this.#known.delete(session);
      yield session;
    }
    if (this.#start > 1024 && this.#start * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#start);
      this.#start = 0;
    }
    this.nextDueNs = this.#first?.dueNs ?? Number.POSITIVE_INFINITY;
  }

  get #first(): Waiting<S> | null {
    return this.#queue[this.#start] ?? null;
  }

  #push(session: S, endedNs: number, nowNs: number): void {
    const dueNs = nowNs + this.#lingerNs;
    this.#queue.push({ session, endedNs, dueNs });
    if (dueNs < this.nextDueNs) this.nextDueNs = dueNs;
  }
}
