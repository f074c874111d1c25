/** Tells the pcap dialects apart that have one magic number. */
import { u32be, u32le } from '../bytes/integers.js';
import type { PcapHeader } from './pcapGuard.js';

const PLAIN_BYTES = 16;
/** Red Hat 6.1's libpcap wrote the record headers of Kuznetzov's patch under the usual magic number. */
const PATCHED_BYTES = 24;

/** Records that are looked at: the first one fits by chance, three do not. */
const LOOKED_AT = 4;
/** Neither the time nor the length of a packet is that far from those of the one before it. */
const LIKELY_SECONDS = 100 * 24 * 3600;
const LIKELY_BYTES = 262_144;

/**
 * The header with the size of record headers that the first records in `b[start .. end)` have. The magic number is
 * believed unless they make sense only with the other size.
 */
export function withRecordSize(header: PcapHeader, b: Uint8Array, start: number, end: number): PcapHeader {
  if (header.recordHeaderBytes !== PLAIN_BYTES || header.nanoseconds || header.lengthOrder !== 'captured-first')
    return header;
  if (readable(header.bigEndian, PLAIN_BYTES, b, start, end) !== false) return header;
  const patched = readable(header.bigEndian, PATCHED_BYTES, b, start, end) === true;
  return patched ? { ...header, recordHeaderBytes: PATCHED_BYTES } : header;
}

/** The first records are believable; null: not one has been read whole. */
function readable(bigEndian: boolean, headerBytes: number, b: Uint8Array, start: number, end: number): boolean | null {
  const u32 = bigEndian ? u32be : u32le;
  let at = start;
  for (let i = 0; i < LOOKED_AT && end - at >= headerBytes; i++) {
    const captured = u32(b, at + 8);
    const original = u32(b, at + 12);
    if (captured > LIKELY_BYTES || original > LIKELY_BYTES || captured > original) return false;
    if (Math.abs(u32(b, at) - u32(b, start)) > LIKELY_SECONDS || u32(b, at + 4) >= 1_000_000) return false;
    if (end - at - headerBytes < captured) return at === start ? null : true;
    at += headerBytes + captured;
  }
  // What remains of a short file is no header.
  return at === start ? null : at === end || end - at >= headerBytes;
}
