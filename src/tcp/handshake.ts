/** The opening of a connection: SYN, SYN+ACK, ACK (RFC 9293 §3.5). */
import { LIMITS } from '../limits.js';
import type { Segment } from '../wire/segment.js';
import { seqAdd, seqDistance, seqEqual } from './seq.js';
import type { TcpSide } from './side.js';
import type { Connection } from './types.js';

const NO_FRAMES: readonly number[] = [];

/** A SYN+ACK with an initial sequence number of its own. */
type Offer = { readonly isn: number; readonly frame: number; readonly windowScale: number };

/** Frames are -1 until they are known. */
export class Handshake {
  synFrame = -1;
  synAckFrame = -1;
  /** The first segment of the initiator that acknowledges the SYN+ACK. */
  ackFrame = -1;
  /** A SYN+ACK waits for that segment. */
  awaitsAck = false;
  private repeats: number[] | null = null;
  private offers: Offer[] | null = null;

  get facts(): Connection['handshake'] {
    return { syn: known(this.synFrame), synAck: known(this.synAckFrame), ack: known(this.ackFrame) };
  }

  get repeated(): readonly number[] {
    return this.repeats ?? NO_FRAMES;
  }

  /** A SYN or SYN+ACK that came before. */
  repeat(frame: number): void {
    this.repeats ??= [];
    if (this.repeats.length < LIMITS.synRetransmissions) this.repeats.push(frame);
  }

  /**
   * A SYN+ACK that answers the SYN with another number than the one before it: a server that forgot the first, or
   * somebody else. What the initiator acknowledges decides; what comes after that is of no account.
   */
  offer(segment: Segment, responder: TcpSide): void {
    if (this.ackFrame >= 0 || responder.stream.offset > 0) return;
    this.offers ??= [];
    const again = this.offers.some(({ isn }) => seqEqual(isn, segment.seq));
    if (again || this.offers.length >= LIMITS.synAcks) return;
    this.offers.push({ isn: segment.seq, frame: segment.frame, windowScale: segment.windowScale });
  }

  /** `seq` is the first number behind the SYN+ACK that counts: acknowledged by the initiator, or the responder's own. */
  choose(seq: number, responder: TcpSide): void {
    if (this.offers === null) return;
    const chosen = this.offers.find(({ isn }) => seqEqual(seqAdd(isn, 1), seq));
    if (chosen === undefined || seqEqual(chosen.isn, responder.isn)) return;
    responder.restart(chosen.isn);
    responder.windowScale = chosen.windowScale;
    this.synAckFrame = chosen.frame;
  }

  /** True where the initiator's segment is the first that acknowledges the SYN+ACK. */
  complete(segment: Segment, responder: TcpSide): boolean {
    if (seqDistance(responder.isn, segment.ack) < 1) return false;
    this.ackFrame = segment.frame;
    this.awaitsAck = false;
    this.offers = null;
    return true;
  }

  /** Several SYN+ACKs came, and it is not clear yet which one counts. */
  get undecided(): boolean {
    return this.offers !== null;
  }
}

const known = (frame: number): number | null => (frame < 0 ? null : frame);
