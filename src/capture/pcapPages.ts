/** Records of a pcap file whose soundness was established when they were read the first time. */

import { u32be, u32le } from '../bytes/integers.js';
import { NS_PER_SECOND } from '../bytes/units.js';
import type { Packet } from './packet.js';
import { PcapGuard, type PcapHeader } from './pcapGuard.js';
import type { PageParser } from './reread.js';

/** Of the plain dialect, which the guard turns every other into. */
const RECORD_HEADER_BYTES = 16;

/** Parses pieces of a file with this header; the first and last record of a piece are whole, or the last is left out. */
export function pcapPages(header: PcapHeader, linkType: number): PageParser {
  const u32 = header.bigEndian ? u32be : u32le;
  const fractionsPerSecond = header.nanoseconds ? NS_PER_SECOND : 1_000_000;
  const nanosecondsPerFraction = header.nanoseconds ? 1 : 1_000;
  return (bytes, firstFrame) => {
    const guard = new PcapGuard(header);
    guard.scan(bytes, 0, bytes.length);
    const packets: Packet[] = [];
    for (let at = 0; at < guard.soundBytes; ) {
      const captured = u32(bytes, at + 8);
      const fraction = u32(bytes, at + 4);
      packets.push({
        frame: firstFrame + packets.length,
        seconds: u32(bytes, at) + Math.floor(fraction / fractionsPerSecond),
        nanoseconds: (fraction % fractionsPerSecond) * nanosecondsPerFraction,
        linkType,
        originalBytes: u32(bytes, at + 12),
        bytes: bytes.subarray(at + RECORD_HEADER_BYTES, at + RECORD_HEADER_BYTES + captured),
      });
      at += RECORD_HEADER_BYTES + captured;
    }
    return packets;
  };
}
