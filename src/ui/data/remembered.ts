/** What was derived from a session, remembered until the session changes. */
import type { Session } from '../../ftp/protocol/session.js';

/** What is dear to make is not made again more often than one part in so many of the time allows. */
const SHARE = 20;

/** Set where something older was handed out than there might be: paint again in a moment. */
export const old = { shown: false };

type Known<T> = { revision: number; value: T; costMs: number; madeAt: number };

const isFresh = ({ costMs, madeAt }: { costMs: number; madeAt: number }, cheapMs: number): boolean =>
  costMs >= cheapMs && performance.now() - madeAt < costMs * SHARE;

const DEAR_REVISION_MS = 1;
const revisions = new WeakMap<Session, Known<null>>();

/**
 * Differs when anything about the session does: its dialogue, or its connections' packets. That of a session with very
 * many connections may be a moment old.
 */
export function revisionOf(session: Session): number {
  const known = revisions.get(session);
  if (known && isFresh(known, DEAR_REVISION_MS)) {
    old.shown = true;
    return known.revision;
  }
  const begun = performance.now();
  let revision = session.revision * 1e6 + session.control.segments;
  for (const { connection } of session.dataConnections) revision += connection?.segments ?? 0;
  revision += session.dataConnections.length;
  const madeAt = performance.now();
  if (madeAt - begun >= DEAR_REVISION_MS)
    revisions.set(session, { revision, value: null, costMs: madeAt - begun, madeAt });
  return revision;
}

export class Remembered<T> {
  readonly #known = new WeakMap<Session, Known<T>>();
  readonly #make: (session: Session) => T;
  readonly #cheapMs: number;

  /** @param cheapMs what takes less is made again whenever the session has changed */
  constructor(make: (session: Session) => T, cheapMs: number) {
    this.#make = make;
    this.#cheapMs = cheapMs;
  }

  /** For the screen: that of a huge session may be a moment old while it grows. */
  get(session: Session): T {
    const known = this.#known.get(session);
    if (!known || !isFresh(known, this.#cheapMs)) return this.now(session);
    if (known.revision !== revisionOf(session)) old.shown = true;
    return known.value;
  }

  /** As it is, for what is itself remembered until the session changes. */
  now(session: Session): T {
    const known = this.#known.get(session);
    const revision = revisionOf(session);
    if (known?.revision === revision) return known.value;
    const begun = performance.now();
    const value = this.#make(session);
    const madeAt = performance.now();
    this.#known.set(session, { revision, value, costMs: madeAt - begun, madeAt });
    return value;
  }
}
