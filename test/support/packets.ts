/**
 * The one builder of packets and capture files for all tests.
 *
 * Layers nest from the outside in, each with defaults for what a test does not care about, and right checksums and
 * lengths unless a test falsifies them:
 *
 *     packet(ethernet(ipv4({ src: '10.0.0.1' }, tcp({ srcPort: 4000, dstPort: 21, flags: 'PA' }, 'USER a\r\n'))))
 *
 * Conversations keep the sequence numbers themselves:
 *
 *     const talk = new TcpConversation({ client: '10.0.0.1:4000', server: '10.0.0.2:21' });
 *     talk.handshake();
 *     talk.say('server', '220 hello\r\n');
 *     talk.say('client', 'QUIT\r\n');
 *     talk.close();
 *     const file = pcapBytes(talk.packets());
 */
import type { Packet } from '../../src/capture/packet.js';

/** What a layer may carry: another layer, plain bytes, or text (UTF-8). */
export type Content = Layer | Uint8Array | string;

/** Bytes that know how the layer below must call them. */
export type Layer = {
  readonly bytes: Uint8Array;
  /** Protocol / next header number, for IP to fill in. */
  readonly ipProtocol?: number;
  /** Ethertype, for Ethernet and others to fill in. */
  readonly ethertype?: number;
  /**
   * A checksum that covers the IP pseudo header, for IP to fill in: where the transport header begins, its protocol,
   * and the offset of the checksum. Absent: none, or falsified by the test.
   */
  readonly checksum?: { readonly start: number; readonly protocol: number; readonly at: number };
};

/** LINKTYPE_ values that tests use (https://www.tcpdump.org/linktypes.html). */
export const LINK = {
  NULL: 0,
  ETHERNET: 1,
  IEEE802_5: 6,
  PPP: 9,
  FDDI: 10,
  DLT_RAW_12: 12,
  DLT_RAW_14: 14,
  PPP_HDLC: 50,
  PPP_ETHER: 51,
  RAW: 101,
  C_HDLC: 104,
  IEEE802_11: 105,
  LOOP: 108,
  LINUX_SLL: 113,
  PFLOG: 117,
  RADIOTAP: 127,
  IPV4: 228,
  IPV6: 229,
  NFLOG: 239,
  LINUX_SLL2: 276,
} as const;

const utf8 = new TextEncoder();

/** Bytes of any content. */
export function bytesOf(content: Content): Uint8Array {
  if (typeof content === 'string') return utf8.encode(content);
  return content instanceof Uint8Array ? content : content.bytes;
}

