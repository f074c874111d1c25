/** Linux cooked capture v2, https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html. */
import { u16be } from '../../bytes/integers.js';
import { hex, named } from '../header.js';
import type { Layer } from '../layer.js';
import { ETHERTYPE_NAMES } from '../names.js';
import { REASON } from '../reasons.js';
import { COOKED_PACKET_TYPES, cookedPayload } from './cooked.js';

const HEADER_BYTES = 20;

export const sll2: Layer = {
  name: 'Linux cooked capture v2',
  decode(walk, b, at, end) {
    if (end - at < HEADER_BYTES) return walk.skip(REASON.linkTruncated);
    cookedPayload(walk, u16be(b, at + 8), u16be(b, at), b, at + HEADER_BYTES, end);
  },
  describe(h) {
    h.covers(HEADER_BYTES);
    h.u16('Protocol', 0, named(ETHERTYPE_NAMES, hex(4)));
    h.u32('Interface index', 4);
    h.u16('ARPHRD type', 8);
    h.u8('Packet type', 10, named(COOKED_PACKET_TYPES));
    const length = h.u8('Address length', 11);
    h.bytes('Source', 12, Math.min(length, 8));
  },
};
