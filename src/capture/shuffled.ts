/**
 * Packets that several taps or queues have shuffled by a few places, in the order of their times again. A capture whose
 * times never go back costs one comparison a packet. Times go back for another reason too: the clock was set back, by
 * little where NTP does it. Then sorting would mix what came before with what came after, so nothing is sorted across
 * such a place (`timesBack.ts`).
 */
import { copyOf } from '../bytes/copy.js';
import { LIMITS } from '../limits.js';
import type { Packet } from './packet.js';
import { apartNs, type Causality, isBefore, isNear, TimesBack } from './timesBack.js';

/** Puts the packets of a source in order, batch after batch. */
export interface PacketOrder {
  /** What nothing will go before any more, of this batch and those before it. Bytes are borrowed as those of the batch are. */
  inOrder(batch: readonly Packet[]): readonly Packet[];
  /** The source has ended: what was held back. */
  rest(): readonly Packet[];
}

export class ShuffledPackets<Trace> implements PacketOrder {
  /** The packet that was given last, for what it says; null: none was. */
  #last: Packet | null = null;
  /** Its bytes. */
  #lastBytes = new Uint8Array(0);
  /** Copies of packets that were not given: later ones may belong before them. */
  #held: readonly Packet[] = [];
  /** So many of these are in order; why times go back after them is open. */
  #settled = 0;
  /** Packets since one was found that had been shuffled. */
  #inOrderFor = Number.POSITIVE_INFINITY;

  /** @param setBack is given the frame of each packet before which the clock was set back, and by how many nanoseconds */
  constructor(
    private readonly causality: Causality<Trace>,
    private readonly setBack: (frame: number, ns: number) => void,
  ) {}

  inOrder(batch: readonly Packet[]): readonly Packet[] {
    if (batch.length === 0) return batch;
    if (this.#held.length > 0 || !this.#isInOrder(batch)) {
      this.#inOrderFor += batch.length;
      return this.#sorted([...this.#held, ...batch], false);
    }
    this.#give(batch.at(-1)!);
    return batch;
  }

  rest(): readonly Packet[] {
    return this.#sorted([...this.#held], true);
  }

  #isInOrder(batch: readonly Packet[]): boolean {
    let last = this.#last ?? batch[0]!;
    for (const packet of batch) {
      if (isBefore(packet, last)) return false;
      last = packet;
    }
    return true;
  }

  /** Copied: it will be asked when its batch is gone. */
  #give(packet: Packet): void {
    const { length } = packet.bytes;
    if (this.#lastBytes.length < length) this.#lastBytes = new Uint8Array(2 * length);
    this.#lastBytes.set(packet.bytes);
    this.#last = { ...packet, bytes: this.#lastBytes.subarray(0, length) };
  }

  /** Sorts as far as it is known what is to be sorted, gives that, and keeps what later packets may belong before. */
  #sorted(waiting: readonly Packet[], ended: boolean): readonly Packet[] {
    const packets = this.#last === null ? [...waiting] : [this.#last, ...waiting];
    const given = packets.length - waiting.length;
    const { start, sorted, end } = this.#sortedRuns(packets, given, ended);
    sort(packets, start, sorted, end);
    const holds = !ended && (end < packets.length || this.#inOrderFor < LIMITS.inOrderPackets);
    const held = holds ? Math.max(start, end - LIMITS.shuffledPackets) : packets.length;
    this.#held = packets.slice(held).map((packet) => ({ ...packet, bytes: copyOf(packet.bytes) }));
    this.#settled = Math.max(held, end) - held;
    if (held > given) this.#give(packets[held - 1]!);
    return packets.slice(given, held);
  }

  /**
   * Sorts every run of packets, from `given` on, that is followed by a place across which nothing is to be sorted. What is left begins at
   * `start`, is in order as far as `sorted`, and may be sorted as far as `end`.
   */
  #sortedRuns(packets: Packet[], given: number, ended: boolean): { start: number; sorted: number; end: number } {
    const places = new TimesBack(packets, this.causality);
    let run = 0;
    let start = given;
    let sorted = given + this.#settled;
    for (let at = Math.max(1, sorted); at < packets.length; at++) {
      if (!isBefore(packets[at]!, packets[at - 1]!)) continue;
      const cause = places.causeOf(at, run, ended);
      if (cause === 'open') return { start, sorted, end: at };
      if (cause === 'shuffled') {
        this.#inOrderFor = packets.length - at;
        continue;
      }
      if (cause === 'set-back') this.setBack(packets[at]!.frame, apartNs(packets[at]!, packets[at - 1]!));
      sort(packets, start, sorted, at);
      run = start = sorted = at;
    }
    return { start, sorted, end: packets.length };
  }
}

/** Sorts `packets[from .. to)` by time, of which those before `sorted` are; each packet goes by a few places at most. */
function sort(packets: Packet[], from: number, sorted: number, to: number): void {
  for (let i = Math.max(sorted, from + 1); i < to; i++) {
    const packet = packets[i]!;
    let at = i;
    while (at > from && i - at < LIMITS.shuffledPackets) {
      const before = packets[at - 1]!;
      if (!isBefore(packet, before) || !isNear(packet, before)) break;
      at--;
    }
    if (at === i) continue;
    packets.copyWithin(at + 1, at, i);
    packets[at] = packet;
  }
}
