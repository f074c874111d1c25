/** L2TP version 2 data messages, RFC 2661 §3.1: PPP follows. */
import { u16be } from '../../bytes/integers.js';
import { hex } from '../header.js';
import type { UdpLayer } from '../layer.js';
import { LINKTYPE_PPP } from '../numbers.js';

const CONTROL = 0x8000;
const LENGTH = 0x4000;
const SEQUENCE = 0x0800;
const OFFSET = 0x0200;
/** First bytes of PPP that carries IP: framing, or protocol 0x21 / 0x57 in two bytes or one. */
const PPP_STARTS = new Set([0xff03, 0x0021, 0x0057]);
const PPP_COMPRESSED_STARTS = new Set([0x21, 0x57]);

/** Where PPP begins, or -1 where it is no data message of version 2. */
function pppAt(b: Uint8Array, at: number, end: number): number {
  if (end - at < 6) return -1;
  const flags = u16be(b, at);
  if ((flags & 0xf) !== 2 || (flags & CONTROL) !== 0) return -1;
  let from = at + 6 + ((flags & LENGTH) !== 0 ? 2 : 0) + ((flags & SEQUENCE) !== 0 ? 4 : 0);
  if ((flags & OFFSET) !== 0) {
    if (end - from < 2) return -1;
    from += 2 + u16be(b, from);
  }
  return end - from >= 2 ? from : -1;
}

export const l2tp: UdpLayer = {
  name: 'Layer 2 Tunneling Protocol',
  fits(b, at, end) {
    const from = pppAt(b, at, end);
    return from >= 0 && (PPP_STARTS.has(u16be(b, from)) || PPP_COMPRESSED_STARTS.has(b[from]!));
  },
  decode: (walk, b, at, end) => walk.linkType(LINKTYPE_PPP, b, pppAt(b, at, end), end),
  describe(h) {
    const flags = h.u16('Flags', 0, hex(4));
    const at = (flags & LENGTH) !== 0 ? 4 : 2;
    if (at === 4) h.u16('Length', 2);
    h.u16('Tunnel ID', at);
    h.u16('Session ID', at + 2);
    const from = pppAt(h.b, h.at, h.end);
    if (from >= 0) h.covers(from - h.at);
  },
};
