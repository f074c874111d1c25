/**
 * Every way in which an IP datagram can travel to us: link types, tags, tunnels. Each entry wraps a datagram; tests
 * run over all of them.
 */
import {
  authenticationHeader,
  be16,
  be32,
  bsdNull,
  bytesOf,
  type Content,
  ethernet,
  hex,
  ipv4,
  ipv6,
  ipv6Extension,
  join,
  type Layer,
  LINK,
  le16,
  le32,
  macBytes,
  sll,
  sll2,
  udp,
  vlan,
} from './packets.js';

export type Carrier = {
  readonly name: string;
  readonly linkType: number;
  /** The packet's bytes around an IPv4 or IPv6 datagram. */
  readonly wrap: (datagram: Layer) => Content;
  /** Carries only one of the families. */
  readonly only?: 4 | 6;
};

const familyOf = (datagram: Layer): 4 | 6 => (datagram.ethertype === 0x86dd ? 6 : 4);
const type = (datagram: Layer): number[] => be16(datagram.ethertype!);
const SNAP = hex('aa aa 03 00 00 00');
const snap = (datagram: Layer): Uint8Array => join(SNAP, type(datagram), datagram);
const pppProtocol = (datagram: Layer): number => (familyOf(datagram) === 4 ? 0x21 : 0x57);
const ppp = (datagram: Layer): Uint8Array => join(be16(pppProtocol(datagram)), datagram);
const pppoe = (datagram: Layer): Uint8Array => join(hex('11 00 00 01'), be16(ppp(datagram).length), ppp(datagram));
const frame = (datagram: Layer): Uint8Array => ethernet(datagram, { pad: false }).bytes;

const mplsLabels = (labels: readonly number[]): Uint8Array =>
  join(...labels.map((label, i) => be32(((label << 12) | (i === labels.length - 1 ? 0x100 : 0) | 64) >>> 0)));
const mpls = (labels: readonly number[], content: Content): Layer => ({
  bytes: join(mplsLabels(labels), content),
  ethertype: 0x8847,
  ipProtocol: 137,
});

/** GRE with the fields that the flags ask for filled with ones. */
const gre = (flags: number, protocol: number, content: Content): Layer => {
  const words = [0x8000, 0x2000, 0x1000].filter((bit) => (flags & bit) !== 0).length;
  return { bytes: join(be16(flags), be16(protocol), new Uint8Array(words * 4).fill(1), content), ipProtocol: 47 };
};
const pptp = (datagram: Layer): Layer => {
  const payload = join([0xff, 0x03], ppp(datagram));
  return {
    bytes: join(be16(0x3081), be16(0x880b), be16(payload.length), be16(7), be32(1), be32(2), payload),
    ipProtocol: 47,
  };
};

/** In an outer Ethernet and IPv4. */
const overIp = (content: Layer): Content => ethernet(ipv4({ src: '192.0.2.1', dst: '192.0.2.2' }, content));
const overUdp = (port: number, content: Content): Content => overIp(udp(50000, port, content));

/** The two bytes of frame control in the other order. */
const swapped = (frame: Uint8Array): Uint8Array => join([frame[1]!, frame[0]!], frame.subarray(2));
const dot11 = (subtype: number, flags: number, rest: Content): Uint8Array => {
  const addresses = join(macBytes('02:00:00:00:00:01'), macBytes('02:00:00:00:00:02'), macBytes('02:00:00:00:00:03'));
  return join((subtype << 4) | 8, flags, le16(0), addresses, le16(0), rest);
};
const radiotap = (content: Content): Uint8Array => join([0, 0], le16(8), le32(0), content);
const amsdu = (datagram: Layer): Uint8Array =>
  join(macBytes('02:00:00:00:00:02'), macBytes('02:00:00:00:00:01'), be16(snap(datagram).length), snap(datagram));

const pflog = (datagram: Layer): Uint8Array =>
  join(61, familyOf(datagram) === 4 ? 2 : 24, 0, 0, 'em0', new Uint8Array(64 - 7), datagram);
const nflog = (datagram: Layer): Uint8Array =>
  join(
    familyOf(datagram) === 4 ? 2 : 10,
    [0, 0, 0],
    [...le16(8), ...le16(1), 0, 0, 0, 0],
    [...le16(5), ...le16(10), 0, 0, 0, 0],
    le16(datagram.bytes.length + 4),
    le16(9),
    datagram,
  );

