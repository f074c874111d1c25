/** What the wire layer hands on: TCP segments and the ICMP errors that quote them. */

export const FIN = 0x01;
export const SYN = 0x02;
export const RST = 0x04;
export const PSH = 0x08;
export const ACK = 0x10;
export const URG = 0x20;
export const ECE = 0x40;
export const CWR = 0x80;

/** The four addresses and ports of a segment as numbers: cheap to compare, hash and copy. */
export type Tuple = {
  family: 4 | 6;
  /** IPv4: src0 holds the 32-bit address, the others are 0. IPv6: the four 32-bit words, first to last. */
  src0: number;
  src1: number;
  src2: number;
  src3: number;
  dst0: number;
  dst1: number;
  dst2: number;
  dst3: number;
  srcPort: number;
  dstPort: number;
};

/**
 * One TCP segment (RFC 9293 §3.1). The decoder reuses one object: it is valid during the sink's call only, and so are
 * the bytes. Whoever keeps something copies it.
 */
export type Segment = Tuple & {
  frame: number;
  /** Bytes of the IP datagram, its header included, as sent. */
  ipBytes: number;
  /** IPv4: identification (RFC 791 §3.1); -1: none, as in IPv6. */
  ipId: number;
  /** IPv4: time to live; IPv6: hop limit. */
  ttl: number;
  /** Differs between links: made of the sender's MAC address and the VLANs. 0: the link type has none. */
  link: number;
  /** Nanoseconds since the capture's epoch (the whole second of its first packet). Exact within 104 days of it. */
  timeNs: number;
  seq: number;
  ack: number;
  /** FIN | SYN | ... as in the header. */
  flags: number;
  /** As in the header, not scaled. */
  window: number;
  /** Window scale option (RFC 7323), or -1 where there is none. */
  windowScale: number;
  /** Further options of a SYN: maximum segment size (-1: none), SACK permitted, timestamps. Of no meaning without SYN. */
  mss: number;
  sackPermitted: boolean;
  timestamps: boolean;
  /** The bytes that hold the captured payload: bytes[payloadStart .. payloadEnd). */
  bytes: Uint8Array;
  payloadStart: number;
  payloadEnd: number;
  /** Payload length on the wire by the IP header; more than payloadEnd - payloadStart where the snaplen cut it. */
  payloadBytes: number;
};

/** An ICMP or ICMPv6 error message that quotes a TCP header. */
export type IcmpError = {
  frame: number;
  timeNs: number;
  /** Who sent the error, as text. */
  reporter: string;
  family: 4 | 6;
  type: number;
  code: number;
  /** In words: 'host unreachable', 'communication administratively prohibited' ... (RFC 792, RFC 1812, RFC 4443). */
  text: string;
  /** True where type and code say that a filter forbids it (ICMP 3/9, 3/10, 3/13; ICMPv6 1/1, 1/5, 1/6). */
  prohibited: boolean;
  /** ICMP 3/4 (RFC 1191), ICMPv6 2 (RFC 4443 §3.2): the segment does not fit the next link; its MTU, null: not named. */
  tooBig: boolean;
  mtu: number | null;
  /** Addresses and ports of the quoted segment: src is who sent the segment that caused the error. */
  quoted: Tuple;
  /** Sequence number of the quoted segment (always among the 8 bytes that are quoted). */
  seq: number;
};

/** Receives what was decoded. */
export interface WireSink {
  segment(segment: Segment): void;
  icmpError(error: IcmpError): void;
}

/** A segment to write fields into: decoding and looking up make no object a packet. */
export const emptySegment = (): Segment => ({
  family: 4,
  src0: 0,
  src1: 0,
  src2: 0,
  src3: 0,
  dst0: 0,
  dst1: 0,
  dst2: 0,
  dst3: 0,
  srcPort: 0,
  dstPort: 0,
  frame: 0,
  ipBytes: 0,
  ipId: -1,
  ttl: 0,
  link: 0,
  timeNs: 0,
  seq: 0,
  ack: 0,
  flags: 0,
  window: 0,
  windowScale: -1,
  mss: -1,
  sackPermitted: false,
  timestamps: false,
  bytes: new Uint8Array(0),
  payloadStart: 0,
  payloadEnd: 0,
  payloadBytes: 0,
});
