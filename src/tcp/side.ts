/** What is known of one side of a connection beside its bytes. */
import type { Segment } from '../wire/segment.js';
import type { Flow } from './flow.js';
import { FullWindowWatch } from './fullWindow.js';
import { unpackedOptions } from './openingFacts.js';
import { type BufferBudget, type StreamOutput, StreamReassembler } from './reassembly.js';
import { seqAdd, seqDistance, seqEqual, seqFrom, seqToHeader } from './seq.js';
import { StallWatch } from './stall.js';
import type { FullWindow, SideSummary, Stall, SynOptions } from './types.js';

/** What is watched no longer, and never stalled. */
const NEVER_STALLED = new StallWatch();

export class TcpSide implements SideSummary {
  readonly stream: StreamReassembler;
  /** Initial sequence number (RFC 9293 §3.4.1), where the SYN was seen. */
  isn = 0;
  isnKnown = false;
  /** It sent a SYN+ACK. */
  answered = false;
  /** Segments of this side, and their bytes with IP headers. */
  segments = 0;
  ipBytes = 0;
  /** When its first and last payload was captured; NaN: none was. */
  private firstPayloadNs = Number.NaN;
  private lastPayloadNs = Number.NaN;
  /** The furthest acknowledgment number this side sent, and the frame that first carried it. */
  ack = 0;
  ackKnown = false;
  ackFrame = 0;
  /** The window this side announced last, as in the header; -1: none yet. */
  window = -1;
  /** Window scale of its SYN (RFC 7323); -1: no SYN seen or no such option. */
  windowScale = -1;
  /** Options of its SYN, packed: most connections are never looked at; -1: no SYN was captured. */
  synOptions = -1;
  /** Where its time goes; null: nobody wants to know. */
  flow: Flow | null = null;
  /** The first FIN that fits the stream, and the first frame of the other side that acknowledges it. */
  finFrame = -1;
  finAckFrame = -1;
  /** The FIN was acknowledged, or its ACK was seen and it was not. */
  finAcknowledged = false;
  /** SYNs, SYN+ACKs and FINs without payload that were sent again. */
  controlRepeats = 0;
  /** Segments that were captured twice, not sent twice. */
  duplicates = 0;
  /** TTL of its last segment that is no RST; -1: none. */
  ttl = -1;
  stalls = new StallWatch();
  /** Null: its window never closed. */
  private fullness: FullWindowWatch | null = null;
  private lastNs = 0;

  constructor(output: StreamOutput, budget: BufferBudget) {
    this.stream = new StreamReassembler(output, budget);
  }

  get options(): SynOptions | null {
    return this.synOptions < 0 ? null : unpackedOptions(this.synOptions);
  }
  get initialSeq(): number | null {
    return this.isnKnown ? seqToHeader(this.isn) : null;
  }
  get firstByteNs(): number | null {
    return Number.isNaN(this.firstPayloadNs) ? null : this.firstPayloadNs;
  }
  get lastByteNs(): number | null {
    return Number.isNaN(this.lastPayloadNs) ? null : this.lastPayloadNs;
  }
  get bytes(): number {
    return this.stream.bytes;
  }
  get retransmissions(): number {
    return this.stream.retransmissions + this.controlRepeats;
  }
  get retransmittedBytes(): number {
    return this.stream.retransmittedBytes;
  }
  get outOfOrder(): number {
    return this.stream.outOfOrder;
  }
  get missing(): readonly (readonly [number, number])[] {
    return this.stream.missing;
  }
  get missingBytes(): number {
    return this.stream.missingBytes;
  }
  get missingRangesDropped(): number {
    return this.stream.missingDropped;
  }
  get conflictingBytes(): number {
    return this.stream.conflictingBytes;
  }
  get lateBytes(): number {
    return this.stream.lateBytes;
  }
  get outsideWindow(): number {
    return this.stream.outsideWindow;
  }

  get stall(): Stall | null {
    return this.stalls.longest;
  }
  get fullWindow(): FullWindow | null {
    return this.fullness === null ? null : this.fullness.facts(this.lastNs);
  }

  /** It says how much room it has. */
  announces(segment: Segment): void {
    if (segment.window === 0 && this.window !== 0) {
      this.fullness ??= new FullWindowWatch();
      this.fullness.closed(segment);
    } else if (this.window === 0 && this.fullness !== null) this.fullness.note(segment);
    this.window = segment.window;
  }

  /** Nothing of it changes any more: memory that only watched is given back. */
  settle(): void {
    if (this.stalls.longest === null) this.stalls = NEVER_STALLED;
    if (this.flow !== null) this.flow.trim();
  }

  /** A segment was captured. */
  count(segment: Segment): void {
    this.segments++;
    this.lastNs = segment.timeNs;
    this.ipBytes += segment.ipBytes;
    if (segment.payloadBytes === 0) return;
    if (Number.isNaN(this.firstPayloadNs)) this.firstPayloadNs = segment.timeNs;
    this.lastPayloadNs = segment.timeNs;
  }

  /** It acknowledges what it did before, from the same place. */
  repeatsAck(segment: Segment): boolean {
    return this.ackKnown && seqEqual(this.ack, segment.ack) && segment.frame !== this.ackFrame;
  }

  /** Its SYN. What stands at another place of the sequence space came before it and was not its own. */
  begin(isn: number): void {
    const fits = !this.stream.placed || seqEqual(this.firstSeq, seqAdd(isn, 1));
    this.isn = seqFrom(isn);
    this.isnKnown = true;
    if (fits) this.stream.begin(isn);
    else this.restart(isn);
  }

  /** Everything that it sent counts from this initial sequence number. */
  restart(isn: number): void {
    this.isn = seqFrom(isn);
    this.isnKnown = true;
    this.stream.restart(isn);
    this.finFrame = -1;
    this.finAckFrame = -1;
    this.finAcknowledged = false;
  }

  /** Sequence number of the first byte of the stream that is known. */
  get firstSeq(): number {
    return seqAdd(this.stream.next, -this.stream.offset);
  }

  /** Sequence number behind the FIN, where that is known. */
  get behindFin(): number {
    return seqAdd(this.stream.next, this.stream.finOffset - this.stream.offset + 1);
  }

  /** Its FIN was not captured, but `other` acknowledged one number more than all bytes, the last of which was. */
  lacksFin(other: TcpSide): boolean {
    const { finOffset, missing } = this.stream;
    if (this.finFrame >= 0 || finOffset < 0 || missing.at(-1)?.[1] === finOffset) return false;
    return other.ackKnown && seqDistance(this.behindFin, other.ack) >= 0;
  }

  /** True where `seq` was sent by this side as far as the capture shows: SYN, payload or FIN. */
  hasSent(seq: number): boolean {
    if (!this.stream.placed) return false;
    const distance = seqDistance(this.stream.next, seq);
    return distance <= 1 && distance >= -(this.stream.offset + 1);
  }
}
