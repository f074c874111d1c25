/**
 * Copies of packets for the packet view, in bounded memory. Small packets (handshakes, commands, replies, ACKs) and the
 * heads of large ones are kept longest; the rest of large ones goes first. What was given up is read again from the
 * file, where there is one.
 */
import { copyOf } from '../../bytes/copy.js';
import type { RereadParams } from '../../capture/codes.js';
import { rereadFact } from '../../capture/facts.js';
import type { Packet, PacketsAgain } from '../../capture/packet.js';
import type { Fact } from '../../fact.js';
import { LIMITS } from '../../limits.js';

/** A packet as far as it is still held. */
export type HeldPacket = Packet & {
  /** Captured bytes that are no longer held; they came after `bytes`. */
  readonly forgottenBytes: number;
};

/** Bytes of a large packet that are kept with the small ones: all headers, and the start of the payload. */
const HEAD_BYTES = 192;
const CHUNK_BYTES = 1 << 20;
/** Numbers that describe one packet in a chunk's table. */
const FIELDS = 7;

/** A piece of memory that is filled from front to back and given up as a whole. */
class Chunk {
  readonly bytes: Uint8Array;
  used = 0;
  /** frame, seconds, nanoseconds, linkType, originalBytes, captured bytes, offset; sorted by frame. */
  readonly table: number[] = [];

  /** @param bytes to be filled; its memory is used again when the chunk is given up */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get firstFrame(): number {
    return this.table[0] ?? 0;
  }

  get cost(): number {
    return this.bytes.length + this.table.length * 8;
  }

  add(packet: Packet, length: number): void {
    this.table.push(
      packet.frame,
      packet.seconds,
      packet.nanoseconds,
      packet.linkType,
      packet.originalBytes,
      packet.bytes.length,
      this.used,
    );
    this.bytes.set(length === packet.bytes.length ? packet.bytes : packet.bytes.subarray(0, length), this.used);
    this.used += length;
  }

  get(frame: number): HeldPacket | undefined {
    const { table } = this;
    let low = 0;
    let high = table.length / FIELDS - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = table[middle * FIELDS]!;
      if (found === frame) return this.#at(middle * FIELDS);
      if (found < frame) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  #at(i: number): HeldPacket {
    const { table } = this;
    const offset = table[i + 6]!;
    const end = i + FIELDS < table.length ? table[i + FIELDS + 6]! : this.used;
    // A copy: the memory is used again.
    const bytes = copyOf(this.bytes, offset, end);
    return {
      frame: table[i]!,
      seconds: table[i + 1]!,
      nanoseconds: table[i + 2]!,
      linkType: table[i + 3]!,
      originalBytes: table[i + 4]!,
      bytes,
      forgottenBytes: table[i + 5]! - bytes.length,
    };
  }
}

/** Chunks in order of frames; the oldest are given up when all together cost more than `limitBytes`. */
class Ring {
  readonly #chunks: Chunk[] = [];
  /** Read again for each chunk: while the first packets come it may not be clear yet that they can be read again. */
  readonly #limitBytes: () => number;
  #cost = 0;
  forgot = false;

  constructor(limitBytes: () => number) {
    this.#limitBytes = limitBytes;
  }

  add(packet: Packet, length: number): void {
    let last = this.#chunks.at(-1);
    if (!last || last.used + length > last.bytes.length) {
      if (last) this.#cost += last.table.length * 8;
      last = new Chunk(this.#roomFor(length));
      this.#chunks.push(last);
      this.#cost += last.bytes.length;
    }
    last.add(packet, length);
  }

  /** Bytes for a chunk: those of the oldest, once there are too many. */
  #roomFor(length: number): Uint8Array {
    let spare: Uint8Array | undefined;
    while (this.#cost + CHUNK_BYTES > this.#limitBytes() && this.#chunks.length > 1) {
      const oldest = this.#chunks.shift()!;
      this.#cost -= oldest.cost;
      this.forgot = true;
      spare = oldest.bytes;
    }
    return length <= CHUNK_BYTES && spare?.length === CHUNK_BYTES
      ? spare
      : new Uint8Array(Math.max(CHUNK_BYTES, length));
  }

  get(frame: number): HeldPacket | undefined {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#chunks[middle]!.firstFrame <= frame) low = middle;
      else high = middle - 1;
    }
    return this.#chunks[low]?.get(frame);
  }
}

export type PacketLimits = {
  /** Bytes of packets held where they are nowhere else, and where they can be read again. */
  readonly bytes: number;
  readonly bytesWithFile: number;
};

/** Heads of so many packets that came after later ones. */
const LATE_PACKETS = 65_536;

export class PacketStore {
  readonly #late = new Map<number, HeldPacket>();
  readonly #small: Ring;
  readonly #large: Ring;
  readonly #again: PacketsAgain | undefined;
  #last = 0;

  /** @param again where packets can be read again */
  constructor(
    again?: PacketsAgain,
    limits: PacketLimits = { bytes: LIMITS.uiPacketBytes, bytesWithFile: LIMITS.uiPacketBytesWithFile },
  ) {
    this.#again = again;
    const half = (): number => (again?.obstacle === null ? limits.bytesWithFile : limits.bytes) / 2;
    this.#small = new Ring(half);
    this.#large = new Ring(half);
  }

  /** The highest frame that was added. */
  get lastFrame(): number {
    return this.#last;
  }

  /** True when packets, or ends of packets, were given up for memory. */
  get forgot(): boolean {
    return this.#small.forgot || this.#large.forgot;
  }

  /** Copies the packet. Frames come in rising order, but for a few that are put back in the order of their times. */
  add(packet: Packet): void {
    const { length } = packet.bytes;
    if (packet.frame < this.#last) {
      this.#addLate(packet, Math.min(length, HEAD_BYTES));
      return;
    }
    this.#last = packet.frame;
    if (length > HEAD_BYTES) this.#large.add(packet, length);
    this.#small.add(packet, Math.min(length, HEAD_BYTES));
  }

  /** The packet, from memory or from its file; undefined, or with `forgottenBytes`, where neither has it whole. */
  get(frame: number): HeldPacket | undefined {
    const held = this.#large.get(frame) ?? this.#small.get(frame) ?? this.#late.get(frame);
    if (held?.forgottenBytes === 0) return held;
    const found = frame <= this.#last ? this.#again?.read(frame) : undefined;
    return found !== undefined && 'packet' in found ? { ...found.packet, forgottenBytes: 0 } : held;
  }

  #addLate(packet: Packet, length: number): void {
    const bytes = copyOf(packet.bytes, 0, length);
    this.#late.set(packet.frame, { ...packet, bytes, forgottenBytes: packet.bytes.length - length });
    if (this.#late.size > LATE_PACKETS) this.#late.delete(this.#late.keys().next().value!);
  }

  /** Why `get` cannot give the whole packet. */
  whyNot(frame: number): Fact<RereadParams> {
    const found = this.#again?.read(frame);
    if (found !== undefined && 'problem' in found) return found.problem;
    if (this.#again === undefined) return rereadFact('live-only', {});
    return this.#again.obstacle ?? rereadFact('not-noted', {});
  }
}
