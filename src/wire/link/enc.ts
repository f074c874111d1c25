/** OpenBSD's view of IPsec packets, https://www.tcpdump.org/linktypes/LINKTYPE_ENC.html: family, SPI, flags. */
import { hex, named } from '../header.js';
import type { Layer } from '../layer.js';
import { REASON } from '../reasons.js';
import { FAMILY_NAMES, family, familyPayload } from './loopback.js';

const HEADER_BYTES = 12;

export const enc: Layer = {
  name: 'Enc IPsec',
  decode(walk, b, at, end) {
    if (end - at < HEADER_BYTES) return walk.skip(REASON.linkTruncated);
    familyPayload(walk, family(b, at), b, at + HEADER_BYTES, end);
  },
  describe(h) {
    if (h.has(0, 4)) h.note('Family', 0, 4, named(FAMILY_NAMES)(family(h.b, h.at)));
    h.u32('SPI', 4, hex(8));
    h.u32('Flags', 8, hex(8));
  },
};
