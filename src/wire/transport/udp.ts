/** UDP, RFC 768: of interest only as the carrier of tunnels. */
import { u16be } from '../../bytes/integers.js';
import { hex } from '../header.js';
import type { Layer } from '../layer.js';
import { REASON } from '../reasons.js';

const HEADER_BYTES = 8;

export const udp: Layer = {
  name: 'User Datagram Protocol',
  decode(walk, b, at, end) {
    if (end - at < HEADER_BYTES) return walk.skip(REASON.udp);
    if (!walk.udpPayload(u16be(b, at), u16be(b, at + 2), b, at + HEADER_BYTES, end)) walk.skip(REASON.udp);
  },
  describe(h) {
    const src = h.u16('Source port', 0);
    const dst = h.u16('Destination port', 2);
    h.u16('Length', 4);
    h.u16('Checksum', 6, hex(4));
    h.summary(`Src port: ${src}, Dst port: ${dst}`);
  },
};
