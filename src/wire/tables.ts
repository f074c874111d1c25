/**
 * The tables by which the decoder and the packet view walk: number -> protocol. To add a protocol is to add its file
 * and its row.
 */
import {
  authentication,
  destinationOptions,
  hopByHop,
  hostIdentity,
  ipv6Fragment,
  mobility,
  routing,
  shim6,
} from './ip/extension.js';
import { ipv4 } from './ip/ipv4.js';
import { ipv6 } from './ip/ipv6.js';
import { rawIp } from './ip/raw.js';
import type { Layer, UdpLayer } from './layer.js';
import { arp } from './link/arp.js';
import { ethernet } from './link/ethernet.js';
import { llc } from './link/llc.js';
import { loopback } from './link/loopback.js';
import { sll } from './link/sll.js';
import { sll2 } from './link/sll2.js';
import { vlan } from './link/vlan.js';
import { icmp } from './transport/icmp.js';
import { icmpv6 } from './transport/icmpv6.js';
import { tcp } from './transport/tcp.js';
import { udp } from './transport/udp.js';
import { esp, igmp, noNextHeader, pppoeDiscovery, sctp } from './unanalysed.js';

export const IPV4_LAYER = ipv4;
export const IPV6_LAYER = ipv6;
export const LLC_LAYER = llc;

/** LINKTYPE_ values, https://www.tcpdump.org/linktypes.html. */
export const LINK_TYPES: ReadonlyMap<number, Layer> = new Map([
  [0, loopback], // NULL
  [1, ethernet],
  [12, rawIp], // DLT_RAW where it is 12
  [14, rawIp], // DLT_RAW of OpenBSD
  [101, rawIp],
  [108, loopback], // LOOP
  [113, sll],
  [228, ipv4],
  [229, ipv6],
  [276, sll2],
]);

/** https://www.iana.org/assignments/ieee-802-numbers; GRE and Geneve use the same numbers. */
export const ETHERTYPES: ReadonlyMap<number, Layer> = new Map([
  [0x0800, ipv4],
  [0x0806, arp],
  [0x6558, ethernet], // transparent Ethernet bridging
  [0x8100, vlan],
  [0x86dd, ipv6],
  [0x8863, pppoeDiscovery],
  [0x88a8, vlan],
  [0x9100, vlan],
]);

/** https://www.iana.org/assignments/protocol-numbers, IPv6 extension headers included. */
export const IP_PROTOCOLS: ReadonlyMap<number, Layer> = new Map([
  [0, hopByHop],
  [1, icmp],
  [2, igmp],
  [4, ipv4],
  [6, tcp],
  [17, udp],
  [41, ipv6],
  [43, routing],
  [44, ipv6Fragment],
  [50, esp],
  [51, authentication],
  [58, icmpv6],
  [59, noNextHeader],
  [60, destinationOptions],
  [132, sctp],
  [135, mobility],
  [139, hostIdentity],
  [140, shim6],
]);

/** https://www.iana.org/assignments/ppp-numbers */
export const PPP_PROTOCOLS: ReadonlyMap<number, Layer> = new Map([
  [0x0021, ipv4],
  [0x0057, ipv6],
]);

/** UDP ports on which a tunnel is looked for. */
export const UDP_PORTS: ReadonlyMap<number, UdpLayer> = new Map<number, UdpLayer>();
