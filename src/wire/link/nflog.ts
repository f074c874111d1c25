/** Linux netfilter log, https://www.tcpdump.org/linktypes/LINKTYPE_NFLOG.html: attributes, one of them the datagram. */
import { u16be, u16le } from '../../bytes/integers.js';
import { named } from '../header.js';
import type { Layer } from '../layer.js';
import { REASON } from '../reasons.js';

const HEADER_BYTES = 4;
const PAYLOAD = 9;

const ATTRIBUTE_NAMES = {
  1: 'Packet header',
  2: 'Mark',
  3: 'Timestamp',
  4: 'Input interface',
  5: 'Output interface',
  8: 'Hardware address',
  9: 'Payload',
  10: 'Prefix',
  11: 'User ID',
  14: 'Group ID',
};

type Attribute = { at: number; size: number; type: number };

/**
 * The attribute at `at`. Lengths are in the byte order of the host that captured: the one that makes sense is taken.
 * Undefined where neither does.
 */
function attribute(b: Uint8Array, at: number, end: number): Attribute | undefined {
  if (end - at < 4) return undefined;
  for (const u16 of [u16le, u16be]) {
    const size = u16(b, at);
    // The two high bits of the type are flags; more than 255 types do not exist.
    const type = u16(b, at + 2) & 0x3fff;
    if (size >= 4 && type < 256 && (size <= end - at || type === PAYLOAD)) return { at, size, type };
  }
  return undefined;
}

export const nflog: Layer = {
  name: 'Linux netfilter log',
  decode(walk, b, at, end) {
    if (end - at < HEADER_BYTES) return walk.skip(REASON.linkTruncated);
    for (let next = attribute(b, at + HEADER_BYTES, end); next !== undefined; ) {
      if (next.type === PAYLOAD) return walk.rawIp(b, next.at + 4, Math.min(end, next.at + next.size));
      next = attribute(b, next.at + ((next.size + 3) & ~3), end);
    }
    walk.skip(REASON.linkMalformed);
  },
  describe(h) {
    h.u8('Family', 0, named({ 2: 'IPv4', 10: 'IPv6' }));
    h.u8('Version', 1);
    h.u16('Resource ID', 2);
    for (let next = attribute(h.b, h.at + HEADER_BYTES, h.end); next !== undefined; ) {
      const size = next.type === PAYLOAD ? 4 : next.size;
      h.note(named(ATTRIBUTE_NAMES)(next.type), next.at - h.at, size, `${next.size - 4} bytes`);
      if (next.type === PAYLOAD) return;
      next = attribute(h.b, next.at + ((next.size + 3) & ~3), h.end);
    }
  },
};
