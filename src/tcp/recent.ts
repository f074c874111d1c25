/** The last bytes of a stream, kept to compare them with what is sent again. */
import { LIMITS } from '../limits.js';

const SMALLEST = 512;

/** Bytes of all rings together, shared by the streams of a table. */
export type RecentBudget = { recentBytes: number };

/**
 * A ring of the last `LIMITS.recentBytes` bytes that were delivered. It grows with the stream, so that the many short
 * ones cost little, and as long as `LIMITS.recentBytesTotal` allows. After a gap it begins anew: it never holds bytes
 * that were not captured.
 */
export class RecentBytes {
  readonly #budget: RecentBudget;
  #ring = new Uint8Array(SMALLEST);
  /** Stream offsets of what is held: [from, to). */
  #from: number;
  #to: number;

  constructor(offset: number, budget: RecentBudget) {
    this.#budget = budget;
    budget.recentBytes += SMALLEST;
    this.#from = offset;
    this.#to = offset;
  }

  /** Gives the ring back. Call once. */
  release(): void {
    this.#budget.recentBytes -= this.#ring.length;
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
    if (length > size) {
      at = end - size;
      this.#to += length - size;
      length = size;
    }
    const place = this.#to & (size - 1);
    const room = size - place;
    if (length <= room) this.#ring.set(bytes.subarray(at, end), place);
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
    let size = this.#ring.length;
    while (size < LIMITS.recentBytes && this.#to - this.#from + length > size) size *= 2;
    if (this.#budget.recentBytes + size > LIMITS.recentBytesTotal) return;
    this.#budget.recentBytes += size - this.#ring.length;
    const ring = new Uint8Array(size);
    const mask = this.#ring.length - 1;
    for (let offset = this.#from; offset < this.#to; offset++) ring[offset & (size - 1)] = this.#ring[offset & mask]!;
    this.#ring = ring;
  }
}
