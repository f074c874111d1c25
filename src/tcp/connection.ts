/** One TCP connection: handshake, teardown, what each side sent, and the rows of its ladder (RFC 9293 §3.3-3.10). */
import { LIMITS } from '../limits.js';
import { ACK, FIN, type IcmpError, RST, type Segment, SYN } from '../wire/segment.js';
import type { RecentSegments } from './duplicates.js';
import { ConnectionFacts, type Shared } from './facts.js';
import { addLetter, LETTER } from './history.js';
import type { StreamOutput, StreamReassembler } from './reassembly.js';
import { resetFits } from './reset.js';
import { seqAdd, seqDistance, seqEqual, seqFrom } from './seq.js';
import type { TcpSide } from './side.js';
import { COMPLETENESS } from './summary.js';
import type { Connection, JournalEntry, Side } from './types.js';

/** Followed by `ConnectionTable`, which gives it every segment of its tuple. */
export class TcpConnection extends ConnectionFacts implements Connection, StreamOutput {
  /** Belongs to the table: its chain and list, the hash of the tuple, the idle clock, what was reported. */
  hash = 0;
  hash2 = 0;
  nextInBucket: TcpConnection | null = null;
  older: TcpConnection | null = null;
  newer: TcpConnection | null = null;
  list = -1;
  activeAtNs = 0;
  closedTold = false;
  /** No longer followed: forgotten, evicted, or replaced. */
  gone = false;

  private readonly recent: RecentSegments;
  private awaitsAck = false;
  private fromInitiator = true;
  private unsettled = false;

  constructor(number: number, segment: Segment, fromInitiator: boolean, initiatorKnown: boolean, shared: Shared) {
    super(number, segment, fromInitiator, initiatorKnown, shared);
    this.recent = shared.recent;
  }

  /** A segment of this connection. Segments come in order of frames; times may jump. */
  push(segment: Segment, fromInitiator: boolean): void {
    const me = fromInitiator ? this.sides.initiator : this.sides.responder;
    const other = fromInitiator ? this.sides.responder : this.sides.initiator;
    this.fromInitiator = fromInitiator;
    this.lastFrame = segment.frame;
    this.lastTimeNs = segment.timeNs;
    this.segments++;
    me.segments++;
    if (this.unsettled) this.settle(segment, me, other);
    if ((segment.flags & (SYN | FIN | RST)) !== 0) this.pushControl(segment, me, other);
    else {
      const acksFin = (segment.flags & ACK) !== 0 && this.acknowledge(segment, me, other);
      if (segment.payloadBytes > 1) this.pushData(segment, me, segment.seq);
      else this.pushShort(segment, me, other, acksFin);
      if (segment.window === 0 && me.window !== 0) this.note('zero-window', segment, 0, false, false);
      me.window = segment.window;
      if (acksFin) this.close();
    }
    this.recent.note(segment, this.number * 2 + (fromInitiator ? 1 : 0));
  }

  /** An ICMP error that quotes a segment of this connection: false where the quoted sequence number does not fit. */
  pushIcmpError(error: IcmpError, fromInitiator: boolean): boolean {
    const side = fromInitiator ? this.sides.initiator : this.sides.responder;
    if (side.stream.placed && !side.hasSent(error.seq)) return false;
    const { frame, text, prohibited, reporter } = error;
    this.icmpError ??= { frame, text, prohibited, reporter };
    this.journalRows.icmpError(fromInitiator ? 'initiator' : 'responder', frame, error.timeNs, error.seq);
    return true;
  }

  /** Nothing more will come: what waits is delivered, with its gaps. */
  finish(): void {
    this.fromInitiator = true;
    const { initiator, responder } = this.sides;
    if (initiator.stream.unsettled && responder.finFrame >= 0) this.assumeFin(initiator);
    if (responder.stream.unsettled && initiator.finFrame >= 0) this.assumeFin(responder);
    initiator.stream.finish(this.lastFrame, this.lastTimeNs);
    responder.stream.finish(this.lastFrame, this.lastTimeNs);
    this.letGo();
  }

