/** Names of numbers for the packet view; nothing is decided by them. */
import { TRANSPARENT_ETHERNET } from './numbers.js';

type Names = Readonly<Record<number, string>>;

/** Pairs, so that numbers can stand in hexadecimal. */
export const numbered = (pairs: readonly (readonly [number, string])[]): Names => Object.fromEntries(pairs);

/** https://www.iana.org/assignments/ieee-802-numbers */
export const ETHERTYPE_NAMES = numbered([
  [0x0800, 'IPv4'],
  [0x0806, 'ARP'],
  [0x22eb, 'ERSPAN III'],
  [0x2452, 'IEEE 802.11'],
  [TRANSPARENT_ETHERNET, 'Transparent Ethernet bridging'],
  [0x8035, 'RARP'],
  [0x8100, '802.1Q'],
  [0x86dd, 'IPv6'],
  [0x8808, 'Ethernet flow control'],
  [0x880b, 'PPP'],
  [0x883e, 'WCCP'],
  [0x8847, 'MPLS'],
  [0x8848, 'MPLS multicast'],
  [0x8863, 'PPPoE discovery'],
  [0x8864, 'PPPoE session'],
  [0x888e, '802.1X'],
  [0x88a8, '802.1ad'],
  [0x88be, 'ERSPAN II'],
  [0x88cc, 'LLDP'],
  [0x8909, 'Cisco MetaData'],
  [0x8926, 'VN-Tag'],
  [0x893f, '802.1BR'],
  [0x9000, 'Loopback'],
  [0x9100, '802.1Q (old)'],
]);

/** https://www.iana.org/assignments/protocol-numbers */
export const IP_PROTOCOL_NAMES: Names = {
  0: 'IPv6 hop-by-hop options',
  1: 'ICMP',
  2: 'IGMP',
  4: 'IPv4',
  6: 'TCP',
  17: 'UDP',
  41: 'IPv6',
  43: 'IPv6 routing',
  44: 'IPv6 fragment',
  47: 'GRE',
  50: 'ESP',
  51: 'AH',
  58: 'ICMPv6',
  59: 'no next header',
  60: 'IPv6 destination options',
  89: 'OSPF',
  97: 'EtherIP',
  103: 'PIM',
  112: 'VRRP',
  115: 'L2TPv3',
  132: 'SCTP',
  135: 'Mobility',
  136: 'UDP-Lite',
  137: 'MPLS',
};

/** https://www.iana.org/assignments/ppp-numbers */
export const PPP_PROTOCOL_NAMES = numbered([
  [0x0021, 'IPv4'],
  [0x002d, 'Van Jacobson compressed TCP/IP'],
  [0x003d, 'Multilink'],
  [0x0057, 'IPv6'],
  [0x00fd, 'Compressed'],
  [0x0281, 'MPLS'],
  [0x8021, 'IPCP'],
  [0x8057, 'IPV6CP'],
  [0xc021, 'LCP'],
  [0xc023, 'PAP'],
  [0xc223, 'CHAP'],
]);
