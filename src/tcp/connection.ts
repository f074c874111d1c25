/** One TCP connection: handshake, teardown, what each side sent, and the rows of its ladder (RFC 9293 §3.3-3.10). */
import { LIMITS } from '../limits.js';
import { formatAddress } from '../wire/address.js';
import { ACK, FIN, type IcmpError, RST, type Segment, SYN } from '../wire/segment.js';
import { isAhead, type OrderedConnection, WaitingSegments } from './causalOrder.js';
import type { RecentSegments } from './duplicates.js';
import { isFar } from './farPlace.js';
import { Flow } from './flow.js';
import { Handshake } from './handshake.js';
import { History } from './history.js';
import { Journal, type JournalBudget } from './journal.js';
import type { LastFacts } from './lastFacts.js';
import { packedOptions, wayToNs } from './openingFacts.js';
import type { BufferBudget, StreamOutput, StreamReassembler } from './reassembly.js';
import { resetFits } from './reset.js';
import { seqAdd, seqDistance, seqEqual, seqFrom } from './seq.js';
import { TcpSide } from './side.js';
import { COMPLETENESS } from './summary.js';
import { Teardown } from './teardown.js';
import { Trace, type TraceBudget } from './trace.js';
import type { Connection, Endpoint, JournalEntry, Side, StreamConsumer } from './types.js';

/** RFC 7323 §2.3. */
const LARGEST_SCALE = 14;

/** What the connections of a table share. */
export type Shared = {
  readonly buffers: BufferBudget;
  readonly journals: JournalBudget;
  readonly recent: RecentSegments;
  /** Of connections that are finished. */
  readonly journalsRead: LastFacts<readonly JournalEntry[]>;
  readonly teardownsRead: LastFacts<Connection['teardown']>;
  /** Curves of data connections are kept; null: nobody wants them. */
  readonly traces: TraceBudget | null;
  /** Pure ACKs are rows of their own. */
  readonly acks: boolean;
};

/** Held by `ConnectionTable`, which gives it every segment of its tuple. */
export class TcpConnection implements Connection, StreamOutput, OrderedConnection {
  readonly number: number;
  readonly initiatorKnown: boolean;
  readonly family: 4 | 6;
  /** Address words and port of the initiator (i) and the responder (r), as in `Tuple`. */
  readonly i0: number;
  readonly i1: number;
  readonly i2: number;
  readonly i3: number;
  readonly iPort: number;
  readonly r0: number;
  readonly r1: number;
  readonly r2: number;
  readonly r3: number;
  readonly rPort: number;

  readonly sides: { readonly initiator: TcpSide; readonly responder: TcpSide };
  consumer: StreamConsumer | null = null;
  keep = false;
  segments = 0;
  readonly firstFrame: number;
  lastFrame: number;
  readonly firstTimeNs: number;
  lastTimeNs: number;
  closed = false;
  icmpError: Connection['icmpError'] = null;
  /** Sum of `COMPLETENESS`, as Wireshark's tcp.completeness. */
  completeness = 0;
  /** See `Connection`; set where segments wait for those that they answer. */
  reordered = false;
  /** Segments that wait for what they acknowledge. */
  waiting: WaitingSegments | null = null;

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

  private readonly opening = new Handshake();
  private readonly ending = new Teardown();
  private readonly letters: History;
  private readonly rows: Journal;
  private readonly shared: Shared;
  private initiatorEndpoint: Endpoint | null = null;
  private responderEndpoint: Endpoint | null = null;
  /** The direction of the segment in hand. */
  private fromInitiator = true;
  private unsettled = false;
  /** A segment without SYN, FIN and RST was captured. */
  private plain = false;
  /** Nothing of it changes any more. */
  private finished = false;

