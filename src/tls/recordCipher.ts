/** Opens protected records of one side: AEAD (RFC 5246 §6.2.3.3, RFC 8446 §5.2) and CBC with HMAC (RFC 5246 §6.2.3.2). */
import { type CipherCCMTypes, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import type { Bulk, CipherSuite } from './ciphers.js';
import { expandLabel, prf10, prf12 } from './prf.js';
import { VERSION } from './versions.js';

/** A record's content lies in `bytes[start .. end)` after `open` returned true, until the next call. */
export interface RecordCipher {
  /** TLS 1.3: the inner content type; before: the record's own. */
  type: number;
  bytes: Uint8Array;
  start: number;
  end: number;
  /**
   * Decrypts and authenticates b[start .. end), the body of a record.
   * @param type the record's content type
   * @param version the record's version field
   * @param seq its number on this side since the keys changed
   * @returns false where it is not authentic under these keys and this number
   */
  open(type: number, version: number, seq: number, b: Uint8Array, start: number, end: number): boolean;
  /** TLS 1.0: a record can be opened only after the record before it. Takes note of one that was not opened. */
  skip?(b: Uint8Array, start: number, end: number): void;
  /** Bytes of content in a body of so many bytes; null where padding hides that. */
  contentBytes(bodyBytes: number): number | null;
}

const NOTHING = new Uint8Array(0);

class AeadCipher implements RecordCipher {
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
    if (this.tls13) header(aad, 0, type, version, end - start);
    else {
      sequence(aad, 0, seq);
      header(aad, 8, type, version, to - from);
    }
    if (from > start) nonce.set(b.subarray(start, from), 4);
    else {
      // RFC 8446 §5.3, RFC 7905 §2: the sequence number over the end of the IV.
      sequence(nonce, 4, seq);
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

class CbcCipher implements RecordCipher {
  type = 0;
  bytes: Uint8Array = NOTHING;
  start = 0;
  end = 0;
  readonly #pseudoHeader = new Uint8Array(13);
  /** TLS 1.0: the last block of the record before; null: not seen. */
  #chain: Uint8Array | null;
  readonly skip?: (b: Uint8Array, start: number, end: number) => void;

  /** @param iv of the first record in TLS 1.0; null: each record carries its own (TLS 1.1 and later) */
  constructor(
    private readonly bulk: Bulk & { kind: 'cbc' },
    private readonly key: Buffer,
    private readonly macKey: Buffer,
    private readonly iv: Buffer | null,
    private readonly encryptThenMac: boolean,
  ) {
    this.#chain = iv;
    if (iv !== null) {
      this.skip = (b, start, end) => {
        const to = encryptThenMac ? end - bulk.macBytes : end;
        this.#chain = to - start < bulk.blockBytes ? null : this.#lastBlock(b, to);
      };
    }
  }

  open(type: number, version: number, seq: number, b: Uint8Array, start: number, end: number): boolean {
    const { blockBytes, macBytes } = this.bulk;
    const to = this.encryptThenMac ? end - macBytes : end;
    const from = this.iv === null ? start + blockBytes : start;
    const iv = this.iv === null ? b.subarray(start, from) : this.#chain;
    if (iv === null || to - from < blockBytes || (to - from) % blockBytes !== 0) return false;
    // RFC 7366 §3: the MAC covers the IV and the ciphertext.
    if (this.encryptThenMac && !this.#authentic(type, version, seq, b, start, to, b, to)) return false;
    let plain: Buffer;
    try {
      const decipher = createDecipheriv(this.bulk.algorithm, this.key, iv).setAutoPadding(false);
      plain = decipher.update(b.subarray(from, to));
      decipher.final();
    } catch {
      return false;
    }
    const padding = plain[plain.length - 1]!;
    const content = plain.length - padding - 1 - (this.encryptThenMac ? 0 : macBytes);
    if (content < 0) return false;
    for (let i = plain.length - 1 - padding; i < plain.length; i++) if (plain[i] !== padding) return false;
    if (!this.encryptThenMac && !this.#authentic(type, version, seq, plain, 0, content, plain, content)) return false;
    if (this.iv !== null) this.#chain = this.#lastBlock(b, to);
    this.type = type;
    this.bytes = plain;
    this.end = content;
    return true;
  }

  contentBytes(): null {
    return null;
  }

  #lastBlock(b: Uint8Array, end: number): Uint8Array {
    return b.slice(end - this.bulk.blockBytes, end);
  }

  #authentic(
    type: number,
    version: number,
    seq: number,
    b: Uint8Array,
    start: number,
    end: number,
    tag: Uint8Array,
    tagAt: number,
  ): boolean {
    sequence(this.#pseudoHeader, 0, seq);
    header(this.#pseudoHeader, 8, type, version, end - start);
    const mac = createHmac(this.bulk.mac, this.macKey)
      .update(this.#pseudoHeader)
      .update(b.subarray(start, end))
      .digest();
    return timingSafeEqual(mac, tag.subarray(tagAt, tagAt + this.bulk.macBytes));
  }
}

function sequence(b: Uint8Array, at: number, seq: number): void {
  const high = Math.floor(seq / 0x1_0000_0000);
  for (let i = 0; i < 4; i++) {
    b[at + i] = high >>> (24 - 8 * i);
    b[at + 4 + i] = seq >>> (24 - 8 * i);
  }
}

function header(b: Uint8Array, at: number, type: number, version: number, length: number): void {
  b[at] = type;
  b[at + 1] = version >> 8;
  b[at + 2] = version;
  b[at + 3] = length >> 8;
  b[at + 4] = length;
}

/** What both sides agreed on in a handshake of TLS 1.0 to 1.2. */
export type Agreed = {
  readonly suite: CipherSuite;
  readonly version: number;
  readonly clientRandom: Buffer;
  readonly serverRandom: Buffer;
  /** RFC 7366. */
  readonly encryptThenMac: boolean;
};

/** RFC 5246 §6.3: the ciphers of both sides from the master secret. */
export function ciphersFromMaster(master: Buffer, agreed: Agreed): { client: RecordCipher; server: RecordCipher } {
  const { suite, version } = agreed;
  const { bulk } = suite;
  const macBytes = bulk.kind === 'cbc' ? bulk.macBytes : 0;
  const chained = bulk.kind === 'cbc' && version === VERSION.TLS10;
  const ivBytes = bulk.kind === 'aead' ? 12 - bulk.explicitNonceBytes : chained ? bulk.blockBytes : 0;
  const length = 2 * (macBytes + bulk.keyBytes + ivBytes);
  const seed = Buffer.concat([agreed.serverRandom, agreed.clientRandom]);
  const block =
    version === VERSION.TLS12
      ? prf12(suite.hash, master, 'key expansion', seed, length)
      : prf10(master, 'key expansion', seed, length);
  let at = 0;
  const take = (bytes: number): Buffer => {
    at += bytes;
    return block.subarray(at - bytes, at);
  };
  const macs = [take(macBytes), take(macBytes)] as const;
  const keys = [take(bulk.keyBytes), take(bulk.keyBytes)] as const;
  const ivs = [take(ivBytes), take(ivBytes)] as const;
  const make = (i: 0 | 1): RecordCipher =>
    bulk.kind === 'aead'
      ? new AeadCipher(bulk, keys[i], ivs[i], false)
      : new CbcCipher(bulk, keys[i], macs[i], chained ? ivs[i] : null, agreed.encryptThenMac);
  return { client: make(0), server: make(1) };
}

/** RFC 8446 §7.3: the cipher of one side from its traffic secret; null where the suite is none of TLS 1.3. */
export function cipherFromTrafficSecret(secret: Buffer, suite: CipherSuite): RecordCipher | null {
  const { bulk, hash } = suite;
  if (bulk.kind !== 'aead') return null;
  const key = expandLabel(hash, secret, 'key', bulk.keyBytes);
  return new AeadCipher(bulk, key, expandLabel(hash, secret, 'iv', 12), true);
}

/** RFC 8446 §7.2: the secret after a KeyUpdate. */
export const nextTrafficSecret = (secret: Buffer, suite: CipherSuite): Buffer =>
  expandLabel(suite.hash, secret, 'traffic upd', secret.length);
