/**
 * Lists that take long to make, made a little at a time between keys. What is small is ready at once; until what is large
 * is ready, what was there before, or the beginning of it, is shown.
 */
import { LIMITS } from '../../limits.js';
import type { Sliced } from '../../model/sliced.js';
import type { Freshness } from './cache.js';

type Deps = readonly unknown[];

type Entry = {
  /** What `value` was made for. */
  fixed: Deps | undefined;
  moving: unknown;
  value: unknown;
  costMs: number;
  madeAt: number;
  running: null | { fixed: Deps; moving: unknown; work: Sliced<unknown>; share: number; costMs: number };
};

/** While packets change what a list is made of, making it again takes at most one part in so many of the time. */
const SHARE = 4;
const COUNTS_SHARE = 24;
const CHEAP_MS = 5;
const MOST_ENTRIES = 16;
/** What is counted beside the rows: the screen does not wait for it. */
const COUNTS: ReadonlySet<string> = new Set(['totals', 'hits', 'taken']);

export class Tasks {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;
  readonly #freshness: Freshness;
  /** Pieces of work that were done: lists may have changed. */
  advanced = 0;

  /** @param now milliseconds, of any beginning */
  constructor(now: () => number, freshness: Freshness) {
    this.#now = now;
    this.#freshness = freshness;
  }

  /** How much of the rows that are being made is done, 0..1; null while none are. */
  get share(): number | null {
    for (const [name, { running }] of this.#entries) if (running && !COUNTS.has(name)) return running.share;
    return null;
  }

  /** Rows are being made, or something is being counted. */
  get busy(): boolean {
    for (const { running } of this.#entries.values()) if (running) return true;
    return false;
  }

  isRunning(name: string): boolean {
    return this.#entries.get(name)?.running != null;
  }

  /**
   * What `make` makes of `fixed` and `moving`; or, while that takes long, what it made of the same `fixed` before, or
   * undefined. A change of `fixed` gives up what runs; one of `moving` (a revision) lets it run, and has it made again then.
   * `serves` says whether what was made of something else may be shown meanwhile.
   */
  get<T>(
    name: string,
    fixed: Deps,
    moving: unknown,
    make: () => Sliced<T>,
    serves: (old: Deps) => boolean = (old) => same(old, fixed),
  ): T | undefined {
    const entry = this.#entryOf(name);
    const fits = entry.fixed !== undefined && same(entry.fixed, fixed);
    if (fits && Object.is(entry.moving, moving)) {
      if (entry.running && !same(entry.running.fixed, fixed)) entry.running = null;
      return entry.value as T;
    }
    if (!entry.running || !same(entry.running.fixed, fixed)) {
      const share = COUNTS.has(name) ? COUNTS_SHARE : SHARE;
      if (fits && entry.costMs > CHEAP_MS && this.#now() - entry.madeAt < entry.costMs * share) {
        this.#freshness.old = true;
        return entry.value as T;
      }
      entry.running = { fixed, moving, work: make(), share: 0, costMs: 0 };
      this.#advance(entry, fits ? LIMITS.uiSliceMs : LIMITS.uiFirstSliceMs);
    }
    return entry.fixed !== undefined && serves(entry.fixed) ? (entry.value as T) : undefined;
  }

  /** Goes on for about `ms`; true where something was finished. */
  run(ms: number): boolean {
    const end = this.#now() + ms;
    let finished = false;
    for (const entry of this.#entries.values()) {
      while (entry.running && this.#now() < end) finished = this.#advance(entry, end - this.#now()) || finished;
    }
    return finished;
  }

  #entryOf(name: string): Entry {
    const known = this.#entries.get(name);
    if (known) return known;
    const entry: Entry = { fixed: undefined, moving: undefined, value: undefined, costMs: 0, madeAt: 0, running: null };
    this.#entries.set(name, entry);
    if (this.#entries.size > MOST_ENTRIES) this.#entries.delete(this.#entries.keys().next().value ?? '');
    return entry;
  }

  #advance(entry: Entry, ms: number): boolean {
    const { running } = entry;
    if (!running) return false;
    this.advanced++;
    const begun = this.#now();
    for (;;) {
      const step = running.work.next();
      const now = this.#now();
      if (step.done === true) {
        entry.fixed = running.fixed;
        entry.moving = running.moving;
        entry.value = step.value;
        entry.costMs = running.costMs + now - begun;
        entry.madeAt = now;
        entry.running = null;
        return true;
      }
      running.share = step.value;
      if (now - begun >= ms) {
        running.costMs += now - begun;
        return false;
      }
    }
  }
}

const same = (a: Deps, b: Deps): boolean => a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