  constructor(number: number, segment: Segment, fromInitiator: boolean, initiatorKnown: boolean, shared: Shared) {
    const s = segment;
    this.number = number;
    this.initiatorKnown = initiatorKnown;
    this.family = s.family;
    this.i0 = (fromInitiator ? s.src0 : s.dst0) | 0;
    this.i1 = (fromInitiator ? s.src1 : s.dst1) | 0;
    this.i2 = (fromInitiator ? s.src2 : s.dst2) | 0;
    this.i3 = (fromInitiator ? s.src3 : s.dst3) | 0;
    this.iPort = fromInitiator ? s.srcPort : s.dstPort;
    this.r0 = (fromInitiator ? s.dst0 : s.src0) | 0;
    this.r1 = (fromInitiator ? s.dst1 : s.src1) | 0;
    this.r2 = (fromInitiator ? s.dst2 : s.src2) | 0;
    this.r3 = (fromInitiator ? s.dst3 : s.src3) | 0;
    this.rPort = fromInitiator ? s.dstPort : s.srcPort;
    this.firstFrame = s.frame;
    this.lastFrame = s.frame;
    this.firstTimeNs = s.timeNs;
    this.lastTimeNs = s.timeNs;
    this.sides = { initiator: new TcpSide(this, shared.buffers), responder: new TcpSide(this, shared.buffers) };
    this.letters = new History(!fromInitiator);
    this.rows = new Journal(shared.journals, shared.acks);
    this.shared = shared;
  }

  // What others read

  get initiator(): Endpoint {
    this.initiatorEndpoint ??= {
      address: formatAddress(this.family, this.i0 >>> 0, this.i1 >>> 0, this.i2 >>> 0, this.i3 >>> 0),
      port: this.iPort,
    };
    return this.initiatorEndpoint;
  }

  get responder(): Endpoint {
    this.responderEndpoint ??= {
      address: formatAddress(this.family, this.r0 >>> 0, this.r1 >>> 0, this.r2 >>> 0, this.r3 >>> 0),
      port: this.rPort,
    };
    return this.responderEndpoint;
  }

  get handshake(): Connection['handshake'] {
    return this.opening.facts;
  }

  get synRetransmissions(): readonly number[] {
    return this.opening.repeated;
  }

  get teardown(): Connection['teardown'] {
    const { initiator, responder } = this.sides;
    if (!this.finished) return this.ending.facts(initiator, responder);
    const { teardownsRead } = this.shared;
    return teardownsRead.of(this) ?? teardownsRead.keep(this, this.ending.facts(initiator, responder));
  }

  get resets(): Connection['resets'] {
    return this.ending.resets;
  }

  get resetsIgnored(): number {
    return this.ending.resetsIgnored;
  }

  get history(): string {
    return this.letters.text;
  }

  get journal(): readonly JournalEntry[] {
    if (!this.finished) return this.rows.entries;
    const { journalsRead } = this.shared;
    return journalsRead.of(this) ?? journalsRead.keep(this, this.rows.entries);
  }

  get journalDropped(): number {
    return this.rows.dropped;
  }

  /** True while nothing but SYNs of the initiator was seen: what floods and scans are made of. */
  get onlySyn(): boolean {
    return this.sides.responder.segments === 0 && this.opening.ackFrame < 0 && this.completeness === COMPLETENESS.syn;
  }

  /**
   * True where a SYN or SYN+ACK cannot belong to this connection: it has another initial sequence number than this
   * side's (RFC 9293 §3.5, and what every tool takes for a new connection).
   */
  startsAnew(segment: Segment, fromInitiator: boolean): boolean {
    const me = fromInitiator ? this.sides.initiator : this.sides.responder;
    const other = fromInitiator ? this.sides.responder : this.sides.initiator;
    // It answers the SYN of this connection, whatever its own number is: see `Handshake.offer`.
    if ((segment.flags & ACK) !== 0 && other.isnKnown && seqEqual(seqAdd(other.isn, 1), segment.ack)) return false;
    if (me.isnKnown) return !seqEqual(me.isn, segment.seq);
    // The capture swapped the SYN and a later segment, or the other side opens at the same time.
    return me.stream.placed && !seqEqual(me.firstSeq, seqAdd(segment.seq, 1));
  }

  // What the table gives

  /** A segment of this connection. Segments come in order of frames; times may jump. */
  receive(segment: Segment, fromInitiator: boolean): void {
    this.lastFrame = segment.frame;
    this.lastTimeNs = segment.timeNs;
    this.segments++;
    const me = fromInitiator ? this.sides.initiator : this.sides.responder;
    me.count(segment);
    this.letters.note(segment, fromInitiator);
    this.push(segment, fromInitiator);
    if ((segment.flags & RST) === 0) me.ttl = segment.ttl;
  }

