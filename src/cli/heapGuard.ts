/**
 * Looks after the heap: holds V8's nursery at a size that pays, and notices that the heap is nearly full of what is in
 * use, while there is still room to end in good order: the runtime aborts without a report when it is full.
 */
import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { LIMITS } from '../limits.js';
import { holdNursery } from './v8Flags.js';

/** Looking takes time: not more of it than one part in so many. */
const PATIENCE = 10;

/** V8 counts its nursery to the limit, three times 16 MiB; what lives on cannot have that. */
const NURSERY_BYTES = 50_331_648;

/** Both halves of V8's nursery together, as large as it should be. */
const LARGE_NURSERY_BYTES = 8_000_000;

export class HeapGuard {
  /** What the heap may have for what lives on, bytes. */
  readonly limitBytes = getHeapStatistics().heap_size_limit - NURSERY_BYTES;
  #notBefore = 0;
  #collect: (() => void) | null = null;
  #nurseryHeld = false;

  /** To be asked often. Collects the garbage where there is so much in use that only this tells. */
  isFull(): boolean {
    if (this.#percent() < LIMITS.heapLookPercent) return false;
    const began = performance.now();
    if (began < this.#notBefore) return false;
    this.#collect ??= collector();
    this.#collect();
    const now = performance.now();
    this.#notBefore = now + (now - began) * PATIENCE;
    return this.#percent() >= LIMITS.heapFullPercent;
  }

  #percent(): number {
    let used = 0;
    for (const space of getHeapSpaceStatistics()) {
      if (!space.space_name.startsWith('new_')) used += space.space_used_size;
      else if (!this.#nurseryHeld && space.space_size >= LARGE_NURSERY_BYTES) {
        this.#nurseryHeld = true;
        holdNursery();
      }
    }
    return (used / this.limitBytes) * 100;
  }
}

/** The runtime hands out its collector where it is asked by name. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
