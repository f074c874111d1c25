/** Buffers that are used again: thousands of short streams need no more of them than are in use at once. */

const SMALLEST_BYTES = 512;

/** By size, a power of two. What a buffer held before is still in it. */
export class SpareBuffers {
  readonly #spare = new Map<number, Uint8Array[]>();

  /** @param mostOfASize so many of each size wait to be used again */
  constructor(private readonly mostOfASize: number) {}

  /** The smallest buffer of at least so many bytes. */
  take(atLeastBytes: number): Uint8Array {
    let size = SMALLEST_BYTES;
    while (size < atLeastBytes) size *= 2;
    return this.#spare.get(size)?.pop() ?? new Uint8Array(size);
  }

  /** Gives back what `take` gave: nobody else may look at it any more. An empty one is left alone. */
  give(buffer: Uint8Array): void {
    if (buffer.length === 0) return;
    const buffers = this.#spare.get(buffer.length);
    if (buffers === undefined) this.#spare.set(buffer.length, [buffer]);
    else if (buffers.length < this.mostOfASize) buffers.push(buffer);
  }
}
