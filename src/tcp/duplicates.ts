/** Tells a segment that was captured twice from one that was sent twice. */
import { LIMITS } from '../limits.js';
import type { Segment } from '../wire/segment.js';
import { seqEqual } from './seq.js';

const SLOTS = LIMITS.duplicateSegments;

/**
 * The last segments of the capture, `LIMITS.duplicateSegments` of them. A capture on all interfaces of a bridge, or of both directions of a mirrored
 * port, holds every packet twice, identical and within microseconds. A real retransmission takes a round trip at the
 * very least, and mostly differs in its acknowledgment or window.
 */
export class RecentSegments {
  private readonly seq = new Int32Array(SLOTS);
  private readonly ack = new Int32Array(SLOTS);
  private readonly flagsAndWindow = new Int32Array(SLOTS);
  private readonly length = new Int32Array(SLOTS);
  private readonly flow = new Int32Array(SLOTS);
  private readonly timeNs = new Float64Array(SLOTS).fill(Number.NEGATIVE_INFINITY);
  private at = 0;

  /** `flow`: a number for the connection and direction. */
  note(segment: Segment, flow: number): void {
    const at = this.at;
    this.seq[at] = segment.seq;
    this.ack[at] = segment.ack;
    this.flagsAndWindow[at] = (segment.flags << 16) | segment.window;
    this.length[at] = segment.payloadBytes;
    this.flow[at] = flow;
    this.timeNs[at] = segment.timeNs;
    this.at = (at + 1) & (SLOTS - 1);
  }

  /** True where the same segment of the same flow was noted within `LIMITS.duplicateNs` before. */
  holdsCopyOf(segment: Segment, flow: number): boolean {
    for (let i = 1; i <= SLOTS; i++) {
      const at = (this.at - i) & (SLOTS - 1);
      const age = segment.timeNs - this.timeNs[at]!;
      if (age > LIMITS.duplicateNs || age < 0) return false;
      if (
        this.flow[at] === flow &&
        seqEqual(this.seq[at]!, segment.seq) &&
        this.length[at] === segment.payloadBytes &&
        seqEqual(this.ack[at]!, segment.ack) &&
        this.flagsAndWindow[at] === ((segment.flags << 16) | segment.window)
      ) {
        return true;
      }
    }
    return false;
  }
}
