/** GRE: RFC 2784, RFC 2890 (key, sequence number), and the enhanced one of PPTP (RFC 2637 §4.1). */
import { u16be } from '../../bytes/integers.js';
import { hex, named, setOrNot } from '../header.js';
import type { Layer } from '../layer.js';
import { ETHERTYPE_NAMES } from '../names.js';
import { TRANSPARENT_ETHERNET } from '../numbers.js';
import { ethertypeReason, REASON } from '../reasons.js';

const CHECKSUM = 0x8000;
/** RFC 1701's source routing, which nobody uses: its length is not known without parsing the routes. */
const ROUTING = 0x4000;
const KEY = 0x2000;
const SEQUENCE = 0x1000;
const ACKNOWLEDGMENT = 0x0080;
const VERSION = 0x0007;
const ERSPAN_II = 0x88be;

/** Length of the header by its flags. */
function headerBytes(flags: number): number {
  let size = 4;
  if ((flags & CHECKSUM) !== 0) size += 4;
  if ((flags & KEY) !== 0) size += 4;
  if ((flags & SEQUENCE) !== 0) size += 4;
  if ((flags & VERSION) === 1 && (flags & ACKNOWLEDGMENT) !== 0) size += 4;
  return size;
}

export const gre: Layer = {
  name: 'Generic Routing Encapsulation',
  decode(walk, b, at, end) {
    if (end - at < 4) return walk.skip(REASON.ipTruncated);
    const flags = u16be(b, at);
    const type = u16be(b, at + 2);
    if ((flags & ROUTING) !== 0 || (flags & VERSION) > 1) return walk.skip(REASON.tunnelMalformed);
    const from = at + headerBytes(flags);
    if (from > end) return walk.skip(REASON.ipTruncated);
    // PPTP sends bare acknowledgments, Cisco keep-alives of type 0.
    if (from === end) return walk.skip(REASON.tunnelEmpty);
    if (type < 0x600) return walk.skip(ethertypeReason(type));
    // ERSPAN type I has no header of its own, and is reported by the missing sequence number.
    const isErspan1 = type === ERSPAN_II && (flags & SEQUENCE) === 0;
    walk.ethertype(isErspan1 ? TRANSPARENT_ETHERNET : type, b, from, end);
  },
  describe(h) {
    const flags = h.peek(0, 2);
    h.bits('Checksum', 0, 2, 15, 1, setOrNot);
    h.bits('Routing', 0, 2, 14, 1, setOrNot);
    h.bits('Key', 0, 2, 13, 1, setOrNot);
    h.bits('Sequence number', 0, 2, 12, 1, setOrNot);
    const version = h.bits('Version', 0, 2, 0, 7);
    const type = h.u16('Protocol type', 2, named(ETHERTYPE_NAMES, hex(4)));
    h.summary(ETHERTYPE_NAMES[type] ?? hex(4)(type));
    let at = 4;
    if ((flags & CHECKSUM) !== 0) {
      h.u16('Checksum', at, hex(4));
      at += 4;
    }
    if ((flags & KEY) !== 0) {
      if (version === 1) {
        h.u16('Payload length', at);
        h.u16('Call ID', at + 2);
      } else h.u32('Key', at, hex(8));
      at += 4;
    }
    if ((flags & SEQUENCE) !== 0) {
      h.u32('Sequence number', at);
      at += 4;
    }
    if (version === 1 && (flags & ACKNOWLEDGMENT) !== 0) h.u32('Acknowledgment number', at);
    h.covers(headerBytes(flags));
  },
};
