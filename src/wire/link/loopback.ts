/**
 * BSD loopback: an address family, in the byte order of the machine that captured (NULL, and OpenBSD's ENC begins
 * likewise) or in network order (LOOP).
 */
import { u32be, u32le } from '../../bytes/integers.js';
import { named } from '../header.js';
import type { Layer, Walk } from '../layer.js';
import { addressFamilyReason, REASON } from '../reasons.js';

/** AF_INET is 2 everywhere; AF_INET6 differs: Linux, Windows, NetBSD/OpenBSD, FreeBSD, Darwin. */
export const FAMILY_NAMES: Readonly<Record<number, string>> = {
  2: 'IPv4',
  10: 'IPv6',
  23: 'IPv6',
  24: 'IPv6',
  28: 'IPv6',
  30: 'IPv6',
};

/** The family in whichever byte order makes it small. */
export function family(b: Uint8Array, at: number): number {
  const little = u32le(b, at);
  return little > 0xffff ? u32be(b, at) : little;
}

export function familyPayload(walk: Walk, value: number, b: Uint8Array, at: number, end: number) {
  if (FAMILY_NAMES[value] !== undefined) return walk.rawIp(b, at, end);
  // Some loopback drivers write an ethertype.
  if (value >= 0x600 && value <= 0xffff) return walk.ethertype(value, b, at, end);
  walk.skip(value > 0xffff ? REASON.linkMalformed : addressFamilyReason(value));
}

export const loopback: Layer = {
  name: 'Null/Loopback',
  decode(walk, b, at, end) {
    if (end - at < 4) return walk.skip(REASON.linkTruncated);
    familyPayload(walk, family(b, at), b, at + 4, end);
  },
  describe(h) {
    if (h.has(0, 4)) h.note('Family', 0, 4, named(FAMILY_NAMES)(family(h.b, h.at)));
  },
};
