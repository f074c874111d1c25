/** The hashes that can be asked for, one row each: SHA-256 always, others to compare with what servers tell. */

import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { hexDigits } from '../../bytes/digits.js';

/** Hashes that can be asked for besides SHA-256, which is always computed. */
export const HASH_NAMES = ['crc32', 'md5', 'sha1', 'sha512'] as const;
export type AskedHash = (typeof HASH_NAMES)[number];
export type HashName = 'sha256' | AskedHash;

/** Takes bytes in order. */
export interface Hasher {
  update(bytes: Uint8Array): unknown;
  /** In lower-case hex; more may follow. */
  digest(): string;
}

class CryptoHasher implements Hasher {
  readonly #hash;
  constructor(name: string) {
    this.#hash = createHash(name);
  }
  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }
  digest(): string {
    return this.#hash.copy().digest('hex');
  }
}

class Crc32Hasher implements Hasher {
  #value = 0;
  update(bytes: Uint8Array): void {
    this.#value = crc32(bytes, this.#value);
  }
  digest(): string {
    return hexDigits(this.#value, 8);
  }
}

type HashRow = { readonly label: string; readonly hexDigits: number; readonly make: () => Hasher };

export const HASHES: Readonly<Record<HashName, HashRow>> = {
  sha256: { label: 'SHA-256', hexDigits: 64, make: () => new CryptoHasher('sha256') },
  crc32: { label: 'CRC-32', hexDigits: 8, make: () => new Crc32Hasher() },
  md5: { label: 'MD5', hexDigits: 32, make: () => new CryptoHasher('md5') },
  sha1: { label: 'SHA-1', hexDigits: 40, make: () => new CryptoHasher('sha1') },
  sha512: { label: 'SHA-512', hexDigits: 128, make: () => new CryptoHasher('sha512') },
};
