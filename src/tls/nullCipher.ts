/** Records that are authenticated and not encrypted (RFC 5246 §6.2.3.1: NULL). */
import type { Bulk } from './bulk.js';
import type { RecordCipher } from './recordCipher.js';
import { RecordMac } from './recordMac.js';

export class NullCipher implements RecordCipher {
  type = 0;
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  readonly #mac: RecordMac;

  constructor(bulk: Bulk & { kind: 'null' }, macKey: Buffer) {
    this.#mac = new RecordMac(bulk.mac, bulk.macBytes, macKey);
  }

  open(type: number, version: number, seq: number, b: Uint8Array, start: number, end: number): boolean {
    const to = end - this.#mac.bytes;
    if (to < start || !this.#mac.authentic(type, version, seq, b, start, to, b, to)) return false;
    this.type = type;
    this.bytes = b;
    this.start = start;
    this.end = to;
    return true;
  }

  contentBytes(bodyBytes: number): number | null {
    return bodyBytes < this.#mac.bytes ? null : bodyBytes - this.#mac.bytes;
  }
}
