/** When packets were lost that a capture should have: what happened meanwhile may not be in it. */
import { NS_PER_SECOND } from '../bytes/units.js';
import { LIMITS } from '../limits.js';
import type { SourceStatus } from './packet.js';

/** What is known to be lost from the beginning on; null: not counted, or not yet. */
export type LossCounts = {
  readonly kernel: number | null;
  readonly interface: number | null;
  readonly queue: number | null;
  /** Times that packets were lost which nobody counted. */
  readonly uncounted: number;
  /** Seconds in which the device was away. */
  readonly awaySeconds: number;
};

/** What the source has lost so far; `byQueue`: for want of room in the capturing process. */
export function lossCounts(status: SourceStatus, byQueue: number | null): LossCounts {
  let uncounted = 0;
  let awaySeconds = 0;
  for (const { code, params } of status.problems) {
    if (code === 'ring-overrun') uncounted += params.count;
    if (code === 'device-again') awaySeconds += params.seconds;
  }
  return {
    kernel: status.droppedByKernel,
    interface: status.droppedByInterface,
    queue: byQueue,
    uncounted,
    awaySeconds,
  };
}

/** Packets that were lost; null: at least some of them were not counted. */
export type Lost = { readonly packets: number | null };

type Stretch = { readonly fromNs: number; toNs: number; packets: number | null };

const NOTHING: LossCounts = { kernel: null, interface: null, queue: null, uncounted: 0, awaySeconds: 0 };
const COUNTED = ['kernel', 'interface', 'queue'] as const;

const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** Stretches of time, in nanoseconds of the capture's epoch, in which counts grew. */
export class Losses {
  readonly #stretches: Stretch[] = [];
  #seen = NOTHING;
  #lookedNs = Number.NEGATIVE_INFINITY;

  /**
   * Takes what the source knows now; to be called about every second. What is counted for the first time may have been lost
   * at any time since the beginning.
   */
  look(counts: LossCounts, nowNs: number): void {
    const seen = this.#seen;
    const staleNs = (LIMITS.lossNoticeSeconds + counts.awaySeconds - seen.awaySeconds) * NS_PER_SECOND;
    let fromNs = Math.min(this.#lookedNs, nowNs - staleNs);
    let packets: number | null = 0;
    for (const by of COUNTED) {
      const grown = (counts[by] ?? 0) - (seen[by] ?? 0);
      if (grown <= 0) continue;
      packets += grown;
      if (seen[by] === null) fromNs = Number.NEGATIVE_INFINITY;
    }
    if (counts.uncounted > seen.uncounted || counts.awaySeconds > seen.awaySeconds) packets = null;
    this.#seen = counts;
    this.#lookedNs = nowNs;
    if (packets !== 0) this.#add({ fromNs, toNs: nowNs, packets });
  }

  /** What may have been lost between two moments, at most; null: nothing that is known of. */
  between(fromNs: number, toNs: number): Lost | null {
    let packets: number | null = 0;
    for (const one of this.#stretches)
      if (one.fromNs <= toNs && one.toNs >= fromNs) packets = sum(packets, one.packets);
    return packets === 0 ? null : { packets };
  }

  #add(stretch: Stretch): void {
    const last = this.#stretches.at(-1);
    if (last && this.#stretches.length >= LIMITS.lossStretches) {
      last.toNs = stretch.toNs;
      last.packets = sum(last.packets, stretch.packets);
    } else this.#stretches.push(stretch);
  }
}
