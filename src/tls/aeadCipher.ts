/** Records under an AEAD: AES-GCM, AES-CCM, ChaCha20-Poly1305 (RFC 5246 §6.2.3.3, RFC 8446 §5.2). */
import { type CipherCCMTypes, createDecipheriv } from 'node:crypto';
import type { Bulk } from './bulk.js';
import { putHeader, putSequence, type RecordCipher } from './recordCipher.js';

const NOTHING = new Uint8Array(0);

export class AeadCipher implements RecordCipher {
  type = 0;
  bytes: Uint8Array = NOTHING;
  start = 0;
  end = 0;
  readonly #nonce = new Uint8Array(12);
  readonly #aad: Uint8Array;
  readonly #options: { authTagLength: number };
  readonly #overhead: number;

  constructor(
    private readonly bulk: Bulk & { kind: 'aead' },
    private readonly key: Buffer,
    private readonly iv: Buffer,
    private readonly tls13: boolean,
  ) {
    this.#aad = new Uint8Array(tls13 ? 5 : 13);
    this.#options = { authTagLength: bulk.tagBytes };
    this.#overhead = bulk.tagBytes + (tls13 ? 1 : bulk.explicitNonceBytes);
    this.#nonce.set(iv);
  }

  open(type: number, version: number, seq: number, b: Uint8Array, start: number, end: number): boolean {
    const { tagBytes, explicitNonceBytes, algorithm } = this.bulk;
    if (end - start < this.#overhead) return false;
    const from = this.tls13 ? start : start + explicitNonceBytes;
    const to = end - tagBytes;
    const aad = this.#aad;
    const nonce = this.#nonce;
    if (this.tls13) putHeader(aad, 0, type, version, end - start);
    else {
      putSequence(aad, 0, seq);
      putHeader(aad, 8, type, version, to - from);
    }
    if (from > start) nonce.set(b.subarray(start, from), 4);
    else {
      // RFC 8446 §5.3, RFC 7905 §2: the sequence number over the end of the IV.
      putSequence(nonce, 4, seq);
      for (let i = 4; i < 12; i++) nonce[i]! ^= this.iv[i]!;
    }
    try {
      const decipher = createDecipheriv(algorithm as CipherCCMTypes, this.key, nonce, this.#options);
      decipher.setAuthTag(b.subarray(to, end));
      decipher.setAAD(aad, { plaintextLength: to - from });
      this.bytes = decipher.update(b.subarray(from, to));
      decipher.final();
    } catch {
      return false;
    }
    this.start = 0;
    this.end = this.bytes.length;
    this.type = type;
    return !this.tls13 || this.#innerType();
  }

  contentBytes(bodyBytes: number): number | null {
    return bodyBytes < this.#overhead ? null : bodyBytes - this.#overhead;
  }

  /** RFC 8446 §5.4: content, its type, zeros. */
  #innerType(): boolean {
    const { bytes } = this;
    let at = bytes.length - 1;
    while (at >= 0 && bytes[at] === 0) at--;
    if (at < 0) return false;
    this.type = bytes[at]!;
    this.end = at;
    return true;
  }
}
