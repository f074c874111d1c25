/** The part of a byte stream that a reader is looking at. */

import { LIMITS } from '../limits.js';
import type { ByteSource } from './byteSource.js';
import { UnpackError, unpackFact } from './unpackError.js';

/**
 * A buffer over a source. What stands in `bytes[start .. end)` was read and is not consumed yet. `more` moves it to the
 * front, so views of `bytes` are valid until `more` or `need` is called.
 */
export class ByteWindow {
  bytes: Buffer;
  start = 0;
  end = 0;
  /** Bytes of the stream before `start`. */
  consumedBytes = 0;

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
    if (this.start > 0) {
      this.bytes.copyWithin(0, this.start, this.end);
      this.end -= this.start;
      this.start = 0;
    }
    // Readers bound what they wait for (a record, a block), so this ends.
    if (this.end === this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(this.bytes.length * 2);
      this.bytes.copy(larger, 0, 0, this.end);
      this.bytes = larger;
    }
    const read = await this.source.read(this.bytes, this.end);
    this.end += read;
    return read > 0;
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
