/** pcapng files (draft-ietf-opsawg-pcapng): sections, interfaces, all packet blocks; other blocks are skipped. */

import { u32be, u32le } from '../bytes/integers.js';
import { LIMITS } from '../limits.js';
import { ByteWindow } from './byteWindow.js';
import type { Packet } from './packet.js';
import {
  BIG_ENDIAN,
  BLOCK,
  type Integers,
  type Interface,
  LITTLE_ENDIAN,
  readInterface,
  readSecrets,
  readStatistics,
} from './pcapngBlocks.js';
import type { PageMark, PageParser } from './reread.js';
import { newStatus, Problems } from './status.js';

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
/** Type, length, and the length again at the end. */
const BLOCK_OVERHEAD_BYTES = 12;

/** True where the first 4 bytes begin a section header block. The type reads the same in both byte orders. */
export const isPcapng = (head: Uint8Array): boolean => head.length >= 4 && u32be(head, 0) === BLOCK.SECTION_HEADER;

/** Bytes of the fixed part of the body, for the blocks that are kept; all others are skipped at any length. */
const FIXED_BYTES: ReadonlyMap<number, number> = new Map([
  [BLOCK.SECTION_HEADER, 16],
  [BLOCK.INTERFACE_DESCRIPTION, 8],
  [BLOCK.PACKET, 20],
  [BLOCK.SIMPLE_PACKET, 4],
  [BLOCK.INTERFACE_STATISTICS, 12],
  [BLOCK.ENHANCED_PACKET, 20],
  [BLOCK.DECRYPTION_SECRETS, 8],
]);

/** Reads a pcapng file. Damage ends the iteration and becomes a problem. */
export async function* readPcapng(
  window: ByteWindow,
  problems: Problems,
  mark?: PageMark,
): AsyncGenerator<readonly Packet[]> {
  const reader = new BlockReader(problems);
  for (;;) {
    if (mark !== undefined) reader.mark(window, mark);
    const packets = reader.read(window);
    if (packets.length > 0) yield packets;
    if (reader.stopped) return;
    if (!(await window.more())) break;
  }
  reader.end(window);
}

/** What is wrong with a block; where is added. */
type BadBlock =
  | { readonly what: 'length'; readonly type: number; readonly bytes: number }
  | { readonly what: 'lengths-differ'; readonly type: number }
  | { readonly what: 'byte-order' };

/** Turns the whole blocks of a window into packets, and keeps what a section knows between them. */
class BlockReader {
  /** Set when what follows cannot be understood. */
  stopped = false;
  /** What is left of a block that nobody needs. */
  private skipBytes = 0;
  private frame = 0;
  private integers: Integers = LITTLE_ENDIAN;
  private interfaces: Interface[] = [];

  constructor(private readonly problems: Problems) {}

  /** Notes where and in what state the reader is, so that the packets that come now can be read again. */
  mark(window: ByteWindow, mark: PageMark): void {
    const { frame, skipBytes, integers, interfaces } = this;
    // A section's list of interfaces only grows: its length is all that has to be remembered of it.
    const described = interfaces.length;
    const parse: PageParser = (bytes) => {
      const reader = new BlockReader(new Problems(newStatus('')));
      reader.frame = frame;
      reader.skipBytes = skipBytes;
      reader.integers = integers;
      reader.interfaces = interfaces.slice(0, described);
      return reader.read(ByteWindow.over(bytes));
    };
    mark(frame + 1, window.consumedBytes, parse);
  }

  /** The packets of the blocks that stand whole in the window. They borrow its bytes. */
  read(window: ByteWindow): Packet[] {
    const packets: Packet[] = [];
    while (!this.stopped) {
      if (this.skipBytes > 0) this.skip(window);
      const b = window.bytes;
      const at = window.start;
      const available = window.length;
      if (available < 8) break;
      const isSection = u32le(b, at) === BLOCK.SECTION_HEADER;
      if (isSection) {
        if (available < 12) break;
        if (!this.setByteOrder(b, at + 8, window)) break;
      }
      const type = this.integers.u32(b, at);
      const claimed = this.integers.u32(b, at + 4);
      // Some writers do not count the padding that the format asks for.
      const length = Math.ceil(claimed / 4) * 4;
      const fixed = FIXED_BYTES.get(type);
      if (claimed < BLOCK_OVERHEAD_BYTES + (fixed ?? 0)) {
        this.stop(window, { what: 'length', type, bytes: claimed });
        break;
      }
      if (fixed === undefined) {
        this.skipBytes = length;
        continue;
      }
      if (claimed > LIMITS.blockBytes) {
        this.stop(window, { what: 'length', type, bytes: claimed });
        break;
      }
      if (available < length) break;
      if (this.integers.u32(b, at + length - 4) !== claimed) {
        this.stop(window, { what: 'lengths-differ', type });
        break;
      }
      this.block(type, b, at + 8, at + length - 4, packets);
      if (this.stopped) break;
      window.consume(length);
    }
    return packets;
  }

  /** Consumes what the window has of the block that is being skipped. */
  private skip(window: ByteWindow): void {
    const bytes = Math.min(this.skipBytes, window.length);
    window.consume(bytes);
    this.skipBytes -= bytes;
  }

  /** Says so when the file ends in the middle of a block. */
  end(window: ByteWindow): void {
    if (window.length === 0 && this.skipBytes === 0) return;
    const { frame } = this;
    this.problems.damage('truncated-file', { part: 'block', frame, at: window.consumedBytes }, frame);
  }

