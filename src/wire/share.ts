/**
 * Shares of a tap or an archive for several processes: every packet between two hosts falls into one share, whichever
 * sent it, so a session and its data connections stay together. The same arithmetic as a capture filter lets the kernel
 * drop what others analyse.
 */
import { parseAddress } from './address.js';
import type { Tuple } from './segment.js';

/** The K-th of N, from 1. */
export type Share = { readonly share: number; readonly of: number };

/** Golden ratio of 2^32: neighbouring addresses fall far apart. */
const FACTOR = 0x9e3779b1;
const SHIFT = 16;
const IPV6_WORDS = 8;

/** Does the share have what travels between these hosts? */
export function isInShare(
  { src0, src1, src2, src3, dst0, dst1, dst2, dst3, family }: Tuple,
  { share, of }: Share,
): boolean {
  let mixed = src0 ^ dst0;
  if (family === 6) mixed ^= src1 ^ src2 ^ src3 ^ dst1 ^ dst2 ^ dst3;
  return (Math.imul(mixed, FACTOR) >>> SHIFT) % of === share - 1;
}

/** The same of addresses as text; of what is none, everything is ours. */
export function isPairInShare(one: string, other: string, share: Share): boolean {
  const [src, dst] = [parseAddress(one), parseAddress(other)];
  if (src === undefined || dst === undefined) return true;
  const { w0: src0, w1: src1, w2: src2, w3: src3, family } = src;
  const { w0: dst0, w1: dst1, w2: dst2, w3: dst3 } = dst;
  return isInShare({ family, src0, src1, src2, src3, dst0, dst1, dst2, dst3, srcPort: 0, dstPort: 0 }, share);
}

/**
 * In libpcap's language: takes away TCP between hosts of other shares. Everything else passes, for a tunnel may carry
 * what is ours.
 * @param filter the user's; null: none
 */
export function shareFilter({ share, of }: Share, filter: string | null): string {
  const others = (words: readonly string[]) =>
    `((((${words.join(' ^ ')}) * ${FACTOR}) >> ${SHIFT}) % ${of}) != ${share - 1}`;
  const ipv6 = Array.from({ length: IPV6_WORDS }, (_, i) => `ip6[${8 + 4 * i}:4]`);
  const ours =
    `not (ip and ip[9] = 6 and ${others(['ip[12:4]', 'ip[16:4]'])})` +
    ` and not (ip6 and ip6[6] = 6 and ${others(ipv6)})`;
  // Ours first: 'vlan' and 'mpls' in the user's move where later terms look.
  return filter === null ? ours : `(${ours}) and (${filter})`;
}
