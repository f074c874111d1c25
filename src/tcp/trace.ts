/**
 * A picture of what one side sent, for plots of sequence numbers over time: points of segments, of acknowledgments with the
 * room that the receiver had, and of what was sent again. A long transfer keeps every so-manieth point, evenly.
 */
import { LIMITS } from '../limits.js';
import { seqDistance } from './seq.js';
import type { FlowTrace, TracePoint } from './types.js';

/** Points that all connections of a table hold together: up to `LIMITS.tracePointsTotal`. */
export type TraceBudget = { points: number };

/** Time and a number or two, in rows; every second row goes when there are too many. */
class Points {
  rows: number[] = [];
  private stride = 1;
  private skipped = 0;
  /** The last row that was left out: the end of a curve is a point of it. */
  private last: readonly number[] | null = null;

  constructor(
    private readonly width: number,
    private readonly budget: TraceBudget,
  ) {}

  add(...row: readonly number[]): void {
    this.last = row;
    if (++this.skipped < this.stride || this.budget.points >= LIMITS.tracePointsTotal) return;
    this.skipped = 0;
    this.last = null;
    this.rows.push(...row);
    this.budget.points++;
    if (this.rows.length >= LIMITS.tracePoints * this.width) this.thin();
  }

  private thin(): void {
    const { rows, width } = this;
    let to = 0;
    for (let from = 0; from < rows.length; from += 2 * width)
      for (let i = 0; i < width; i++) rows[to++] = rows[from + i]!;
    this.budget.points -= (rows.length - to) / width;
    rows.length = to;
    // The row that went last was this long after the one that stays.
    this.skipped = this.stride;
    this.stride *= 2;
  }

  trim(): void {
    this.rows = this.rows.slice();
  }

  get points(): TracePoint[] {
    const all = this.last === null ? this.rows : [...this.rows, ...this.last];
    const points: TracePoint[] = [];
    for (let at = 0; at < all.length; at += this.width)
      points.push({ timeNs: all[at]!, offset: all[at + 1]!, room: this.width > 2 ? all[at + 2]! : null });
    return points;
  }
}

export class Trace implements FlowTrace {
  private readonly segments: Points;
  private repeats: Points | null = null;
  private readonly answers: Points;
  /** The number of the first byte, or of the one that was acknowledged last, and how far it is from the first. */
  private base = 0;
  private begun = false;
  private baseOffset = 0;

  constructor(private readonly budget: TraceBudget) {
    this.segments = new Points(2, budget);
    this.answers = new Points(3, budget);
  }

  get sent(): readonly TracePoint[] {
    return this.segments.points;
  }
  get again(): readonly TracePoint[] {
    return this.repeats?.points ?? [];
  }
  get acked(): readonly TracePoint[] {
    return this.answers.points;
  }

  segment(seq: number, payloadBytes: number, repeated: boolean, timeNs: number): void {
    if (!this.begun) this.begin(seq);
    const offset = this.offsetOf((seq + payloadBytes) | 0);
    if (!repeated) this.segments.add(timeNs, offset);
    else {
      this.repeats ??= new Points(2, this.budget);
      this.repeats.add(timeNs, offset);
    }
  }

  /** @param window bytes; -1: not known how it is scaled */
  answer(ack: number, window: number, timeNs: number): void {
    if (!this.begun) return;
    const offset = this.offsetOf(ack | 0);
    if (offset >= 0) this.answers.add(timeNs, offset, window < 0 ? -1 : offset + window);
  }

  /** Little more will come, if anything: room for more is given back. */
  trim(): void {
    this.segments.trim();
    this.repeats?.trim();
    this.answers.trim();
  }

  /** Its points no longer count against the bound of all. */
  uncount(): void {
    this.budget.points = Math.max(0, this.budget.points - this.kept);
  }

  private get kept(): number {
    return (this.segments.rows.length + (this.repeats?.rows.length ?? 0)) / 2 + this.answers.rows.length / 3;
  }

  private begin(seq: number): void {
    this.begun = true;
    this.base = seq | 0;
  }

  /** Sequence numbers wrap: what is counted from moves along. */
  private offsetOf(number: number): number {
    const distance = seqDistance(this.base, number);
    if (distance > 0) {
      this.baseOffset += distance;
      this.base = number;
      return this.baseOffset;
    }
    return this.baseOffset + distance;
  }
}
