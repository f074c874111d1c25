/** EtherIP, RFC 3378: two bytes, then an Ethernet frame. */
import { u16be } from '../../bytes/integers.js';
import type { Layer } from '../layer.js';
import { TRANSPARENT_ETHERNET } from '../numbers.js';
import { REASON } from '../reasons.js';

const VERSION_3 = 0x3000;

export const etherip: Layer = {
  name: 'EtherIP',
  decode(walk, b, at, end) {
    if (end - at < 2) return walk.skip(REASON.ipTruncated);
    if (u16be(b, at) !== VERSION_3) return walk.skip(REASON.tunnelMalformed);
    walk.ethertype(TRANSPARENT_ETHERNET, b, at + 2, end);
  },
  describe(h) {
    h.bits('Version', 0, 1, 4, 0xf);
    h.covers(2);
  },
};
