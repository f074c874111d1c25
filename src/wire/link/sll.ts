/** Linux cooked capture v1, https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html. */
import { u16be } from '../../bytes/integers.js';
import { hex, named } from '../header.js';
import type { Layer } from '../layer.js';
import { ETHERTYPE_NAMES } from '../names.js';
import { REASON } from '../reasons.js';
import { COOKED_PACKET_TYPES, cookedPayload } from './cooked.js';

const HEADER_BYTES = 16;

export const sll: Layer = {
  name: 'Linux cooked capture v1',
  decode(walk, b, at, end) {
    if (end - at < HEADER_BYTES) return walk.skip(REASON.linkTruncated);
    cookedPayload(walk, u16be(b, at + 2), u16be(b, at + 14), b, at + HEADER_BYTES, end);
  },
  describe(h) {
    h.u16('Packet type', 0, named(COOKED_PACKET_TYPES));
    h.u16('ARPHRD type', 2);
    const length = h.u16('Address length', 4);
    h.bytes('Source', 6, Math.min(length, 8));
    h.covers(HEADER_BYTES);
    h.u16('Protocol', 14, named(ETHERTYPE_NAMES, hex(4)));
  },
};
