/** A place of the sequence space that no window reaches (RFC 7323 §2.3): what both sides speak of is behind a large gap. */
import { LIMITS } from '../limits.js';
import { seqAdd, seqDistance } from './seq.js';

/** A segment with payload, copied. */
export type FarSegment = {
  readonly seq: number;
  readonly bytes: Uint8Array;
  /** On the wire. */
  readonly lengthBytes: number;
  readonly frame: number;
  readonly timeNs: number;
};

/** RFC 7323 §2.3: no window is larger. What lies further away is not part of this stream now. */
const LARGEST_WINDOW = 0x40000000;

export const isFar = (distance: number): boolean => distance > LARGEST_WINDOW || distance < -LARGEST_WINDOW;

const areNear = (a: number, b: number): boolean => Math.abs(seqDistance(a, b)) <= LIMITS.farAckBytes;

/** What speaks for the place: segments of the sender, and an acknowledgment of the other side. */
export class FarPlace {
  segments: FarSegment[] = [];
  ack: number | null = null;

  /** Segments near each other are one place; another place takes its room. */
  add(segment: FarSegment): void {
    const first = this.segments[0];
    if (first !== undefined && !areNear(first.seq, segment.seq)) this.segments = [];
    if (this.segments.length < LIMITS.farSegments) this.segments.push(segment);
  }

  /** Its first sequence number, where both sides speak of it; null otherwise. */
  get confirmed(): number | null {
    const { ack, segments } = this;
    if (ack === null || !segments.some(({ seq, lengthBytes }) => areNear(seqAdd(seq, lengthBytes), ack))) return null;
    return this.start;
  }

  /** The lowest sequence number of the segments; null where there are none. */
  get start(): number | null {
    const { segments } = this;
    if (segments.length === 0) return null;
    return segments.reduce((low, { seq }) => (seqDistance(low, seq) < 0 ? seq : low), segments[0]!.seq);
  }

  /** The segments lie just before `seq`. */
  endsNear(seq: number): boolean {
    return this.segments.some((segment) => areNear(segment.seq, seq));
  }
}
