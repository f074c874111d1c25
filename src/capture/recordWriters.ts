/** How packets stand in the files that are written: little endian, classic pcap or pcapng. */

import { LIMITS } from '../limits.js';
import type { Packet } from './packet.js';
import { TLS_KEY_LOG } from './pcapngBlocks.js';

/** Turns packets into bytes. */
export interface RecordWriter {
  readonly format: 'pcap' | 'pcapng';
  /** The LINKTYPE_ value of the first packet. */
  readonly firstLinkType: number;
  /** What the file begins with. */
  head(): Buffer;
  /** False where the format, as it was begun, cannot hold the packet without loss. */
  holds(packet: Packet): boolean;
  /** The most bytes that `put` writes for a packet. */
  room(packet: Packet): number;
  /** Writes the packet at `at`, where there is room, and says where it ends. */
  put(packet: Packet, into: Buffer, at: number): number;
}

/** Readers refuse longer packets unless the header announces them. */
const SNAP_BYTES = LIMITS.packetBytes;

/** Classic pcap, microseconds or nanoseconds, one link type. */
export class PcapWriter implements RecordWriter {
  readonly format = 'pcap';
  private readonly unit: number;

  constructor(
    readonly firstLinkType: number,
    private readonly nanoseconds: boolean,
    /** Times that are finer than the file's are cut: its header is there already. */
    private readonly cutsTimes = false,
  ) {
    this.unit = nanoseconds ? 1 : 1_000;
  }

  head(): Buffer {
    const out = Buffer.alloc(24);
    out.writeUInt32LE(this.nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4, 0);
    out.writeUInt16LE(2, 4);
    out.writeUInt16LE(4, 6);
    out.writeUInt32LE(SNAP_BYTES, 16);
    out.writeUInt32LE(this.firstLinkType, 20);
    return out;
  }

  holds(packet: Packet): boolean {
    return (
      packet.linkType === this.firstLinkType &&
      (this.cutsTimes || packet.nanoseconds % this.unit === 0) &&
      packet.bytes.length <= SNAP_BYTES &&
      packet.seconds >= 0 &&
      packet.seconds <= 0xffffffff
    );
  }

  room(packet: Packet): number {
    return 16 + packet.bytes.length;
  }

  put(packet: Packet, into: Buffer, at: number): number {
    const { bytes } = packet;
    into.writeUInt32LE(packet.seconds, at);
    into.writeUInt32LE(Math.floor(packet.nanoseconds / this.unit), at + 4);
    into.writeUInt32LE(bytes.length, at + 8);
    into.writeUInt32LE(packet.originalBytes, at + 12);
    into.set(bytes, at + 16);
    return at + 16 + bytes.length;
  }
}

const OVERHEAD_BYTES = 12;
const INTERFACE_BYTES = 32;
const ENHANCED_PACKET_BYTES = OVERHEAD_BYTES + 20;

export type PcapngOptions = {
  /** Lines of a TLS key log that the file carries. */
  readonly secrets?: readonly string[];
  /** Digits of the fraction of times: microseconds or nanoseconds. */
  readonly fractionDigits?: 6 | 9;
  /** What the section says of itself (opt_comment). */
  readonly comment?: string;
  /** Of every interface (if_name). */
  readonly interfaceName?: string;
};

/**
 * pcapng: one section, an interface for each link type. The first stands in the head, others are described where their
 * first packet comes.
 */
/** Decryption secrets block (§4.7) with lines of a TLS key log; nothing where there is none. */
function secretsBlock(lines: readonly string[]): Buffer {
  if (lines.length === 0) return Buffer.alloc(0);
  const text = Buffer.from(`${lines.join('\n')}\n`, 'latin1');
  const length = SECRETS_BYTES + Math.ceil(text.length / 4) * 4;
  const out = block(0x0a, length, Buffer.alloc(length), 0);
  out.writeUInt32LE(TLS_KEY_LOG, 8);
  out.writeUInt32LE(text.length, 12);
  out.set(text, 16);
  return out;
}

/** Block header, kind and length of the secrets, and the length once more. */
const SECRETS_BYTES = 20;

export class PcapngWriter implements RecordWriter {
  readonly format = 'pcapng';
  private readonly interfaces = new Map<number, number>();
  private readonly digits: 6 | 9;
  private readonly name: Buffer;

  constructor(
    readonly firstLinkType: number,
    private readonly options: PcapngOptions = {},
  ) {
    this.interfaces.set(firstLinkType, 0);
    this.digits = options.fractionDigits ?? 9;
    this.name = option(IF_NAME, options.interfaceName ?? '');
  }

