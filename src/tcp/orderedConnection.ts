/** A connection whose dialogue is delivered in the order of cause and effect, whatever order the capture has. */
import { LIMITS } from '../limits.js';
import { ACK, FIN, RST, type Segment, SYN } from '../wire/segment.js';
import { TcpConnection } from './connection.js';
import { seqDistance } from './seq.js';
import type { TcpSide } from './side.js';

/** An acknowledgment that lies further ahead was not provoked by a swapped packet. */
const FAR_AHEAD = 1 << 20;

/**
 * Whoever acknowledges bytes has seen them. Where the two directions were captured apart, or packets were swapped in the
 * file, a command can stand before the reply that the client had read when it sent it. Where the consumer asks for order,
 * such a segment waits, and with it those of its side that follow, until the acknowledged bytes have come or it is clear
 * that the capture lacks them.
 */
export class OrderedConnection extends TcpConnection {
  private waiting: Segment[] | null = null;
  private waitsFor: TcpSide = this.sides.initiator;

  override push(segment: Segment, fromInitiator: boolean): void {
    if (this.waiting !== null) this.pushBehind(segment, fromInitiator);
    else if (speaks(segment) && this.isAhead(segment, fromInitiator)) {
      this.waitsFor = fromInitiator ? this.sides.responder : this.sides.initiator;
      this.waiting = [copied(segment)];
    } else super.push(segment, fromInitiator);
  }

  override finish(): void {
    const { waiting, waitsFor } = this;
    this.waiting = null;
    for (const segment of waiting ?? []) super.push(segment, waitsFor === this.sides.responder);
    super.finish();
  }

  override discard(): void {
    this.waiting = null;
    super.discard();
  }

  /** It acknowledges what the other side has not sent yet, as far as the capture shows. */
  private isAhead(segment: Segment, fromInitiator: boolean): boolean {
    const other = fromInitiator ? this.sides.responder : this.sides.initiator;
    const { stream } = other;
    if (!stream.placed || this.closed || this.consumer?.ordered !== true) return false;
    // Nothing of the other side yet: after a moment, it is not captured at all.
    if (other.segments === 0 && segment.timeNs - this.firstTimeNs > LIMITS.ackBeforeDataNs) return false;
    if ((segment.flags & (ACK | SYN | RST)) !== ACK || other.finFrame >= 0) return false;
    const distance = seqDistance(stream.next, segment.ack);
    return distance > 0 && distance < FAR_AHEAD;
  }

  private pushBehind(segment: Segment, fromInitiator: boolean): void {
    const awaited = (fromInitiator ? this.sides.initiator : this.sides.responder) === this.waitsFor;
    const first = this.waiting![0]!;
    const late = Math.abs(segment.timeNs - first.timeNs) > LIMITS.ackBeforeDataNs && segment.timeNs > first.timeNs;
    const lacks = awaited && (segment.flags & SYN) === 0 && seqDistance(this.waitsFor.stream.next, segment.seq) > 0;
    if (late || lacks || (segment.flags & RST) !== 0 || this.waiting!.length >= LIMITS.waitingSegments) {
      this.release(true);
      if (!this.gone) this.push(segment, fromInitiator);
    } else if (awaited) {
      super.push(segment, fromInitiator);
      this.release(false);
    } else this.waiting!.push(copied(segment));
  }

  /** Delivers what waits: all of it, or what is no longer ahead. */
  private release(all: boolean): void {
    const { waiting, waitsFor } = this;
    if (waiting === null) return;
    this.waiting = null;
    const fromInitiator = waitsFor === this.sides.responder;
    for (let i = 0; i < waiting.length && !this.gone; i++) {
      const segment = waiting[i]!;
      if (!all && speaks(segment) && this.isAhead(segment, fromInitiator)) {
        this.waiting = waiting.slice(i);
        return;
      }
      if (!all) this.reordered = true;
      super.push(segment, fromInitiator);
    }
  }
}

/** It says something: payload, or that no more will come. */
const speaks = (segment: Segment): boolean => segment.payloadBytes > 0 || (segment.flags & FIN) !== 0;

/** The decoder uses its segment, and the capture its bytes, again. */
function copied(segment: Segment): Segment {
  const bytes = new Uint8Array(segment.bytes.subarray(segment.payloadStart, segment.payloadEnd));
  return { ...segment, bytes, payloadStart: 0, payloadEnd: bytes.length };
}
