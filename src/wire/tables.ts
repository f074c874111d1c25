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
import { ciscoHdlc } from './link/ciscoHdlc.js';
import { enc } from './link/enc.js';
import { ethernet } from './link/ethernet.js';
import { fddi } from './link/fddi.js';
import { ieee1394 } from './link/ieee1394.js';
import { ieee80211 } from './link/ieee80211.js';
import { juniperEther } from './link/juniper.js';
import { llc } from './link/llc.js';
import { loopback } from './link/loopback.js';
import { avs, ppi, prism, radiotap } from './link/monitorHeaders.js';
import { mpls } from './link/mpls.js';
import { nflog } from './link/nflog.js';
import { pflog } from './link/pflog.js';
import { ppp, pppHdlc, pppWithDirection } from './link/ppp.js';
import { pppoe } from './link/pppoe.js';
import { sll } from './link/sll.js';
import { sll2 } from './link/sll2.js';
import { ciscoMetaData, eTag, vnTag } from './link/switchTags.js';
import { tokenRing } from './link/tokenRing.js';
import { vlan } from './link/vlan.js';
import { TRANSPARENT_ETHERNET } from './numbers.js';
import { icmp } from './transport/icmp.js';
import { icmpv6 } from './transport/icmpv6.js';
import { tcp } from './transport/tcp.js';
import { udp } from './transport/udp.js';
import { ayiya } from './tunnel/ayiya.js';
import { capwap } from './tunnel/capwap.js';
import { erspan2, erspan3 } from './tunnel/erspan.js';
import { etherip } from './tunnel/etherip.js';
import { geneve } from './tunnel/geneve.js';
import { gre } from './tunnel/gre.js';
import { gtpu } from './tunnel/gtpu.js';
import { l2tp } from './tunnel/l2tp.js';
import { teredo } from './tunnel/teredo.js';
import { vxlan, vxlanGpe } from './tunnel/vxlan.js';
import { wccp } from './tunnel/wccp.js';
import { esp, igmp, noNextHeader, pppoeDiscovery, sctp } from './unanalysed.js';

export const IPV4_LAYER = ipv4;
export const IPV6_LAYER = ipv6;
export const LLC_LAYER = llc;

/** LINKTYPE_ values, https://www.tcpdump.org/linktypes.html. */
export const LINK_TYPES: ReadonlyMap<number, Layer> = new Map([
  [0, loopback], // NULL
  [1, ethernet],
  [6, tokenRing],
  [9, ppp],
  [10, fddi],
  [12, rawIp], // DLT_RAW where it is 12
  [14, rawIp], // DLT_RAW of OpenBSD
  [50, pppHdlc],
  [51, pppoe], // PPP_ETHER
  [100, llc], // ATM_RFC1483
  [101, rawIp],
  [104, ciscoHdlc],
  [105, ieee80211],
  [108, loopback], // LOOP
  [109, enc],
  [113, sll],
  [117, pflog],
  [119, prism],
  [127, radiotap],
  [138, ieee1394],
  [163, avs],
  [166, pppWithDirection], // PPP_PPPD
  [178, juniperEther],
  [192, ppi],
  [204, pppWithDirection],
  [228, ipv4],
  [229, ipv6],
  [239, nflog],
  [276, sll2],
]);

/** https://www.iana.org/assignments/ieee-802-numbers; GRE and Geneve use the same numbers. */
export const ETHERTYPES: ReadonlyMap<number, Layer> = new Map([
  [0x0800, ipv4],
  [0x0806, arp],
  [0x22eb, erspan3],
  [0x2452, ieee80211],
  [TRANSPARENT_ETHERNET, ethernet],
  [0x8100, vlan],
  [0x86dd, ipv6],
  [0x880b, ppp],
  [0x883e, wccp],
  [0x8847, mpls],
  [0x8848, mpls], // multicast
  [0x8863, pppoeDiscovery],
  [0x8864, pppoe],
  [0x88a8, vlan],
  [0x88be, erspan2],
  [0x8909, ciscoMetaData],
  [0x8926, vnTag],
  [0x893f, eTag],
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
  [47, gre],
  [50, esp],
  [51, authentication],
  [58, icmpv6],
  [59, noNextHeader],
  [60, destinationOptions],
  [97, etherip],
  [132, sctp],
  [135, mobility],
  [137, mpls],
  [139, hostIdentity],
  [140, shim6],
]);

/** https://www.iana.org/assignments/ppp-numbers */
export const PPP_PROTOCOLS: ReadonlyMap<number, Layer> = new Map([
  [0x0021, ipv4],
  [0x0057, ipv6],
  [0x0281, mpls],
  [0x0283, mpls], // multicast
]);

/** UDP ports on which a tunnel is looked for. */
export const UDP_PORTS: ReadonlyMap<number, UdpLayer> = new Map([
  [1701, l2tp],
  [2152, gtpu],
  [3544, teredo],
  [4789, vxlan],
  [4790, vxlanGpe],
  [5072, ayiya],
  [5247, capwap],
  [6081, geneve],
  [8472, vxlan], // Linux before the port was assigned
]);
