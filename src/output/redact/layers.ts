/** Where addresses, payload and checksums are in a packet: the decoder's way, written down. */
import type { Packet } from '../../capture/packet.js';
import { Decoder } from '../../wire/decoder.js';
import type { Layer } from '../../wire/layer.js';
import type { Segment } from '../../wire/segment.js';
import { IPV4_LAYER, IPV6_LAYER } from '../../wire/tables.js';
import { icmp } from '../../wire/transport/icmp.js';
import { icmpv6 } from '../../wire/transport/icmpv6.js';
import { tcp } from '../../wire/transport/tcp.js';
import { udp } from '../../wire/transport/udp.js';

/** bytes[start .. end). */
export type Range = { readonly start: number; readonly end: number };
/** A checksum (RFC 1071) and all that it is made of. */
export type Checksum = { readonly at: number; readonly covers: readonly Range[] };

export type Places = {
  readonly addresses: readonly (Range & { readonly family: 4 | 6 })[];
  readonly checksums: readonly Checksum[];
  /** The TCP segment that the packet carries, where it is whole. */
  readonly segment: Segment | null;
  /** A part of a datagram: its payload cannot be told. */
  readonly fragment: boolean;
  /** The datagram that an ICMP error quotes; null: it is none. */
  readonly quoted: Range | null;
};

/** Reads packets one after the other. */
export class PlaceFinder extends Decoder {
  #addresses: (Range & { family: 4 | 6 })[] = [];
  #checksums: Checksum[] = [];
  #segment: Segment | null = null;
  #fragment = false;
  #quoted: Range | null = null;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor() {
    super({ segment: (segment) => this.#found(segment), icmpError: () => {} });
  }

  find(packet: Packet): Places {
    this.#addresses = [];
    this.#checksums = [];
    this.#segment = null;
    this.#fragment = false;
    this.#quoted = null;
    this.#bytes = packet.bytes;
    this.decode(packet, 0);
    return {
      addresses: this.#addresses,
      checksums: this.#checksums,
      segment: this.#segment,
      fragment: this.#fragment,
      quoted: this.#quoted,
    };
  }

  override enter(layer: Layer, b: Uint8Array, at: number, end: number) {
    if (b === this.#bytes) this.#note(layer, b, at, end);
    super.enter(layer, b, at, end);
    const quoted = b === this.#bytes ? (layer.quotes?.(b, at, end) ?? -1) : -1;
    if (quoted < 0 || this.#quoted !== null) return;
    // An ICMP error quotes the datagram that caused it: its addresses, and maybe what was said.
    this.#quoted = { start: quoted, end };
    this.rawIp(b, quoted, end);
  }

  override fragment(
    id: number,
    protocol: number,
    offset: number,
    more: boolean,
    b: Uint8Array,
    at: number,
    end: number,
  ) {
    this.#fragment = true;
    super.fragment(id, protocol, offset, more, b, at, end);
  }

  #found(segment: Segment): void {
    if (segment.bytes === this.#bytes && this.#quoted === null) this.#segment = { ...segment };
  }

  #note(layer: Layer, b: Uint8Array, at: number, end: number): void {
    if (layer === IPV4_LAYER && end - at >= 20) {
      const headerEnd = Math.min(end, at + (b[at]! & 15) * 4);
      const pair = [4, 4] as const;
      this.#address(at + 12, pair);
      this.#checksums.push({ at: at + 10, covers: [{ start: at, end: headerEnd }] });
    } else if (layer === IPV6_LAYER && end - at >= 40) this.#address(at + 8, [6, 6]);
    else if (layer === icmp && end - at >= 8) this.#checksums.push({ at: at + 2, covers: [{ start: at, end }] });
    else if (layer === icmpv6 && end - at >= 8) this.#transport(at, end, at + 2);
    else if (layer === tcp && end - at >= 18) this.#transport(at, end, at + 16);
    // 0: the sender made none (RFC 768).
    else if (layer === udp && end - at >= 8 && (b[at + 6] !== 0 || b[at + 7] !== 0)) this.#transport(at, end, at + 6);
  }

  #address(at: number, families: readonly [4 | 6, 4 | 6]): void {
    let start = at;
    for (const family of families) {
      const end = start + (family === 4 ? 4 : 16);
      this.#addresses.push({ family, start, end });
      start = end;
    }
  }

  /** The pseudo-header has the addresses of the innermost datagram (RFC 9293 §3.1). */
  #transport(start: number, end: number, at: number): void {
    this.#checksums.push({ at, covers: [{ start, end }, ...this.#addresses.slice(-2)] });
  }
}

/** Changes a byte, and every checksum that is made of it, so that right ones stay right and wrong ones wrong (RFC 1624). */
export function changeByte(bytes: Uint8Array, at: number, value: number, checksums: readonly Checksum[]): void {
  const before = bytes[at]!;
  if (before === value) return;
  bytes[at] = value;
  for (const { at: place, covers } of checksums)
    for (const { start, end } of covers) {
      if (at < start || at >= end || place + 2 > bytes.length) continue;
      const shift = (at - start) % 2 === 0 ? 8 : 0;
      const old = (bytes[place]! << 8) | bytes[place + 1]!;
      let sum = (~old & 0xffff) + (~(before << shift) & 0xffff) + (value << shift);
      while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
      const now = ~sum & 0xffff;
      changeByte(
        bytes,
        place,
        now >> 8,
        checksums.filter((one) => one.at !== place),
      );
      changeByte(
        bytes,
        place + 1,
        now & 255,
        checksums.filter((one) => one.at !== place),
      );
    }
}
