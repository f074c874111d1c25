/** PPP over Ethernet, session stage (RFC 2516 §4). */
import { u16be } from '../../bytes/integers.js';
import { hex } from '../header.js';
import type { Layer } from '../layer.js';
import { LINKTYPE_PPP } from '../numbers.js';
import { REASON } from '../reasons.js';

const HEADER_BYTES = 6;
const VERSION_AND_TYPE = 0x11;
const SESSION_DATA = 0;

export const pppoe: Layer = {
  name: 'PPP-over-Ethernet session',
  decode(walk, b, at, end) {
    if (end - at < HEADER_BYTES) return walk.skip(REASON.linkTruncated);
    if (b[at] !== VERSION_AND_TYPE) return walk.skip(REASON.linkMalformed);
    if (b[at + 1] !== SESSION_DATA) return walk.skip(REASON.pppoeDiscovery);
    const from = at + HEADER_BYTES;
    // 0: segmentation offload had not filled it in yet.
    const length = u16be(b, at + 4);
    walk.linkType(LINKTYPE_PPP, b, from, length === 0 ? end : Math.min(end, from + length));
  },
  describe(h) {
    h.bits('Version', 0, 1, 4, 0xf);
    h.bits('Type', 0, 1, 0, 0xf);
    h.u8('Code', 1, hex(2));
    h.u16('Session ID', 2, hex(4));
    h.u16('Payload length', 4);
  },
};
