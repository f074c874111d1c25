/** The TCP checksum for the packet view (RFC 9293 §3.1, RFC 8200 §8.1): judged, never a reason to drop. */
import { u16be } from '../../bytes/integers.js';
import type { Tuple } from '../segment.js';

const CHECKSUM = 16;
const TCP = 6;

const fold = (sum: number): number => {
  let folded = sum;
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 0x10000);
  return folded;
};

/** A word counts as its two halves do, for 2^16 is 1 modulo 2^16 - 1. */
const pseudoHeaderSum = (t: Tuple, bytes: number): number =>
  fold(t.src0 + t.src1 + t.src2 + t.src3 + t.dst0 + t.dst1 + t.dst2 + t.dst3 + TCP + bytes);

/** A word on the checksum of the whole segment b[at .. end), at least 20 bytes. */
export function tcpChecksumVerdict(addresses: Tuple, b: Uint8Array, at: number, end: number): string {
  const pseudo = pseudoHeaderSum(addresses, end - at);
  let sum = pseudo;
  for (let i = at; i + 1 < end; i += 2) sum += u16be(b, i);
  if (((end - at) & 1) === 1) sum += b[end - 1]! << 8;
  if (fold(sum) === 0xffff) return 'correct';
  // Linux leaves the sum of the pseudo header there for the network card to finish.
  const checksum = u16be(b, at + CHECKSUM);
  return checksum === pseudo || checksum === 0 ? 'not yet computed: left to the network card' : 'wrong';
}
