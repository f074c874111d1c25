/** The last bytes of a stream, kept to compare them with what is sent again. */
import { SpareBuffers } from '../bytes/spareBuffers.js';
import { LIMITS } from '../limits.js';

const SMALLEST = 512;
/** So few bytes, a command or a reply, are copied one by one sooner than by way of a view of them. */
const SHORT_BYTES = 80;
const NOTHING = new Uint8Array(0);

/** Rings of ended streams. */
const spare = new SpareBuffers(64);

/** Shared by the streams of a table. */
export type RecentBudget = {
  /** Bytes of all rings together. */
  recentBytes: number;
  /** Pieces that could not be kept, or not whole, for want of room. */
  recentRefused?: number;
};

/**
 * A ring of the last `LIMITS.recentBytes` bytes that were delivered. It grows with the stream, so that the many short
 * ones cost little, and as long as `LIMITS.recentBytesTotal` allows: beyond, a stream has none or keeps a small one. After a gap it begins again: it never holds bytes
 * that were not captured.
 */
export class RecentBytes {
  readonly #budget: RecentBudget;
  #ring: Uint8Array = NOTHING;
  /** Stream offsets of what is held: [from, to). */
  #from: number;
  #to: number;

  constructor(offset: number, budget: RecentBudget) {
    this.#budget = budget;
    this.#from = offset;
    this.#to = offset;
  }

  /** Gives the ring back. Call once. */
  release(): void {
    this.#budget.recentBytes -= this.#ring.length;
    spare.give(this.#ring);
    this.#ring = NOTHING;
    this.#from = this.#to;
  }

  /** The stream goes on at `offset` after bytes that were not captured. */
  restart(offset: number): void {
    this.#from = offset;
    this.#to = offset;
  }

  append(bytes: Uint8Array, start: number, end: number): void {
    let at = start;
    let length = end - start;
    if (this.#to - this.#from + length > this.#ring.length && this.#ring.length < LIMITS.recentBytes)
      this.#grow(length);
    const size = this.#ring.length;
    if (size === 0) {
      this.restart(this.#to + length);
      return;
    }
    if (length > size) {
      at = end - size;
      this.#to += length - size;
      length = size;
    }
    const place = this.#to & (size - 1);
    const room = size - place;
    if (length <= SHORT_BYTES && length <= room) {
      for (let i = 0; i < length; i++) this.#ring[place + i] = bytes[at + i]!;
    } else if (length <= room) this.#ring.set(bytes.subarray(at, end), place);
    else {
      this.#ring.set(bytes.subarray(at, at + room), place);
      this.#ring.set(bytes.subarray(at + room, end), 0);
    }
    this.#to += length;
    if (this.#to - this.#from > size) this.#from = this.#to - size;
  }

  /** How many of bytes[start ..) that stand for the offsets [from, to) differ from those still held. */
  differing(from: number, to: number, bytes: Uint8Array, start: number): number {
    const mask = this.#ring.length - 1;
    const end = Math.min(to, this.#to);
    let count = 0;
    for (let offset = Math.max(from, this.#from); offset < end; offset++) {
      if (this.#ring[offset & mask] !== bytes[start + offset - from]) count++;
    }
    return count;
  }

  #grow(length: number): void {
    const held = this.#to - this.#from;
    let size = Math.max(SMALLEST, this.#ring.length);
    while (size < LIMITS.recentBytes && held + length > size) size *= 2;
    if (this.#budget.recentBytes + size > LIMITS.recentBytesTotal) {
      this.#budget.recentRefused = (this.#budget.recentRefused ?? 0) + 1;
      if (this.#ring.length > 0 || this.#budget.recentBytes + SMALLEST > LIMITS.recentBytesTotal) return;
      size = SMALLEST;
    }
    this.#budget.recentBytes += size - this.#ring.length;
    const ring = spare.take(size);
    const old = this.#ring;
    // In a ring of a larger power of two every byte's place is known from its offset: at most three pieces.
    for (let offset = this.#from; offset < this.#to; ) {
      const from = offset & (old.length - 1);
      const to = offset & (size - 1);
      const piece = Math.min(this.#to - offset, old.length - from, size - to);
      ring.set(old.subarray(from, from + piece), to);
      offset += piece;
    }
    spare.give(old);
    this.#ring = ring;
  }
}