/** Bytes joined: numbers are single bytes, texts are UTF-8. */
export function join(...parts: readonly (Content | number | readonly number[])[]): Uint8Array {
  const pieces = parts.map((part) => {
    if (typeof part === 'number') return Uint8Array.of(part & 0xff);
    if (Array.isArray(part)) return Uint8Array.from(part);
    return bytesOf(part as Content);
  });
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** Big-endian integers as byte lists, to be spread or joined. */
export const be16 = (value: number): number[] => [(value >>> 8) & 0xff, value & 0xff];
export const be32 = (value: number): number[] => [...be16(value >>> 16), ...be16(value)];
export const le16 = (value: number): number[] => be16(value).reverse();
export const le32 = (value: number): number[] => be32(value).reverse();

/** 'de ad be ef' or 'deadbeef' as bytes. */
export const hex = (text: string): Uint8Array =>
  Uint8Array.from(text.replace(/\s+/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** '10.0.0.1' or 'fe80::1' as 4 or 16 bytes. */
export function addressBytes(text: string): Uint8Array {
  if (!text.includes(':')) return Uint8Array.from(text.split('.'), Number);
  const groups = (part: string): number[] => (part === '' ? [] : part.split(':').map((g) => Number.parseInt(g, 16)));
  const [head = '', tail] = text.split('::');
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const middle = new Array<number>(8 - front.length - back.length).fill(0);
  return join([...front, ...middle, ...back].flatMap(be16));
}

/** '02:00:00:00:00:01' as 6 bytes. */
export const macBytes = (text: string): Uint8Array => hex(text.replaceAll(':', ''));

/** RFC 1071 checksum of the parts joined (each but the last of even length). */
export function checksum(...parts: Uint8Array[]): number {
  const all = join(...parts);
  let sum = 0;
  for (let at = 0; at < all.length; at += 2) sum += (all[at]! << 8) | (all[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

const layerOf = (content: Content): Layer | undefined =>
  typeof content === 'object' && !(content instanceof Uint8Array) ? content : undefined;
const ipProtocolOf = (content: Content, fallback: number): number => layerOf(content)?.ipProtocol ?? fallback;
const ethertypeOf = (content: Content, fallback: number): number => layerOf(content)?.ethertype ?? fallback;

function withPseudoChecksum(content: Content, src: Uint8Array, dst: Uint8Array): Uint8Array {
  const body = Uint8Array.from(bytesOf(content));
  const sum = layerOf(content)?.checksum;
  if (sum === undefined) return body;
  const covered = body.subarray(sum.start);
  body.set(be16(checksum(join(src, dst, be32(covered.length), be32(sum.protocol)), covered)), sum.at);
  return body;
}

/** An extension header in front of the content: its checksum, if any, moves back by so many bytes. */
const extension = (ipProtocol: number, header: Uint8Array, content: Content): Layer => {
  const sum = layerOf(content)?.checksum;
  const moved = sum && { ...sum, start: sum.start + header.length, at: sum.at + header.length };
  return { bytes: join(header, content), ipProtocol, ...(moved ? { checksum: moved } : {}) };
};

// --- TCP, UDP, ICMP -------------------------------------------------------------------------------------------------

const FLAG_BITS: Record<string, number> = { F: 1, S: 2, R: 4, P: 8, A: 16, U: 32, E: 64, C: 128 };

export type TcpFields = {
  srcPort?: number;
  dstPort?: number;
  seq?: number;
  ack?: number;
  /** Letters of FSRPAUEC (Fin, Syn, Rst, Psh, Ack, Urg, Ece, Cwr), or the number. Default: 'A'. */
  flags?: string | number;
  window?: number;
  urgentPointer?: number;
  mss?: number;
  windowScale?: number;
  sackPermitted?: boolean;
  /** Raw options after those above; padded to a multiple of four with zeros. */
  options?: Uint8Array;
  /** Header length in words, to falsify it. */
  dataOffset?: number;
  /** A fixed (wrong) checksum. */
  checksum?: number;
};

/** RFC 9293 §3.1. */
export function tcp(fields: TcpFields = {}, payload: Content = ''): Layer {
  const { flags = 'A' } = fields;
  const bits = typeof flags === 'number' ? flags : [...flags].reduce((sum, letter) => sum | FLAG_BITS[letter]!, 0);
  const options = join(
    fields.mss === undefined ? [] : [2, 4, ...be16(fields.mss)],
    fields.sackPermitted === true ? [4, 2] : [],
    fields.windowScale === undefined ? [] : [3, 3, fields.windowScale],
    fields.options ?? '',
  );
  const padded = join(options, new Uint8Array(-options.length & 3));
  const bytes = join(
    be16(fields.srcPort ?? 40000),
    be16(fields.dstPort ?? 21),
    be32(fields.seq ?? 1),
    be32(fields.ack ?? 0),
    (fields.dataOffset ?? 5 + padded.length / 4) << 4,
    bits,
    be16(fields.window ?? 65535),
    be16(fields.checksum ?? 0),
    be16(fields.urgentPointer ?? 0),
    padded,
    payload,
  );
  return {
    bytes,
    ipProtocol: 6,
    ...(fields.checksum === undefined ? { checksum: { start: 0, protocol: 6, at: 16 } } : {}),
  };
}

/** RFC 768. */
export function udp(srcPort: number, dstPort: number, payload: Content = ''): Layer {
  const body = bytesOf(payload);
  const bytes = join(be16(srcPort), be16(dstPort), be16(8 + body.length), [0, 0], body);
  return { bytes, ipProtocol: 17, checksum: { start: 0, protocol: 17, at: 6 } };
}

/** RFC 792; `rest` is the header's second word (next-hop MTU, gateway, id ...). */
export function icmp(type: number, code: number, payload: Content = '', rest = 0): Layer {
  const bytes = join(type, code, [0, 0], be32(rest), payload);
  bytes.set(be16(checksum(bytes)), 2);
  return { bytes, ipProtocol: 1 };
}

/** RFC 4443. */
export const icmpv6 = (type: number, code: number, payload: Content = '', rest = 0): Layer => ({
  bytes: join(type, code, [0, 0], be32(rest), payload),
  ipProtocol: 58,
  checksum: { start: 0, protocol: 58, at: 2 },
});

// --- IP -------------------------------------------------------------------------------------------------------------

export type Ipv4Fields = {
  src?: string;
  dst?: string;
  /** Default: what the content says, else 253 (experiments). */
  protocol?: number;
  id?: number;
  ttl?: number;
  tos?: number;
  dontFragment?: boolean;
  moreFragments?: boolean;
  /** In bytes; a multiple of 8. */
  fragmentOffset?: number;
  /** Raw options; padded to a multiple of four. */
  options?: Uint8Array;
  /** Falsified total length; 0 as segmentation offload leaves it. */
  totalLength?: number;
  /** Falsified header length in words. */
  headerWords?: number;
  version?: number;
};

/** RFC 791. */
export function ipv4(fields: Ipv4Fields = {}, payload: Content = ''): Layer {
  const src = addressBytes(fields.src ?? '10.0.0.1');
  const dst = addressBytes(fields.dst ?? '10.0.0.2');
  const protocol = fields.protocol ?? ipProtocolOf(payload, 253);
  const body = withPseudoChecksum(payload, src, dst);
  const options = join(fields.options ?? '', new Uint8Array(-(fields.options?.length ?? 0) & 3));
  const headerBytes = 20 + options.length;
  const fragment =
    (fields.dontFragment === true ? 0x4000 : 0) |
    (fields.moreFragments === true ? 0x2000 : 0) |
    ((fields.fragmentOffset ?? 0) >>> 3);
  const header = join(
    ((fields.version ?? 4) << 4) | (fields.headerWords ?? headerBytes / 4),
    fields.tos ?? 0,
    be16(fields.totalLength ?? headerBytes + body.length),
    be16(fields.id ?? 1),
    be16(fragment),
    fields.ttl ?? 64,
    protocol,
    [0, 0],
    src,
    dst,
    options,
  );
  header.set(be16(checksum(header)), 10);
  return { bytes: join(header, body), ipProtocol: 4, ethertype: 0x0800 };
}

export type Ipv6Fields = {
  src?: string;
  dst?: string;
  /** Default: what the content says, else 253. */
  nextHeader?: number;
  hopLimit?: number;
  trafficClass?: number;
  flowLabel?: number;
  /** Falsified payload length; 0 as segmentation offload leaves it. */
  payloadLength?: number;
};

/** RFC 8200. */
export function ipv6(fields: Ipv6Fields = {}, payload: Content = ''): Layer {
  const src = addressBytes(fields.src ?? '2001:db8::1');
  const dst = addressBytes(fields.dst ?? '2001:db8::2');
  const nextHeader = fields.nextHeader ?? ipProtocolOf(payload, 253);
  const body = withPseudoChecksum(payload, src, dst);
  const first = (6 << 28) | ((fields.trafficClass ?? 0) << 20) | (fields.flowLabel ?? 0);
  const header = join(
    be32(first),
    be16(fields.payloadLength ?? body.length),
    nextHeader,
    fields.hopLimit ?? 64,
    src,
    dst,
  );
  return { bytes: join(header, body), ipProtocol: 41, ethertype: 0x86dd };
}

/** An IPv6 extension header of `units` + 1 times eight bytes: 0 hop-by-hop, 43 routing, 60 destination options. */
export function ipv6Extension(type: 0 | 43 | 60 | 135, payload: Content, units = 0): Layer {
  // PadN option fills options headers (RFC 8200 §4.2); for the others the bytes do not matter.
  const fill = type === 43 ? new Uint8Array(6 + units * 8) : join([1, 4 + units * 8], new Uint8Array(4 + units * 8));
  return extension(type, join(ipProtocolOf(payload, 59), units, fill), payload);
}

/** RFC 8200 §4.5; `offset` in bytes. The content is the fragment's part, `nextHeader` what the whole is. */
export const ipv6Fragment = (
  fields: { id: number; offset: number; more: boolean; nextHeader: number },
  part: Uint8Array,
): Layer => ({
  bytes: join(fields.nextHeader, 0, be16((fields.offset & 0xfff8) | (fields.more ? 1 : 0)), be32(fields.id), part),
  ipProtocol: 44,
});

/** RFC 4302 with a 12-byte integrity check value. */
export const authenticationHeader = (payload: Content): Layer =>
  extension(51, join(ipProtocolOf(payload, 59), 4, [0, 0], be32(1), be32(1), new Uint8Array(12)), payload);

/** The datagram of `ipv4(fields, payload)` as fragments that begin at 0 and at each of `cuts` (multiples of 8). */
export function ipv4Fragments(fields: Ipv4Fields, payload: Layer, cuts: readonly number[]): Layer[] {
  const src = addressBytes(fields.src ?? '10.0.0.1');
  const dst = addressBytes(fields.dst ?? '10.0.0.2');
  const protocol = ipProtocolOf(payload, 253);
  const body = withPseudoChecksum(payload, src, dst);
  const starts = [0, ...cuts];
  return starts.map((from, i) =>
    ipv4(
      { ...fields, protocol, fragmentOffset: from, moreFragments: i < starts.length - 1 },
      body.subarray(from, starts[i + 1]),
    ),
  );
}

/** As `ipv4Fragments`, for IPv6. */
export function ipv6Fragments(fields: Ipv6Fields, payload: Layer, cuts: readonly number[], id = 7): Layer[] {
  const src = addressBytes(fields.src ?? '2001:db8::1');
  const dst = addressBytes(fields.dst ?? '2001:db8::2');
  const nextHeader = ipProtocolOf(payload, 253);
  const body = withPseudoChecksum(payload, src, dst);
  const starts = [0, ...cuts];
  return starts.map((from, i) =>
    ipv6(
      fields,
      ipv6Fragment({ id, offset: from, more: i < starts.length - 1, nextHeader }, body.subarray(from, starts[i + 1])),
    ),
  );
}

// --- link layers ----------------------------------------------------------------------------------------------------

/** Ethernet II, padded with zeros to 60 bytes as a real interface does, unless `pad` is false. */
export function ethernet(
  payload: Content,
  fields: { src?: string; dst?: string; ethertype?: number; pad?: boolean } = {},
): Layer {
  const frame = join(
    macBytes(fields.dst ?? '02:00:00:00:00:02'),
    macBytes(fields.src ?? '02:00:00:00:00:01'),
    be16(fields.ethertype ?? ethertypeOf(payload, 0xffff)),
    payload,
  );
  return { bytes: fields.pad === false ? frame : join(frame, new Uint8Array(Math.max(0, 60 - frame.length))) };
}

/** 802.1Q tag (or 0x88a8 / 0x9100): goes between `ethernet` and IP. */
export const vlan = (id: number, payload: Content, ethertype = 0x8100): Layer => ({
  bytes: join(be16(id), be16(ethertypeOf(payload, 0xffff)), payload),
  ethertype,
});

/** Linux cooked v1, https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html. */
export const sll = (payload: Content, packetType = 0): Layer => ({
  bytes: join(
    be16(packetType),
    be16(1),
    be16(6),
    macBytes('02:00:00:00:00:01'),
    [0, 0],
    be16(ethertypeOf(payload, 0xffff)),
    payload,
  ),
});

/** Linux cooked v2, https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html. */
export const sll2 = (payload: Content, interfaceIndex = 1): Layer => ({
  bytes: join(
    be16(ethertypeOf(payload, 0xffff)),
    [0, 0],
    be32(interfaceIndex),
    be16(1),
    [0, 6],
    macBytes('02:00:00:00:00:01'),
    [0, 0],
    payload,
  ),
});

/** BSD loopback, address family in the byte order of the capturing host; LOOP is the big-endian one. */
export const bsdNull = (payload: Content, family: number, order: 'little' | 'big' = 'little'): Layer => ({
  bytes: join(order === 'little' ? le32(family) : be32(family), payload),
});

// --- packets and conversations --------------------------------------------------------------------------------------

export type PacketFields = {
  frame?: number;
  linkType?: number;
  seconds?: number;
  nanoseconds?: number;
  /** Keep only so many bytes of it. */
  snaplen?: number;
  originalBytes?: number;
};

/** 2023-11-14 22:13:20 UTC: where made-up captures begin. */
export const START_SECONDS = 1_700_000_000;

/** One captured packet; Ethernet unless `linkType` says otherwise. */
export function packet(content: Content, fields: PacketFields = {}): Packet {
  const all = bytesOf(content);
  return {
    frame: fields.frame ?? 1,
    seconds: fields.seconds ?? START_SECONDS,
    nanoseconds: fields.nanoseconds ?? 0,
    linkType: fields.linkType ?? LINK.ETHERNET,
    originalBytes: fields.originalBytes ?? all.length,
    bytes: all.subarray(0, fields.snaplen ?? all.length),
  };
}

/** The packets in order of time (stable), numbered 1, 2, 3 ... */
export function mergePackets(...lists: readonly (readonly Packet[])[]): Packet[] {
  return lists
    .flat()
    .sort((a, b) => a.seconds - b.seconds || a.nanoseconds - b.nanoseconds)
    .map((each, i) => ({ ...each, frame: i + 1 }));
}

export type Who = 'client' | 'server';

export type ConversationOptions = {
  /** 'address:port'; IPv6 as '[address]:port'. The client is who sends the SYN. */
  client?: string;
  server?: string;
  /** Initial sequence numbers; default 1000 and 5000. */
  clientIsn?: number;
  serverIsn?: number;
  /** Nanoseconds since START_SECONDS of the first packet, and between packets (default 1 ms). */
  startNs?: number;
  stepNs?: number;
  /** Wraps an IP datagram for the wire; default Ethernet. Give `linkType` with it. */
  link?: (datagram: Layer) => Content;
  linkType?: number;
  /** Fields for every TCP header, by sender. */
  clientTcp?: TcpFields;
  serverTcp?: TcpFields;
};

const endpoint = (text: string): { address: string; port: number } => {
  const colon = text.lastIndexOf(':');
  return { address: text.slice(0, colon).replace(/[[\]]/g, ''), port: Number(text.slice(colon + 1)) };
};

/**
 * Two endpoints that talk. Every method sends one or more segments with the right numbers, one time step apart, and
 * returns the conversation, to be chained. `packets()` gives what was "captured"; `drop`, `duplicate` and `move`
 * spoil it first. Indexes count emitted segments from 0; negative ones from the end (-1: the last).
 */
export class TcpConversation {
  readonly #options: ConversationOptions;
  readonly #ends: Record<Who, { address: string; port: number }>;
  /** Next sequence number of each. */
  readonly next: Record<Who, number>;
  /** Time of the next segment, nanoseconds since START_SECONDS. */
  timeNs: number;
  #sent: { timeNs: number; content: Content }[] = [];

  constructor(options: ConversationOptions = {}) {
    this.#options = options;
    this.#ends = {
      client: endpoint(options.client ?? '10.0.0.1:40000'),
      server: endpoint(options.server ?? '10.0.0.2:21'),
    };
    this.next = { client: options.clientIsn ?? 1000, server: options.serverIsn ?? 5000 };
    this.timeNs = options.startNs ?? 0;
  }

  /** Lets time pass before the next segment. */
  wait(ns: number): this {
    this.timeNs += ns;
    return this;
  }

  /** Any segment: defaults are the present numbers and flag ACK. Advances the numbers by payload, SYN and FIN. */
  send(from: Who, fields: TcpFields = {}, payload: Content = ''): this {
    const to: Who = from === 'client' ? 'server' : 'client';
    const segment = tcp(
      {
        srcPort: this.#ends[from].port,
        dstPort: this.#ends[to].port,
        seq: this.next[from],
        ack: this.next[to],
        ...(from === 'client' ? this.#options.clientTcp : this.#options.serverTcp),
        ...fields,
      },
      payload,
    );
    const flags = segment.bytes[13]!;
    const advance = bytesOf(payload).length + (flags & 1) + ((flags >> 1) & 1);
    if (fields.seq === undefined) this.next[from] = (this.next[from] + advance) >>> 0;
    return this.raw(from, segment);
  }

  /** Any IP content from one to the other (an ICMP error, say); numbers stay. */
  raw(from: Who, content: Content): this {
    const to: Who = from === 'client' ? 'server' : 'client';
    const fields = { src: this.#ends[from].address, dst: this.#ends[to].address };
    const datagram = fields.src.includes(':') ? ipv6(fields, content) : ipv4(fields, content);
    this.#sent.push({ timeNs: this.timeNs, content: (this.#options.link ?? ethernet)(datagram) });
    this.timeNs += this.#options.stepNs ?? 1_000_000;
    return this;
  }

  syn(fields: TcpFields = {}): this {
    return this.send('client', { flags: 'S', ack: 0, mss: 1460, sackPermitted: true, windowScale: 7, ...fields });
  }

  synAck(fields: TcpFields = {}): this {
    return this.send('server', { flags: 'SA', mss: 1460, sackPermitted: true, windowScale: 7, ...fields });
  }

  /** SYN, SYN+ACK, ACK: three segments. */
  handshake(): this {
    return this.syn().synAck().ack('client');
  }

  ack(from: Who, fields: TcpFields = {}): this {
    return this.send(from, { flags: 'A', ...fields });
  }

  /** PSH+ACK with the payload, in segments of at most `segmentBytes`. The other side does not acknowledge by itself. */
  say(from: Who, payload: Content, segmentBytes = 1460, fields: TcpFields = {}): this {
    const all = bytesOf(payload);
    for (let at = 0; at < all.length; at += segmentBytes)
      this.send(from, { flags: 'PA', ...fields }, all.subarray(at, at + segmentBytes));
    return this;
  }

  /** Counts bytes as sent though the capture lacks them. */
  lose(from: Who, count: number): this {
    this.next[from] = (this.next[from] + count) >>> 0;
    return this;
  }

  fin(from: Who, fields: TcpFields = {}): this {
    return this.send(from, { flags: 'FA', ...fields });
  }

  rst(from: Who, fields: TcpFields = {}): this {
    return this.send(from, { flags: 'R', ack: 0, ...fields });
  }

  /** FIN, ACK, FIN, ACK: four segments, `first` begins. */
  close(first: Who = 'client'): this {
    const second: Who = first === 'client' ? 'server' : 'client';
    return this.fin(first).ack(second).fin(second).ack(first);
  }

  /** Removes an emitted segment from the capture. */
  drop(index: number): this {
    this.#sent.splice(this.#index(index), 1);
    return this;
  }

  /** Repeats an emitted segment, right behind itself or as the last. */
  duplicate(index: number, where: 'next' | 'last' = 'next'): this {
    const i = this.#index(index);
    this.#sent.splice(where === 'next' ? i + 1 : this.#sent.length, 0, this.#sent[i]!);
    return this;
  }

  /** Moves an emitted segment to another place in the order. */
  move(from: number, to: number): this {
    const target = this.#index(to);
    const [moved] = this.#sent.splice(this.#index(from), 1);
    this.#sent.splice(target, 0, moved!);
    return this;
  }

  #index(index: number): number {
    const i = index < 0 ? this.#sent.length + index : index;
    if (this.#sent[i] === undefined) throw new RangeError(`no segment ${index} among ${this.#sent.length}`);
    return i;
  }

  /** What was captured: numbered from `firstFrame`; time never runs backwards, whatever was moved. */
  packets(firstFrame = 1): Packet[] {
    let last = 0;
    return this.#sent.map(({ timeNs, content }, i) => {
      last = Math.max(last, timeNs);
      return packet(content, {
        frame: firstFrame + i,
        linkType: this.#options.linkType ?? LINK.ETHERNET,
        seconds: START_SECONDS + Math.floor(last / 1e9),
        nanoseconds: last % 1e9,
      });
    });
  }
}

/** Nanoseconds since START_SECONDS: the `timeNs` of a made-up packet. */
export const timeNsOf = (each: Packet): number => (each.seconds - START_SECONDS) * 1e9 + each.nanoseconds;

export type PcapOptions = {
  /** Nanosecond magic. */
  nanoseconds?: boolean;
  order?: 'little' | 'big';
  snaplen?: number;
  /** Default: that of the first packet, else Ethernet. */
  linkType?: number;
};

/** A classic pcap file, https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html. */
export function pcapBytes(packets: readonly Packet[], options: PcapOptions = {}): Uint8Array {
  const [u16, u32] = options.order === 'big' ? [be16, be32] : [le16, le32];
  const snaplen = options.snaplen ?? 262144;
  const header = join(
    u32(options.nanoseconds === true ? 0xa1b23c4d : 0xa1b2c3d4),
    u16(2),
    u16(4),
    u32(0),
    u32(0),
    u32(snaplen),
    u32(options.linkType ?? packets[0]?.linkType ?? LINK.ETHERNET),
  );
  const records = packets.map((each) => {
    const kept = each.bytes.subarray(0, snaplen);
    const fraction = options.nanoseconds === true ? each.nanoseconds : Math.floor(each.nanoseconds / 1000);
    return join(u32(each.seconds), u32(fraction), u32(kept.length), u32(each.originalBytes), kept);
  });
  return join(header, ...records);
}
