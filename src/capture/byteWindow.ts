/** The part of a byte stream that a reader is looking at. */

import { LIMITS } from '../limits.js';
import type { ByteSource } from './byteSource.js';
import { UnpackError, unpackFact } from './unpackError.js';

/** Before what is read ahead: for what of the buffer before is not consumed yet, mostly a part of a packet. */
const HEADROOM_BYTES = 131_072;

/** A read that has begun before it was wanted; `into` gets its bytes behind the headroom. */
type Ahead = { readonly into: Buffer; readonly read: Promise<number> };

/**
 * A buffer over a source. What stands in `bytes[start .. end)` was read and is not consumed yet. `more` moves it to the
 * front of what comes next, so views of `bytes` are valid until `more` or `need` is called. Where the source can be read
 * ahead, the next bytes come into a second buffer meanwhile.
 */
export class ByteWindow {
  bytes: Buffer;
  start = 0;
  end = 0;
  /** Bytes of the stream before `start`. */
  consumedBytes = 0;
  #ahead: Ahead | null = null;

  constructor(
    private readonly source: ByteSource,
    capacityBytes: number = LIMITS.readBytes,
  ) {
    this.bytes = Buffer.allocUnsafeSlow(capacityBytes);
  }

  /** A window on bytes that are all there is. */
  static over(bytes: Buffer): ByteWindow {
    const window = new ByteWindow({ read: async () => 0, close: () => {} }, 0);
    window.bytes = bytes;
    window.end = bytes.length;
    return window;
  }

  get length(): number {
    return this.end - this.start;
  }

  /** Waits until further bytes have arrived; false at the end of the stream. */
  async more(): Promise<boolean> {
    const read = this.#ahead === null ? await this.#fill() : await this.#take(this.#ahead);
    return read > 0;
  }

  /** Waits for what is being read ahead, and has the rest of what stood here before it. */
  async #take({ into, read: reading }: Ahead): Promise<number> {
    this.#ahead = null;
    const read = await reading;
    const rest = this.end - this.start;
    if (rest > HEADROOM_BYTES) return this.#append(into.subarray(HEADROOM_BYTES, HEADROOM_BYTES + read));
    const before = this.bytes;
    before.copy(into, HEADROOM_BYTES - rest, this.start, this.end);
    this.bytes = into;
    this.start = HEADROOM_BYTES - rest;
    this.end = HEADROOM_BYTES + read;
    if (read > 0) this.#readAhead(before.length === into.length ? before : Buffer.allocUnsafeSlow(into.length));
    return read;
  }

  #readAhead(into: Buffer): void {
    const read = this.source.read(into, HEADROOM_BYTES);
    // Who asks for more hears of a failure; nobody may ask.
    read.catch(() => {});
    this.#ahead = { into, read };
  }

  /** What stands here is much, and waits for more: a very large packet, or a block. */
  #append(more: Buffer): number {
    this.#makeRoom(more.length);
    more.copy(this.bytes, this.end);
    this.end += more.length;
    return more.length;
  }

  async #fill(): Promise<number> {
    if (this.start > 0) {
      this.bytes.copyWithin(0, this.start, this.end);
      this.end -= this.start;
      this.start = 0;
    }
    this.#makeRoom(1);
    const read = await this.source.read(this.bytes, this.end);
    this.end += read;
    // It filled the buffer: there is more.
    if (this.source.ahead === true && this.end === this.bytes.length && this.end >= LIMITS.readBytes)
      this.#readAhead(Buffer.allocUnsafeSlow(LIMITS.readBytes));
    return read;
  }

  /** Readers bound what they wait for (a record, a block), so this ends. */
  #makeRoom(bytes: number): void {
    if (this.end + bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.end + bytes));
    this.bytes.copy(larger, 0, 0, this.end);
    this.bytes = larger;
  }

  /** Waits until `count` bytes stand in the window; false where the stream ends before. */
  async need(count: number): Promise<boolean> {
    while (this.end - this.start < count) if (!(await this.more())) return false;
    return true;
  }

  /** The same for what cannot do without them. @throws UnpackError where the stream ends before */
  async require(count: number): Promise<void> {
    if (!(await this.need(count))) throw new UnpackError(unpackFact('unexpected-end', {}));
  }

  consume(count: number): void {
    this.start += count;
    this.consumedBytes += count;
  }

  close(): void {
    this.source.close();
  }
}