  private stop(window: ByteWindow, what: BadBlock): void {
    this.stopped = true;
    const { frame } = this;
    this.problems.damage('bad-block', { ...what, at: window.consumedBytes, frame }, frame);
  }

  private setByteOrder(b: Uint8Array, at: number, window: ByteWindow): boolean {
    if (u32le(b, at) === BYTE_ORDER_MAGIC) this.integers = LITTLE_ENDIAN;
    else if (u32be(b, at) === BYTE_ORDER_MAGIC) this.integers = BIG_ENDIAN;
    else {
      this.stop(window, { what: 'byte-order' });
      return false;
    }
    return true;
  }

  /** The body of one whole block, at least as long as its fixed part, is `b[at .. end)`. */
  private block(type: number, b: Buffer, at: number, end: number, packets: Packet[]): void {
    switch (type) {
      case BLOCK.ENHANCED_PACKET:
        this.timedPacket(b, at, end, this.integers.u32(b, at), packets);
        break;
      case BLOCK.PACKET:
        this.timedPacket(b, at, end, this.integers.u16(b, at), packets);
        break;
      case BLOCK.SIMPLE_PACKET:
        this.simplePacket(b, at, end, packets);
        break;
      case BLOCK.SECTION_HEADER:
        this.sectionHeader(b, at);
        break;
      case BLOCK.INTERFACE_DESCRIPTION:
        this.interfaceDescription(b, at, end);
        break;
      case BLOCK.INTERFACE_STATISTICS:
        this.interfaceStatistics(b, at, end);
        break;
      case BLOCK.DECRYPTION_SECRETS:
        readSecrets(b, at, end, this.integers, this.problems);
        break;
    }
  }

  private sectionHeader(b: Buffer, at: number): void {
    this.interfaces = [];
    const major = this.integers.u16(b, at + 4);
    const minor = this.integers.u16(b, at + 6);
    if (major !== 1) {
      this.problems.add('unknown-version', { format: 'pcapng', version: `${major}.${minor}`, readAs: '1.0' });
    }
  }

  private interfaceDescription(b: Buffer, at: number, end: number): void {
    if (this.interfaces.length >= LIMITS.captureInterfaces) {
      this.problems.count('too-many-interfaces', { limit: LIMITS.captureInterfaces });
      return;
    }
    const added = readInterface(b, at, end, this.integers, this.problems);
    this.interfaces.push(added);
    this.problems.linkType(added.linkType);
  }

  private interfaceStatistics(b: Buffer, at: number, end: number): void {
    const about = this.interfaces[this.integers.u32(b, at)];
    if (about === undefined) return;
    const { status } = this.problems;
    const { droppedByKernel, droppedByInterface } = about;
    readStatistics(b, at, end, this.integers, about);
    status.droppedByKernel = retotal(status.droppedByKernel, droppedByKernel, about.droppedByKernel);
    status.droppedByInterface = retotal(status.droppedByInterface, droppedByInterface, about.droppedByInterface);
  }

  /** Enhanced packet block (§4.3) and the obsolete packet block (appendix A): all but the interface is alike. */
  private timedPacket(b: Buffer, at: number, end: number, interfaceId: number, packets: Packet[]): void {
    this.frame++;
    const from = this.interfaces[interfaceId];
    if (from === undefined) {
      this.unknownInterface();
      return;
    }
    const { u32 } = this.integers;
    const { time } = from;
    time.set(u32(b, at + 4), u32(b, at + 8));
    if (time.finerThanMicroseconds) this.problems.status.fractionDigits = 9;
    let captured = u32(b, at + 12);
    if (captured > end - at - 20) {
      this.overlongPacket();
      captured = end - at - 20;
    }
    packets.push({
      frame: this.frame,
      seconds: time.seconds,
      nanoseconds: time.nanoseconds,
      linkType: from.linkType,
      originalBytes: u32(b, at + 16),
      bytes: b.subarray(at + 20, at + 20 + captured),
    });
  }

  /** Simple packet block (§4.4): interface 0, no time, and as many bytes as its snaplen allows. */
  private simplePacket(b: Buffer, at: number, end: number, packets: Packet[]): void {
    this.frame++;
    const from = this.interfaces[0];
    if (from === undefined) {
      this.unknownInterface();
      return;
    }
    this.problems.count('no-time', {}, this.frame);
    const originalBytes = this.integers.u32(b, at);
    const limit = from.snapBytes === 0 ? originalBytes : Math.min(originalBytes, from.snapBytes);
    // The block's padding is at most 3 bytes, so a shorter body than announced was cut by a snaplen that is not reported.
    const captured = Math.min(limit, end - at - 4);
    packets.push({
      frame: this.frame,
      seconds: 0,
      nanoseconds: 0,
      linkType: from.linkType,
      originalBytes,
      bytes: b.subarray(at + 4, at + 4 + captured),
    });
  }

  private unknownInterface(): void {
    this.problems.status.damaged = true;
    this.problems.count('unknown-interface', {}, this.frame);
  }

  private overlongPacket(): void {
    this.problems.status.damaged = true;
    this.problems.count('bad-record', { what: 'cut-to-block' }, this.frame);
  }
}

/** A total in which one part was `before` and is `now`; null as long as no part is known. */
const retotal = (total: number | null, before: number | null, now: number | null): number | null =>
  now === null ? total : (total ?? 0) - (before ?? 0) + now;
