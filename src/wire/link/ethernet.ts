/** Ethernet II and IEEE 802.3. */
import { u16be, u32be } from '../../bytes/integers.js';
import { hex, macText, named } from '../header.js';
import type { Layer } from '../layer.js';
import { ETHERTYPE_NAMES } from '../names.js';
import { REASON } from '../reasons.js';

const HEADER_BYTES = 14;

export const ethernet: Layer = {
  name: 'Ethernet II',
  decode(walk, b, at, end) {
    if (end - at < HEADER_BYTES) return walk.skip(REASON.linkTruncated);
    walk.segment.link = u32be(b, at + 8);
    walk.ethertype(u16be(b, at + 12), b, at + HEADER_BYTES, end);
  },
  describe(h) {
    h.bytes('Destination', 0, 6, macText);
    h.bytes('Source', 6, 6, macText);
    const type = h.peek(12, 2);
    if (type < 0x600) h.u16('Length', 12);
    else h.u16('Type', 12, named(ETHERTYPE_NAMES, hex(4)));
    if (h.has(0, 12)) h.summary(`Src: ${macText(h.b, h.at + 6)}, Dst: ${macText(h.b, h.at)}`);
  },
};
