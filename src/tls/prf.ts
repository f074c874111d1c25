/** Key derivation: the PRF of TLS 1.0 to 1.2 and HKDF-Expand-Label of TLS 1.3. */
import { createHmac } from 'node:crypto';

/** The hashes that TLS computes MACs and keys with. */
export type MacName = 'md5' | 'sha1' | 'sha256' | 'sha384';

const hmac = (hash: MacName, key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer => {
  const mac = createHmac(hash, key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};

/** P_hash of RFC 5246 §5: `length` bytes. */
function expand(hash: MacName, secret: Uint8Array, seed: Uint8Array, length: number): Buffer {
  const blocks: Buffer[] = [];
  let a: Uint8Array = seed;
  for (let have = 0; have < length; ) {
    a = hmac(hash, secret, a);
    const block = hmac(hash, secret, a, seed);
    blocks.push(block);
    have += block.length;
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** RFC 5246 §5 (TLS 1.2), with the hash of the cipher suite. */
export const prf12 = (hash: MacName, secret: Uint8Array, label: string, seed: Uint8Array, length: number): Buffer =>
  expand(hash, secret, Buffer.concat([Buffer.from(label, 'latin1'), seed]), length);

/** RFC 2246 §5 (TLS 1.0 and 1.1): MD5 over one half of the secret, SHA-1 over the other. */
export function prf10(secret: Uint8Array, label: string, seed: Uint8Array, length: number): Buffer {
  const labelled = Buffer.concat([Buffer.from(label, 'latin1'), seed]);
  const half = Math.ceil(secret.length / 2);
  const result = expand('md5', secret.subarray(0, half), labelled, length);
  const other = expand('sha1', secret.subarray(secret.length - half), labelled, length);
  for (let i = 0; i < length; i++) result[i]! ^= other[i]!;
  return result;
}

/** RFC 8446 §7.1 with an empty context; `length` is at most one block of the hash, which all keys are. */
export function expandLabel(hash: MacName, secret: Uint8Array, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`, 'latin1');
  const info = Buffer.concat([Buffer.from([length >> 8, length & 0xff, name.length]), name, Buffer.from([0, 1])]);
  return hmac(hash, secret, info).subarray(0, length);
}
