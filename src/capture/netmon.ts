/**
 * Captures of Microsoft Network Monitor, 1.x and 2.x, as the help of Network Monitor 3 describes them. A table at the
 * end of the file says where the frames are, so the whole file is held in memory.
 */

import { u16le, u32le } from '../bytes/integers.js';
import { LIMITS } from '../limits.js';
import type { ByteWindow } from './byteWindow.js';
import { captureError } from './facts.js';
import { fileLinkType, LINKTYPE_ETHERNET, LINKTYPE_RAW, LINKTYPE_UNKNOWN } from './linkTypes.js';
import type { Packet } from './packet.js';
import type { Problems } from './status.js';
import { signed64 } from './timestamps.js';

const HEADER_BYTES = 128;
const FIXED_HEADER_BYTES = 32;
/** Packets of a batch: the file is in memory already, only the event loop needs its turns. */
const BATCH_PACKETS = 8_192;

/** Network types as LINKTYPE_ values; 0 occurs in captures of VPNs, which are Ethernet. */
const LINK_TYPES: Readonly<Record<number, number>> = {
  0: LINKTYPE_ETHERNET,
  1: LINKTYPE_ETHERNET,
  2: 6,
  7: LINKTYPE_RAW,
  8: LINKTYPE_RAW,
  9: LINKTYPE_RAW,
};
/** 0xE000 and up to 0xEFFF: a LINKTYPE_ value, by programs that convert. */
const CONVERTED = 0xe000;

/** True where the first 4 bytes are those of version 1.x or 2.x. */
export const isNetmon = (head: Uint8Array): boolean => {
  const magic = String.fromCharCode(...head.subarray(0, 4));
  return magic === 'RTSS' || magic === 'GMBU';
};

/** Reads a Network Monitor file. Throws a CaptureError where it is larger than can be held. */
export async function* readNetmon(window: ByteWindow, problems: Problems): AsyncGenerator<readonly Packet[]> {
  while (await window.more()) {
    if (window.length <= LIMITS.indexedFileBytes) continue;
    throw captureError('netmon-too-large', { name: problems.status.name, limitBytes: LIMITS.indexedFileBytes });
  }
  if (window.length < FIXED_HEADER_BYTES) {
    problems.damage('truncated-file', { part: 'header', bytes: window.length, wholeBytes: null });
    return;
  }
  const file = window.bytes.subarray(window.start, window.end);
  const reader = new FrameReader(file, problems);
  let batch: Packet[] = [];
  for (const at of reader.offsets()) {
    const packet = reader.packet(at);
    if (packet === undefined) break;
    batch.push(packet);
    if (batch.length < BATCH_PACKETS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
  problems.add('local-times', {});
}

class FrameReader {
  private frame = 0;
  /** Where the last frame ended: where the next one is, in a file without a table. */
  private next = HEADER_BYTES;
  private readonly old: boolean;
  private readonly minor: number;
  private readonly linkType: number;
  private readonly startSeconds: number;
  private readonly startMicros: number;

  constructor(
    private readonly file: Uint8Array,
    private readonly problems: Problems,
  ) {
    this.minor = file[4]!;
    this.old = file[5] === 1;
    this.linkType = LINK_TYPES[u16le(file, 6)] ?? LINKTYPE_UNKNOWN;
    // A SYSTEMTIME: year, month, day of the week, day, hour, minute, second, millisecond.
    const [year, month, , day, hour, minute, second, millisecond] = [0, 1, 2, 3, 4, 5, 6, 7].map((i) =>
      u16le(file, 8 + 2 * i),
    ) as [number, number, number, number, number, number, number, number];
    const start = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
    this.startSeconds = Math.floor(start / 1_000);
    this.startMicros = (start - this.startSeconds * 1_000) * 1_000;
  }

  /** Where the frames are: by the table, or one after the other where a cut file has none. */
  *offsets(): Generator<number> {
    const { file } = this;
    const table = u32le(file, 24);
    const tableBytes = u32le(file, 28);
    if (table >= HEADER_BYTES && table + tableBytes <= file.length && tableBytes % 4 === 0) {
      for (let i = 0; i < tableBytes; i += 4) yield u32le(file, table + i);
      return;
    }
    this.problems.damage('truncated-file', { part: 'table' });
    while (this.next < file.length) yield this.next;
  }

  /** The frame at `at`; undefined, and a problem, where there is none. */
  packet(at: number): Packet | undefined {
    const { file } = this;
    const header = this.old ? 8 : 16;
    if (at + header > file.length) return this.cut(at);
    const original = this.old ? u16le(file, at + 4) : u32le(file, at + 8);
    const captured = this.old ? u16le(file, at + 6) : u32le(file, at + 12);
    const end = at + header + captured;
    const trailer = this.trailerBytes();
    if (captured > LIMITS.packetBytes || end + trailer > file.length) return this.cut(at);
    this.next = end + trailer;
    const micros = this.old ? u32le(file, at) * 1_000 : signed64(u32le(file, at + 4), u32le(file, at));
    const sinceStart = this.startMicros + micros;
    const carried = Math.floor(sinceStart / 1_000_000);
    const linkType = trailer === 0 ? this.linkType : perFrame(u16le(file, end));
    this.problems.linkType(linkType);
    return {
      frame: ++this.frame,
      seconds: this.startSeconds + carried,
      nanoseconds: (sinceStart - carried * 1_000_000) * 1_000,
      linkType,
      originalBytes: original,
      bytes: file.subarray(at + header, end),
    };
  }

  /** Since 2.1 each frame has its own network type behind it, since 2.2 a process, since 2.3 a time in UTC. */
  private trailerBytes(): number {
    if (this.old || this.minor === 0) return 0;
    return this.minor === 1 ? 2 : this.minor === 2 ? 6 : 15;
  }

  private cut(at: number): undefined {
    const { frame } = this;
    this.problems.damage('truncated-file', { part: 'frame', frame: frame + 1, at }, frame);
    return undefined;
  }
}

/** The link type of one frame. */
const perFrame = (network: number): number =>
  network >= CONVERTED && network < CONVERTED + 0xfe0
    ? fileLinkType(network - CONVERTED)
    : (LINK_TYPES[network] ?? LINKTYPE_UNKNOWN);
