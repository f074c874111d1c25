/** Remembers what was derived from the capture, so that a repaint costs what is visible and not what was captured. */

type Entry = { deps: readonly unknown[]; value: unknown; costMs: number; madeAt: number };

/** A value that took long to make is not made again more often than this share of the time allows. */
const SHARE = 10;
const CHEAP_MS = 15;
const MAX_AGE_MS = 3000;

export class Memo {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;
  readonly #maxEntries: number;
  /** True when something older than the capture was handed out: paint again in a moment. */
  stale = false;

  constructor(now: () => number, maxEntries = 64) {
    this.#now = now;
    this.#maxEntries = maxEntries;
  }

  /**
   * `make()`, or what it said when `fixed` and `moving` were the same. Where only `moving` (a revision) differs and making
   * was dear, the old value may serve a little longer; `stale` says so.
   */
  get<T>(name: string, fixed: readonly unknown[], moving: unknown, make: () => T): T {
    const old = this.#entries.get(name);
    const deps = [...fixed, moving];
    if (old) {
      const sameFixed = old.deps.length === deps.length && fixed.every((value, i) => Object.is(value, old.deps[i]));
      if (sameFixed && Object.is(old.deps.at(-1), moving)) return old.value as T;
      const age = this.#now() - old.madeAt;
      if (sameFixed && old.costMs > CHEAP_MS && age < Math.min(old.costMs * SHARE, MAX_AGE_MS)) {
        this.stale = true;
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
}