  push(segment: Segment, fromInitiator: boolean): void {
    if (this.waiting !== null) this.waiting.push(segment, fromInitiator);
    else if (isAhead(this, segment, fromInitiator)) this.waiting = new WaitingSegments(this, segment, fromInitiator);
    else this.apply(segment, fromInitiator);
  }

  apply(segment: Segment, fromInitiator: boolean): void {
    const me = fromInitiator ? this.sides.initiator : this.sides.responder;
    const other = fromInitiator ? this.sides.responder : this.sides.initiator;
    this.fromInitiator = fromInitiator;
    if (this.unsettled) this.settle(segment, me, other);
    if ((segment.flags & (SYN | FIN | RST)) !== 0) this.pushControl(segment, me, other);
    else {
      if (!this.plain) this.beginPlain();
      const acksFin = (segment.flags & ACK) !== 0 && this.acknowledge(segment, me, other);
      if (segment.payloadBytes > 1) this.pushData(segment, me, segment.seq);
      else this.pushShort(segment, me, other, acksFin);
      if (segment.window === 0 && me.window !== 0) this.note('zero-window', segment, 0, false, false);
      me.announces(segment);
      if (acksFin) this.close();
    }
    this.shared.recent.note(segment, this.number * 2 + (fromInitiator ? 1 : 0));
  }

  /** An ICMP error that quotes a segment of this connection: false where the quoted sequence number does not fit. */
  pushIcmpError(error: IcmpError, fromInitiator: boolean): boolean {
    const side = fromInitiator ? this.sides.initiator : this.sides.responder;
    if (side.stream.placed && !side.hasSent(error.seq)) return false;
    const { frame, text, prohibited, reporter, tooBig, mtu } = error;
    this.icmpError ??= { frame, text, prohibited, reporter, tooBig, mtu };
    this.rows.icmpError(fromInitiator ? 'initiator' : 'responder', frame, error.timeNs, error.seq);
    return true;
  }

  /** Nothing more will come: what waits is delivered, with its gaps. */
  finish(): void {
    if (this.waiting !== null) this.waiting.flush();
    this.letters.end();
    this.fromInitiator = true;
    const { initiator, responder } = this.sides;
    this.assumeSent();
    if (initiator.stream.unsettled && responder.finFrame >= 0) this.assumeFin(initiator);
    if (responder.stream.unsettled && initiator.finFrame >= 0) this.assumeFin(responder);
    initiator.stream.finish(this.lastFrame, this.lastTimeNs);
    responder.stream.finish(this.lastFrame, this.lastTimeNs);
    this.letGo();
    this.finished = true;
    if (!this.keep) return;
    this.trim();
    initiator.settle();
    responder.settle();
  }

  /** Of a stream of which nothing was captured but its end, all was sent that the end or an ACK reports. */
  private assumeSent(): void {
    const { initiator, responder } = this.sides;
    const { rst, rstSeq } = this.ending;
    const reset = this.onlyControl ? rst : null;
    initiator.stream.assumeSent(reset?.from === 'initiator' ? rstSeq : null, this.lastFrame, this.lastTimeNs);
    responder.stream.assumeSent(reset?.from === 'responder' ? rstSeq : null, this.lastFrame, this.lastTimeNs);
  }

  /** Gives back all memory beyond the facts, without delivery. */
  discard(): void {
    this.waiting = null;
    this.sides.initiator.stream.discard();
    this.sides.responder.stream.discard();
    this.consumer = null;
    this.rows.discard();
  }

  /** It has closed: memory for more rows is given back. */
  trim(): void {
    this.rows.trim();
  }

  /** Its rows no longer count against the bound of all: they belong to those who keep the connection. */
  uncountJournal(): void {
    this.rows.uncount();
    for (const { flow } of [this.sides.initiator, this.sides.responder]) flow?.trace?.uncount();
  }

