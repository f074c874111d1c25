/** Zeek's connection history (`history` of conn.log), letter for letter: upper case for the initiator. */
import { ACK, FIN, RST, type Segment, SYN } from '../wire/segment.js';
import { seqAdd, seqDistance, seqEqual } from './seq.js';

const LETTER = {
  syn: 's',
  synAck: 'h',
  ack: 'a',
  data: 'd',
  fin: 'f',
  rst: 'r',
  inconsistent: 'i',
  multiFlag: 'q',
} as const;

/** One bit each: SYN and SYN+ACK share theirs, as in Zeek. */
const SEEN = { syn: 1, fin: 2, rst: 4, inconsistent: 8, data: 16, ack: 32, multiFlag: 64 } as const;

/** Zeek does not trust the number of a SYN or RST that lies further away from what its side sent before. */
const TOO_FAR = 1_048_576;

/** Gaps, retransmissions and zero windows have a letter for the 1st, 10th, 100th ... of a side. */
const SCALE = 10;

/** What the history needs to know of one side. */
export class HistorySide {
  seen = 0;
  lastSyn = 0;
  lastFin = 0;
  lastRst = 0;
  /** The first number of its sequence space, and the one behind the furthest segment. */
  start = 0;
  last = 0;
  placed = false;
  gaps = 0;
  nextGaps = 1;
  retransmissions = 0;
  nextRetransmissions = 1;
  zeroWindows = 0;
  nextZeroWindows = 1;
}

/** Of connections that are over. */
const OVER = new HistorySide();

export class History {
  text: string;
  /** The capture has ended, or the connection is no longer followed. */
  private ended = false;
  private initiator = new HistorySide();
  private responder = new HistorySide();

  /** @param flipped the first segment came from the responder */
  constructor(flipped: boolean) {
    this.text = flipped ? '^' : '';
  }

  /** Every segment of the connection, copies and retransmissions included, in order of frames. */
  note(segment: Segment, fromInitiator: boolean): void {
    const me = fromInitiator ? this.initiator : this.responder;
    const other = fromInitiator ? this.responder : this.initiator;
    const { flags, seq, payloadBytes } = segment;
    const control = flags & (SYN | FIN | RST);
    const end = seqAdd(seq, payloadBytes + ((flags & SYN) !== 0 ? 1 : 0) + ((flags & FIN) !== 0 ? 1 : 0));
    if (!me.placed) {
      me.placed = true;
      me.start = (flags & SYN) !== 0 ? seq : seqAdd(seq, -1);
      me.last = seq;
    }
    if (control !== 0) this.control(me, control, segment, fromInitiator);
    else if (payloadBytes > 0) this.once(me, SEEN.data, LETTER.data, fromInitiator);
    else if ((flags & ACK) !== 0) this.once(me, SEEN.ack, LETTER.ack, fromInitiator);
    // Behind the end of the other side there is nothing that a window could stop.
    if (segment.window === 0 && (control & RST) === 0 && ((other.seen & SEEN.fin) | (me.seen & SEEN.rst)) === 0) {
      if (++me.zeroWindows === me.nextZeroWindows) {
        me.nextZeroWindows *= SCALE;
        this.add('w', fromInitiator);
      }
    }
    this.advance(me, control, end, payloadBytes, fromInitiator);
  }

  /** No segment follows: what the sides were remembered by goes. */
  end(): void {
    this.ended = true;
    this.initiator = OVER;
    this.responder = OVER;
  }

  /** An ACK shows that bytes of this side are missing in the capture. Those that the end shows do not count. */
  gap(fromInitiator: boolean): void {
    if (this.ended) return;
    const me = fromInitiator ? this.initiator : this.responder;
    if (((this.initiator.seen | this.responder.seen) & (SEEN.fin | SEEN.rst)) !== 0) return;
    if (++me.gaps !== me.nextGaps) return;
    me.nextGaps *= SCALE;
    this.add('g', fromInitiator);
  }

  private control(me: HistorySide, control: number, segment: Segment, fromInitiator: boolean): void {
    const { seq } = segment;
    if (control === SYN) {
      const letter = (segment.flags & ACK) !== 0 ? LETTER.synAck : LETTER.syn;
      this.repeatable(me, SEEN.syn, letter, seqEqual(seq, me.lastSyn), fromInitiator);
      me.lastSyn = seq;
    } else if (control === FIN) {
      const end = seqAdd(seq, segment.payloadBytes);
      this.repeatable(me, SEEN.fin, LETTER.fin, seqEqual(end, me.lastFin), fromInitiator);
      me.lastFin = end;
    } else if (control === RST) {
      this.repeatable(me, SEEN.rst, LETTER.rst, seqEqual(seq, me.lastRst), fromInitiator);
      me.lastRst = seq;
    } else if ((control & (FIN | RST)) === (FIN | RST)) {
      this.once(me, SEEN.inconsistent, LETTER.inconsistent, fromInitiator);
    } else this.once(me, SEEN.multiFlag, LETTER.multiFlag, fromInitiator);
  }

  /** Payload that does not go beyond what its side had sent counts as a retransmission. */
  private advance(me: HistorySide, control: number, end: number, payloadBytes: number, fromInitiator: boolean): void {
    const ahead = seqDistance(me.last, end);
    if ((control & (SYN | RST)) !== 0 && (ahead > TOO_FAR || ahead < -TOO_FAR)) return;
    // More than 2 GiB can lie between a SYN and the FIN where nothing else was captured.
    if ((control & FIN) !== 0 && seqEqual(me.last, seqAdd(me.start, 1))) me.last = end;
    else if ((me.seen & SEEN.rst) !== 0 && control !== RST) return;
    else if (ahead > 0) me.last = end;
    else if (payloadBytes > 0 && ++me.retransmissions === me.nextRetransmissions) {
      me.nextRetransmissions *= SCALE;
      this.add('t', fromInitiator);
    }
  }

  private once(me: HistorySide, bit: number, letter: string, fromInitiator: boolean): void {
    if ((me.seen & bit) !== 0) return;
    me.seen |= bit;
    this.add(letter, fromInitiator);
  }

  /** Again where it came with another sequence number. */
  private repeatable(me: HistorySide, bit: number, letter: string, sameNumber: boolean, fromInitiator: boolean): void {
    if ((me.seen & bit) !== 0 && sameNumber) return;
    me.seen |= bit;
    this.add(letter, fromInitiator);
  }

  private add(letter: string, fromInitiator: boolean): void {
    this.text += fromInitiator ? letter.toUpperCase() : letter;
  }
}
