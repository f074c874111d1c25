/** Records under CBC with an HMAC (RFC 5246 §6.2.3.2), MAC first or encryption first (RFC 7366). */

import { createDecipheriv } from 'node:crypto';
import { copyOf } from '../bytes/copy.js';
import type { Bulk } from './bulk.js';
import type { RecordCipher } from './recordCipher.js';
import { RecordMac } from './recordMac.js';

const NOTHING = new Uint8Array(0);
/** `IvChain.goodFor`: whatever record comes next. */
const NEXT = -1;

/** TLS 1.0: the IV of a record is the last block of the record before (RFC 2246 §6.2.3.2). */
class IvChain {
  #iv: Uint8Array | null;
  /** The number of the record that it is the IV of. */
  #goodFor: number = 0;

  constructor(first: Uint8Array) {
    this.#iv = first;
  }

  for(seq: number): Uint8Array | null {
    return this.#goodFor === NEXT || this.#goodFor === seq ? this.#iv : null;
  }

  set(iv: Uint8Array | null, goodFor: number): void {
    this.#iv = iv;
    this.#goodFor = goodFor;
  }
}

export class CbcCipher implements RecordCipher {
  type = 0;
  bytes: Uint8Array = NOTHING;
  readonly start = 0;
  end = 0;
  readonly #mac: RecordMac;
  readonly #chain: IvChain | null;
  readonly skip?: (b: Uint8Array, start: number, end: number) => void;

  /** @param iv of the first record in TLS 1.0; null: each record carries its own (TLS 1.1 and later) */
  constructor(
    private readonly bulk: Bulk & { kind: 'cbc' },
    private readonly key: Buffer,
    macKey: Buffer,
    iv: Buffer | null,
    private readonly encryptThenMac: boolean,
  ) {
    this.#mac = new RecordMac(bulk.mac, bulk.macBytes, macKey);
    const chain = iv && new IvChain(iv);
    this.#chain = chain;
    if (chain === null) return;
    this.skip = (b, start, end) => {
      if (end - start < bulk.blockBytes) chain.set(null, NEXT);
      // A MAC over the plaintext will tell whether this was the record before; one over the ciphertext would not.
      else if (!encryptThenMac) chain.set(this.#lastBlock(b, end), NEXT);
    };
  }

  open(type: number, version: number, seq: number, b: Uint8Array, start: number, end: number): boolean {
    const { blockBytes, macBytes } = this.bulk;
    const chain = this.#chain;
    const to = this.encryptThenMac ? end - macBytes : end;
    const from = chain === null ? start + blockBytes : start;
    if (to - from < blockBytes || (to - from) % blockBytes !== 0) return false;
    // RFC 7366 §3: the MAC covers the IV and the ciphertext.
    if (this.encryptThenMac && !this.#mac.authentic(type, version, seq, b, start, to, b, to)) return false;
    const iv = chain === null ? b.subarray(start, from) : chain.for(seq);
    // It is authentic even where its own IV is not known: what comes next can be read.
    if (this.encryptThenMac) chain?.set(this.#lastBlock(b, to), seq + 1);
    const plain = iv && this.#decrypt(b.subarray(from, to), iv);
    if (plain === null) return false;
    const padding = plain[plain.length - 1]!;
    const content = plain.length - padding - 1 - (this.encryptThenMac ? 0 : macBytes);
    if (content < 0) return false;
    for (let i = plain.length - 1 - padding; i < plain.length; i++) if (plain[i] !== padding) return false;
    if (!this.encryptThenMac && !this.#mac.authentic(type, version, seq, plain, 0, content, plain, content))
      return false;
    chain?.set(this.#lastBlock(b, to), seq + 1);
    this.type = type;
    this.bytes = plain;
    this.end = content;
    return true;
  }

  contentBytes(): null {
    return null;
  }

  #decrypt(ciphertext: Uint8Array, iv: Uint8Array): Buffer | null {
    try {
      const decipher = createDecipheriv(this.bulk.algorithm, this.key, iv).setAutoPadding(false);
      const plain = decipher.update(ciphertext);
      decipher.final();
      return plain;
    } catch {
      return null;
    }
  }

  #lastBlock(b: Uint8Array, end: number): Uint8Array {
    return copyOf(b, end - this.bulk.blockBytes, end);
  }
}