  // What its streams give

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
      this.rows.gap(from, lengthBytes, seqAdd(stream.next, -lengthBytes), frame, timeNs);
      this.letters.gap(from === 'initiator');
    }
    const consumer = this.consumer;
    if (consumer !== null) consumer.gap(this, from, lengthBytes, { frame, timeNs });
  }

  private sideOf(stream: StreamReassembler): Side {
    return stream === this.sides.initiator.stream ? 'initiator' : 'responder';
  }

  // Acknowledgments

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

  /** The closing side acknowledged one number more than was captured: most likely that of a FIN. */
  private assumeFin(side: TcpSide): void {
    if (side.finFrame >= 0) return;
    side.stream.assumeFin();
    side.finAcknowledged = true;
  }

  /** The acknowledgment number. True where it is the first to cover the FIN of the other side. */
  private acknowledge(segment: Segment, me: TcpSide, other: TcpSide): boolean {
    const ack = seqFrom(segment.ack);
    if (this.opening.undecided && this.fromInitiator) this.opening.choose(ack, other);
    if (!me.ackKnown) {
      me.ackKnown = true;
      me.ack = ack;
      me.ackFrame = segment.frame;
      other.stream.assume(ack, false);
      this.acknowledges(segment, other, ack);
    } else if (seqDistance(me.ack, ack) > 0 || (isFar(seqDistance(me.ack, ack)) && other.stream.reaches(ack))) {
      me.ack = ack;
      me.ackFrame = segment.frame;
      this.acknowledges(segment, other, ack);
    }
    if (this.ending.rst !== null) this.doubtReset(ack);
    if (other.flow !== null && (segment.flags & RST) === 0) this.hear(segment, me, other.flow);
    const ahead = seqDistance(other.stream.next, ack);
    if (ahead > 0 || isFar(ahead)) {
      const patient = segment.payloadBytes === 0 && (segment.flags & (SYN | RST)) === 0;
      other.stream.acknowledged(ack, segment.frame, segment.timeNs, patient);
      this.unsettled = other.stream.unsettled || this.unsettled;
    }
    if (other.finFrame < 0 || other.finAckFrame >= 0 || seqDistance(other.behindFin, ack) < 0) return false;
    other.finAckFrame = segment.frame;
    other.finAcknowledged = true;
    return true;
  }

  private acknowledges(segment: Segment, other: TcpSide, ack: number): void {
    other.stalls.acknowledged(segment.frame, segment.timeNs, seqDistance(ack, other.stream.next) <= 0);
  }

  // Payload

  /** Payload at `seq`, which lies one behind the header's where a SYN stands before it. */
  private pushData(segment: Segment, me: TcpSide, seq: number): void {
    const stream = me.stream;
    if (this.consumer !== null && !stream.remembers && !this.closed) stream.remember();
    if (this.opening.undecided && !this.fromInitiator) this.opening.choose(seq, me);
    const { bytes, payloadStart, payloadEnd, payloadBytes } = segment;
    stream.push(seq, bytes, payloadStart, payloadEnd, payloadBytes, segment.frame, segment.timeNs);
    if (stream.outsideWindow > 0 && this.otherOf(me).segments === 0) stream.resync(segment.frame, segment.timeNs);
    if (this.opening.awaitsAck) this.completeHandshake(segment);
    this.completeness |= COMPLETENESS.data;
    if (stream.repeated && stream.newBytes === 0 && this.isCopy(segment)) {
      stream.unrepeat(payloadBytes);
      me.duplicates++;
      return;
    }
    me.stalls.sent(segment, stream.repeated);
    this.rows.data(this.fromInitiator ? 'initiator' : 'responder', segment, stream.newBytes, stream.repeated);
    if (this.consumer !== null) this.meter(segment, me, seq);
  }

  /** Where the time of the sender goes. */
  private meter(segment: Segment, me: TcpSide, seq: number): void {
    me.flow ??= this.flowOf(me);
    const { repeated, newBytes } = me.stream;
    me.flow.sent(seq, segment.payloadBytes, newBytes, repeated, segment.frame, segment.timeNs);
  }

  /** What the other side says of its window counts from here on: from the handshake's ACK at the latest. */
  private flowOf(me: TcpSide): Flow {
    const other = this.otherOf(me);
    const side = me === this.sides.initiator ? 'initiator' : 'responder';
    const flow = new Flow(
      wayToNs(this.rows.entries, side),
      this.shared.traces === null ? null : new Trace(this.shared.traces),
    );
    if (other.ackKnown && other.window >= 0)
      flow.heard(other.ack, this.scaled(other.window, other, me), this.lastTimeNs);
    return flow;
  }

  private hear(segment: Segment, me: TcpSide, flow: Flow): void {
    const isSyn = (segment.flags & SYN) !== 0;
    const window = isSyn ? segment.window : this.scaled(segment.window, me, this.otherOf(me));
    flow.heard(seqFrom(segment.ack), window, segment.timeNs);
  }

  /** The window in bytes (RFC 7323 §2.2); -1 where a SYN is not in this capture, and the scale not known. */
  private scaled(window: number, me: TcpSide, other: TcpSide): number {
    if (window < 0 || me.synOptions < 0 || other.synOptions < 0) return -1;
    return me.windowScale < 0 || other.windowScale < 0 ? window : window * 2 ** Math.min(me.windowScale, LARGEST_SCALE);
  }

  /** No payload, or a single byte: an ACK, a keep-alive, a zero-window probe, or a byte of data. */
  private pushShort(segment: Segment, me: TcpSide, other: TcpSide, acksFin: boolean): void {
    const length = segment.payloadBytes;
    const distance = me.stream.placed ? seqDistance(me.stream.next, segment.seq) : 0;
    if (distance === -1 && this.keepsAlive(length, me, other)) {
      if (this.isCopy(segment)) me.duplicates++;
      else this.note('keep-alive', segment, 0, false, acksFin);
      return;
    }
    if (length === 0 && !acksFin && me.repeatsAck(segment) && this.isCopy(segment)) {
      me.duplicates++;
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
    if (this.opening.awaitsAck && this.completeHandshake(segment)) this.note('ack', segment, 0, false, acksFin);
    else if (acksFin) this.note('ack', segment, 0, false, true);
    else this.rows.pureAck(this.fromInitiator ? 'initiator' : 'responder', segment);
  }

  /** RFC 9293 §3.8.4: one before the next sequence number, with no byte or one that was acknowledged long ago. */
  private keepsAlive(length: number, me: TcpSide, other: TcpSide): boolean {
    if (length === 0) return me.stream.offset > 0 || me.isnKnown;
    if (me.stream.offset > 0 && other.window === 0) return true;
    return other.ackKnown && seqDistance(me.stream.next, other.ack) >= 0;
  }

  // Flags

  /** True where the segment is the first of the initiator that acknowledges the SYN+ACK. */
  private completeHandshake(segment: Segment): boolean {
    if (!this.fromInitiator || (segment.flags & ACK) === 0) return false;
    if (!this.opening.complete(segment, this.sides.responder)) return false;
    // The initiator goes on: a RST in its name, before the SYN+ACK, was not its own.
    if (this.ending.rst?.from === 'initiator') this.revive();
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
    me.window = segment.window;
    this.close();
  }

  /** RFC 9293 §3.5. The table has seen to it that a SYN does not begin another connection. */
  private pushSyn(segment: Segment, me: TcpSide, other: TcpSide): void {
    const answers = (segment.flags & ACK) !== 0;
    const { opening } = this;
    const isFirst = answers ? !me.answered : opening.synFrame < 0 || !me.isnKnown;
    const kind = answers ? 'syn-ack' : 'syn';
    if (!isFirst && this.isCopy(segment)) {
      me.duplicates++;
      return;
    }
    this.completeness |= answers ? COMPLETENESS.synAck : COMPLETENESS.syn;
    if (me.isnKnown && !seqEqual(me.isn, segment.seq)) {
      opening.offer(segment, me);
      this.note(kind, segment, segment.payloadBytes, true, false);
      return;
    }
    me.windowScale = segment.windowScale;
    if (me.synOptions < 0) me.synOptions = packedOptions(segment);
    if (!me.isnKnown) me.begin(segment.seq);
    this.note(kind, segment, segment.payloadBytes, !isFirst, false);
    if (!isFirst) {
      if (segment.payloadBytes === 0) me.controlRepeats++;
      opening.repeat(segment.frame);
    } else if (answers) {
      me.answered = true;
      if (opening.synAckFrame < 0) opening.synAckFrame = segment.frame;
      opening.awaitsAck = opening.ackFrame < 0 && (opening.awaitsAck || !this.fromInitiator);
      // A SYN that was refused and sent again can be accepted after all: the refusal did not end the connection.
      if (this.ending.rst?.from === 'responder' && !this.fromInitiator) this.revive();
    } else if (opening.synFrame < 0) opening.synFrame = segment.frame;
    if (answers) this.acknowledge(segment, me, other);
  }

  private pushFin(segment: Segment, me: TcpSide, other: TcpSide, seq: number, acksFin: boolean): void {
    this.completeness |= COMPLETENESS.fin;
    if (this.opening.awaitsAck) this.completeHandshake(segment);
    if (me.finFrame >= 0 && this.isCopy(segment)) {
      me.duplicates++;
      return;
    }
    const fits = me.stream.end(
      seq,
      segment.payloadBytes,
      this.fitsOther(segment, other),
      segment.frame,
      segment.timeNs,
    );
    if (me.stream.unsettled) me.stream.settle();
    if (fits && me.finFrame < 0) {
      me.finFrame = segment.frame;
      this.ending.fin(other.finFrame < 0);
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
    // Only this side was captured: nothing will ever prove or fill a hole.
    if (other.segments === 0) me.stream.finish(segment.frame, segment.timeNs);
  }

  /** The acknowledgment number is one of those that the other side has sent, as far as it was captured. */
  private fitsOther(segment: Segment, other: TcpSide): boolean {
    if (other.segments === 0) return true;
    return (segment.flags & ACK) !== 0 && (other.hasSent(segment.ack) || other.hasSent(seqAdd(segment.ack, -1)));
  }

  private pushReset(segment: Segment, me: TcpSide, other: TcpSide): void {
    const { ending } = this;
    if (ending.rst !== null && this.isCopy(segment)) {
      me.duplicates++;
      return;
    }
    this.completeness |= COMPLETENESS.rst;
    const fits = resetFits(segment, me, other, this.fromInitiator && this.opening.synAckFrame < 0);
    const believed = fits || this.onlyControl;
    if (believed && (segment.flags & ACK) !== 0 && me.stream.placed) this.acknowledge(segment, me, other);
    this.note('rst', segment, 0, ending.rst !== null || !believed, false);
    ending.keep(segment, this.fromInitiator ? 'initiator' : 'responder', me.ttl);
    if (!believed) {
      ending.resetsIgnored++;
      return;
    }
    ending.reset(this.fromInitiator ? 'initiator' : 'responder', segment.frame, segment.seq);
    ending.rstBeyondWindow = !fits;
    if (this.closed) return;
    me.stream.finish(segment.frame, segment.timeNs);
    other.stream.finish(segment.frame, segment.timeNs);
    this.closed = true;
    this.letGo();
  }

  /** A capture of SYN, FIN and RST alone: nothing tells where the window is. */
  private get onlyControl(): boolean {
    return !this.plain && this.opening.synFrame >= 0 && this.opening.synAckFrame >= 0;
  }

  private otherOf(side: TcpSide): TcpSide {
    return side === this.sides.initiator ? this.sides.responder : this.sides.initiator;
  }

  /** The capture has more than SYN, FIN and RST: a RST that is beyond the window is not believed any more. */
  private beginPlain(): void {
    this.plain = true;
    if (!this.ending.rstBeyondWindow) return;
    this.ending.resetsIgnored++;
    this.revive();
  }

  /** The side that was reset acknowledges what came after the RST: the RST was not from its peer, or never arrived. */
  private doubtReset(ack: number): void {
    const { rst, rstSeq } = this.ending;
    if (rst === null || (rst.from === 'initiator') === this.fromInitiator) return;
    if (seqDistance(rstSeq, ack) <= 0) return;
    this.ending.resetsIgnored++;
    this.revive();
  }

  private revive(): void {
    this.ending.revoke();
    this.closed = false;
    this.closedTold = false;
  }

  /** RFC 9293 §3.6: closed when both FINs are acknowledged. */
  private close(): void {
    const { initiator, responder } = this.sides;
    if (!initiator.finAcknowledged || !responder.finAcknowledged) return;
    // All gaps are reported before the end is.
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
    return this.shared.recent.holdsCopyOf(segment, this.number * 2 + (this.fromInitiator ? 1 : 0));
  }

  private note(kind: JournalEntry['kind'], segment: Segment, bytes: number, repeats: boolean, acksFin: boolean): void {
    this.rows.note(kind, this.fromInitiator ? 'initiator' : 'responder', segment, bytes, repeats, acksFin);
  }
}
