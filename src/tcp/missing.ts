/** The ranges of a stream missing from the capture. */
import { LIMITS } from '../limits.js';

/** Bytes of ranges [from, to) that do not overlap. */
export const bytesWithin = (ranges: readonly (readonly [from: number, to: number])[]): number =>
  ranges.reduce((sum, [from, to]) => sum + to - from, 0);

/** Ranges [from, to) in order; adjacent ones of the same kind are one. Bounded by `LIMITS.missingRanges`. */
export class MissingRanges {
  readonly ranges: [number, number][] = [];
  /** Ranges that were not kept. */
  dropped = 0;
  /** For each range: the snaplen took it. Its segment was seen, so a repetition of it is a retransmission. */
  private readonly cut: boolean[] = [];

  add(from: number, to: number, cut: boolean): void {
    const { ranges } = this;
    const last = ranges[ranges.length - 1];
    if (last !== undefined && last[1] === from && this.cut[ranges.length - 1] === cut) last[1] = to;
    else if (ranges.length < LIMITS.missingRanges) {
      ranges.push([from, to]);
      this.cut.push(cut);
    } else this.dropped++;
  }

  /** Bytes within [from, to) of which no segment was seen, as far as their ranges are kept. */
  unseenWithin(from: number, to: number): number {
    const { ranges } = this;
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ranges[middle]![1] > from) high = middle;
      else low = middle + 1;
    }
    let count = 0;
    for (let i = low; i < ranges.length && ranges[i]![0] < to; i++) {
      if (!this.cut[i]) count += Math.min(to, ranges[i]![1]) - Math.max(from, ranges[i]![0]);
    }
    return count;
  }
}
