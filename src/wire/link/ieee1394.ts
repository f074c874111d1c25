/** IP over IEEE 1394 (FireWire) as Apple captures it: two 8-byte addresses and an ethertype. */
import { u16be } from '../../bytes/integers.js';
import { hex } from '../header.js';
import type { Layer } from '../layer.js';
import { REASON } from '../reasons.js';

export const ieee1394: Layer = {
  name: 'IP over IEEE 1394',
  decode(walk, b, at, end) {
    if (end - at < 18) return walk.skip(REASON.linkTruncated);
    walk.ethertype(u16be(b, at + 16), b, at + 18, end);
  },
  describe(h) {
    h.bytes('Destination', 0, 8);
    h.bytes('Source', 8, 8);
    h.u16('Type', 16, hex(4));
  },
};
