/** AYIYA, Anything In Anything (draft-massar-v6ops-ayiya-02): tunnel brokers carried IPv6 in it. */
import type { UdpLayer } from '../layer.js';

const FIXED_BYTES = 8;
const FORWARD = 1;
const IPV4 = 4;
const IPV6 = 41;

/** Identity and signature follow the fixed part. */
const headerBytes = (b: Uint8Array, at: number): number => FIXED_BYTES + 2 ** (b[at]! >> 4) + (b[at + 1]! >> 4) * 4;

export const ayiya: UdpLayer = {
  name: 'Anything In Anything',
  fits(b, at, end) {
    if (end - at < FIXED_BYTES || (b[at + 2]! & 0xf) !== FORWARD) return false;
    const from = at + headerBytes(b, at);
    const version = b[at + 3] === IPV6 ? 6 : b[at + 3] === IPV4 ? 4 : -1;
    return from < end && b[from]! >> 4 === version;
  },
  decode(walk, b, at, end) {
    walk.rawIp(b, at + headerBytes(b, at), end);
  },
  describe(h) {
    const identity = h.bits('Identity length', 0, 1, 4, 0xf);
    const signature = h.bits('Signature length', 1, 1, 4, 0xf);
    h.bits('Operation', 2, 1, 0, 0xf);
    h.u8('Next header', 3);
    h.u32('Epoch time', 4);
    h.bytes('Identity', FIXED_BYTES, 2 ** identity);
    h.covers(FIXED_BYTES + 2 ** identity + signature * 4);
  },
};
