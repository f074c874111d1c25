/** Cipher suites by code: their names, and those that can be decrypted. */
import { hexNumber } from '../bytes/digits.js';
import type { Bulk } from './bulk.js';
import type { MacName } from './prf.js';
import { SUITE_ROWS } from './suites.js';

export type { Bulk } from './bulk.js';

export type CipherSuite = {
  readonly code: number;
  /** IANA's name. */
  readonly name: string;
  readonly bulk: Bulk;
  /** Of the PRF (TLS 1.2) or HKDF (TLS 1.3). */
  readonly hash: MacName;
};

const NAMES = new Map<number, string>();
const SUITES = new Map<number, CipherSuite>();
for (const [cipher, bulk, hash, codes] of SUITE_ROWS)
  for (const [exchange, code] of Object.entries(codes)) {
    const name = exchange === '' ? `TLS_${cipher}` : `TLS_${exchange}_WITH_${cipher}`;
    NAMES.set(code, name);
    if (bulk) SUITES.set(code, { code, name, bulk, hash });
  }

/** The suite, where this program can decrypt it. */
export const cipherSuite = (code: number): CipherSuite | undefined => SUITES.get(code);

/** IANA's name, or '0x0005' for one that is not in the table. */
export const suiteName = (code: number): string => NAMES.get(code) ?? hexNumber(code, 4);
