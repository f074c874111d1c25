/** What remains of connections that are no longer followed: enough to count each once. */
import { LIMITS } from '../limits.js';

/** Nothing is known of the connection. */
export const UNKNOWN = 0;
/** Judged or closed: its segments are only counted. */
export const GONE = 1;
/** Given up for want of room or after a long silence: worth following again when it speaks. */
export const DORMANT = 2;

const FIRST_SLOTS = 1024;

/**
 * A row costs 13 bytes in typed arrays: 64 bits of hash of the tuple, the initiator's first sequence number, a state.
 * Two generations: when the younger is full, the older is dropped and counted, so that memory is bounded and what was
 * forgotten last is remembered longest.
 */
export class ForgottenConnections {
  /** Rows dropped because of the limit: their connections count again if they come back. */
  dropped = 0;
  /** Sequence number of the SYN of the row found last, and whether a SYN was seen. */
  foundIsn = 0;
  foundIsnKnown = false;
  private young = new Generation(FIRST_SLOTS);
  private old: Generation | null = null;

  get rows(): number {
    return this.young.used + (this.old?.used ?? 0);
  }

  add(hash: number, hash2: number, isn: number, isnKnown: boolean, state: number): void {
    if (this.young.used * 4 >= this.young.slots * 3) this.grow();
    this.young.put(hash, hash2, isn, state | (isnKnown ? ISN_KNOWN : 0));
  }

  find(hash: number, hash2: number): number {
    let generation: Generation | null = this.young;
    let slot = generation.slotOf(hash, hash2);
    if (generation.state[slot] === UNKNOWN) {
      generation = this.old;
      if (generation === null) return UNKNOWN;
      slot = generation.slotOf(hash, hash2);
    }
    const state = generation.state[slot]!;
    this.foundIsn = generation.isn[slot]!;
    this.foundIsnKnown = (state & ISN_KNOWN) !== 0;
    return state & STATE;
  }

  private grow(): void {
    const full = this.young;
    if (full.slots < LIMITS.forgottenSlots) {
      this.young = new Generation(full.slots * 2);
      full.copyTo(this.young);
      return;
    }
    this.dropped += this.old?.used ?? 0;
    this.old = full;
    this.young = new Generation(full.slots);
  }
}

const STATE = 3;
const ISN_KNOWN = 4;

/** Open addressing with linear probing, at most three quarters full. */
class Generation {
  readonly slots: number;
  used = 0;
  readonly hash: Int32Array;
  readonly hash2: Int32Array;
  readonly isn: Int32Array;
  readonly state: Uint8Array;

  constructor(slots: number) {
    this.slots = slots;
    this.hash = new Int32Array(slots);
    this.hash2 = new Int32Array(slots);
    this.isn = new Int32Array(slots);
    this.state = new Uint8Array(slots);
  }

  /** The slot that holds the row, or the free one where it would go. */
  slotOf(hash: number, hash2: number): number {
    const mask = this.slots - 1;
    let slot = hash & mask;
    while (this.state[slot] !== UNKNOWN && (this.hash[slot] !== hash || this.hash2[slot] !== hash2))
      slot = (slot + 1) & mask;
    return slot;
  }

  put(hash: number, hash2: number, isn: number, state: number): void {
    const slot = this.slotOf(hash, hash2);
    if (this.state[slot] === UNKNOWN) this.used++;
    this.hash[slot] = hash;
    this.hash2[slot] = hash2;
    this.isn[slot] = isn;
    this.state[slot] = state;
  }

  copyTo(other: Generation): void {
    for (let slot = 0; slot < this.slots; slot++) {
      if (this.state[slot] !== UNKNOWN) {
        other.put(this.hash[slot]!, this.hash2[slot]!, this.isn[slot]!, this.state[slot]!);
      }
    }
  }
}
