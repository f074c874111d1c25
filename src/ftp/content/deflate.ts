/**
 * MODE Z (draft-preston-ftpext-deflate): the whole file as one zlib stream (RFC 1950). Inflated piece by piece with a
 * buffer of fixed size: a kilobyte can become a megabyte, but never more than that at once.
 */
import { LIMITS } from '../../limits.js';
import type { Malformed } from '../codes.js';
import { Inflater, inflateStatus } from './inflater.js';
import { type ContentDecoder, type ContentFacts, type ContentOutput, endOf, fail, malformed } from './types.js';

export class DeflateDecoder implements ContentDecoder {
  #inflater: Inflater | null = new Inflater(LIMITS.inflatedBytes);
  #inBytes = 0;
  #outBytes = 0;

  constructor(
    private readonly output: ContentOutput,
    private readonly facts: ContentFacts,
  ) {
    facts.ended = false;
  }

  data(bytes: Uint8Array, start: number, end: number): void {
    const { facts } = this;
    if (facts.malformed !== null || end === start) return;
    const inflater = this.#inflater;
    if (inflater === null) {
      facts.trailingBytes += end - start;
      return;
    }
    this.#inBytes += end - start;
    inflater.give(bytes, start, end);
    for (;;) {
      const status = inflater.step();
      const made = inflater.made;
      if (made > 0) {
        this.#outBytes += made;
        this.output.data(inflater.output, 0, made);
      }
      if (status === inflateStatus.ended) {
        facts.ended = true;
        facts.trailingBytes += inflater.left;
        this.#inflater = null;
        return;
      }
      if (status === inflateStatus.malformed) {
        this.#stop(malformed('not-zlib', { why: inflater.why }));
        return;
      }
      if (this.#outBytes > LIMITS.inflateFreeBytes && this.#outBytes > this.#inBytes * LIMITS.inflateRatio) {
        this.#stop(malformed('inflates-too-much', { ratio: LIMITS.inflateRatio }));
        return;
      }
      if (status === inflateStatus.hungry) return;
    }
  }

  gap(_lengthBytes: number | null): void {
    // Deflate refers back to what was before: nothing after a hole can be read.
    if (this.facts.malformed !== null || this.#inflater === null) return;
    this.#stop(malformed('deflate-bytes-missing', {}));
  }

  end(): void {
    endOf(this.output);
  }

  #stop(why: Malformed): void {
    this.#inflater = null;
    fail(this.facts, this.output, why);
  }
}
