/** Cipher suites that can be decrypted: one row per suite. Key exchange and signature play no part where secrets are known. */
import { hexNumber } from '../bytes/digits.js';
import type { MacName } from './prf.js';

/** How records are protected. */
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
    };

export type CipherSuite = {
  readonly code: number;
  /** IANA's name. */
  readonly name: string;
  readonly bulk: Bulk;
  /** Of the PRF (TLS 1.2) or HKDF (TLS 1.3). */
  readonly hash: MacName;
};

const aead = (algorithm: string, keyBytes: number, tagBytes: 8 | 16 = 16, explicitNonceBytes: 0 | 8 = 8): Bulk => {
  return { kind: 'aead', algorithm, keyBytes, tagBytes, explicitNonceBytes };
};
const MAC_BYTES = { md5: 16, sha1: 20, sha256: 32, sha384: 48 } as const;
const cbc = (algorithm: string, keyBytes: number, mac: MacName, blockBytes: 8 | 16 = 16): Bulk => {
  return { kind: 'cbc', algorithm, keyBytes, blockBytes, mac, macBytes: MAC_BYTES[mac] };
};

const GCM128 = aead('aes-128-gcm', 16);
const GCM256 = aead('aes-256-gcm', 32);
const CCM128 = aead('aes-128-ccm', 16);
const CCM256 = aead('aes-256-ccm', 32);
const CCM128_8 = aead('aes-128-ccm', 16, 8);
const CCM256_8 = aead('aes-256-ccm', 32, 8);
const CHACHA20 = aead('chacha20-poly1305', 32, 16, 0);
const AES128_SHA = cbc('aes-128-cbc', 16, 'sha1');
const AES256_SHA = cbc('aes-256-cbc', 32, 'sha1');
const AES128_SHA256 = cbc('aes-128-cbc', 16, 'sha256');
const AES256_SHA256 = cbc('aes-256-cbc', 32, 'sha256');
const AES256_SHA384 = cbc('aes-256-cbc', 32, 'sha384');
const DES3_SHA = cbc('des-ede3-cbc', 24, 'sha1', 8);
const CAMELLIA128_SHA = cbc('camellia-128-cbc', 16, 'sha1');
const CAMELLIA256_SHA = cbc('camellia-256-cbc', 32, 'sha1');
const ARIA128 = aead('aria-128-gcm', 16);
const ARIA256 = aead('aria-256-gcm', 32);

type Row = readonly [code: number, name: string, bulk: Bulk, hash?: MacName];

