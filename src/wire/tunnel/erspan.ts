/** ERSPAN, mirrored Ethernet frames in GRE: https://datatracker.ietf.org/doc/html/draft-foschiano-erspan-03. */
import { named } from '../header.js';
import type { Layer } from '../layer.js';
import { TRANSPARENT_ETHERNET } from '../numbers.js';
import { REASON } from '../reasons.js';

/** Type II (version 1): eight bytes. */
export const erspan2: Layer = {
  name: 'ERSPAN type II',
  decode(walk, b, at, end) {
    if (end - at < 8) return walk.skip(REASON.ipTruncated);
    if (b[at]! >> 4 !== 1) return walk.skip(REASON.tunnelMalformed);
    walk.ethertype(TRANSPARENT_ETHERNET, b, at + 8, end);
  },
  describe(h) {
    h.bits('Version', 0, 1, 4, 0xf);
    h.bits('VLAN', 0, 2, 0, 0xfff);
    h.bits('Session ID', 2, 2, 0, 0x3ff);
    h.bits('Index', 4, 4, 0, 0xfffff);
  },
};

/** Frame types of type III that we can go on with: Ethernet, IP. */
const FRAME_TYPE_ETHERNET = 0;
const FRAME_TYPE_IP = 2;

/** Type III (version 2): twelve bytes, and eight more where the last bit says so. */
export const erspan3: Layer = {
  name: 'ERSPAN type III',
  decode(walk, b, at, end) {
    if (end - at < 12) return walk.skip(REASON.ipTruncated);
    if (b[at]! >> 4 !== 2) return walk.skip(REASON.tunnelMalformed);
    const from = at + 12 + (b[at + 11]! & 1) * 8;
    if (from > end) return walk.skip(REASON.ipTruncated);
    const frameType = (b[at + 10]! >> 2) & 0x1f;
    if (frameType === FRAME_TYPE_IP) walk.rawIp(b, from, end);
    else if (frameType === FRAME_TYPE_ETHERNET) walk.ethertype(TRANSPARENT_ETHERNET, b, from, end);
    else walk.skip(REASON.tunnelMalformed);
  },
  describe(h) {
    h.bits('Version', 0, 1, 4, 0xf);
    h.bits('VLAN', 0, 2, 0, 0xfff);
    h.bits('Session ID', 2, 2, 0, 0x3ff);
    h.u32('Timestamp', 4);
    h.u16('Security group tag', 8);
    h.bits('Frame type', 10, 1, 2, 0x1f, named({ 0: 'Ethernet', 2: 'IP' }));
    h.covers(12 + (h.peek(11, 1) & 1) * 8);
  },
};