  /** Gives back all memory beyond the facts, without delivery. */
  discard(): void {
    this.sides.initiator.stream.discard();
    this.sides.responder.stream.discard();
    this.consumer = null;
    this.journalRows.discard();
  }

  /** It has closed: memory for more rows is given back. */
  trim(): void {
    this.journalRows.trim();
  }

  /** Its rows no longer count against the bound of all: whoever holds the connection holds them. */
  uncountJournal(): void {
    this.journalRows.uncount();
  }

  streamData(
    stream: StreamReassembler,
    bytes: Uint8Array,
    start: number,
    end: number,
    frame: number,
    timeNs: number,
  ): void {
    const consumer = this.consumer;
    if (consumer !== null) consumer.data(this, this.sideOf(stream), bytes, start, end, { frame, timeNs });
  }

  streamGap(stream: StreamReassembler, lengthBytes: number, cut: boolean, frame: number, timeNs: number): void {
    const from = this.sideOf(stream);
    if (!cut) {
      this.journalRows.gap(from, lengthBytes, seqAdd(stream.next, -lengthBytes), frame, timeNs);
      this.history = addLetter(this.history, this.sides[from], LETTER.gap, from === 'initiator');
    }
    const consumer = this.consumer;
    if (consumer !== null) consumer.gap(this, from, lengthBytes, { frame, timeNs });
  }

  private sideOf(stream: StreamReassembler): Side {
    return stream === this.sides.initiator.stream ? 'initiator' : 'responder';
  }

  /**
   * An ACK came before its data (see `StreamReassembler.acknowledged`). As soon as the acknowledging side goes on, the
   * data's side jumps ahead, or a moment has passed, the data will not come.
   */
  private settle(segment: Segment, me: TcpSide, other: TcpSide): void {
    const isFin = (segment.flags & FIN) !== 0;
    if (other.stream.unsettled) {
      const goesOn = segment.payloadBytes > 0 || (segment.flags & (SYN | RST)) !== 0;
      if (goesOn || segment.timeNs - other.stream.unsettledSinceNs > LIMITS.ackBeforeDataNs) {
        if (isFin || me.finFrame >= 0) this.assumeFin(other);
        other.stream.settle();
      }
    }
    // A FIN just where the ACK pointed shows what was acknowledged: `pushFin` settles.
    if (me.stream.unsettled && !isFin) {
      const ahead = segment.payloadBytes > 0 && seqDistance(me.stream.next, segment.seq) > 0;
      if (ahead || segment.timeNs - me.stream.unsettledSinceNs > LIMITS.ackBeforeDataNs) {
        if (other.finFrame >= 0 && !ahead) this.assumeFin(me);
        me.stream.settle();
      }
    }
    this.unsettled = me.stream.unsettled || other.stream.unsettled;
  }

  /** The closing side acknowledged one more than was seen: most likely a FIN that the capture lacks. */
  private assumeFin(side: TcpSide): void {
    if (side.finFrame >= 0) return;
    side.stream.assumeFin();
    side.finAcknowledged = true;
  }

  /** The acknowledgment number. True where it is the first to cover the FIN of the other side. */
  private acknowledge(segment: Segment, me: TcpSide, other: TcpSide): boolean {
    const ack = seqFrom(segment.ack);
    if (!me.ackKnown) {
      me.ackKnown = true;
      me.ack = ack;
      me.ackFrame = segment.frame;
      other.stream.assume(ack, false);
    } else if (seqDistance(me.ack, ack) > 0) {
      me.ack = ack;
      me.ackFrame = segment.frame;
    }
    if (seqDistance(other.stream.next, ack) > 0) {
      const patient = segment.payloadBytes === 0 && (segment.flags & (SYN | RST)) === 0;
      other.stream.acknowledged(ack, segment.frame, segment.timeNs, patient);
      this.unsettled = other.stream.unsettled || this.unsettled;
    }
    if (other.finFrame < 0 || other.finAckFrame >= 0 || seqDistance(other.behindFin, ack) < 0) return false;
    other.finAckFrame = segment.frame;
    other.finAcknowledged = true;
    return true;
  }

