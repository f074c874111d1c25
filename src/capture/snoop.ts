/** Captures of Solaris' snoop (RFC 1761): big endian, microseconds. */

import { u32be } from '../bytes/integers.js';
import { LIMITS } from '../limits.js';
import { ByteWindow } from './byteWindow.js';
import { LINKTYPE_ETHERNET, LINKTYPE_UNKNOWN } from './linkTypes.js';
import type { Packet, SourceStatus } from './packet.js';
import type { PageMark, PageParser } from './reread.js';
import { newStatus, type Problems } from './status.js';

const MAGIC = [0x73, 0x6e, 0x6f, 0x6f, 0x70, 0, 0, 0];
const FILE_HEADER_BYTES = 16;
const RECORD_HEADER_BYTES = 24;

/** Datalink types of the file header (RFC 1761, and Solaris' <sys/dlpi.h>) as LINKTYPE_ values. */
const LINK_TYPES: ReadonlyMap<number, number> = new Map([
  [0, LINKTYPE_ETHERNET],
  [2, 6],
  [4, LINKTYPE_ETHERNET],
  [8, 10],
  [18, 123],
  [24, LINKTYPE_ETHERNET],
  [25, LINKTYPE_ETHERNET],
]);

/** True where the first 8 bytes are snoop's. */
export const isSnoop = (head: Uint8Array): boolean => MAGIC.every((byte, i) => head[i] === byte);

/** Reads a snoop file. Damage ends the iteration and becomes a problem. */
export async function* readSnoop(
  window: ByteWindow,
  problems: Problems,
  mark?: PageMark,
): AsyncGenerator<readonly Packet[]> {
  const { status } = problems;
  if (!(await window.need(FILE_HEADER_BYTES))) {
    problems.damage('truncated-file', { part: 'header', bytes: window.length, wholeBytes: FILE_HEADER_BYTES });
    return;
  }
  const version = u32be(window.bytes, window.start + 8);
  if (version !== 2) problems.add('unknown-version', { format: 'snoop', version: String(version), readAs: '2' });
  const linkType = LINK_TYPES.get(u32be(window.bytes, window.start + 12)) ?? LINKTYPE_UNKNOWN;
  problems.linkType(linkType);
  window.consume(FILE_HEADER_BYTES);

  let frame = 0;
  let bad: BadLengths | undefined;
  const pages: PageParser = (bytes, first) =>
    recordsOf(ByteWindow.over(bytes), first - 1, linkType, newStatus('')).packets;
  do {
    mark?.(frame + 1, window.consumedBytes, pages);
    const records = recordsOf(window, frame, linkType, status);
    bad = records.bad;
    frame += records.packets.length;
    if (records.packets.length > 0) yield records.packets;
  } while (bad === undefined && (await window.more()));

  const at = window.consumedBytes;
  if (bad !== undefined) problems.damage('bad-record', { what: 'lengths', frame: frame + 1, ...bad, at }, frame);
  else if (window.length > 0)
    problems.damage('truncated-file', { part: 'record', frame: frame + 1, bytes: window.length, at }, frame);
}

/** What a record claims that cannot be believed. */
type BadLengths = { readonly capturedBytes: number; readonly recordBytes: number };

/** The whole records of a window, as packets after `frame`, and why no more can follow. */
function recordsOf(
  window: ByteWindow,
  frame: number,
  linkType: number,
  status: SourceStatus,
): { readonly packets: Packet[]; readonly bad: BadLengths | undefined } {
  const packets: Packet[] = [];
  while (window.length >= RECORD_HEADER_BYTES) {
    const b = window.bytes;
    const at = window.start;
    const captured = u32be(b, at + 4);
    const record = u32be(b, at + 8);
    const next = frame + packets.length + 1;
    if (
      captured > LIMITS.packetBytes ||
      record < RECORD_HEADER_BYTES + captured ||
      record > captured + LIMITS.snoopPadBytes
    ) {
      return { packets, bad: { capturedBytes: captured, recordBytes: record } };
    }
    if (window.length < record) break;
    // Packets that were lost since the capture began.
    status.droppedByKernel = u32be(b, at + 12);
    const micros = u32be(b, at + 20);
    packets.push({
      frame: next,
      seconds: u32be(b, at + 16) + Math.floor(micros / 1_000_000),
      nanoseconds: (micros % 1_000_000) * 1_000,
      linkType,
      originalBytes: u32be(b, at),
      bytes: b.subarray(at + RECORD_HEADER_BYTES, at + RECORD_HEADER_BYTES + captured),
    });
    window.consume(record);
  }
  return { packets, bad: undefined };
}
