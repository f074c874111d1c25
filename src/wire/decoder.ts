/** From captured packets to TCP segments: walks down the layers of a packet by the tables. */
import type { Packet } from '../capture/packet.js';
import { LIMITS } from '../limits.js';
import { FragmentTable } from './ip/fragments.js';
import type { Layer, Walk } from './layer.js';
import { ethertypeReason, ipProtocolReason, linkTypeReason, pppProtocolReason, REASON } from './reasons.js';
import { emptySegment, type IcmpError, type Segment, type WireSink } from './segment.js';
import {
  ETHERTYPES,
  IP_PROTOCOLS,
  IPV4_LAYER,
  IPV6_LAYER,
  LINK_TYPES,
  LLC_LAYER,
  PPP_PROTOCOLS,
  UDP_PORTS,
} from './tables.js';

/**
 * Hands every TCP segment, and every ICMP error that quotes one, to the sink. Whatever else there is is counted by
 * reason. Never throws, whatever the bytes.
 */
export class Decoder implements Walk {
  /** Packets that were not analysed, by reason (see `reasons.ts`); each packet counts at most once. */
  readonly skipped = new Map<string, number>();
  /** Oddities by kind, of packets that were analysed or counted all the same. */
  readonly problems = new Map<string, number>();
  /** The one segment object, reused for each packet. */
  readonly segment: Segment = emptySegment();
  cutBytes = 0;
  readonly #sink: WireSink;
  readonly #fragments = new FragmentTable((kind) => this.problem(kind));
  #layers = 0;
  /** 802.11 can aggregate several datagrams in a packet: it is counted as skipped only if none was of use. */
  #reason: string | undefined;
  #used = false;

  constructor(sink: WireSink) {
    this.#sink = sink;
  }

  /** `timeNs`: nanoseconds since the capture's epoch. Returns when the sink has seen all that the packet carries. */
  decode(packet: Packet, timeNs: number): void {
    const { bytes } = packet;
    this.segment.frame = packet.frame;
    this.segment.timeNs = timeNs;
    this.segment.link = 0;
    this.cutBytes = Math.max(0, packet.originalBytes - bytes.length);
    this.#layers = 0;
    this.#used = false;
    this.#reason = undefined;
    this.linkType(packet.linkType, bytes, 0, bytes.length);
    if (!this.#used && this.#reason !== undefined) count(this.skipped, this.#reason);
  }

  skip(reason: string): void {
    this.#reason ??= reason;
  }

  problem(kind: string): void {
    count(this.problems, kind);
  }

  /** Goes into a layer: every step down passes here. */
  enter(layer: Layer, b: Uint8Array, at: number, end: number) {
    // A tunnel in a tunnel in a tunnel is somebody's attack on the stack.
    if (this.#layers >= LIMITS.layers) return this.skip(REASON.tooManyLayers);
    this.#layers++;
    layer.decode(this, b, at, end);
    this.#layers--;
  }

  linkType(linkType: number, b: Uint8Array, at: number, end: number) {
    const layer = LINK_TYPES.get(linkType);
    if (layer === undefined) return this.skip(linkTypeReason(linkType));
    this.enter(layer, b, at, end);
  }

  ethertype(type: number, b: Uint8Array, at: number, end: number) {
    if (type < 0x600) return this.llc(b, at, Math.min(end, at + type));
    const layer = ETHERTYPES.get(type);
    if (layer === undefined) return this.skip(ethertypeReason(type));
    this.enter(layer, b, at, end);
  }

  llc(b: Uint8Array, at: number, end: number) {
    this.enter(LLC_LAYER, b, at, end);
  }

  ipProtocol(protocol: number, b: Uint8Array, at: number, end: number) {
    const layer = IP_PROTOCOLS.get(protocol);
    if (layer === undefined) return this.skip(ipProtocolReason(protocol));
    this.enter(layer, b, at, end);
  }

  pppProtocol(protocol: number, b: Uint8Array, at: number, end: number) {
    const layer = PPP_PROTOCOLS.get(protocol);
    // 0x8000 and above negotiate what the data below it use (RFC 1661 §2).
    if (layer === undefined) return this.skip(protocol >= 0x8000 ? REASON.pppControl : pppProtocolReason(protocol));
    this.enter(layer, b, at, end);
  }

  rawIp(b: Uint8Array, at: number, end: number) {
    if (at >= end) return this.skip(REASON.ipTruncated);
    const version = b[at]! >> 4;
    if (version === 4) this.enter(IPV4_LAYER, b, at, end);
    else if (version === 6) this.enter(IPV6_LAYER, b, at, end);
    else this.skip(REASON.ipBadVersion);
  }

  udpPayload(srcPort: number, dstPort: number, b: Uint8Array, at: number, end: number): boolean {
    const byDst = UDP_PORTS.get(dstPort);
    const layer = byDst?.fits(b, at, end) === true ? byDst : UDP_PORTS.get(srcPort);
    if (layer === undefined || !layer.fits(b, at, end)) return false;
    this.enter(layer, b, at, end);
    return true;
  }

  fragment(id: number, protocol: number, offset: number, more: boolean, b: Uint8Array, at: number, end: number) {
    if (this.cutBytes > 0) return this.skip(REASON.fragmentTruncated);
    const s = this.segment;
    const key =
      s.family === 4
        ? `${s.src0},${s.dst0},${id},${protocol}`
        : `${s.src0},${s.src1},${s.src2},${s.src3},${s.dst0},${s.dst1},${s.dst2},${s.dst3},${id}`;
    const result = this.#fragments.add({ key, protocol, offset, more, bytes: b, start: at, end, timeNs: s.timeNs });
    if (typeof result === 'string') return this.skip(result);
    this.ipProtocol(result.protocol, result.bytes, 0, result.bytes.length);
  }

  deliver(): void {
    this.#used = true;
    this.#sink.segment(this.segment);
  }

  icmpError(error: IcmpError): void {
    this.#used = true;
    this.#sink.icmpError(error);
  }
}

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
