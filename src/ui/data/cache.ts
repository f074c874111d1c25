/**
 * Remembers what was derived from the capture, so that a picture costs what is visible and not what was captured. What took
 * long to make may serve a moment longer than it holds; `freshness` then records that the picture is older than the capture.
 */
import type { Session } from '../../ftp/protocol/session.js';

/** The one place that records that something older than the capture was used: paint again in a moment. */
export type Freshness = { old: boolean };

/** A value that took long to make is not made again more often than one part in so many of the time allows. */
const SHARE = 10;
const SESSION_SHARE = 20;
const CHEAP_MS = 15;
const MAX_AGE_MS = 3000;
const EXPENSIVE_REVISION_MS = 1;

type Entry = { deps: readonly unknown[]; value: unknown; costMs: number; madeAt: number };
type Known = { revision: number; value: unknown; costMs: number; madeAt: number };

/** Something that is derived from one session. */
export type SessionFact<T> = {
  readonly make: (session: Session) => T;
  /** What takes less is made again whenever the session has changed. */
  readonly cheapMs: number;
};

export class Cache {
  readonly #entries = new Map<string, Entry>();
  readonly #ofSessions = new WeakMap<SessionFact<unknown>, WeakMap<Session, Known>>();
  readonly #revisions = new WeakMap<Session, Known>();
  readonly #now: () => number;
  readonly #freshness: Freshness;
  readonly #maxEntries: number;

  /** @param now milliseconds, of any beginning */
  constructor(now: () => number, freshness: Freshness, maxEntries = 64) {
    this.#now = now;
    this.#freshness = freshness;
    this.#maxEntries = maxEntries;
  }

  /**
   * `make()`, or its result of last time when `fixed` and `moving` were the same. Where only `moving` (a revision) differs
   * and making was expensive, the old value may serve a little longer.
   */
  get<T>(name: string, fixed: readonly unknown[], moving: unknown, make: () => T): T {
    const old = this.#entries.get(name);
    const deps = [...fixed, moving];
    if (old) {
      const sameFixed = old.deps.length === deps.length && fixed.every((value, i) => Object.is(value, old.deps[i]));
      if (sameFixed && Object.is(old.deps.at(-1), moving)) return old.value as T;
      const age = this.#now() - old.madeAt;
      if (sameFixed && old.costMs > CHEAP_MS && age < Math.min(old.costMs * SHARE, MAX_AGE_MS)) {
        this.#freshness.old = true;
        return old.value as T;
      }
    }
    const begun = this.#now();
    const value = make();
    const ended = this.#now();
    this.#entries.delete(name);
    this.#entries.set(name, { deps, value, costMs: ended - begun, madeAt: ended });
    if (this.#entries.size > this.#maxEntries) this.#entries.delete(this.#entries.keys().next().value ?? '');
    return value;
  }

  /** A fact of a session, for the screen: that of a huge session may be a moment old while it grows. */
  ofSession<T>(fact: SessionFact<T>, session: Session): T {
    const known = this.#knownOf(fact).get(session);
    if (!known || known.costMs < fact.cheapMs || !this.#isYoung(known)) return this.ofSessionNow(fact, session);
    if (known.revision !== this.revisionOf(session)) this.#freshness.old = true;
    return known.value as T;
  }

  /** The same as it is now, for what is itself remembered until the session changes. */
  ofSessionNow<T>(fact: SessionFact<T>, session: Session): T {
    const all = this.#knownOf(fact);
    const known = all.get(session);
    const revision = this.revisionOf(session);
    if (known?.revision === revision) return known.value as T;
    const begun = this.#now();
    const value = fact.make(session);
    const madeAt = this.#now();
    all.set(session, { revision, value, costMs: madeAt - begun, madeAt });
    return value;
  }

  /**
   * Differs when anything about the session does: its dialogue, or its connections' packets. That of a session with very
   * many connections may be a moment old.
   */
  revisionOf(session: Session): number {
    const known = this.#revisions.get(session);
    if (known && this.#isYoung(known)) {
      this.#freshness.old = true;
      return known.revision;
    }
    const begun = this.#now();
    let revision = session.revision * 1e6 + session.control.segments;
    for (const { connection } of session.dataConnections) revision += connection?.segments ?? 0;
    revision += session.dataConnections.length;
    const madeAt = this.#now();
    if (madeAt - begun >= EXPENSIVE_REVISION_MS)
      this.#revisions.set(session, { revision, value: null, costMs: madeAt - begun, madeAt });
    return revision;
  }

  #isYoung({ costMs, madeAt }: Known): boolean {
    return this.#now() - madeAt < costMs * SESSION_SHARE;
  }

  #knownOf(fact: SessionFact<unknown>): WeakMap<Session, Known> {
    const known = this.#ofSessions.get(fact) ?? new WeakMap<Session, Known>();
    this.#ofSessions.set(fact, known);
    return known;
  }
}
