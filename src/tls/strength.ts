/** How strong what two hellos agree on is: versions and suites that should not be used, each with where that is said. */
import { suiteName } from './ciphers.js';
import { VERSION } from './versions.js';

/** Why a cipher suite protects little or nothing. */
export type SuiteWeakness = 'null' | 'anonymous' | 'export' | 'des' | '3des' | 'rc4' | 'idea';

/** The first that fits is the worst. */
const WEAKNESSES: readonly (readonly [RegExp, SuiteWeakness])[] = [
  // RFC 9325 §4.2.1
  [/_WITH_NULL_/, 'null'],
  [/_anon_/, 'anonymous'],
  [/_EXPORT_|_40_/, 'export'],
  [/_DES_CBC_/, 'des'],
  // RFC 7465
  [/_RC4_/, 'rc4'],
  // RFC 5469
  [/_IDEA_/, 'idea'],
  // 64-bit blocks: RFC 9325 §4.2.1
  [/_3DES_/, '3des'],
];

/** null: none that is known. @param suite its code */
export function weaknessOf(suite: number): SuiteWeakness | null {
  const name = suiteName(suite);
  return WEAKNESSES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** Deprecated: SSL 3.0 by RFC 7568, TLS 1.0 and 1.1 by RFC 8996. */
export const isOldVersion = (version: number): boolean => version < VERSION.TLS12;

/**
 * Who has the server's key later can read what was captured: the client's secret travels under it (RFC 9325 §4.1). TLS 1.3
 * always agrees on keys of the moment, unless a pre-shared key stands alone.
 */
export const withoutForwardSecrecy = (suite: number): boolean =>
  /^TLS_(?:RSA|DH_RSA|DH_DSS|ECDH_RSA|ECDH_ECDSA|PSK|RSA_PSK)_WITH_/.test(suiteName(suite));
