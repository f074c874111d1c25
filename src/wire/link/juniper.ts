/** LINKTYPE_JUNIPER_ETHER: a header of Juniper routers before the frame (https://www.tcpdump.org/linktypes.html). */
import { u16be } from '../../bytes/integers.js';
import { hex, setOrNot } from '../header.js';
import type { Layer } from '../layer.js';
import { TRANSPARENT_ETHERNET } from '../numbers.js';
import { REASON } from '../reasons.js';

const MAGIC = 0x4d47;
const MAGIC_END = 0x43;
const FIXED_BYTES = 4;
const WITHOUT_LINK_LAYER = 0x02;
const EXTENDED = 0x80;
/** Without a link layer the number of the protocol stands before the datagram. */
const PROTOCOL_BYTES = 4;

/** The fixed part, and with extensions their length and they themselves; -1: cut. */
function headerBytes(b: Uint8Array, at: number, end: number): number {
  if (end - at < FIXED_BYTES) return -1;
  if ((b[at + 3]! & EXTENDED) === 0) return FIXED_BYTES;
  if (end - at < FIXED_BYTES + 2) return -1;
  return FIXED_BYTES + 2 + u16be(b, at + FIXED_BYTES);
}

export const juniperEther: Layer = {
  name: 'Juniper Ethernet',
  decode(walk, b, at, end) {
    const bytes = headerBytes(b, at, end);
    if (bytes < 0 || bytes > end - at) return walk.skip(REASON.linkTruncated);
    if (u16be(b, at) !== MAGIC || b[at + 2] !== MAGIC_END) return walk.skip(REASON.tunnelMalformed);
    const from = at + bytes;
    if ((b[at + 3]! & WITHOUT_LINK_LAYER) === 0) return walk.ethertype(TRANSPARENT_ETHERNET, b, from, end);
    if (end - from < PROTOCOL_BYTES) return walk.skip(REASON.linkTruncated);
    walk.rawIp(b, from + PROTOCOL_BYTES, end);
  },
  describe(h) {
    h.u24('Magic number', 0);
    h.bits('Incoming', 3, 1, 0, 1, setOrNot);
    h.bits('Without link layer', 3, 1, 1, 1, setOrNot);
    h.bits('Extended', 3, 1, 7, 1, setOrNot);
    h.u8('Flags', 3, hex(2));
    const bytes = headerBytes(h.b, h.at, h.end);
    if (bytes > 0) h.covers(bytes + ((h.peek(3, 1) & WITHOUT_LINK_LAYER) !== 0 ? PROTOCOL_BYTES : 0));
  },
};
