/** Block mode (RFC 959 §3.4.2): blocks of a descriptor byte, a 16-bit count, and so many bytes. */
import { applyDescriptor, DESCRIPTOR } from './descriptor.js';
import { type ContentDecoder, type ContentFacts, type ContentOutput, endOf, fail, isOver, malformed } from './types.js';

const UNUSED_BITS = 0x0f;

export class BlockDecoder implements ContentDecoder {
  /** Bytes of the header that have come, 0 to 2; 3: inside a block. */
  #headerBytes = 0;
  #descriptor = 0;
  /** Bytes of the block that are still to come. */
  #left = 0;

  constructor(
    private readonly output: ContentOutput,
    private readonly facts: ContentFacts,
  ) {
    facts.ended = false;
  }

  data(bytes: Uint8Array, start: number, end: number): void {
    let at = start;
    while (at < end) {
      if (isOver(this.facts, end - at)) return;
      if (this.#headerBytes < 3) {
        this.#header(bytes[at++]!);
        continue;
      }
      const take = Math.min(this.#left, end - at);
      if (!(this.#descriptor & DESCRIPTOR.restartMarker)) this.output.data(bytes, at, at + take);
      at += take;
      this.#left -= take;
      if (this.#left === 0) this.#blockEnd();
    }
  }

  gap(lengthBytes: number | null): void {
    const { facts } = this;
    if (facts.malformed !== null || facts.ended) return;
    if (lengthBytes === null || this.#headerBytes < 3 || lengthBytes > this.#left) {
      fail(facts, this.output, malformed('block-header-missing', {}));
      return;
    }
    if (!(this.#descriptor & DESCRIPTOR.restartMarker)) this.output.gap(lengthBytes);
    this.#left -= lengthBytes;
    if (this.#left === 0) this.#blockEnd();
  }

  end(): void {
    endOf(this.output);
  }

  #header(byte: number): void {
    if (this.#headerBytes === 0) {
      this.#descriptor = byte;
      if (byte & UNUSED_BITS) {
        fail(this.facts, this.output, malformed('not-blocks', { header: byte }));
        return;
      }
    } else this.#left = (this.#left << 8) | byte;
    this.#headerBytes++;
    if (this.#headerBytes === 3 && this.#left === 0) this.#blockEnd();
  }

  #blockEnd(): void {
    this.#headerBytes = 0;
    this.#left = 0;
    applyDescriptor(this.#descriptor, this.output, this.facts);
  }
}