  /** Payload at `seq`, which lies one behind the header's where a SYN stands before it. */
  private pushData(segment: Segment, me: TcpSide, seq: number): void {
    const stream = me.stream;
    if (this.consumer !== null && !stream.remembers && !this.closed) stream.remember();
    const { bytes, payloadStart, payloadEnd, payloadBytes } = segment;
    stream.push(seq, bytes, payloadStart, payloadEnd, payloadBytes, segment.frame, segment.timeNs);
    if (this.awaitsAck) this.completeHandshake(segment);
    if ((me.letters & LETTER.data.bit) === 0) this.firstData(me);
    if (stream.repeated) {
      if (stream.newBytes === 0 && this.isCopy(segment)) {
        stream.unrepeat(payloadBytes);
        me.duplicates++;
        return;
      }
      this.history = addLetter(this.history, me, LETTER.retransmission, this.fromInitiator);
    }
    this.journalRows.data(this.fromInitiator ? 'initiator' : 'responder', segment, stream.newBytes, stream.repeated);
  }

  private firstData(me: TcpSide): void {
    this.history = addLetter(this.history, me, LETTER.data, this.fromInitiator);
    this.completeness |= COMPLETENESS.data;
  }

  /** No payload, or a single byte: an ACK, a keep-alive, a zero-window probe, or a byte of data. */
  private pushShort(segment: Segment, me: TcpSide, other: TcpSide, acksFin: boolean): void {
    const length = segment.payloadBytes;
    const distance = me.stream.placed ? seqDistance(me.stream.next, segment.seq) : 0;
    if (distance === -1 && me.stream.offset > 0 && this.keepsAlive(length, me, other)) {
      this.note('keep-alive', segment, 0, false, acksFin);
      return;
    }
    if (length === 1) {
      if (distance === 0 && other.window === 0 && me.stream.placed) {
        // RFC 9293 §3.8.6.1: the byte is data, but it is sent to learn of the window, and will be sent again.
        me.stream.probe();
        const { bytes, payloadStart, payloadEnd } = segment;
        me.stream.push(segment.seq, bytes, payloadStart, payloadEnd, 1, segment.frame, segment.timeNs);
        this.note('keep-alive', segment, me.stream.newBytes, false, acksFin);
      } else this.pushData(segment, me, segment.seq);
      return;
    }
    if (!me.stream.placed) me.stream.assume(segment.seq, true);
    if ((segment.flags & ACK) === 0) return;
    this.completeness |= COMPLETENESS.ack;
    if ((me.letters & LETTER.ack.bit) === 0) this.history = addLetter(this.history, me, LETTER.ack, this.fromInitiator);
    if (this.awaitsAck && this.completeHandshake(segment)) this.note('ack', segment, 0, false, acksFin);
    else if (acksFin) this.note('ack', segment, 0, false, true);
    else this.journalRows.pureAck(this.fromInitiator ? 'initiator' : 'responder', segment);
  }

  /** RFC 9293 §3.8.4: one before the next sequence number, with no byte or one that was acknowledged long ago. */
  private keepsAlive(length: number, me: TcpSide, other: TcpSide): boolean {
    if (length === 0) return true;
    return other.window === 0 || (other.ackKnown && seqDistance(me.stream.next, other.ack) >= 0);
  }

  /** True where the segment is the first of the initiator that acknowledges the SYN+ACK. */
  private completeHandshake(segment: Segment): boolean {
    const { responder } = this.sides;
    if (!this.fromInitiator || (segment.flags & ACK) === 0 || seqDistance(responder.isn, segment.ack) < 1) return false;
    this.ackFrame = segment.frame;
    this.awaitsAck = false;
    return true;
  }

