/** The MAC of a record in TLS 1.0 to 1.2 (RFC 5246 §6.2.3.1): over its number, its header and its content. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MacName } from './prf.js';
import { putHeader, putSequence } from './recordCipher.js';

export class RecordMac {
  readonly #pseudoHeader = new Uint8Array(13);

  constructor(
    private readonly name: MacName,
    readonly bytes: number,
    private readonly key: Buffer,
  ) {}

  /** Are the bytes at tag[tagAt ..) the MAC of b[start .. end)? */
  authentic(
    type: number,
    version: number,
    seq: number,
    b: Uint8Array,
    start: number,
    end: number,
    tag: Uint8Array,
    tagAt: number,
  ): boolean {
    putSequence(this.#pseudoHeader, 0, seq);
    putHeader(this.#pseudoHeader, 8, type, version, end - start);
    const mac = createHmac(this.name, this.key).update(this.#pseudoHeader).update(b.subarray(start, end)).digest();
    return timingSafeEqual(mac, tag.subarray(tagAt, tagAt + this.bytes));
  }
}
