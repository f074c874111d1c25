/**
 * MPLS label stack (RFC 3032). Nothing says what follows the bottom label: IP by its first nibble (RFC 4928 §3), else
 * a pseudowire with Ethernet inside, with or without a control word (RFC 4448).
 */
import { u16be, u24be } from '../../bytes/integers.js';
import type { Header } from '../header.js';
import type { Layer } from '../layer.js';
import { TRANSPARENT_ETHERNET } from '../numbers.js';
import { REASON } from '../reasons.js';

const LABEL_BYTES = 4;
const CONTROL_WORD_BYTES = 4;
const BOTTOM_OF_STACK = 0x01;

export const mpls: Layer = {
  name: 'MultiProtocol Label Switching',
  decode(walk, b, at, end) {
    let from = at;
    do {
      if (end - from < LABEL_BYTES) return walk.skip(REASON.linkTruncated);
      from += LABEL_BYTES;
    } while ((b[from - 2]! & BOTTOM_OF_STACK) === 0);
    if (looksLikeIp(b, from, end)) return walk.rawIp(b, from, end);
    const ethernetAt = findEthernet(b, from, end);
    if (ethernetAt < 0) return walk.skip(REASON.tunnelMalformed);
    if (ethernetAt === from) walk.ethertype(TRANSPARENT_ETHERNET, b, from, end);
    else walk.enter(controlWord, b, from, end);
  },
  describe(h) {
    for (let at = 0; h.has(at, LABEL_BYTES); at += LABEL_BYTES) {
      describeLabel(h, at);
      if ((h.peek(at + 2, 1) & BOTTOM_OF_STACK) !== 0) return;
    }
  },
};

/** RFC 4448 §4.6. */
const controlWord: Layer = {
  name: 'Pseudowire control word',
  decode: (walk, b, at, end) => walk.ethertype(TRANSPARENT_ETHERNET, b, at + CONTROL_WORD_BYTES, end),
  describe(h) {
    h.u16('Sequence number', 2);
  },
};

function describeLabel(h: Header, at: number): void {
  const value = h.peek(at, 4) >>> 12;
  const label = h.group('Label', at, LABEL_BYTES, String(value));
  label.bits('Label', 0, 4, 12, 0xfffff);
  label.bits('Traffic class', 0, 4, 9, 7);
  label.bits('Bottom of stack', 0, 4, 8, 1);
  label.u8('Time to live', 3);
}

/** The nibble alone could be the first one of a MAC address. */
function looksLikeIp(b: Uint8Array, at: number, end: number): boolean {
  if (end - at < 20) return false;
  const version = b[at]! >> 4;
  return version === 6 ? end - at >= 40 : version === 4 && (b[at]! & 0xf) >= 5;
}

/** Types that tell an Ethernet header from other bytes: IPv4, IPv6, ARP, VLAN tags, MPLS. */
const TELLING_TYPES = new Set([0x0800, 0x86dd, 0x0806, 0x8100, 0x88a8, 0x8847]);

/**
 * Where the frame in a pseudowire begins, or -1. A control word and an address both may begin with zeros, so that the
 * type field decides.
 */
function findEthernet(b: Uint8Array, at: number, end: number): number {
  const afterControlWord = at + CONTROL_WORD_BYTES;
  for (const from of [at, afterControlWord])
    if (looksLikeEthernet(b, from, end) && TELLING_TYPES.has(u16be(b, from + 12))) return from;
  if (at < end && b[at]! >> 4 === 0 && looksLikeEthernet(b, afterControlWord, end)) return afterControlWord;
  return looksLikeEthernet(b, at, end) ? at : -1;
}

/** A destination and a source address, and a type or length that somebody could mean. */
function looksLikeEthernet(b: Uint8Array, at: number, end: number): boolean {
  if (end - at < 14 || (b[at + 6]! & 1) !== 0) return false;
  const type = u16be(b, at + 12);
  const isNullAddress = u24be(b, at) === 0 && u24be(b, at + 3) === 0;
  return !isNullAddress && (type >= 0x600 || type <= end - at - 14);
}
