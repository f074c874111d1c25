/**
 * Reassembly of IP fragments (RFC 791 §3.2, RFC 815, RFC 8200 §4.5), bounded in bytes, datagrams and packet time.
 * Where fragments overlap the first to arrive counts, and the overlap is reported: senders have no reason for it,
 * attackers do (RFC 5722).
 */

import { copyOf } from '../../bytes/copy.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import { LIMITS } from '../../limits.js';
import { PROBLEM, REASON } from '../reasons.js';

type Piece = { readonly from: number; readonly to: number; readonly bytes: Uint8Array };

/** A datagram of which parts have arrived. */
type Incomplete = {
  readonly firstTimeNs: number;
  /** Sorted, without overlaps. */
  readonly pieces: Piece[];
  /** Protocol of the fragment with offset 0 (RFC 8200 §4.5); -1 until it has arrived. */
  protocol: number;
  /** Length of the whole, known from the last fragment; -1 until then. */
  totalBytes: number;
  heldBytes: number;
};

/** A datagram that has just become complete. */
type Whole = { readonly protocol: number; readonly bytes: Uint8Array };

type Fragment = {
  /** What makes fragments of one datagram: addresses, identification, and for IPv4 the protocol. */
  readonly key: string;
  readonly protocol: number;
  /** In bytes from the start of the datagram's payload. */
  readonly offset: number;
  readonly more: boolean;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly timeNs: number;
};

const MAX_DATAGRAM_BYTES = 65535;
/** What a piece costs beside its bytes, roughly: it must be bounded too. */
const PIECE_OVERHEAD_BYTES = 128;

export class FragmentTable {
  /** In order of the first fragment: the oldest is the first. */
  readonly #incomplete = new Map<string, Incomplete>();
  readonly #problem: (kind: string) => void;
  #heldBytes = 0;
  /** The datagram that became complete last. */
  #doneKey = '';
  #doneNs = 0;
  #done: Uint8Array | null = null;

  constructor(problem: (kind: string) => void) {
    this.#problem = problem;
  }

  /** Takes a fragment: the datagram if that completes it, else the reason why the fragment is counted. */
  add(fragment: Fragment): Whole | string {
    const { offset, more, start, end, timeNs } = fragment;
    const to = offset + end - start;
    if (to > MAX_DATAGRAM_BYTES || end === start || (more && (end - start) % 8 !== 0)) return REASON.fragmentMalformed;
    this.#expire(timeNs);
    if (this.#isDuplicate(fragment)) return REASON.fragmentDuplicate;
    let incomplete = this.#incomplete.get(fragment.key);
    if (incomplete === undefined) {
      incomplete = { firstTimeNs: timeNs, pieces: [], protocol: -1, totalBytes: -1, heldBytes: 0 };
      this.#incomplete.set(fragment.key, incomplete);
    }
    if (!more) {
      if (incomplete.totalBytes >= 0 && incomplete.totalBytes !== to) this.#problem(PROBLEM.fragmentOverlap);
      else incomplete.totalBytes = to;
    }
    if (offset === 0 && incomplete.protocol < 0) incomplete.protocol = fragment.protocol;
    this.#insert(incomplete, fragment, to);
    const whole = complete(incomplete);
    if (whole === undefined) {
      this.#enforceLimits();
      return REASON.fragment;
    }
    this.#drop(fragment.key, incomplete);
    this.#doneKey = fragment.key;
    this.#doneNs = timeNs;
    this.#done = whole.bytes;
    return whole;
  }

  /**
   * Left alone, its copy would wait for a later datagram of the same identification and spoil it. Another content is that
   * of another datagram: busy senders use an identification again within a second.
   */
  #isDuplicate(fragment: Fragment): boolean {
    const ageNs = Math.abs(fragment.timeNs - this.#doneNs);
    if (fragment.key !== this.#doneKey || ageNs > LIMITS.fragmentDuplicateSeconds * NS_PER_SECOND) return false;
    const { offset, more, bytes, start, end } = fragment;
    const done = this.#done;
    if (done === null || more !== offset + end - start < done.length) return false;
    for (let i = start; i < end; i++) if (bytes[i] !== done[offset + i - start]) return false;
    return true;
  }

  /** Keeps the parts that nobody sent before. */
  #insert(incomplete: Incomplete, fragment: Fragment, to: number): void {
    const { pieces } = incomplete;
    let from = fragment.offset;
    let overlaps = false;
    let i = 0;
    while (i < pieces.length && pieces[i]!.to <= from) i++;
    while (from < to) {
      const next = pieces[i];
      if (next !== undefined && next.from <= from) {
        const repeated = Math.min(to, next.to);
        // The same bytes again are a duplicate, as two taps or a mirror port make it; the rest is odd.
        overlaps ||= !sameBytes(fragment, next, from, repeated) || next.from !== fragment.offset || next.to !== to;
        from = repeated;
        i++;
        continue;
      }
      const upTo = next === undefined ? to : Math.min(to, next.from);
      const at = fragment.start + from - fragment.offset;
      overlaps ||= from !== fragment.offset || upTo !== to;
      pieces.splice(i, 0, { from, to: upTo, bytes: copyOf(fragment.bytes, at, at + upTo - from) });
      this.#hold(incomplete, upTo - from + PIECE_OVERHEAD_BYTES);
      from = upTo;
      i++;
    }
    if (overlaps) this.#problem(PROBLEM.fragmentOverlap);
  }

  #hold(incomplete: Incomplete, bytes: number): void {
    incomplete.heldBytes += bytes;
    this.#heldBytes += bytes;
  }

  #drop(key: string, incomplete: Incomplete): void {
    this.#incomplete.delete(key);
    this.#heldBytes -= incomplete.heldBytes;
  }

  #expire(nowNs: number): void {
    for (const [key, incomplete] of this.#incomplete) {
      if (nowNs - incomplete.firstTimeNs <= LIMITS.fragmentSeconds * NS_PER_SECOND) return;
      this.#drop(key, incomplete);
      this.#problem(PROBLEM.fragmentTimeout);
    }
  }

  #enforceLimits(): void {
    for (const [key, incomplete] of this.#incomplete) {
      if (this.#incomplete.size <= LIMITS.fragmentedDatagrams && this.#heldBytes <= LIMITS.fragmentBytes) return;
      this.#drop(key, incomplete);
      this.#problem(PROBLEM.fragmentEvicted);
    }
  }
}

function sameBytes(fragment: Fragment, piece: Piece, from: number, to: number): boolean {
  const shift = fragment.start - fragment.offset;
  for (let i = from; i < to; i++) if (fragment.bytes[shift + i] !== piece.bytes[i - piece.from]) return false;
  return true;
}

/** The whole, once pieces cover [0, total) without a hole. What lies behind the total is left out. */
function complete(incomplete: Incomplete): Whole | undefined {
  const { totalBytes, pieces, protocol } = incomplete;
  if (totalBytes < 0 || protocol < 0) return undefined;
  let reached = 0;
  for (const piece of pieces) {
    if (piece.from !== reached) break;
    reached = piece.to;
  }
  if (reached < totalBytes) return undefined;
  const bytes = new Uint8Array(totalBytes);
  for (const piece of pieces)
    if (piece.from < totalBytes) bytes.set(piece.bytes.subarray(0, totalBytes - piece.from), piece.from);
  return { protocol, bytes };
}
