/** ARP, RFC 826: not analysed, but shown in the packet view. */
import { u32be } from '../../bytes/integers.js';
import { formatAddress } from '../address.js';
import { hex, macText, named } from '../header.js';
import type { Layer } from '../layer.js';
import { ETHERTYPE_NAMES } from '../names.js';
import { REASON } from '../reasons.js';

const ipv4Text = (b: Uint8Array, at: number): string => formatAddress(4, u32be(b, at));

export const arp: Layer = {
  name: 'Address Resolution Protocol',
  decode: (walk) => walk.skip(REASON.arp),
  describe(h) {
    h.u16('Hardware type', 0, named({ 1: 'Ethernet' }));
    h.u16('Protocol type', 2, named(ETHERTYPE_NAMES, hex(4)));
    const hardwareBytes = h.u8('Hardware size', 4);
    const protocolBytes = h.u8('Protocol size', 5);
    h.u16('Opcode', 6, named({ 1: 'request', 2: 'reply' }));
    if (hardwareBytes !== 6 || protocolBytes !== 4) return;
    h.bytes('Sender MAC address', 8, 6, macText);
    h.bytes('Sender IP address', 14, 4, ipv4Text);
    h.bytes('Target MAC address', 18, 6, macText);
    h.bytes('Target IP address', 24, 4, ipv4Text);
  },
};
