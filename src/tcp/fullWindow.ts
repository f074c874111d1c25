/** How long a receiver had no room: window 0 (RFC 9293 §3.8.6.1). */
import type { Segment } from '../wire/segment.js';
import type { FullWindow } from './types.js';

export class FullWindowWatch {
  private times = 0;
  private totalNs = 0;
  private firstFrame = 0;
  private lastFrame = 0;
  private sinceNs = -1;

  /** A segment with window 0, after one with room. */
  closed(segment: Segment): void {
    if (this.times === 0) this.firstFrame = segment.frame;
    this.lastFrame = segment.frame;
    this.times++;
    this.sinceNs = segment.timeNs;
  }

  /** Another segment: its window may be open again. */
  note(segment: Segment): void {
    if (segment.window === 0 || this.sinceNs < 0) return;
    this.totalNs += Math.max(0, segment.timeNs - this.sinceNs);
    this.lastFrame = segment.frame;
    this.sinceNs = -1;
  }

  /** @param untilNs the last segment of the connection: a window that is still closed counts until then */
  facts(untilNs: number): FullWindow | null {
    if (this.times === 0) return null;
    const open = this.sinceNs < 0 ? 0 : Math.max(0, untilNs - this.sinceNs);
    return {
      times: this.times,
      totalNs: this.totalNs + open,
      firstFrame: this.firstFrame,
      lastFrame: this.lastFrame,
      open: this.sinceNs >= 0,
    };
  }
}
