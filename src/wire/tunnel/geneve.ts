/** Geneve, RFC 8926. */
import { u16be } from '../../bytes/integers.js';
import { hex, named } from '../header.js';
import type { UdpLayer } from '../layer.js';
import { ETHERTYPE_NAMES } from '../names.js';
import { TRANSPARENT_ETHERNET } from '../numbers.js';

/** What RFC 8926 §3.4 lets one expect: IPv4, Ethernet, IPv6. */
const INNER_TYPES = new Set([0x0800, TRANSPARENT_ETHERNET, 0x86dd]);

const headerBytes = (b: Uint8Array, at: number): number => 8 + (b[at]! & 0x3f) * 4;

export const geneve: UdpLayer = {
  name: 'Generic Network Virtualization Encapsulation',
  fits: (b, at, end) =>
    end - at >= 8 &&
    b[at]! >> 6 === 0 &&
    b[at + 7] === 0 &&
    INNER_TYPES.has(u16be(b, at + 2)) &&
    end - at > headerBytes(b, at),
  decode: (walk, b, at, end) => walk.ethertype(u16be(b, at + 2), b, at + headerBytes(b, at), end),
  describe(h) {
    h.bits('Version', 0, 1, 6, 3);
    const words = h.bits('Options length', 0, 1, 0, 0x3f, (n) => `${n * 4} bytes`);
    h.u8('Flags', 1, hex(2));
    h.u16('Protocol type', 2, named(ETHERTYPE_NAMES, hex(4)));
    const vni = h.u24('VNI', 4);
    h.bytes('Options', 8, words * 4);
    h.covers(8 + words * 4);
    h.summary(`VNI: ${vni}`);
  },
};
