/** IPv6 extension headers (RFC 8200 §4, RFC 4302, RFC 7045): each leads to the next by the same table as protocols. */
import { u16be, u32be } from '../../bytes/integers.js';
import { hex, named } from '../header.js';
import type { Layer } from '../layer.js';
import { IP_PROTOCOL_NAMES } from '../names.js';
import { REASON } from '../reasons.js';

/** Length of an extension header by its type and length octet. AH counts words less two, the others eight bytes less one. */
export const extensionBytes = (type: number, lengthOctet: number): number =>
  type === AUTHENTICATION ? (lengthOctet + 2) * 4 : (lengthOctet + 1) * 8;

const AUTHENTICATION = 51;

function extension(type: number, name: string): Layer {
  return {
    name,
    decode(walk, b, at, end) {
      if (end - at < 8) return walk.skip(REASON.ipTruncated);
      const size = extensionBytes(type, b[at + 1]!);
      if (size > end - at) return walk.skip(REASON.ipTruncated);
      walk.ipProtocol(b[at]!, b, at + size, end);
    },
    describe(h) {
      h.u8('Next header', 0, named(IP_PROTOCOL_NAMES));
      const octet = h.u8('Length', 1, (n) => `${extensionBytes(type, n)} bytes`);
      h.bytes('Data', 2, extensionBytes(type, octet) - 2);
      h.covers(extensionBytes(type, octet));
    },
  };
}

export const hopByHop = extension(0, 'IPv6 hop-by-hop options');
export const routing = extension(43, 'IPv6 routing header');
export const destinationOptions = extension(60, 'IPv6 destination options');
export const mobility = extension(135, 'IPv6 mobility header');
export const hostIdentity = extension(139, 'Host identity protocol');
export const shim6 = extension(140, 'Shim6');
export const authentication = extension(AUTHENTICATION, 'Authentication header');

/** RFC 8200 §4.5. */
export const ipv6Fragment: Layer = {
  name: 'IPv6 fragment header',
  decode(walk, b, at, end) {
    if (end - at < 8) return walk.skip(REASON.ipTruncated);
    const field = u16be(b, at + 2);
    const offset = field & 0xfff8;
    const more = (field & 1) !== 0;
    // An atomic fragment (RFC 6946) is whole, whatever else has the same identification.
    if (offset === 0 && !more) return walk.ipProtocol(b[at]!, b, at + 8, end);
    walk.fragment(u32be(b, at + 4), b[at]!, offset, more, b, at + 8, end);
  },
  describe(h) {
    h.u8('Next header', 0, named(IP_PROTOCOL_NAMES));
    h.bits('Offset', 2, 2, 3, 0x1fff, (n) => String(n * 8));
    h.bits('More fragments', 2, 2, 0, 1, (n) => (n === 0 ? 'no' : 'yes'));
    h.u32('Identification', 4, hex(8));
  },
};