export const CARRIERS: readonly Carrier[] = [
  { name: 'Ethernet', linkType: LINK.ETHERNET, wrap: (d) => ethernet(d) },
  { name: 'Ethernet 802.3 with SNAP', linkType: 1, wrap: (d) => ethernet(snap(d), { ethertype: snap(d).length }) },
  {
    name: 'Ethernet 802.3 with IP over LLC',
    linkType: 1,
    wrap: (d) => ethernet(join([6, 6, 3], d), { ethertype: d.bytes.length + 3 }),
    only: 4,
  },
  { name: '802.1Q', linkType: 1, wrap: (d) => ethernet(vlan(5, d)) },
  { name: '802.1ad', linkType: 1, wrap: (d) => ethernet(vlan(5, vlan(6, d), 0x88a8)) },
  { name: 'QinQ 0x9100', linkType: 1, wrap: (d) => ethernet(vlan(5, vlan(6, d), 0x9100)) },
  { name: 'VN-Tag', linkType: 1, wrap: (d) => ethernet(join(be32(0), type(d), d), { ethertype: 0x8926 }) },
  {
    name: '802.1BR E-tag',
    linkType: 1,
    wrap: (d) => ethernet(join(be32(0), be16(1), type(d), d), { ethertype: 0x893f }),
  },
  {
    name: 'Cisco MetaData',
    linkType: 1,
    wrap: (d) => ethernet(join(hex('0101 0001 0009'), type(d), d), { ethertype: 0x8909 }),
  },
  { name: 'PPPoE', linkType: 1, wrap: (d) => ethernet(pppoe(d), { ethertype: 0x8864 }) },
  { name: 'MPLS', linkType: 1, wrap: (d) => ethernet(mpls([16, 17, 18], d)) },
  { name: 'MPLS pseudowire', linkType: 1, wrap: (d) => ethernet(mpls([16], frame(d))) },
  {
    name: 'MPLS pseudowire with control word',
    linkType: 1,
    wrap: (d) => ethernet(mpls([16], join(be32(0), frame(d)))),
  },
  { name: 'Linux cooked v1', linkType: LINK.LINUX_SLL, wrap: (d) => sll(d) },
  { name: 'Linux cooked v2', linkType: LINK.LINUX_SLL2, wrap: (d) => sll2(d) },
  { name: 'NULL, little endian', linkType: LINK.NULL, wrap: (d) => bsdNull(d, familyOf(d) === 4 ? 2 : 30) },
  { name: 'NULL, big endian', linkType: LINK.NULL, wrap: (d) => bsdNull(d, familyOf(d) === 4 ? 2 : 28, 'big') },
  { name: 'LOOP', linkType: LINK.LOOP, wrap: (d) => bsdNull(d, familyOf(d) === 4 ? 2 : 24, 'big') },
  { name: 'raw IP', linkType: LINK.RAW, wrap: (d) => d },
  { name: 'raw IP (12)', linkType: LINK.DLT_RAW_12, wrap: (d) => d },
  { name: 'raw IP (14)', linkType: LINK.DLT_RAW_14, wrap: (d) => d },
  { name: 'IPv4', linkType: LINK.IPV4, wrap: (d) => d, only: 4 },
  { name: 'IPv6', linkType: LINK.IPV6, wrap: (d) => d, only: 6 },
  { name: 'PPP', linkType: LINK.PPP, wrap: ppp },
  { name: 'PPP, framed', linkType: LINK.PPP, wrap: (d) => join([0xff, 3], ppp(d)) },
  { name: 'PPP, compressed protocol', linkType: LINK.PPP, wrap: (d) => join(pppProtocol(d), d) },
  { name: 'PPP in HDLC', linkType: LINK.PPP_HDLC, wrap: (d) => join([0xff, 3], ppp(d)) },
  { name: 'PPP in HDLC: Cisco', linkType: LINK.PPP_HDLC, wrap: (d) => join([0x0f, 0], type(d), d) },
  { name: 'PPP with direction', linkType: 204, wrap: (d) => join(1, [0xff, 3], ppp(d)) },
  { name: 'PPP over Ethernet', linkType: LINK.PPP_ETHER, wrap: pppoe },
  { name: 'Cisco HDLC', linkType: LINK.C_HDLC, wrap: (d) => join([0x0f, 0], type(d), d) },
  { name: 'pflog', linkType: LINK.PFLOG, wrap: pflog },
  { name: 'enc', linkType: 109, wrap: (d) => join(le32(familyOf(d) === 4 ? 2 : 24), be32(1), be32(0), d) },
  { name: 'nflog', linkType: LINK.NFLOG, wrap: nflog },
  {
    name: 'token ring with routing information',
    linkType: LINK.IEEE802_5,
    wrap: (d) =>
      join(
        [0x10, 0x40],
        macBytes('02:00:00:00:00:02'),
        macBytes('82:00:00:00:00:01'),
        [0x06, 0x30, 0, 0, 0, 0],
        snap(d),
      ),
  },
  {
    name: 'FDDI',
    linkType: LINK.FDDI,
    wrap: (d) => join(0x57, macBytes('02:00:00:00:00:02'), macBytes('02:00:00:00:00:01'), snap(d)),
  },
  { name: 'IEEE 1394', linkType: 138, wrap: (d) => join(new Uint8Array(16), type(d), d) },
  { name: 'ATM RFC 1483', linkType: 100, wrap: snap },
  { name: '802.11', linkType: LINK.IEEE802_11, wrap: (d) => dot11(0, 1, snap(d)) },
  { name: '802.11 QoS', linkType: LINK.IEEE802_11, wrap: (d) => dot11(8, 2, join([0, 0], snap(d))) },
  { name: '802.11 QoS, padded', linkType: LINK.IEEE802_11, wrap: (d) => dot11(8, 2, join([0, 0, 0, 0], snap(d))) },
  { name: '802.11 QoS with HT control', linkType: 105, wrap: (d) => dot11(8, 0x82, join(le16(0), be32(0), snap(d))) },
  {
    name: '802.11 four addresses',
    linkType: LINK.IEEE802_11,
    wrap: (d) => dot11(0, 3, join(macBytes('02:00:00:00:00:04'), snap(d))),
  },
  { name: '802.11 A-MSDU', linkType: LINK.IEEE802_11, wrap: (d) => dot11(8, 2, join([0x80, 0], amsdu(d))) },
  { name: 'radiotap', linkType: LINK.RADIOTAP, wrap: (d) => radiotap(dot11(0, 1, snap(d))) },
  {
    name: 'PPI',
    linkType: 192,
    wrap: (d) => join([0, 0], le16(8), le32(105), dot11(0, 1, snap(d))),
  },
  {
    name: 'AVS',
    linkType: 163,
    wrap: (d) => join(hex('80211001'), be32(64), new Uint8Array(56), dot11(0, 1, snap(d))),
  },
  { name: 'Prism', linkType: 119, wrap: (d) => join(le32(0x44), le32(144), new Uint8Array(136), dot11(0, 1, snap(d))) },
  { name: 'GRE', linkType: 1, wrap: (d) => overIp(gre(0, d.ethertype!, d)) },
  { name: 'GRE with checksum, key, sequence', linkType: 1, wrap: (d) => overIp(gre(0xb000, d.ethertype!, d)) },
  { name: 'GRE with Ethernet', linkType: 1, wrap: (d) => overIp(gre(0x2000, 0x6558, frame(d))) },
  { name: 'GRE with MPLS', linkType: 1, wrap: (d) => overIp(gre(0, 0x8847, mpls([9], d))) },
  { name: 'PPTP', linkType: 1, wrap: (d) => overIp(pptp(d)) },
  { name: 'WCCP', linkType: 1, wrap: (d) => overIp(gre(0, 0x883e, join(be32(1), d))) },
  { name: 'ERSPAN I', linkType: 1, wrap: (d) => overIp(gre(0, 0x88be, frame(d))) },
  {
    name: 'ERSPAN II',
    linkType: 1,
    wrap: (d) => overIp(gre(0x1000, 0x88be, join(hex('1064 0001 00000000'), frame(d)))),
  },
  {
    name: 'ERSPAN III',
    linkType: 1,
    wrap: (d) => overIp(gre(0x1000, 0x22eb, join(hex('2064 0001 00000001 0000 0001'), new Uint8Array(8), frame(d)))),
  },
  { name: 'IP in IPv4', linkType: 1, wrap: overIp },
  { name: 'IP in IPv6', linkType: 1, wrap: (d) => ethernet(ipv6({ src: 'fd00::1', dst: 'fd00::2' }, d)) },
  {
    name: 'IPv6 with extension headers',
    linkType: 1,
    wrap: (d) => ethernet(ipv6({}, ipv6Extension(0, ipv6Extension(43, ipv6Extension(60, d, 2), 1)))),
  },
  { name: 'authentication header', linkType: 1, wrap: (d) => overIp(authenticationHeader(d)) },
  { name: 'EtherIP', linkType: 1, wrap: (d) => overIp({ bytes: join([0x30, 0], frame(d)), ipProtocol: 97 }) },
  { name: 'MPLS in IP', linkType: 1, wrap: (d) => overIp(mpls([9], d)) },
  {
    name: 'AYIYA',
    linkType: 1,
    wrap: (d) => overUdp(5072, join(hex('4252 11'), [familyOf(d) === 4 ? 4 : 41], be32(1), new Uint8Array(36), d)),
  },
  { name: 'CAPWAP, 802.3', linkType: 1, wrap: (d) => overUdp(5247, join(hex('00 10 02 00 00000000'), frame(d))) },
  {
    name: 'CAPWAP, 802.11',
    linkType: 1,
    wrap: (d) =>
      overUdp(5247, join(hex('00 20 03 10 00000000 06 020000000009 00'), dot11(8, 2, join([0, 0], snap(d))))),
  },
  {
    name: 'CAPWAP, 802.11 with swapped frame control',
    linkType: 1,
    wrap: (d) => overUdp(5247, join(hex('00 10 03 00 00000000'), swapped(dot11(0, 1, snap(d))))),
  },
  {
    name: '802.11 in Ethernet',
    linkType: 1,
    wrap: (d) => ethernet({ bytes: dot11(0, 1, snap(d)), ethertype: 0x2452 }),
  },
  { name: 'Juniper Ethernet', linkType: 178, wrap: (d) => join(hex('4d4743 01'), frame(d)) },
  {
    name: 'Juniper Ethernet with extensions',
    linkType: 178,
    wrap: (d) => join(hex('4d4743 81 0006 01 01 0e 02 01 0e'), frame(d)),
  },
  { name: 'Juniper without link layer', linkType: 178, wrap: (d) => join(hex('4d4743 02 02000000'), d) },
  { name: 'VXLAN', linkType: 1, wrap: (d) => overUdp(4789, join(hex('08000000 00007b00'), frame(d))) },
  { name: 'VXLAN, old Linux port', linkType: 1, wrap: (d) => overUdp(8472, join(hex('88000000 00007b00'), frame(d))) },
  {
    name: 'VXLAN-GPE',
    linkType: 1,
    wrap: (d) => overUdp(4790, join([0x0c, 0, 0, familyOf(d) === 4 ? 1 : 2], hex('00007b00'), d)),
  },
  {
    name: 'Geneve',
    linkType: 1,
    wrap: (d) => overUdp(6081, join(hex('0240 6558 00007b00'), new Uint8Array(8), frame(d))),
  },
  { name: 'Geneve with IP', linkType: 1, wrap: (d) => overUdp(6081, join([0, 0], type(d), hex('00007b00'), d)) },
  { name: 'GTP-U', linkType: 1, wrap: (d) => overUdp(2152, join([0x30, 0xff], be16(bytesOf(d).length), be32(9), d)) },
  {
    name: 'GTP-U with sequence number and extension',
    linkType: 1,
    wrap: (d) =>
      overUdp(2152, join([0x36, 0xff], be16(bytesOf(d).length + 8), be32(9), hex('0001 00 85'), hex('01 0109 00'), d)),
  },
  { name: 'Teredo', linkType: 1, wrap: (d) => overUdp(3544, join(hex('0000 1234 c0000201'), d)), only: 6 },
  {
    name: 'L2TP',
    linkType: 1,
    wrap: (d) =>
      overUdp(1701, join(hex('4802'), be16(14 + ppp(d).length), hex('0001 0002 00000000'), [0xff, 3], ppp(d))),
  },
];

/** The carriers that can hold an IPv4 (or IPv6) datagram. */
export const carriersOf = (family: 4 | 6): Carrier[] =>
  CARRIERS.filter((carrier) => carrier.only === undefined || carrier.only === family);
