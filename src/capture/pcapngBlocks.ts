/** What the blocks of a pcapng file hold besides packets: byte order, options, interfaces, statistics, secrets. */

import { u16be, u16le, u32be, u32le } from '../bytes/integers.js';
import { LIMITS } from '../limits.js';
import { fileLinkType } from './linkTypes.js';
import type { Problems } from './status.js';
import { signed64, TimestampReader, unsigned64 } from './timestamps.js';

/** Block types of draft-ietf-opsawg-pcapng §4. */
export const BLOCK = {
  SECTION_HEADER: 0x0a0d0d0a,
  INTERFACE_DESCRIPTION: 1,
  PACKET: 2,
  SIMPLE_PACKET: 3,
  INTERFACE_STATISTICS: 5,
  ENHANCED_PACKET: 6,
  DECRYPTION_SECRETS: 10,
} as const;

/** The integers of a section in its byte order. A 64-bit option value is two 32-bit words in that order. */
export type Integers = {
  readonly u16: (b: Uint8Array, at: number) => number;
  readonly u32: (b: Uint8Array, at: number) => number;
  /** Offsets of the more and the less significant word of a 64-bit integer. */
  readonly high: 0 | 4;
  readonly low: 0 | 4;
};

export const LITTLE_ENDIAN: Integers = { u16: u16le, u32: u32le, high: 4, low: 0 };
export const BIG_ENDIAN: Integers = { u16: u16be, u32: u32be, high: 0, low: 4 };

/** One interface of a section. */
export type Interface = {
  readonly linkType: number;
  /** 0: no limit. */
  readonly snapBytes: number;
  readonly time: TimestampReader;
  /** From the newest statistics block; null where none reported. */
  droppedByKernel: number | null;
  droppedByInterface: number | null;
};

const END_OF_OPTIONS = 0;

/**
 * Walks the options in `b[at .. end)`: code, length, value, padded to 4 bytes (§3.5). An option that reaches beyond the
 * end is the last; false then.
 */
export function eachOption(
  b: Uint8Array,
  at: number,
  end: number,
  integers: Integers,
  visit: (code: number, at: number, bytes: number) => void,
): boolean {
  while (end - at >= 4) {
    const code = integers.u16(b, at);
    const bytes = integers.u16(b, at + 2);
    if (code === END_OF_OPTIONS) return true;
    if (bytes > end - at - 4) return false;
    visit(code, at + 4, bytes);
    at += 4 + ((bytes + 3) & ~3);
  }
  return true;
}

const IF_TSRESOL = 9;
const IF_TSOFFSET = 14;

/** Reads an interface description block's body (§4.2), at least 8 bytes. */
export function readInterface(
  b: Uint8Array,
  at: number,
  end: number,
  integers: Integers,
  problems: Problems,
): Interface {
  let resolution = 6;
  let offsetSeconds = 0;
  const sound = eachOption(b, at + 8, end, integers, (code, value, bytes) => {
    if (code === IF_TSRESOL && bytes === 1) resolution = b[value]!;
    else if (code === IF_TSOFFSET && bytes === 8) {
      offsetSeconds = signed64(integers.u32(b, value + integers.high), integers.u32(b, value + integers.low));
    } else if (code === IF_TSRESOL || code === IF_TSOFFSET) {
      problems.count('bad-option', { what: 'time-unit' });
    }
  });
  if (!sound) problems.count('bad-option', { what: 'block' });
  return {
    linkType: fileLinkType(integers.u16(b, at)),
    snapBytes: integers.u32(b, at + 4),
    time: new TimestampReader(resolution, offsetSeconds),
    droppedByKernel: null,
    droppedByInterface: null,
  };
}

const ISB_IFDROP = 5;
const ISB_OSDROP = 7;

/** Reads an interface statistics block's body (§4.6), at least 12 bytes. The counts run from the capture's start. */
export function readStatistics(b: Uint8Array, at: number, end: number, integers: Integers, into: Interface): void {
  eachOption(b, at + 12, end, integers, (code, value, bytes) => {
    if (bytes !== 8) return;
    const count = unsigned64(integers.u32(b, value + integers.high), integers.u32(b, value + integers.low));
    if (code === ISB_IFDROP) into.droppedByInterface = count;
    else if (code === ISB_OSDROP) into.droppedByKernel = count;
  });
}

/** "TLSK", TLS key log (§4.7, in the format of SSLKEYLOGFILE). */
export const TLS_KEY_LOG = 0x544c534b;

/** Keeps the lines of a decryption secrets block's body, at least 8 bytes, when they are TLS keys. */
export function readSecrets(b: Uint8Array, at: number, end: number, integers: Integers, problems: Problems): void {
  if (integers.u32(b, at) !== TLS_KEY_LOG) return;
  const bytes = Math.min(integers.u32(b, at + 4), end - at - 8);
  const text = Buffer.from(b.buffer, b.byteOffset + at + 8, bytes).toString('latin1');
  const { secrets } = problems.status;
  for (const line of text.split(/[\r\n]+/)) {
    if (line === '' || line.startsWith('#')) continue;
    if (secrets.length >= LIMITS.captureSecrets) {
      problems.count('too-many-secrets', { limit: LIMITS.captureSecrets });
    } else {
      secrets.push(line);
    }
  }
}
