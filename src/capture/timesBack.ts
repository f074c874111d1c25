/** Why the times of packets go back: packets were shuffled, or the clock was set back. */
import { LIMITS } from '../limits.js';
import type { Packet } from './packet.js';

/** What packets say of the order in which they were sent, whatever their times are. */
export interface Causality<Trace> {
  /** What counts of a packet; null: it says nothing. Nothing of it is borrowed. */
  trace(packet: Packet): Trace | null;
  /** Positive: `one` was sent before `other`. Negative: after it. 0: they do not say. */
  order(one: Trace, other: Trace): number;
  /** What `one` begins with, `other` brings too. */
  repeats(one: Trace, other: Trace): boolean;
}

/**
 * 'shuffled': packets are not where their times belong. 'set-back': the clock was, and packets are in order. 'apart': they
 * cannot be put in order by their times, whatever it was. 'open': packets that follow will say.
 */
export type Cause = 'shuffled' | 'set-back' | 'apart' | 'open';

/** So many pairs of packets more that say one thing than say the other are enough. */
const CLEAR_PAIRS = 4;

/** Where those that could change places say nothing, so many times as many are asked. */
const WIDER = 4;

/** Does the time of `a` lie before that of `b`? */
export const isBefore = (a: Packet, b: Packet): boolean =>
  a.seconds < b.seconds || (a.seconds === b.seconds && a.nanoseconds < b.nanoseconds);

/** Nanoseconds from the time of `a` to that of `b`. */
export const apartNs = (a: Packet, b: Packet): number => (b.seconds - a.seconds) * 1e9 + b.nanoseconds - a.nanoseconds;

/** More is a clock that was set back: what was captured first came first. */
export const isNear = (packet: Packet, later: Packet): boolean => apartNs(packet, later) < LIMITS.clockBackNs;

/** The places of a run of packets, as they were captured, where times go back. */
export class TimesBack<Trace> {
  /** Of packets that were looked at, by their places. */
  readonly #traces: (Trace | null | undefined)[] = [];

  constructor(
    private readonly packets: readonly Packet[],
    private readonly causality: Causality<Trace>,
  ) {}

  /**
   * Why the time of `packets[at]` lies before that of the packet before it. Asks the pairs of packets that would change
   * places: where the clock was set back, all that say something say that they are in order; where packets were shuffled,
   * all say the contrary.
   * @param from no packet goes before this one
   * @param ended no packets will follow
   */
  causeOf(at: number, from: number, ended: boolean): Cause {
    const { packets } = this;
    const first = this.#firstOf(at, from, LIMITS.shuffledPackets);
    const end = this.#endOf(at, LIMITS.shuffledPackets);
    const says = this.#pairsSay(from, first, at, end);
    if (says >= CLEAR_PAIRS) return 'set-back';
    const sortable = isNear(packets[at]!, packets[at - 1]!);
    if (says <= -CLEAR_PAIRS) return sortable ? 'shuffled' : 'apart';
    if (!ended && end === packets.length && end < at + LIMITS.shuffledPackets) return 'open';
    if (says > 0) return 'set-back';
    if (!sortable) return 'apart';
    if (says < 0) return 'shuffled';
    // They say nothing: a shuffle is over after some places, or packets that are further away deny the order.
    const latest = this.#latest(first, at);
    const stays = packets.slice(at, end).every((packet) => isBefore(packet, latest));
    if (!stays || end < at + LIMITS.shuffledPackets) return 'shuffled';
    const far = WIDER * LIMITS.shuffledPackets;
    return this.#pairsSay(from, this.#firstOf(at, from, far), at, this.#endOf(at, far)) < 0 ? 'shuffled' : 'apart';
  }

  /** The first packet that is looked at: what lies before a longer way back has to do with that one. */
  #firstOf(at: number, from: number, most: number): number {
    const { packets } = this;
    const backNs = apartNs(packets[at]!, packets[at - 1]!);
    let first = at - 1;
    while (first > from && at - first < most) {
      if (apartNs(packets[first]!, packets[first - 1]!) > backNs) break;
      first--;
    }
    return first;
  }

  /** The end of those that are looked at, in the same way. */
  #endOf(at: number, most: number): number {
    const { packets } = this;
    const backNs = apartNs(packets[at]!, packets[at - 1]!);
    let end = at + 1;
    while (end < packets.length && end - at < most) {
      if (apartNs(packets[end]!, packets[end - 1]!) > backNs) break;
      end++;
    }
    return end;
  }

  /** The packet with the latest time of those from `first` to the one before `at`. */
  #latest(first: number, at: number): Packet {
    const { packets } = this;
    let latest = packets[first]!;
    for (let i = first + 1; i < at; i++) if (isBefore(latest, packets[i]!)) latest = packets[i]!;
    return latest;
  }

  /** By how many pairs more the order of capture is confirmed than it is denied, among those that sorting would turn round. */
  #pairsSay(from: number, first: number, at: number, end: number): number {
    const { packets } = this;
    const latest = this.#latest(first, at);
    let says = 0;
    for (let later = at; later < end; later++) {
      if (!isBefore(packets[later]!, latest)) continue;
      for (let earlier = at - 1; earlier >= first; earlier--) {
        if (!isBefore(packets[later]!, packets[earlier]!)) continue;
        says += this.#pairSays(from, earlier, later);
        if (Math.abs(says) >= CLEAR_PAIRS) return says;
      }
    }
    return says;
  }

  #pairSays(from: number, earlier: number, later: number): number {
    const one = this.#trace(earlier);
    const other = this.#trace(later);
    if (one === null || other === null) return 0;
    const says = Math.sign(this.causality.order(one, other));
    // What is sent again may come after what continues or acknowledges it.
    return says > 0 && this.#isSentAgain(from, earlier, one) ? 0 : says;
  }

  /** Packets before it are beyond it, or bring what it brings; or others do that stand after it and have earlier times. */
  #isSentAgain(from: number, at: number, trace: Trace): boolean {
    const { packets, causality } = this;
    const end = Math.min(packets.length, at + LIMITS.shuffledPackets);
    for (let i = Math.max(from, at - LIMITS.shuffledPackets); i < end; i++) {
      const other = this.#trace(i);
      if (i === at || other === null) continue;
      if (i < at && causality.order(trace, other) > 0) return true;
      if ((i < at || isBefore(packets[i]!, packets[at]!)) && causality.repeats(trace, other)) return true;
    }
    return false;
  }

  #trace(at: number): Trace | null {
    let trace = this.#traces[at];
    if (trace === undefined) {
      trace = this.causality.trace(this.packets[at]!);
      this.#traces[at] = trace;
    }
    return trace;
  }
}
