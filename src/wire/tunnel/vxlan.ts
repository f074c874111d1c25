/** VXLAN, RFC 7348, with the group policy flag that switches set; and VXLAN-GPE, which names what follows. */
import { hex, named } from '../header.js';
import type { UdpLayer } from '../layer.js';
import { TRANSPARENT_ETHERNET } from '../numbers.js';

const HEADER_BYTES = 8;
const ETHERNET_BYTES = 14;
const VNI_PRESENT = 0x08;
const GROUP_POLICY = 0x80;
const NEXT_PROTOCOL_PRESENT = 0x04;

export const vxlan: UdpLayer = {
  name: 'Virtual eXtensible LAN',
  fits: (b, at, end) =>
    end - at >= HEADER_BYTES + ETHERNET_BYTES &&
    (b[at]! & ~GROUP_POLICY) === VNI_PRESENT &&
    b[at + 7] === 0 &&
    // The inner source address is no group's.
    (b[at + HEADER_BYTES + 6]! & 1) === 0,
  decode: (walk, b, at, end) => walk.ethertype(TRANSPARENT_ETHERNET, b, at + HEADER_BYTES, end),
  describe(h) {
    h.u8('Flags', 0, hex(2));
    h.u16('Group policy ID', 2);
    const vni = h.u24('VNI', 4);
    h.covers(HEADER_BYTES);
    h.summary(`VNI: ${vni}`);
  },
};

const GPE_PROTOCOLS: Readonly<Record<number, number>> = { 1: 0x0800, 2: 0x86dd, 3: TRANSPARENT_ETHERNET };

export const vxlanGpe: UdpLayer = {
  name: 'VXLAN generic protocol extension',
  fits: (b, at, end) =>
    end - at > HEADER_BYTES &&
    (b[at]! & (VNI_PRESENT | NEXT_PROTOCOL_PRESENT)) === (VNI_PRESENT | NEXT_PROTOCOL_PRESENT) &&
    b[at + 7] === 0 &&
    GPE_PROTOCOLS[b[at + 3]!] !== undefined,
  decode: (walk, b, at, end) => walk.ethertype(GPE_PROTOCOLS[b[at + 3]!]!, b, at + HEADER_BYTES, end),
  describe(h) {
    h.u8('Flags', 0, hex(2));
    h.u8('Next protocol', 3, named({ 1: 'IPv4', 2: 'IPv6', 3: 'Ethernet' }));
    h.u24('VNI', 4);
    h.covers(HEADER_BYTES);
  },
};
