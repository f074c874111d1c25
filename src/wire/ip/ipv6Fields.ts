/** The fields of an IPv6 header for the packet view. */
import { u32be } from '../../bytes/integers.js';
import { formatAddress } from '../address.js';
import { type Header, hex, named } from '../header.js';
import { IP_PROTOCOL_NAMES } from '../names.js';

const address = (b: Uint8Array, at: number): string =>
  formatAddress(6, u32be(b, at), u32be(b, at + 4), u32be(b, at + 8), u32be(b, at + 12));

export function describeIpv6(h: Header): void {
  h.bits('Version', 0, 1, 4, 0xf);
  h.bits('Traffic class', 0, 2, 4, 0xff, hex(2));
  h.bits('Flow label', 0, 4, 0, 0xfffff, hex(5));
  h.u16('Payload length', 4, (n) => (n === 0 ? '0 (jumbogram or segmentation offload)' : String(n)));
  h.u8('Next header', 6, named(IP_PROTOCOL_NAMES));
  h.u8('Hop limit', 7);
  h.bytes('Source address', 8, 16, address);
  h.bytes('Destination address', 24, 16, address);
  if (h.has(0, 40)) h.summary(`Src: ${address(h.b, h.at + 8)}, Dst: ${address(h.b, h.at + 24)}`);
}
