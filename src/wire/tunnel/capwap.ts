/** CAPWAP data messages between wireless access points and their controller (RFC 5415 §4.3, RFC 5416 §2). */
import { hex, named, setOrNot } from '../header.js';
import type { UdpLayer } from '../layer.js';
import { carriesLlc, ieee80211, ieee80211Swapped } from '../link/ieee80211.js';
import { TRANSPARENT_ETHERNET } from '../numbers.js';
import { REASON } from '../reasons.js';

const MIN_HEADER_BYTES = 8;
/** Version 0, no DTLS. */
const CLEAR = 0;
const BINDING_80211 = 1;
// Bits of the fourth byte.
const NATIVE = 0x100;
const FRAGMENT = 0x80;
const KEEP_ALIVE = 0x08;

const headerBytes = (b: Uint8Array, at: number): number => (b[at + 1]! >> 3) * 4;
const binding = (b: Uint8Array, at: number): number => (b[at + 2]! >> 1) & 0x1f;
/** T of the third byte, and the flags of the fourth. */
const flags = (b: Uint8Array, at: number): number => ((b[at + 2]! & 1) << 8) | b[at + 3]!;

export const capwap: UdpLayer = {
  name: 'CAPWAP data',
  fits: (b, at, end) =>
    end - at >= MIN_HEADER_BYTES &&
    b[at] === CLEAR &&
    headerBytes(b, at) >= MIN_HEADER_BYTES &&
    headerBytes(b, at) <= end - at &&
    (b[at + 3]! & 0x07) === 0,
  decode(walk, b, at, end) {
    const from = at + headerBytes(b, at);
    if ((flags(b, at) & (FRAGMENT | KEEP_ALIVE)) !== 0) return walk.skip(REASON.tunnelEmpty);
    if ((flags(b, at) & NATIVE) === 0) return walk.ethertype(TRANSPARENT_ETHERNET, b, from, end);
    if (binding(b, at) !== BINDING_80211) return walk.skip(REASON.tunnelMalformed);
    // Controllers hand frame control on in the other byte order more often than not.
    walk.enter(carriesLlc(b, from, end, true) ? ieee80211Swapped : ieee80211, b, from, end);
  },
  describe(h) {
    h.u8('Preamble', 0, hex(2));
    const words = h.bits('Header length', 1, 1, 3, 0x1f);
    h.bits('Wireless binding', 2, 1, 1, 0x1f, named({ 1: 'IEEE 802.11' }));
    h.bits('Native frame', 2, 1, 0, 1, setOrNot);
    h.bits('Fragment', 3, 1, 7, 1, setOrNot);
    h.bits('Keep-alive', 3, 1, 3, 1, setOrNot);
    h.covers(words * 4);
  },
};
