/**
 * What stands in front of pcap-parser, which reads one dialect only, waits for ever for a record of absurd length, and
 * takes a cut tail for a good end. The guard looks at every record header once, turns every dialect into the one that
 * the parser knows, and says where the sound records end. Format: draft-ietf-opsawg-pcap, and libpcap's sf-pcap.c for
 * what older writers did.
 */

import { u16be, u16le, u32be, u32le } from '../bytes/integers.js';
import { LIMITS } from '../limits.js';

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const MAGIC_MICRO = 0xa1b2c3d4;

type Magic = {
  readonly nanoseconds: boolean;
  /** Bytes of a record header: 16, or more where a dialect adds fields of its own, which are dropped. */
  readonly headerBytes: number;
};

/** The dialects that libpcap reads, by magic number. */
const MAGICS: ReadonlyMap<number, Magic> = new Map([
  [MAGIC_MICRO, { nanoseconds: false, headerBytes: RECORD_HEADER_BYTES }],
  [0xa1b23c4d, { nanoseconds: true, headerBytes: RECORD_HEADER_BYTES }],
  // "Modified", Alexey Kuznetzov's patch: interface index, protocol and packet type follow.
  [0xa1b2cd34, { nanoseconds: false, headerBytes: 24 }],
]);

/** Which of the two lengths of a record comes first, by version: they were the other way round before 2.3. */
type LengthOrder = 'captured-first' | 'original-first' | 'smaller-first';

/** What the file header says. */
export type PcapHeader = {
  readonly bigEndian: boolean;
  readonly nanoseconds: boolean;
  readonly recordHeaderBytes: number;
  readonly lengthOrder: LengthOrder;
  readonly version: string;
  /** Whether libpcap knows the version (2.0 to 2.4, and 543.0 of DG/UX). */
  readonly versionKnown: boolean;
  readonly snapBytes: number;
  readonly linkType: number;
};

export const PCAP_FILE_HEADER_BYTES = FILE_HEADER_BYTES;

/** True where the first 4 bytes are the magic number of a dialect that can be read. */
export const isPcap = (head: Uint8Array): boolean =>
  head.length >= 4 && (MAGICS.has(u32be(head, 0)) || MAGICS.has(u32le(head, 0)));

/** Reads a file header of `PCAP_FILE_HEADER_BYTES` bytes whose magic `isPcap` knows. */
export function readPcapHeader(b: Uint8Array, at: number): PcapHeader {
  const bigEndian = MAGICS.has(u32be(b, at));
  const u16 = bigEndian ? u16be : u16le;
  const u32 = bigEndian ? u32be : u32le;
  const magic = MAGICS.get(u32(b, at))!;
  const major = u16(b, at + 4);
  const minor = u16(b, at + 6);
  const network = u32(b, at + 20);
  const old = major === 543 || (major === 2 && minor < 3);
  return {
    bigEndian,
    nanoseconds: magic.nanoseconds,
    recordHeaderBytes: magic.headerBytes,
    lengthOrder: old ? 'original-first' : major === 2 && minor === 3 ? 'smaller-first' : 'captured-first',
    version: `${major}.${minor}`,
    versionKnown: (major === 2 && minor <= 4) || (major === 543 && minor === 0),
    snapBytes: u32(b, at + 16),
    // The upper half says how long a frame check sequence is: it stands behind what IP's length covers.
    linkType: network & 0xffff,
  };
}

/** Why the records end before the file does. */
export type BadRecord = {
  /** The captured length that the record claims, and the most that is believed. */
  readonly capturedBytes: number;
  readonly limitBytes: number;
};

/** Checks the records of one file, and makes them records of the plain microsecond dialect, version 2.4. */
export class PcapGuard {
  /** Set when a record cannot be believed: nothing after it can be found. */
  bad: BadRecord | undefined;
  /** After `scan`: bytes of sound records to hand on, and bytes of the stream that they took. */
  soundBytes = 0;
  takenBytes = 0;

  private readonly limitBytes: number;
  private readonly plain: boolean;

  constructor(private readonly header: PcapHeader) {
    const { snapBytes, recordHeaderBytes, lengthOrder } = header;
    this.limitBytes = Math.max(LIMITS.packetBytes, Math.min(snapBytes, LIMITS.jumboPacketBytes));
    this.plain = recordHeaderBytes === RECORD_HEADER_BYTES && lengthOrder === 'captured-first';
  }

  /** The file header to begin with: same byte order, plain microsecond magic (the fraction's unit is ours to know). */
  fileHeader(): Buffer {
    const { bigEndian, snapBytes, linkType } = this.header;
    const out = Buffer.alloc(FILE_HEADER_BYTES);
    const [write16, write32] = bigEndian
      ? [out.writeUInt16BE.bind(out), out.writeUInt32BE.bind(out)]
      : [out.writeUInt16LE.bind(out), out.writeUInt32LE.bind(out)];
    write32(MAGIC_MICRO, 0);
    write16(2, 4);
    write16(4, 6);
    write32(snapBytes, 16);
    write32(linkType, 20);
    return out;
  }

  /**
   * Looks at the records in `b[start .. end)` up to the first that is incomplete or bad, and leaves them at `start` in
   * the plain dialect: `soundBytes` of them, made of `takenBytes`.
   */
  scan(b: Uint8Array, start: number, end: number): void {
    const at = this.plain ? this.scanPlain(b, start, end) : this.rewrite(b, start, end);
    this.takenBytes = at - start;
    if (this.plain) this.soundBytes = this.takenBytes;
  }

  private scanPlain(b: Uint8Array, start: number, end: number): number {
    const u32 = this.header.bigEndian ? u32be : u32le;
    const limit = this.limitBytes;
    let at = start;
    while (end - at >= RECORD_HEADER_BYTES) {
      const captured = u32(b, at + 8);
      if (captured > limit) {
        this.bad = { capturedBytes: captured, limitBytes: limit };
        break;
      }
      if (end - at - RECORD_HEADER_BYTES < captured) break;
      at += RECORD_HEADER_BYTES + captured;
    }
    return at;
  }

  private rewrite(b: Uint8Array, start: number, end: number): number {
    const { bigEndian, recordHeaderBytes, lengthOrder } = this.header;
    const u32 = bigEndian ? u32be : u32le;
    let to = start;
    let at = start;
    while (end - at >= recordHeaderBytes) {
      const first = u32(b, at + 8);
      const second = u32(b, at + 12);
      const swapped = lengthOrder === 'original-first' || (lengthOrder === 'smaller-first' && first > second);
      const captured = swapped ? second : first;
      if (captured > this.limitBytes) {
        this.bad = { capturedBytes: captured, limitBytes: this.limitBytes };
        break;
      }
      const next = at + recordHeaderBytes + captured;
      if (next > end) break;
      b.copyWithin(to, at, at + 8);
      if (swapped) {
        // The two lengths change places; what stands at `to` may be what stands at `at`.
        for (let i = 8; i < 12; i++) {
          const kept = b[at + i]!;
          b[to + i] = b[at + i + 4]!;
          b[to + i + 4] = kept;
        }
      } else {
        b.copyWithin(to + 8, at + 8, at + RECORD_HEADER_BYTES);
      }
      b.copyWithin(to + RECORD_HEADER_BYTES, at + recordHeaderBytes, next);
      to += RECORD_HEADER_BYTES + captured;
      at = next;
    }
    this.soundBytes = to - start;
    return at;
  }
}
