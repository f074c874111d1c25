/** What a protocol of the wire layer is: a row that can walk over its header, and say what stands in it. */
import type { Header } from './header.js';
import type { IcmpError, Segment } from './segment.js';

/**
 * One protocol. To add one is to write a file that exports a `Layer` and to name it in a row of `tables.ts`; the
 * decoder and the packet view both go by those tables.
 */
export type Layer = {
  /** The name in the packet view, as Wireshark has it. */
  readonly name: string;
  /**
   * Checks the header that begins at `at`, and hands what it carries to one of the walk's methods, or counts why not.
   * `end` is where the captured bytes of this layer end: never past the buffer, and not before `at`.
   */
  decode(walk: Walk, b: Uint8Array, at: number, end: number): void;
  /** Names the fields of the header at `h.at`. Slow path; `Header` checks every read. */
  describe(h: Header): void;
  /** For the packet view: where a datagram begins that an error message quotes, or -1. */
  readonly quotes?: (b: Uint8Array, at: number, end: number) => number;
};

/** A protocol over UDP: claimed only where its fixed header fields fit, for a port number proves little. */
export type UdpLayer = Layer & { fits(b: Uint8Array, at: number, end: number): boolean };

/** The packet in hand, and ways on. Implemented by the decoder, and by the dissector that watches it. */
export interface Walk {
  /** The segment that is being filled; IP layers write the addresses, TCP the rest. */
  readonly segment: Segment;
  /**
   * Bytes that the innermost datagram had on the wire behind `end`, but that were not captured. Set by link (from
   * the packet's original length) and IP layers (from their length field).
   */
  cutBytes: number;
  /** Counts the packet as not analysed. */
  skip(reason: string): void;
  /** Counts something odd that did not stop the analysis. */
  problem(kind: string): void;
  /** Goes into a layer that no table leads to: a part of a protocol with a file of its own. */
  enter(layer: Layer, b: Uint8Array, at: number, end: number): void;
  linkType(linkType: number, b: Uint8Array, at: number, end: number): void;
  /** Values below 0x600 are IEEE 802.3 lengths: LLC follows. */
  ethertype(type: number, b: Uint8Array, at: number, end: number): void;
  llc(b: Uint8Array, at: number, end: number): void;
  ipProtocol(protocol: number, b: Uint8Array, at: number, end: number): void;
  pppProtocol(protocol: number, b: Uint8Array, at: number, end: number): void;
  /** IPv4 or IPv6, whichever the first nibble says. */
  rawIp(b: Uint8Array, at: number, end: number): void;
  /** Tries the tunnels that are known on either port; false where none fits. */
  udpPayload(srcPort: number, dstPort: number, b: Uint8Array, at: number, end: number): boolean;
  /** A fragment of an IP datagram; see `ip/fragments.ts`. `offset` in bytes, `b[at .. end)` its part of the datagram. */
  fragment(id: number, protocol: number, offset: number, more: boolean, b: Uint8Array, at: number, end: number): void;
  /** The segment is filled. */
  deliver(): void;
  icmpError(error: IcmpError): void;
}