  private pushControl(segment: Segment, me: TcpSide, other: TcpSide): void {
    const { flags } = segment;
    // As Wireshark counts: any ACK without payload, also on a FIN or RST.
    if ((flags & (SYN | ACK)) === ACK && segment.payloadBytes === 0) this.completeness |= COMPLETENESS.ack;
    if ((flags & RST) !== 0) {
      this.pushReset(segment, me, other);
      return;
    }
    let acksFin = false;
    if ((flags & SYN) !== 0) this.pushSyn(segment, me, other);
    else acksFin = (flags & ACK) !== 0 && this.acknowledge(segment, me, other);
    const seq = (flags & SYN) !== 0 ? seqAdd(segment.seq, 1) : segment.seq;
    if (segment.payloadBytes > 0) this.pushData(segment, me, seq);
    if ((flags & FIN) !== 0) this.pushFin(segment, me, other, seq, acksFin);
    if (segment.window === 0 && me.window !== 0 && (flags & SYN) === 0) me.window = 0;
    else me.window = segment.window;
    this.close();
  }

  /** RFC 9293 §3.5. The table has seen to it that a known initial sequence number does not change. */
  private pushSyn(segment: Segment, me: TcpSide, other: TcpSide): void {
    const answers = (segment.flags & ACK) !== 0;
    const isFirst = answers ? !me.answered : this.synFrame < 0 || !me.isnKnown;
    const kind = answers ? 'syn-ack' : 'syn';
    if (!isFirst && this.isCopy(segment)) {
      me.duplicates++;
      return;
    }
    const letter = (segment.flags & FIN) !== 0 ? LETTER.multiFlag : answers ? LETTER.synAck : LETTER.syn;
    this.history = addLetter(this.history, me, letter, this.fromInitiator);
    this.completeness |= answers ? COMPLETENESS.synAck : COMPLETENESS.syn;
    me.windowScale = segment.windowScale;
    if (!me.isnKnown) {
      me.isn = seqFrom(segment.seq);
      me.isnKnown = true;
      me.stream.begin(segment.seq);
    }
    this.note(kind, segment, segment.payloadBytes, !isFirst, false);
    if (!isFirst) {
      if (segment.payloadBytes === 0) me.controlRepeats++;
      this.synRepeats ??= [];
      if (this.synRepeats.length < LIMITS.synRetransmissions) this.synRepeats.push(segment.frame);
    } else if (answers) {
      me.answered = true;
      if (this.synAckFrame < 0) this.synAckFrame = segment.frame;
      this.awaitsAck = this.ackFrame < 0 && (this.awaitsAck || !this.fromInitiator);
      this.revive();
    } else if (this.synFrame < 0) this.synFrame = segment.frame;
    if (answers) this.acknowledge(segment, me, other);
  }

  /** A SYN that was refused and sent again can be accepted after all: the refusal did not end the connection. */
  private revive(): void {
    if (this.rst === null || this.rst.from !== 'responder' || this.fromInitiator) return;
    this.rst = null;
    this.closed = false;
  }

  private pushFin(segment: Segment, me: TcpSide, other: TcpSide, seq: number, acksFin: boolean): void {
    this.history = addLetter(this.history, me, LETTER.fin, this.fromInitiator);
    this.completeness |= COMPLETENESS.fin;
    if (this.awaitsAck) this.completeHandshake(segment);
    if (me.finFrame >= 0 && this.isCopy(segment)) {
      me.duplicates++;
      return;
    }
    const fits = me.stream.end(seq, segment.payloadBytes);
    if (me.stream.unsettled) me.stream.settle();
    if (fits && me.finFrame < 0) {
      me.finFrame = segment.frame;
      this.rstBeforeFin = this.rstBeforeFin || (this.rst !== null && other.finFrame < 0);
      // Captured apart, the ACK can come first.
      if (other.ackKnown && seqDistance(me.behindFin, other.ack) >= 0) {
        me.finAckFrame = other.ackFrame;
        me.finAcknowledged = true;
        me.stream.acknowledged(other.ack, segment.frame, segment.timeNs, false);
      } else me.finAcknowledged = false;
      this.note('fin', segment, 0, false, acksFin);
    } else {
      if (fits && segment.payloadBytes === 0) me.controlRepeats++;
      this.note('fin', segment, 0, true, acksFin);
    }
    // Only this side was captured: nobody will ever prove or fill a hole.
    if (other.segments === 0) me.stream.finish(segment.frame, segment.timeNs);
  }

