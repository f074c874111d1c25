/**
 * Packets that several taps have shuffled by a few places, in the order of their times again. A capture whose times never
 * go back costs one comparison a packet.
 */
import { copyOf } from '../bytes/copy.js';
import { LIMITS } from '../limits.js';
import type { Packet } from './packet.js';

const isBefore = (a: Packet, b: Packet): boolean =>
  a.seconds < b.seconds || (a.seconds === b.seconds && a.nanoseconds < b.nanoseconds);

const apartNs = (a: Packet, b: Packet): number => (b.seconds - a.seconds) * 1e9 + b.nanoseconds - a.nanoseconds;

/** Takes batch after batch; call `rest` at the end. */
export class ShuffledPackets {
  /** Copies of the last packets, once times have gone back: later ones may belong before them. */
  #held: Packet[] = [];
  #last: Packet | null = null;

  /** The packets of the batch in order of time. Bytes are borrowed as those of the batch are. */
  inOrder(batch: readonly Packet[]): readonly Packet[] {
    if (batch.length === 0 || (this.#isInOrder(batch) && this.#held.length === 0)) return batch;
    const packets = [...this.#held, ...batch];
    sort(packets);
    const keep = Math.min(packets.length, LIMITS.shuffledPackets);
    const ready = packets.slice(0, packets.length - keep);
    this.#held = packets
      .slice(packets.length - keep)
      .map((packet) => ({ ...packet, bytes: copyOf(packet.bytes, 0, packet.bytes.length) }));
    return ready;
  }

  /** The source has ended. */
  rest(): readonly Packet[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }

  #isInOrder(batch: readonly Packet[]): boolean {
    let last = this.#last ?? batch[0]!;
    let inOrder = true;
    for (const packet of batch) {
      if (isBefore(packet, last) && isNear(packet, last)) inOrder = false;
      last = packet;
    }
    this.#last = { ...last, bytes: NOTHING };
    return inOrder;
  }
}

const NOTHING = new Uint8Array(0);

/** More is a clock that was set back: what was captured first came first. */
const isNear = (packet: Packet, later: Packet): boolean => apartNs(packet, later) < LIMITS.clockBackNs;

/** By time, each packet by a few places at most. */
function sort(packets: Packet[]): void {
  for (let i = 1; i < packets.length; i++) {
    const packet = packets[i]!;
    let to = i;
    while (
      to > 0 &&
      i - to < LIMITS.shuffledPackets &&
      isBefore(packet, packets[to - 1]!) &&
      isNear(packet, packets[to - 1]!)
    )
      to--;
    if (to === i) continue;
    packets.copyWithin(to + 1, to, i);
    packets[to] = packet;
  }
}
