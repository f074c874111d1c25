/** Fiber Distributed Data Interface, ISO 9314-2: LLC follows. */
import { hex, macText } from '../header.js';
import type { Layer } from '../layer.js';
import { REASON } from '../reasons.js';

const FDDI_BYTES = 13;

export const fddi: Layer = {
  name: 'Fiber Distributed Data Interface',
  decode(walk, b, at, end) {
    if (end - at < FDDI_BYTES) return walk.skip(REASON.linkTruncated);
    // Frame control: CLFF0ZZZ; 01 in FF is LLC (ISO 9314-2).
    if ((b[at]! & 0x30) !== 0x10) return walk.skip(REASON.linkMalformed);
    walk.llc(b, at + FDDI_BYTES, end);
  },
  describe(h) {
    h.u8('Frame control', 0, hex(2));
    h.bytes('Destination', 1, 6, macText);
    h.bytes('Source', 7, 6, macText);
  },
};