/** https://www.iana.org/assignments/tls-parameters; the hash is SHA-256 unless a row says otherwise. */
const ROWS: readonly Row[] = [
  // TLS 1.3, RFC 8446 §B.4
  [0x1301, 'TLS_AES_128_GCM_SHA256', GCM128],
  [0x1302, 'TLS_AES_256_GCM_SHA384', GCM256, 'sha384'],
  [0x1303, 'TLS_CHACHA20_POLY1305_SHA256', CHACHA20],
  [0x1304, 'TLS_AES_128_CCM_SHA256', CCM128],
  [0x1305, 'TLS_AES_128_CCM_8_SHA256', CCM128_8],
  // AES-GCM, RFC 5288 and RFC 5289
  [0x009c, 'TLS_RSA_WITH_AES_128_GCM_SHA256', GCM128],
  [0x009d, 'TLS_RSA_WITH_AES_256_GCM_SHA384', GCM256, 'sha384'],
  [0x009e, 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256', GCM128],
  [0x009f, 'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384', GCM256, 'sha384'],
  [0x00a2, 'TLS_DHE_DSS_WITH_AES_128_GCM_SHA256', GCM128],
  [0x00a3, 'TLS_DHE_DSS_WITH_AES_256_GCM_SHA384', GCM256, 'sha384'],
  [0x00a6, 'TLS_DH_anon_WITH_AES_128_GCM_SHA256', GCM128],
  [0x00a7, 'TLS_DH_anon_WITH_AES_256_GCM_SHA384', GCM256, 'sha384'],
  [0x00a8, 'TLS_PSK_WITH_AES_128_GCM_SHA256', GCM128],
  [0x00a9, 'TLS_PSK_WITH_AES_256_GCM_SHA384', GCM256, 'sha384'],
  [0xc02b, 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', GCM128],
  [0xc02c, 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', GCM256, 'sha384'],
  [0xc02d, 'TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256', GCM128],
  [0xc02e, 'TLS_ECDH_ECDSA_WITH_AES_256_GCM_SHA384', GCM256, 'sha384'],
  [0xc02f, 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', GCM128],
  [0xc030, 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', GCM256, 'sha384'],
  [0xc031, 'TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256', GCM128],
  [0xc032, 'TLS_ECDH_RSA_WITH_AES_256_GCM_SHA384', GCM256, 'sha384'],
  // ChaCha20-Poly1305, RFC 7905
  [0xcca8, 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', CHACHA20],
  [0xcca9, 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', CHACHA20],
  [0xccaa, 'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256', CHACHA20],
  // AES-CCM, RFC 6655 and RFC 7251
  [0xc09c, 'TLS_RSA_WITH_AES_128_CCM', CCM128],
  [0xc09d, 'TLS_RSA_WITH_AES_256_CCM', CCM256],
  [0xc09e, 'TLS_DHE_RSA_WITH_AES_128_CCM', CCM128],
  [0xc09f, 'TLS_DHE_RSA_WITH_AES_256_CCM', CCM256],
  [0xc0a0, 'TLS_RSA_WITH_AES_128_CCM_8', CCM128_8],
  [0xc0a1, 'TLS_RSA_WITH_AES_256_CCM_8', CCM256_8],
  [0xc0a2, 'TLS_DHE_RSA_WITH_AES_128_CCM_8', CCM128_8],
  [0xc0a3, 'TLS_DHE_RSA_WITH_AES_256_CCM_8', CCM256_8],
  [0xc0ac, 'TLS_ECDHE_ECDSA_WITH_AES_128_CCM', CCM128],
  [0xc0ad, 'TLS_ECDHE_ECDSA_WITH_AES_256_CCM', CCM256],
  [0xc0ae, 'TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8', CCM128_8],
  [0xc0af, 'TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8', CCM256_8],
  // AES-CBC, RFC 5246 §A.5, RFC 8422, RFC 5289
  [0x002f, 'TLS_RSA_WITH_AES_128_CBC_SHA', AES128_SHA],
  [0x0032, 'TLS_DHE_DSS_WITH_AES_128_CBC_SHA', AES128_SHA],
  [0x0033, 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA', AES128_SHA],
  [0x0034, 'TLS_DH_anon_WITH_AES_128_CBC_SHA', AES128_SHA],
  [0x0035, 'TLS_RSA_WITH_AES_256_CBC_SHA', AES256_SHA],
  [0x0038, 'TLS_DHE_DSS_WITH_AES_256_CBC_SHA', AES256_SHA],
  [0x0039, 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA', AES256_SHA],
  [0x003a, 'TLS_DH_anon_WITH_AES_256_CBC_SHA', AES256_SHA],
  [0x003c, 'TLS_RSA_WITH_AES_128_CBC_SHA256', AES128_SHA256],
  [0x003d, 'TLS_RSA_WITH_AES_256_CBC_SHA256', AES256_SHA256],
  [0x0040, 'TLS_DHE_DSS_WITH_AES_128_CBC_SHA256', AES128_SHA256],
  [0x0067, 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256', AES128_SHA256],
  [0x006a, 'TLS_DHE_DSS_WITH_AES_256_CBC_SHA256', AES256_SHA256],
  [0x006b, 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256', AES256_SHA256],
  [0x008c, 'TLS_PSK_WITH_AES_128_CBC_SHA', AES128_SHA],
  [0x008d, 'TLS_PSK_WITH_AES_256_CBC_SHA', AES256_SHA],
  [0xc004, 'TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA', AES128_SHA],
  [0xc005, 'TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA', AES256_SHA],
  [0xc009, 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA', AES128_SHA],
  [0xc00a, 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA', AES256_SHA],
  [0xc00e, 'TLS_ECDH_RSA_WITH_AES_128_CBC_SHA', AES128_SHA],
  [0xc00f, 'TLS_ECDH_RSA_WITH_AES_256_CBC_SHA', AES256_SHA],
  [0xc013, 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', AES128_SHA],
  [0xc014, 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA', AES256_SHA],
  [0xc023, 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256', AES128_SHA256],
  [0xc024, 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384', AES256_SHA384, 'sha384'],
  [0xc027, 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256', AES128_SHA256],
  [0xc028, 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384', AES256_SHA384, 'sha384'],
  // Older or regional ones that servers still offer: RFC 5246 §A.5, RFC 5932, RFC 6209
  [0x000a, 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', DES3_SHA],
  [0x0016, 'TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA', DES3_SHA],
  [0xc008, 'TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA', DES3_SHA],
  [0xc012, 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA', DES3_SHA],
  [0x0041, 'TLS_RSA_WITH_CAMELLIA_128_CBC_SHA', CAMELLIA128_SHA],
  [0x0045, 'TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA', CAMELLIA128_SHA],
  [0x0084, 'TLS_RSA_WITH_CAMELLIA_256_CBC_SHA', CAMELLIA256_SHA],
  [0x0088, 'TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA', CAMELLIA256_SHA],
  [0xc050, 'TLS_RSA_WITH_ARIA_128_GCM_SHA256', ARIA128],
  [0xc051, 'TLS_RSA_WITH_ARIA_256_GCM_SHA384', ARIA256, 'sha384'],
  [0xc052, 'TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256', ARIA128],
  [0xc053, 'TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384', ARIA256, 'sha384'],
  [0xc05c, 'TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256', ARIA128],
  [0xc05d, 'TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384', ARIA256, 'sha384'],
  [0xc060, 'TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256', ARIA128],
  [0xc061, 'TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384', ARIA256, 'sha384'],
];

const SUITES: ReadonlyMap<number, CipherSuite> = new Map(
  ROWS.map(([code, name, bulk, hash = 'sha256']) => [code, { code, name, bulk, hash }]),
);

/** The suite, where this program can decrypt it. */
export const cipherSuite = (code: number): CipherSuite | undefined => SUITES.get(code);

/** IANA's name, or '0x0005' for one that is not in the table. */
export const suiteName = (code: number): string => SUITES.get(code)?.name ?? hexNumber(code, 4);
