/** GTP-U version 1, 3GPP TS 29.281 §5: user data of mobile networks. */
import { hex } from '../header.js';
import type { UdpLayer } from '../layer.js';

const USER_DATA = 0xff;
/** Version 1, protocol type GTP (not GTP'). */
const VERSION_1_GTP = 0x30;
const HAS_OPTIONAL_FIELDS = 0x07;
const HAS_EXTENSION = 0x04;

/** Where the datagram begins, or -1 where the header does not fit. */
function payloadAt(b: Uint8Array, at: number, end: number): number {
  if (end - at < 8 || (b[at]! & 0xf0) !== VERSION_1_GTP || b[at + 1] !== USER_DATA) return -1;
  const flags = b[at]!;
  if ((flags & HAS_OPTIONAL_FIELDS) === 0) return at + 8;
  let from = at + 12;
  if (from > end) return -1;
  // Each extension: its length in words, ..., the type of the next; 0 ends them.
  let next = (flags & HAS_EXTENSION) === 0 ? 0 : b[at + 11]!;
  while (next !== 0) {
    if (from >= end || b[from] === 0) return -1;
    from += b[from]! * 4;
    if (from > end) return -1;
    next = b[from - 1]!;
  }
  return from;
}

export const gtpu: UdpLayer = {
  name: 'GPRS Tunneling Protocol',
  fits(b, at, end) {
    const from = payloadAt(b, at, end);
    if (from < 0 || from >= end) return false;
    const version = b[from]! >> 4;
    return version === 4 || version === 6;
  },
  decode: (walk, b, at, end) => walk.rawIp(b, payloadAt(b, at, end), end),
  describe(h) {
    h.u8('Flags', 0, hex(2));
    h.u8('Message type', 1, hex(2));
    h.u16('Length', 2);
    const teid = h.u32('TEID', 4, hex(8));
    const from = payloadAt(h.b, h.at, h.end);
    if (from > h.at + 8) h.bytes('Extensions', 8, from - h.at - 8);
    h.summary(`TEID: ${hex(8)(teid)}`);
  },
};
