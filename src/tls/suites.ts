/**
 * Cipher suites by code (https://www.iana.org/assignments/tls-parameters): one row a cipher, with the key exchanges that
 * it is used with. Key exchange and signature play no part where secrets are known.
 */
import { type Bulk, CHACHA20, cbc, ccm, gcm, noCipher } from './bulk.js';
import type { MacName } from './prf.js';

/**
 * The cipher's part of the name; how it protects records, null where this program cannot read it; the hash of the PRF
 * (TLS 1.2) or of HKDF (TLS 1.3); the codes by key exchange, '' for TLS 1.3, which names none.
 */
export type SuiteRow = readonly [
  cipher: string,
  bulk: Bulk | null,
  hash: MacName,
  codes: Readonly<Record<string, number>>,
];

// biome-ignore format: a cipher's codes stand together
export const SUITE_ROWS: readonly SuiteRow[] = [
  ['3DES_EDE_CBC_SHA', cbc('des-ede3-cbc', 24, 'sha1', 8), 'sha256', {
    RSA: 0x000a, DH_DSS: 0x000d, DH_RSA: 0x0010, DHE_DSS: 0x0013, DHE_RSA: 0x0016, DH_anon: 0x001b, PSK: 0x008b,
    DHE_PSK: 0x008f, RSA_PSK: 0x0093, ECDH_ECDSA: 0xc003, ECDHE_ECDSA: 0xc008, ECDH_RSA: 0xc00d, ECDHE_RSA: 0xc012,
    ECDH_anon: 0xc017, SRP_SHA: 0xc01a, SRP_SHA_RSA: 0xc01b, SRP_SHA_DSS: 0xc01c, ECDHE_PSK: 0xc034,
  }],
  ['AES_128_CBC_SHA', cbc('aes-128-cbc', 16, 'sha1'), 'sha256', {
    RSA: 0x002f, DH_DSS: 0x0030, DH_RSA: 0x0031, DHE_DSS: 0x0032, DHE_RSA: 0x0033, DH_anon: 0x0034, PSK: 0x008c,
    DHE_PSK: 0x0090, RSA_PSK: 0x0094, ECDH_ECDSA: 0xc004, ECDHE_ECDSA: 0xc009, ECDH_RSA: 0xc00e, ECDHE_RSA: 0xc013,
    ECDH_anon: 0xc018, SRP_SHA: 0xc01d, SRP_SHA_RSA: 0xc01e, SRP_SHA_DSS: 0xc01f, ECDHE_PSK: 0xc035,
  }],
  ['AES_128_CBC_SHA256', cbc('aes-128-cbc', 16, 'sha256'), 'sha256', {
    RSA: 0x003c, DH_DSS: 0x003e, DH_RSA: 0x003f, DHE_DSS: 0x0040, DHE_RSA: 0x0067, DH_anon: 0x006c, PSK: 0x00ae,
    DHE_PSK: 0x00b2, RSA_PSK: 0x00b6, ECDHE_ECDSA: 0xc023, ECDH_ECDSA: 0xc025, ECDHE_RSA: 0xc027, ECDH_RSA: 0xc029,
    ECDHE_PSK: 0xc037,
  }],
  ['AES_128_CCM', ccm(16), 'sha256', {
    RSA: 0xc09c, DHE_RSA: 0xc09e, PSK: 0xc0a4, DHE_PSK: 0xc0a6, ECDHE_ECDSA: 0xc0ac,
  }],
  ['AES_128_CCM_8', ccm(16, 8), 'sha256', {
    RSA: 0xc0a0, DHE_RSA: 0xc0a2, PSK: 0xc0a8, PSK_DHE: 0xc0aa, ECDHE_ECDSA: 0xc0ae,
  }],
  ['AES_128_CCM_8_SHA256', ccm(16, 8), 'sha256', { '': 0x1305 }],
  ['AES_128_CCM_SHA256', ccm(16), 'sha256', { ECDHE_PSK: 0xd005, '': 0x1304 }],
  ['AES_128_GCM_SHA256', gcm('aes', 16), 'sha256', {
    RSA: 0x009c, DHE_RSA: 0x009e, DH_RSA: 0x00a0, DHE_DSS: 0x00a2, DH_DSS: 0x00a4, DH_anon: 0x00a6, PSK: 0x00a8,
    DHE_PSK: 0x00aa, RSA_PSK: 0x00ac, ECDHE_ECDSA: 0xc02b, ECDH_ECDSA: 0xc02d, ECDHE_RSA: 0xc02f, ECDH_RSA: 0xc031,
    ECDHE_PSK: 0xd001, '': 0x1301,
  }],
  ['AES_256_CBC_SHA', cbc('aes-256-cbc', 32, 'sha1'), 'sha256', {
    RSA: 0x0035, DH_DSS: 0x0036, DH_RSA: 0x0037, DHE_DSS: 0x0038, DHE_RSA: 0x0039, DH_anon: 0x003a, PSK: 0x008d,
    DHE_PSK: 0x0091, RSA_PSK: 0x0095, ECDH_ECDSA: 0xc005, ECDHE_ECDSA: 0xc00a, ECDH_RSA: 0xc00f, ECDHE_RSA: 0xc014,
    ECDH_anon: 0xc019, SRP_SHA: 0xc020, SRP_SHA_RSA: 0xc021, SRP_SHA_DSS: 0xc022, ECDHE_PSK: 0xc036,
  }],
  ['AES_256_CBC_SHA256', cbc('aes-256-cbc', 32, 'sha256'), 'sha256', {
    RSA: 0x003d, DH_DSS: 0x0068, DH_RSA: 0x0069, DHE_DSS: 0x006a, DHE_RSA: 0x006b, DH_anon: 0x006d,
  }],
  ['AES_256_CBC_SHA384', cbc('aes-256-cbc', 32, 'sha384'), 'sha384', {
    PSK: 0x00af, DHE_PSK: 0x00b3, RSA_PSK: 0x00b7, ECDHE_ECDSA: 0xc024, ECDH_ECDSA: 0xc026, ECDHE_RSA: 0xc028,
    ECDH_RSA: 0xc02a, ECDHE_PSK: 0xc038,
  }],
  ['AES_256_CCM', ccm(32), 'sha256', {
    RSA: 0xc09d, DHE_RSA: 0xc09f, PSK: 0xc0a5, DHE_PSK: 0xc0a7, ECDHE_ECDSA: 0xc0ad,
  }],
  ['AES_256_CCM_8', ccm(32, 8), 'sha256', {
    RSA: 0xc0a1, DHE_RSA: 0xc0a3, PSK: 0xc0a9, PSK_DHE: 0xc0ab, ECDHE_ECDSA: 0xc0af,
  }],
  ['AES_256_GCM_SHA384', gcm('aes', 32), 'sha384', {
    RSA: 0x009d, DHE_RSA: 0x009f, DH_RSA: 0x00a1, DHE_DSS: 0x00a3, DH_DSS: 0x00a5, DH_anon: 0x00a7, PSK: 0x00a9,
    DHE_PSK: 0x00ab, RSA_PSK: 0x00ad, ECDHE_ECDSA: 0xc02c, ECDH_ECDSA: 0xc02e, ECDHE_RSA: 0xc030, ECDH_RSA: 0xc032,
    ECDHE_PSK: 0xd002, '': 0x1302,
  }],
  ['ARIA_128_CBC_SHA256', cbc('aria-128-cbc', 16, 'sha256'), 'sha256', {
    RSA: 0xc03c, DH_DSS: 0xc03e, DH_RSA: 0xc040, DHE_DSS: 0xc042, DHE_RSA: 0xc044, DH_anon: 0xc046,
    ECDHE_ECDSA: 0xc048, ECDH_ECDSA: 0xc04a, ECDHE_RSA: 0xc04c, ECDH_RSA: 0xc04e, PSK: 0xc064, DHE_PSK: 0xc066,
    RSA_PSK: 0xc068, ECDHE_PSK: 0xc070,
  }],
  ['ARIA_128_GCM_SHA256', gcm('aria', 16), 'sha256', {
    RSA: 0xc050, DHE_RSA: 0xc052, DH_RSA: 0xc054, DHE_DSS: 0xc056, DH_DSS: 0xc058, DH_anon: 0xc05a,
    ECDHE_ECDSA: 0xc05c, ECDH_ECDSA: 0xc05e, ECDHE_RSA: 0xc060, ECDH_RSA: 0xc062, PSK: 0xc06a, DHE_PSK: 0xc06c,
    RSA_PSK: 0xc06e,
  }],
  ['ARIA_256_CBC_SHA384', cbc('aria-256-cbc', 32, 'sha384'), 'sha384', {
    RSA: 0xc03d, DH_DSS: 0xc03f, DH_RSA: 0xc041, DHE_DSS: 0xc043, DHE_RSA: 0xc045, DH_anon: 0xc047,
    ECDHE_ECDSA: 0xc049, ECDH_ECDSA: 0xc04b, ECDHE_RSA: 0xc04d, ECDH_RSA: 0xc04f, PSK: 0xc065, DHE_PSK: 0xc067,
    RSA_PSK: 0xc069, ECDHE_PSK: 0xc071,
  }],
  ['ARIA_256_GCM_SHA384', gcm('aria', 32), 'sha384', {
    RSA: 0xc051, DHE_RSA: 0xc053, DH_RSA: 0xc055, DHE_DSS: 0xc057, DH_DSS: 0xc059, DH_anon: 0xc05b,
    ECDHE_ECDSA: 0xc05d, ECDH_ECDSA: 0xc05f, ECDHE_RSA: 0xc061, ECDH_RSA: 0xc063, PSK: 0xc06b, DHE_PSK: 0xc06d,
    RSA_PSK: 0xc06f,
  }],
  ['CAMELLIA_128_CBC_SHA', cbc('camellia-128-cbc', 16, 'sha1'), 'sha256', {
    RSA: 0x0041, DH_DSS: 0x0042, DH_RSA: 0x0043, DHE_DSS: 0x0044, DHE_RSA: 0x0045, DH_anon: 0x0046,
  }],
  ['CAMELLIA_128_CBC_SHA256', cbc('camellia-128-cbc', 16, 'sha256'), 'sha256', {
    RSA: 0x00ba, DH_DSS: 0x00bb, DH_RSA: 0x00bc, DHE_DSS: 0x00bd, DHE_RSA: 0x00be, DH_anon: 0x00bf,
    ECDHE_ECDSA: 0xc072, ECDH_ECDSA: 0xc074, ECDHE_RSA: 0xc076, ECDH_RSA: 0xc078, PSK: 0xc094, DHE_PSK: 0xc096,
    RSA_PSK: 0xc098, ECDHE_PSK: 0xc09a,
  }],
  ['CAMELLIA_256_CBC_SHA', cbc('camellia-256-cbc', 32, 'sha1'), 'sha256', {
    RSA: 0x0084, DH_DSS: 0x0085, DH_RSA: 0x0086, DHE_DSS: 0x0087, DHE_RSA: 0x0088, DH_anon: 0x0089,
  }],
  ['CAMELLIA_256_CBC_SHA256', cbc('camellia-256-cbc', 32, 'sha256'), 'sha256', {
    RSA: 0x00c0, DH_DSS: 0x00c1, DH_RSA: 0x00c2, DHE_DSS: 0x00c3, DHE_RSA: 0x00c4, DH_anon: 0x00c5,
  }],
  ['CAMELLIA_256_CBC_SHA384', cbc('camellia-256-cbc', 32, 'sha384'), 'sha384', {
    ECDHE_ECDSA: 0xc073, ECDH_ECDSA: 0xc075, ECDHE_RSA: 0xc077, ECDH_RSA: 0xc079, PSK: 0xc095, DHE_PSK: 0xc097,
    RSA_PSK: 0xc099, ECDHE_PSK: 0xc09b,
  }],
  ['CHACHA20_POLY1305_SHA256', CHACHA20, 'sha256', {
    ECDHE_RSA: 0xcca8, ECDHE_ECDSA: 0xcca9, DHE_RSA: 0xccaa, PSK: 0xccab, ECDHE_PSK: 0xccac, DHE_PSK: 0xccad,
    RSA_PSK: 0xccae, '': 0x1303,
  }],
  ['NULL_MD5', noCipher('md5'), 'sha256', { RSA: 0x0001 }],
  ['NULL_SHA', noCipher('sha1'), 'sha256', {
    RSA: 0x0002, PSK: 0x002c, DHE_PSK: 0x002d, RSA_PSK: 0x002e, ECDH_ECDSA: 0xc001, ECDHE_ECDSA: 0xc006,
    ECDH_RSA: 0xc00b, ECDHE_RSA: 0xc010, ECDH_anon: 0xc015, ECDHE_PSK: 0xc039,
  }],
  ['NULL_SHA256', noCipher('sha256'), 'sha256', {
    RSA: 0x003b, PSK: 0x00b0, DHE_PSK: 0x00b4, RSA_PSK: 0x00b8, ECDHE_PSK: 0xc03a,
  }],
  ['NULL_SHA384', noCipher('sha384'), 'sha384', { PSK: 0x00b1, DHE_PSK: 0x00b5, RSA_PSK: 0x00b9, ECDHE_PSK: 0xc03b }],
  ['28147_CNT_IMIT', null, 'sha256', { GOSTR341112_256: 0xc102 }],
  ['CAMELLIA_128_GCM_SHA256', null, 'sha256', {
    RSA: 0xc07a, DHE_RSA: 0xc07c, DH_RSA: 0xc07e, DHE_DSS: 0xc080, DH_DSS: 0xc082, DH_anon: 0xc084,
    ECDHE_ECDSA: 0xc086, ECDH_ECDSA: 0xc088, ECDHE_RSA: 0xc08a, ECDH_RSA: 0xc08c, PSK: 0xc08e, DHE_PSK: 0xc090,
    RSA_PSK: 0xc092,
  }],
  ['CAMELLIA_256_GCM_SHA384', null, 'sha384', {
    RSA: 0xc07b, DHE_RSA: 0xc07d, DH_RSA: 0xc07f, DHE_DSS: 0xc081, DH_DSS: 0xc083, DH_anon: 0xc085,
    ECDHE_ECDSA: 0xc087, ECDH_ECDSA: 0xc089, ECDHE_RSA: 0xc08b, ECDH_RSA: 0xc08d, PSK: 0xc08f, DHE_PSK: 0xc091,
    RSA_PSK: 0xc093,
  }],
  ['DES40_CBC_SHA', null, 'sha256', {
    RSA_EXPORT: 0x0008, DH_DSS_EXPORT: 0x000b, DH_RSA_EXPORT: 0x000e, DHE_DSS_EXPORT: 0x0011, DHE_RSA_EXPORT: 0x0014,
    DH_anon_EXPORT: 0x0019,
  }],
  ['DES_CBC_SHA', null, 'sha256', {
    RSA: 0x0009, DH_DSS: 0x000c, DH_RSA: 0x000f, DHE_DSS: 0x0012, DHE_RSA: 0x0015, DH_anon: 0x001a,
  }],
  ['IDEA_CBC_SHA', null, 'sha256', { RSA: 0x0007 }],
  ['KUZNYECHIK_CTR_OMAC', null, 'sha256', { GOSTR341112_256: 0xc100 }],
  ['MAGMA_CTR_OMAC', null, 'sha256', { GOSTR341112_256: 0xc101 }],
  ['RC2_CBC_40_MD5', null, 'sha256', { RSA_EXPORT: 0x0006 }],
  ['RC4_128_MD5', null, 'sha256', { RSA: 0x0004, DH_anon: 0x0018 }],
  ['RC4_128_SHA', null, 'sha256', {
    RSA: 0x0005, PSK: 0x008a, DHE_PSK: 0x008e, RSA_PSK: 0x0092, ECDH_ECDSA: 0xc002, ECDHE_ECDSA: 0xc007,
    ECDH_RSA: 0xc00c, ECDHE_RSA: 0xc011, ECDH_anon: 0xc016, ECDHE_PSK: 0xc033,
  }],
  ['RC4_40_MD5', null, 'sha256', { RSA_EXPORT: 0x0003, DH_anon_EXPORT: 0x0017 }],
  ['SEED_CBC_SHA', null, 'sha256', {
    RSA: 0x0096, DH_DSS: 0x0097, DH_RSA: 0x0098, DHE_DSS: 0x0099, DHE_RSA: 0x009a, DH_anon: 0x009b,
  }],
  ['SM4_CCM_SM3', null, 'sha256', { '': 0x00c7 }],
  ['SM4_GCM_SM3', null, 'sha256', { '': 0x00c6 }],
];
