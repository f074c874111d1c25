/** A dialogue is delivered in the order of cause and effect, whatever order the capture has. */
import { LIMITS } from '../limits.js';
import { ACK, FIN, RST, type Segment, SYN } from '../wire/segment.js';
import { seqDistance } from './seq.js';
import type { TcpSide } from './side.js';
import type { StreamConsumer } from './types.js';

/** An acknowledgment that lies further ahead was not provoked by a swapped packet. */
const FAR_AHEAD = 1 << 20;

/** What this part needs of its connection. */
export interface OrderedConnection {
  readonly sides: { readonly initiator: TcpSide; readonly responder: TcpSide };
  readonly consumer: StreamConsumer | null;
  readonly closed: boolean;
  readonly firstTimeNs: number;
  /** No longer followed. */
  readonly gone: boolean;
  reordered: boolean;
  waiting: WaitingSegments | null;
  /** The next segment of the capture; it may have to wait. */
  push(segment: Segment, fromInitiator: boolean): void;
  /** The segment counts now. */
  apply(segment: Segment, fromInitiator: boolean): void;
}

/** The segment has payload or a FIN, and acknowledges what the other side has not sent yet as far as the capture shows. */
export function isAhead(connection: OrderedConnection, segment: Segment, fromInitiator: boolean): boolean {
  if (segment.payloadBytes === 0 && (segment.flags & FIN) === 0) return false;
  const other = fromInitiator ? connection.sides.responder : connection.sides.initiator;
  const { stream } = other;
  if (!stream.placed || connection.closed || connection.consumer?.ordered !== true) return false;
  // Nothing of the other side yet: after a moment, it is not captured at all.
  if (other.segments === 0 && segment.timeNs - connection.firstTimeNs > LIMITS.ackBeforeDataNs) return false;
  if ((segment.flags & (ACK | SYN | RST)) !== ACK || other.finFrame >= 0) return false;
  const distance = seqDistance(stream.next, segment.ack);
  return distance > 0 && distance < FAR_AHEAD;
}

/**
 * A host that acknowledges bytes has received them. Where the two directions were captured apart, or packets were
 * swapped in the file, a command can stand before the reply that the client had read when it sent it. Where the consumer
 * asks for order, the segment waits, and with it those of its side that follow, until the acknowledged bytes have come or
 * it is clear that the capture does not have them.
 */
export class WaitingSegments {
  private segments: Segment[];
  private readonly waitsFor: TcpSide;
  private readonly fromInitiator: boolean;

  constructor(
    private readonly connection: OrderedConnection,
    segment: Segment,
    fromInitiator: boolean,
  ) {
    this.segments = [copied(segment)];
    this.fromInitiator = fromInitiator;
    this.waitsFor = fromInitiator ? connection.sides.responder : connection.sides.initiator;
  }

  push(segment: Segment, fromInitiator: boolean): void {
    const { connection, segments, waitsFor } = this;
    const awaited = fromInitiator !== this.fromInitiator;
    const first = segments[0]!;
    const late = Math.abs(segment.timeNs - first.timeNs) > LIMITS.ackBeforeDataNs && segment.timeNs > first.timeNs;
    const hole = awaited && (segment.flags & SYN) === 0 && seqDistance(waitsFor.stream.next, segment.seq) > 0;
    if (late || hole || (segment.flags & RST) !== 0 || segments.length >= LIMITS.waitingSegments) {
      this.release(true);
      if (!connection.gone) connection.push(segment, fromInitiator);
    } else if (awaited) {
      connection.apply(segment, fromInitiator);
      this.release(false);
    } else segments.push(copied(segment));
  }

  /** Nothing more will come. */
  flush(): void {
    this.connection.waiting = null;
    for (const segment of this.segments) this.connection.apply(segment, this.fromInitiator);
  }

  /** Delivers what waits: all of it, or what is no longer ahead. */
  private release(all: boolean): void {
    const { connection, segments, fromInitiator } = this;
    if (connection.waiting !== this) return;
    connection.waiting = null;
    for (let i = 0; i < segments.length && !connection.gone; i++) {
      const segment = segments[i]!;
      if (!all && isAhead(connection, segment, fromInitiator)) {
        this.segments = segments.slice(i);
        connection.waiting = this;
        return;
      }
      if (!all) connection.reordered = true;
      connection.apply(segment, fromInitiator);
    }
  }
}

/** The decoder uses its segment, and the capture its bytes, again. */
function copied(segment: Segment): Segment {
  const bytes = new Uint8Array(segment.bytes.subarray(segment.payloadStart, segment.payloadEnd));
  return { ...segment, bytes, payloadStart: 0, payloadEnd: bytes.length };
}