  head(): Buffer {
    const own = option(OPT_COMMENT, this.options.comment ?? '');
    const length = 28 + (own.length === 0 ? 0 : own.length + END_OF_OPTIONS_BYTES);
    const out = block(0x0a0d0d0a, length, Buffer.alloc(length + this.interfaceBytes), 0);
    out.set(own, 24);
    this.putInterface(this.firstLinkType, out, length);
    out.writeUInt32LE(0x1a2b3c4d, 8);
    out.writeUInt16LE(1, 12);
    // The section's length is not known: -1.
    out.fill(0xff, 16, 24);
    return Buffer.concat([out, secretsBlock(this.options.secrets ?? [])]);
  }

  private get interfaceBytes(): number {
    return INTERFACE_BYTES + this.name.length;
  }

  /** Interface description block with if_tsresol, and its name. */
  private putInterface(linkType: number, into: Buffer, at: number): number {
    const length = this.interfaceBytes;
    into.fill(0, at, at + length);
    block(1, length, into, at);
    into.writeUInt16LE(linkType, at + 8);
    into.writeUInt16LE(9, at + 16);
    into.writeUInt16LE(1, at + 18);
    into[at + 20] = this.digits;
    into.set(this.name, at + 24);
    return at + length;
  }

  holds(): boolean {
    return true;
  }

  /** @param comment what `put` is given */
  room(packet: Packet, comment: Uint8Array = NOTHING): number {
    return this.interfaceBytes + ENHANCED_PACKET_BYTES + packet.bytes.length + 3 + roomOfComment(comment);
  }

  /** @param comment an option that `commentOption` has made, or nothing */
  put(packet: Packet, into: Buffer, at: number, comment: Uint8Array = NOTHING): number {
    let interfaceId = this.interfaces.get(packet.linkType);
    if (interfaceId === undefined) {
      interfaceId = this.interfaces.size;
      this.interfaces.set(packet.linkType, interfaceId);
      at = this.putInterface(packet.linkType, into, at);
    }
    const { bytes } = packet;
    const padded = Math.ceil(bytes.length / 4) * 4;
    const length = ENHANCED_PACKET_BYTES + padded + roomOfComment(comment);
    // Time since 1970 as two words, in pieces that a double holds exactly.
    const ticksPerSecond = 10 ** this.digits;
    const ticks = this.digits === 9 ? packet.nanoseconds : Math.floor(packet.nanoseconds / 1000);
    const upper = Math.floor(packet.seconds / 65_536);
    const lower = (packet.seconds - upper * 65_536) * ticksPerSecond + ticks;
    const middle = upper * ticksPerSecond + Math.floor(lower / 65_536);
    const high = Math.floor(middle / 65_536);
    block(6, length, into, at);
    into.writeUInt32LE(interfaceId, at + 8);
    into.writeUInt32LE(high >>> 0, at + 12);
    into.writeUInt32LE((middle - high * 65_536) * 65_536 + (lower % 65_536), at + 16);
    into.writeUInt32LE(bytes.length, at + 20);
    into.writeUInt32LE(packet.originalBytes, at + 24);
    into.set(bytes, at + 28);
    into.fill(0, at + 28 + bytes.length, at + length - 4);
    into.set(comment, at + 28 + padded);
    return at + length;
  }
}

const OPT_COMMENT = 1;
const IF_NAME = 2;
const END_OF_OPTIONS_BYTES = 4;
const NOTHING = new Uint8Array(0);

/** The comment of a packet, for `put`; '' is no comment. At most 64 KiB, as the length of an option. */
export const commentOption = (text: string): Uint8Array => option(OPT_COMMENT, text);

/** Code, length, UTF-8, padding to 32 bits. */
function option(code: number, text: string): Buffer {
  if (text === '') return Buffer.alloc(0);
  const value = Buffer.from(text.slice(0, 16_000));
  const out = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  out.writeUInt16LE(code, 0);
  out.writeUInt16LE(value.length, 2);
  out.set(value, 4);
  return out;
}

const roomOfComment = ({ length }: Uint8Array): number => (length === 0 ? 0 : length + END_OF_OPTIONS_BYTES);

function block(type: number, length: number, into: Buffer, at: number): Buffer {
  into.writeUInt32LE(type, at);
  into.writeUInt32LE(length, at + 4);
  into.writeUInt32LE(length, at + length - 4);
  return into;
}
