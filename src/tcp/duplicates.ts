/** Tells a segment that was captured twice from one that was sent twice. */
import { LIMITS } from '../limits.js';
import type { Segment } from '../wire/segment.js';
import { seqEqual } from './seq.js';

const SLOTS = LIMITS.duplicateSegments;

/**
 * The last segments of the capture, `LIMITS.duplicateSegments` of them. A capture on all interfaces of a bridge, or of both
 * directions of a mirrored port, holds every packet twice, identical and within microseconds; one before and behind a
 * router holds it with another TTL, MAC address or VLAN, as much later as the router needed. A real retransmission takes
 * a round trip at the very least, has an IP identification of its own, and mostly another acknowledgment or window.
 */
export class RecentSegments {
  private readonly seq = new Int32Array(SLOTS);
  private readonly ack = new Int32Array(SLOTS);
  private readonly flagsAndWindow = new Int32Array(SLOTS);
  private readonly length = new Int32Array(SLOTS);
  private readonly flow = new Int32Array(SLOTS);
  /** IP identification and TTL in one number. */
  private readonly datagram = new Int32Array(SLOTS);
  private readonly link = new Int32Array(SLOTS);
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
    this.datagram[at] = (segment.ipId << 8) | segment.ttl;
    this.link[at] = segment.link;
    this.timeNs[at] = segment.timeNs;
    this.at = (at + 1) & (SLOTS - 1);
  }

  /** True where the same segment of the same flow was noted a moment before: it was captured twice, not sent twice. */
  holdsCopyOf(segment: Segment, flow: number): boolean {
    for (let i = 1; i <= SLOTS; i++) {
      const at = (this.at - i) & (SLOTS - 1);
      const age = segment.timeNs - this.timeNs[at]!;
      if (!(Math.abs(age) <= LIMITS.duplicateRouteNs)) return false;
      if (
        this.flow[at] === flow &&
        seqEqual(this.seq[at]!, segment.seq) &&
        this.length[at] === segment.payloadBytes &&
        seqEqual(this.ack[at]!, segment.ack) &&
        this.flagsAndWindow[at] === ((segment.flags << 16) | segment.window) &&
        (Math.abs(age) <= LIMITS.duplicateNs || this.isSameDatagram(at, segment))
      ) {
        return true;
      }
    }
    return false;
  }

  /** The identification is the same; where there is none, the segment was captured at another place of its way. */
  private isSameDatagram(at: number, segment: Segment): boolean {
    const datagram = (segment.ipId << 8) | segment.ttl;
    if (datagram >> 8 !== this.datagram[at]! >> 8) return false;
    const identified = segment.ipId > 0;
    return identified || datagram !== this.datagram[at] || segment.link !== this.link[at];
  }
}
