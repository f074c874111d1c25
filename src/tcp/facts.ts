/** What is known of a TCP connection, as the other layers read it. */
import { formatAddress } from '../wire/address.js';
import type { Segment } from '../wire/segment.js';
import type { RecentSegments } from './duplicates.js';
import { Journal, type JournalBudget } from './journal.js';
import type { BufferBudget, StreamOutput, StreamReassembler } from './reassembly.js';
import { TcpSide } from './side.js';
import { COMPLETENESS } from './summary.js';
import type { Connection, Endpoint, JournalEntry, Side, StreamConsumer } from './types.js';

/** What the connections of a table share. */
export type Shared = {
  readonly buffers: BufferBudget;
  readonly journals: JournalBudget;
  readonly recent: RecentSegments;
};

const NO_FRAMES: readonly number[] = [];

type Fin = { readonly from: Side; readonly frame: number; readonly ackFrame: number | null };
type UnseenFin = Connection['teardown']['unseenFins'][number];
const NO_FINS: readonly UnseenFin[] = [];

/** The part of a connection that is read from outside; `TcpConnection` fills it in. */
export abstract class ConnectionFacts implements StreamOutput {
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
  history = '';
  /** Sum of `COMPLETENESS`, as Wireshark's tcp.completeness. */
  completeness = 0;
  /** RSTs that were not believed: their sequence number lies outside the window, or they do not answer the SYN. */
  resetsIgnored = 0;
  /** See `Connection`; set where segments wait for those that they answer. */
  reordered = false;

  protected readonly journalRows: Journal;
  private initiatorEndpoint: Endpoint | null = null;
  private responderEndpoint: Endpoint | null = null;
  protected synFrame = -1;
  protected synAckFrame = -1;
  protected ackFrame = -1;
  protected synRepeats: number[] | null = null;
  protected rst: { from: Side; frame: number } | null = null;
  protected rstBeforeFin = false;

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
    this.journalRows = new Journal(shared.journals);
    if (!fromInitiator) this.history = '^';
  }

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
    return { syn: known(this.synFrame), synAck: known(this.synAckFrame), ack: known(this.ackFrame) };
  }

  get synRetransmissions(): readonly number[] {
    return this.synRepeats ?? NO_FRAMES;
  }

  get teardown(): Connection['teardown'] {
    const fins: Fin[] = [];
    const { initiator, responder } = this.sides;
    if (initiator.finFrame >= 0) fins.push(finOf('initiator', initiator));
    if (responder.finFrame >= 0) fins.push(finOf('responder', responder));
    if (fins.length === 2 && responder.finFrame < initiator.finFrame) fins.reverse();
    const kind =
      this.rst !== null && (fins.length === 0 || this.rstBeforeFin) ? 'rst' : fins.length > 0 ? 'fin' : 'none';
    return { kind, fins, rst: this.rst, unseenFins: fins.length === 2 ? NO_FINS : this.unseenFins() };
  }

  private unseenFins(): UnseenFin[] {
    const { initiator, responder } = this.sides;
    const found: UnseenFin[] = [];
    if (initiator.lacksFin(responder)) found.push({ from: 'initiator', ackFrame: responder.ackFrame });
    if (responder.lacksFin(initiator)) found.push({ from: 'responder', ackFrame: initiator.ackFrame });
    return found;
  }

  get journal(): readonly JournalEntry[] {
    return this.journalRows.entries;
  }

  get journalDropped(): number {
    return this.journalRows.dropped;
  }

  /** True while nothing but SYNs of the initiator was seen: what floods and scans are made of. */
  get onlySyn(): boolean {
    return this.sides.responder.segments === 0 && this.ackFrame < 0 && this.completeness === COMPLETENESS.syn;
  }

  abstract streamData(
    stream: StreamReassembler,
    bytes: Uint8Array,
    start: number,
    end: number,
    frame: number,
    timeNs: number,
  ): void;

  abstract streamGap(stream: StreamReassembler, lengthBytes: number, cut: boolean, frame: number, timeNs: number): void;
}

const known = (frame: number): number | null => (frame < 0 ? null : frame);

const finOf = (from: Side, side: TcpSide): Fin => ({ from, frame: side.finFrame, ackFrame: known(side.finAckFrame) });
