/** What a side sent again and again without an acknowledgment: the longest such time. */
import type { Segment } from '../wire/segment.js';
import type { Stall } from './types.js';

export class StallWatch {
  /** The segment that waits longest for its acknowledgment; -1: none waits. */
  private frame = -1;
  private timeNs = 0;
  private lastFrame = 0;
  private lastNs = 0;
  private repeats = 0;
  private bytes = 0;
  /** The largest payload that was acknowledged. */
  private passed = 0;
  private worst: Stall | null = null;

  /** Payload was sent; `repeated`: it had been sent before. */
  sent(segment: Segment, repeated: boolean): void {
    if (this.frame < 0) {
      this.frame = segment.frame;
      this.timeNs = segment.timeNs;
      this.repeats = 0;
      this.bytes = 0;
    }
    if (repeated) {
      this.repeats++;
      this.lastFrame = segment.frame;
      this.lastNs = segment.timeNs;
    }
    if (segment.payloadBytes > this.bytes) this.bytes = segment.payloadBytes;
  }

  /** The other side acknowledged something new; `all`: everything. */
  acknowledged(frame: number, timeNs: number, all: boolean): void {
    if (this.repeats > 0) this.keep(true);
    if (this.bytes > this.passed) this.passed = this.bytes;
    this.frame = all ? -1 : frame;
    this.timeNs = timeNs;
    this.repeats = 0;
    this.bytes = 0;
  }

  /** With at least one repetition; null: there was none. */
  get longest(): Stall | null {
    if (this.frame >= 0 && this.repeats > 0) this.keep(false);
    return this.worst;
  }

  private keep(ended: boolean): void {
    const { frame, lastFrame, timeNs, lastNs, repeats, bytes, passed, worst } = this;
    if (worst?.ended && worst.lastNs - worst.timeNs >= lastNs - timeNs) return;
    this.worst = { frame, lastFrame, timeNs, lastNs, repeats, segmentBytes: bytes, passedBytes: passed, ended };
  }
}
