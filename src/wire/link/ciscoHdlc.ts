/** Cisco HDLC, https://www.tcpdump.org/linktypes/LINKTYPE_C_HDLC.html. */
import { u16be } from '../../bytes/integers.js';
import { hex, named } from '../header.js';
import type { Layer } from '../layer.js';
import { ETHERTYPE_NAMES, numbered } from '../names.js';
import { ethertypeReason, REASON } from '../reasons.js';

const ADDRESS_NAMES = numbered([
  [0x0f, 'unicast'],
  [0x8f, 'broadcast'],
]);
const PROTOCOL_NAMES = {
  ...ETHERTYPE_NAMES,
  ...numbered([
    [0x2000, 'CDP'],
    [0x8035, 'SLARP'],
  ]),
};

export const isCiscoHdlc = (b: Uint8Array, at: number, end: number): boolean =>
  end - at >= 2 && (b[at] === 0x0f || b[at] === 0x8f) && b[at + 1] === 0;

export const ciscoHdlc: Layer = {
  name: 'Cisco HDLC',
  decode(walk, b, at, end) {
    if (end - at < 4) return walk.skip(REASON.linkTruncated);
    const type = u16be(b, at + 2);
    // Lengths as in 802.3 do not exist here.
    if (type < 0x600) return walk.skip(ethertypeReason(type));
    walk.ethertype(type, b, at + 4, end);
  },
  describe(h) {
    h.u8('Address', 0, named(ADDRESS_NAMES, hex(2)));
    h.u8('Control', 1, hex(2));
    h.u16('Protocol', 2, named(PROTOCOL_NAMES, hex(4)));
  },
};
