/** VLAN tags: IEEE 802.1Q, 802.1ad and the older 0x9100, any number of them. */
import { u16be } from '../../bytes/integers.js';
import { hex, named } from '../header.js';
import type { Layer } from '../layer.js';
import { ETHERTYPE_NAMES } from '../names.js';
import { REASON } from '../reasons.js';

const TAG_BYTES = 4;

export const vlan: Layer = {
  name: '802.1Q Virtual LAN',
  decode(walk, b, at, end) {
    if (end - at < TAG_BYTES) return walk.skip(REASON.linkTruncated);
    walk.segment.link = Math.imul(walk.segment.link, 31) + u16be(b, at);
    walk.ethertype(u16be(b, at + 2), b, at + TAG_BYTES, end);
  },
  describe(h) {
    h.bits('Priority', 0, 2, 13, 7);
    h.bits('Drop eligible', 0, 2, 12, 1);
    const id = h.bits('VLAN ID', 0, 2, 0, 0xfff);
    h.u16('Type', 2, named(ETHERTYPE_NAMES, hex(4)));
    h.summary(`ID: ${id}`);
  },
};
