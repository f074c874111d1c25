/** What both versions of Linux cooked capture share. */
import type { Walk } from '../layer.js';
import { ethertypeReason } from '../reasons.js';

export const COOKED_PACKET_TYPES = {
  0: 'unicast to us',
  1: 'broadcast',
  2: 'multicast',
  3: 'unicast to another host',
  4: 'sent by us',
};

/** ARPHRD_ values for which the protocol field is no ethertype, as LINKTYPE_ of what follows. */
const HARDWARE_LINK_TYPES: Readonly<Record<number, number>> = { 801: 105, 802: 119, 803: 127 };
const ARPHRD_IPGRE = 778;
const ARPHRD_NETLINK = 824;
/** ETH_P_802_2: LLC follows. */
const PROTOCOL_LLC = 4;

/** Goes on behind a cooked header by hardware type and protocol. */
export function cookedPayload(walk: Walk, hardware: number, protocol: number, b: Uint8Array, at: number, end: number) {
  if (protocol >= 0x600 && hardware !== ARPHRD_NETLINK) return walk.ethertype(protocol, b, at, end);
  const linkType = HARDWARE_LINK_TYPES[hardware];
  if (linkType !== undefined) return walk.linkType(linkType, b, at, end);
  // A GRE device captured cooked: the protocol is GRE's, 0 where the kernel did not say.
  if (hardware === ARPHRD_IPGRE && protocol === 0) return walk.rawIp(b, at, end);
  if (protocol === PROTOCOL_LLC) return walk.llc(b, at, end);
  walk.skip(ethertypeReason(protocol));
}
