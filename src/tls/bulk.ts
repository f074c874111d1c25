/** How the records of a connection are protected. */
import type { MacName } from './prf.js';

export type Bulk =
  | {
      readonly kind: 'aead';
      /** OpenSSL's name. */
      readonly algorithm: string;
      readonly keyBytes: number;
      readonly tagBytes: 8 | 16;
      /** Bytes of the nonce that each record of TLS 1.2 carries (RFC 5288 §3); 0: the sequence number (RFC 7905). */
      readonly explicitNonceBytes: 0 | 8;
    }
  | {
      readonly kind: 'cbc';
      readonly algorithm: string;
      readonly keyBytes: number;
      readonly blockBytes: 8 | 16;
      readonly mac: MacName;
      readonly macBytes: number;
    }
  | {
      /** Authenticated, not encrypted (RFC 5246 §6.2.3.1, RFC 4785). */
      readonly kind: 'null';
      readonly keyBytes: 0;
      readonly mac: MacName;
      readonly macBytes: number;
    };

const MAC_BYTES = { md5: 16, sha1: 20, sha256: 32, sha384: 48 } as const;

const aead = (algorithm: string, keyBytes: number, tagBytes: 8 | 16, explicitNonceBytes: 0 | 8): Bulk => {
  return { kind: 'aead', algorithm, keyBytes, tagBytes, explicitNonceBytes };
};
/** RFC 5288, RFC 6209. */
export const gcm = (block: 'aes' | 'aria', keyBytes: 16 | 32): Bulk =>
  aead(`${block}-${keyBytes * 8}-gcm`, keyBytes, 16, 8);
/** RFC 6655. */
export const ccm = (keyBytes: 16 | 32, tagBytes: 8 | 16 = 16): Bulk =>
  aead(`aes-${keyBytes * 8}-ccm`, keyBytes, tagBytes, 8);
/** RFC 7905. */
export const CHACHA20 = aead('chacha20-poly1305', 32, 16, 0);
/** RFC 5246 §6.2.3.2. */
export const cbc = (algorithm: string, keyBytes: number, mac: MacName, blockBytes: 8 | 16 = 16): Bulk => {
  return { kind: 'cbc', algorithm, keyBytes, blockBytes, mac, macBytes: MAC_BYTES[mac] };
};
export const noCipher = (mac: MacName): Bulk => ({ kind: 'null', keyBytes: 0, mac, macBytes: MAC_BYTES[mac] });