  private pushReset(segment: Segment, me: TcpSide, other: TcpSide): void {
    const { flags } = segment;
    const letter = (flags & SYN) !== 0 ? LETTER.multiFlag : (flags & FIN) !== 0 ? LETTER.inconsistent : LETTER.rst;
    this.history = addLetter(this.history, me, letter, this.fromInitiator);
    this.completeness |= COMPLETENESS.rst;
    const believed = resetFits(segment, me, other, this.fromInitiator && this.synAckFrame < 0);
    if (believed && (flags & ACK) !== 0 && me.stream.placed) this.acknowledge(segment, me, other);
    this.note('rst', segment, 0, this.rst !== null || !believed, false);
    if (!believed) {
      this.resetsIgnored++;
      return;
    }
    if (this.rst === null) this.rst = { from: this.fromInitiator ? 'initiator' : 'responder', frame: segment.frame };
    if (this.closed) return;
    me.stream.finish(segment.frame, segment.timeNs);
    other.stream.finish(segment.frame, segment.timeNs);
    this.closed = true;
    this.letGo();
  }

  /** RFC 9293 §3.6: closed when both FINs are acknowledged. */
  private close(): void {
    const { initiator, responder } = this.sides;
    if (!initiator.finAcknowledged || !responder.finAcknowledged) return;
    // Whoever is reported that it has closed has been told of all that lacks.
    if (this.unsettled) {
      initiator.stream.settle();
      responder.stream.settle();
    }
    if (this.closed) return;
    this.closed = true;
    this.letGo();
  }

  /** What was kept for comparison is of no more use. */
  private letGo(): void {
    this.sides.initiator.stream.forget();
    this.sides.responder.stream.forget();
  }

  private isCopy(segment: Segment): boolean {
    return this.recent.holdsCopyOf(segment, this.number * 2 + (this.fromInitiator ? 1 : 0));
  }

  private note(kind: JournalEntry['kind'], segment: Segment, bytes: number, repeats: boolean, acksFin: boolean): void {
    this.journalRows.note(kind, this.fromInitiator ? 'initiator' : 'responder', segment, bytes, repeats, acksFin);
    if (kind === 'zero-window') {
      const me = this.fromInitiator ? this.sides.initiator : this.sides.responder;
      this.history = addLetter(this.history, me, LETTER.zeroWindow, this.fromInitiator);
    }
  }

  /**
   * True where a SYN or SYN+ACK cannot belong to this connection: it has another initial sequence number than this
   * side's (RFC 9293 §3.5, and what every tool takes for a new connection).
   */
  startsAnew(segment: Segment, fromInitiator: boolean): boolean {
    const me = fromInitiator ? this.sides.initiator : this.sides.responder;
    const other = fromInitiator ? this.sides.responder : this.sides.initiator;
    if (me.isnKnown) {
      if (seqEqual(me.isn, segment.seq)) return false;
      // A server may answer a repeated SYN with another number of its own.
      const answers = (segment.flags & ACK) !== 0 && other.isnKnown && this.ackFrame < 0;
      return !(answers && seqEqual(seqAdd(other.isn, 1), segment.ack));
    }
    // The capture swapped the SYN and a later segment, or the other side opens at the same time.
    return me.stream.placed && !seqEqual(me.firstSeq, seqAdd(segment.seq, 1));
  }
}
