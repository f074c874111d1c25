/** From secrets to the ciphers of both sides (RFC 5246 §6.3, RFC 8446 §7). */
import { AeadCipher } from './aeadCipher.js';
import { CbcCipher } from './cbcCipher.js';
import type { CipherSuite } from './ciphers.js';
import { NullCipher } from './nullCipher.js';
import { expandLabel, prf10, prf12 } from './prf.js';
import type { RecordCipher } from './recordCipher.js';
import { VERSION } from './versions.js';

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
  const macBytes = bulk.kind === 'aead' ? 0 : bulk.macBytes;
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
  const make = (i: 0 | 1): RecordCipher => {
    if (bulk.kind === 'aead') return new AeadCipher(bulk, keys[i], ivs[i], false);
    if (bulk.kind === 'null') return new NullCipher(bulk, macs[i]);
    return new CbcCipher(bulk, keys[i], macs[i], chained ? ivs[i] : null, agreed.encryptThenMac);
  };
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
