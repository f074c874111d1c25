/** Teredo, RFC 4380 §5.1.1: IPv6 in UDP, perhaps behind authentication and origin indication. */
import { u16be } from '../../bytes/integers.js';
import type { UdpLayer } from '../layer.js';

const ORIGIN = 0x0000;
const ORIGIN_BYTES = 8;
const AUTHENTICATION = 0x0001;

/** Where the IPv6 header begins; past `end` where there is none. */
function ipv6At(b: Uint8Array, at: number, end: number): number {
  let from = at;
  if (end - from >= 4 && u16be(b, from) === AUTHENTICATION) from += 13 + b[from + 2]! + b[from + 3]!;
  if (end - from >= 2 && u16be(b, from) === ORIGIN) from += ORIGIN_BYTES;
  return from;
}

export const teredo: UdpLayer = {
  name: 'Teredo',
  fits(b, at, end) {
    const from = ipv6At(b, at, end);
    return end - from >= 40 && b[from]! >> 4 === 6 && u16be(b, from + 4) >= end - from - 40;
  },
  decode: (walk, b, at, end) => walk.rawIp(b, ipv6At(b, at, end), end),
  describe(h) {
    h.bytes('Indications', 0, ipv6At(h.b, h.at, h.end) - h.at);
  },
};
