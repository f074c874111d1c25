/** Token ring, IEEE 802.5: LLC follows. */
import { hex, macText } from '../header.js';
import type { Layer } from '../layer.js';
import { REASON } from '../reasons.js';

const TOKEN_RING_BYTES = 14;
/** The source address's first bit: routing information follows, its length in the first byte's low five bits. */
const SOURCE_ROUTED = 0x80;
const FRAME_TYPE = 0xc0;
const FRAME_TYPE_LLC = 0x40;

const routingBytes = (b: Uint8Array, at: number, end: number): number =>
  (b[at + 8]! & SOURCE_ROUTED) !== 0 && end - at > TOKEN_RING_BYTES ? b[at + TOKEN_RING_BYTES]! & 0x1f : 0;

export const tokenRing: Layer = {
  name: 'Token ring',
  decode(walk, b, at, end) {
    if (end - at < TOKEN_RING_BYTES) return walk.skip(REASON.linkTruncated);
    if ((b[at + 1]! & FRAME_TYPE) !== FRAME_TYPE_LLC) return walk.skip(REASON.linkMalformed);
    const size = TOKEN_RING_BYTES + routingBytes(b, at, end);
    if (size > end - at) return walk.skip(REASON.linkTruncated);
    walk.llc(b, at + size, end);
  },
  describe(h) {
    h.u8('Access control', 0, hex(2));
    h.u8('Frame control', 1, hex(2));
    h.bytes('Destination', 2, 6, macText);
    h.bytes('Source', 8, 6, macText);
    if (h.has(0, TOKEN_RING_BYTES)) h.bytes('Routing information', TOKEN_RING_BYTES, routingBytes(h.b, h.at, h.end));
  },
};
