/** IEEE 802.2 LLC, and SNAP (RFC 1042) behind it: what 802.3, token ring, FDDI and 802.11 carry. */
import { u16be, u24be } from '../../bytes/integers.js';
import { hex, named } from '../header.js';
import type { Layer, Walk } from '../layer.js';
import { ETHERTYPE_NAMES, numbered } from '../names.js';
import { llcReason, REASON } from '../reasons.js';

const SAP_NAMES = numbered([
  [0x06, 'IP'],
  [0x42, 'Spanning tree'],
  [0xaa, 'SNAP'],
  [0xe0, 'IPX'],
  [0xf0, 'NetBIOS'],
  [0xfe, 'OSI'],
]);
const UNNUMBERED = 0x03;
const ETHERNET_IN_SNAP = 0x000000;
/** 802.1H: the same numbers, for protocols that must not be translated back to Ethernet II. */
const BRIDGE_TUNNEL = 0x0000f8;

export const llc: Layer = {
  name: 'Logical-Link Control',
  decode(walk: Walk, b, at, end) {
    if (end - at < 3) return walk.skip(REASON.linkTruncated);
    const dsap = b[at]!;
    if (b[at + 2] !== UNNUMBERED) return walk.skip(llcReason(dsap));
    if (dsap === 0x06) return walk.rawIp(b, at + 3, end);
    if (dsap !== 0xaa) return walk.skip(llcReason(dsap));
    if (end - at < 8) return walk.skip(REASON.linkTruncated);
    const oui = u24be(b, at + 3);
    const type = u16be(b, at + 6);
    // Below 0x600 it would be taken for a length, and LLC in SNAP does not exist.
    if ((oui !== ETHERNET_IN_SNAP && oui !== BRIDGE_TUNNEL) || type < 0x600) return walk.skip(llcReason(dsap));
    walk.ethertype(type, b, at + 8, end);
  },
  describe(h) {
    const dsap = h.u8('DSAP', 0, named(SAP_NAMES, hex(2)));
    h.u8('SSAP', 1, named(SAP_NAMES, hex(2)));
    const control = h.u8('Control', 2, named({ 3: 'UI' }, hex(2)));
    if (dsap !== 0xaa || control !== UNNUMBERED) return;
    h.u24('Organization code', 3, hex(6));
    h.u16('Type', 6, named(ETHERTYPE_NAMES, hex(4)));
  },
};
