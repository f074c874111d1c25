/** Names of numbers for the packet view; nothing is decided by them. */

/** https://www.iana.org/assignments/ieee-802-numbers */
export const ETHERTYPE_NAMES: Readonly<Record<number, string>> = {
  2048: 'IPv4',
  2054: 'ARP',
  8939: 'ERSPAN III',
  25944: 'Transparent Ethernet bridging',
  32821: 'RARP',
  33024: '802.1Q',
  34525: 'IPv6',
  34824: 'Ethernet flow control',
  34887: 'MPLS',
  34888: 'MPLS multicast',
  34915: 'PPPoE discovery',
  34916: 'PPPoE session',
  34958: '802.1X',
  34984: '802.1ad',
  35006: 'ERSPAN',
  35020: 'LLDP',
  34827: 'PPP',
  36864: 'Loopback',
  37120: '802.1Q (old)',
};

/** https://www.iana.org/assignments/protocol-numbers */
export const IP_PROTOCOL_NAMES: Readonly<Record<number, string>> = {
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
export const PPP_PROTOCOL_NAMES: Readonly<Record<number, string>> = {
  33: 'IPv4',
  45: 'Van Jacobson compressed TCP/IP',
  61: 'Multilink',
  87: 'IPv6',
  253: 'Compressed',
  641: 'MPLS',
  32801: 'IPCP',
  32855: 'IPV6CP',
  49185: 'LCP',
  49187: 'PAP',
  49699: 'CHAP',
};
