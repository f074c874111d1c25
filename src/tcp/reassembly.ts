/**
 * One side's byte stream: in order, each byte once, with its holes named.
 *
 * Policy, in one place:
 * - The first bytes to arrive count. What is sent again is compared with what is still held (the out-of-order buffer,
 *   and the last `LIMITS.recentBytes` delivered bytes where somebody consumes the stream); bytes that differ are
 *   counted in `conflictingBytes` and dropped. Older ones can no longer be compared.
 * - A hole becomes a gap when the other side acknowledges it, when the buffer is full, and at the end.
 * - Bytes that arrive after their hole was given up are counted (`lateBytes`), not delivered: the order is gone.
 * - What lies further away than any window reaches is left out, unless both sides speak of that place, or the FIN: then
 *   the capture does not have what lies between, up to 4 GiB. See `FarPlace`.
 * - What the snaplen cut off a segment is a gap of known length behind its captured part. It takes part in the rule of
 *   the first: later copies do not fill it.
 */
import { copyOf } from '../bytes/copy.js';
import { LIMITS } from '../limits.js';
import { FarPlace, isFar } from './farPlace.js';
import { HeldPieces, type HeldPiecesBudget, type Piece } from './held.js';
import { MissingRanges } from './missing.js';
import { type RecentBudget, RecentBytes } from './recent.js';
import { seqAdd, seqAhead, seqDistance, seqEqual, seqFrom } from './seq.js';

/** Where a stream's bytes and gaps go. */
export interface StreamOutput {
  /** bytes[start .. end) follow what was delivered before. `frame`, `timeNs`: the packet that carried them. */
  streamData(
    stream: StreamReassembler,
    bytes: Uint8Array,
    start: number,
    end: number,
    frame: number,
    timeNs: number,
  ): void;
  /** The capture lacks the next `lengthBytes`. `cut`: the snaplen took them. `frame`, `timeNs`: what proved it. */
  streamGap(stream: StreamReassembler, lengthBytes: number, cut: boolean, frame: number, timeNs: number): void;
}

export type BufferBudget = HeldPiecesBudget & RecentBudget;

/** Nothing known; a place that an ACK points to, that an empty segment shows, that SYN or data show. */
const NOWHERE = 0;
const POINTED = 1;
const LIKELY = 2;
const FIRM = 3;

const NO_RANGES: readonly (readonly [number, number])[] = [];

export class StreamReassembler {
  /** The next sequence number expected. Meaningless before `placed`. */
  next = 0;
  /** Offset of `next` in the stream: bytes delivered and gaps so far. */
  offset = 0;
  /** Offset of the FIN: no data lie behind it. -1: not known. */
  finOffset = -1;
  /** Bytes of the last `push` that were new, and whether it repeated some that had been seen. */
  newBytes = 0;
  repeated = false;

  retransmissions = 0;
  retransmittedBytes = 0;
  outOfOrder = 0;
  missingBytes = 0;
  conflictingBytes = 0;
  /** Bytes that came after their hole had been given up. */
  lateBytes = 0;
  /** Segments that lie further away than any window, or behind the FIN. */
  outsideWindow = 0;
  /** Holes that were given up because the buffer was full. */
  bufferFull = 0;
  private gaps: MissingRanges | null = null;
  private readonly output: StreamOutput;
  private readonly budget: BufferBudget;
  private place = NOWHERE;
  /** No FIN was seen at `finOffset`, but the other side acknowledged one, it seems. */
  private finAssumed = false;
  private held: HeldPieces | null = null;
  private discarded = false;
  private recent: RecentBytes | null = null;
  private serial = 0;
  /** The latest arrival among what was delivered. */
  private deliveredSerial = 0;
  /** A byte sent into a closed window; it will be sent again without being a retransmission. -1: none. */
  private probeOffset = -1;
  /** An ACK has proved that bytes up to here were sent, but they may still arrive (a capture can swap packets). */
  private provedOffset = -1;
  private provedFrame = 0;
  private provedTimeNs = 0;
  private far: FarPlace | null = null;

  constructor(output: StreamOutput, budget: BufferBudget) {
    this.output = output;
    this.budget = budget;
  }

  /** True once it is known where the stream is. */
  get placed(): boolean {
    return this.place !== NOWHERE;
  }

  /** Payload bytes by sequence numbers: delivered, missing, and waiting behind a hole. */
  get bytes(): number {
    return this.offset + (this.held === null ? 0 : this.held.bytes);
  }

  /** What is missing in the capture, as [from, to) offsets. */
  get missing(): readonly (readonly [number, number])[] {
    return this.gaps?.ranges ?? NO_RANGES;
  }

  /** Ranges of `missing` that were not kept. */
  get missingDropped(): number {
    return this.gaps?.dropped ?? 0;
  }

  /** The SYN was seen: the stream begins behind it (RFC 9293 §3.4). */
  begin(isn: number): void {
    if (this.place === FIRM || this.offset > 0) return;
    this.next = seqAdd(isn, 1);
    this.place = FIRM;
  }

  /** The SYN that counts is another one, or what came before it did not belong to it: the stream begins behind it. */
  restart(isn: number): void {
    this.held?.clear();
    this.held = null;
    this.next = seqAdd(isn, 1);
    this.place = FIRM;
    this.finOffset = -1;
    this.finAssumed = false;
    this.provedOffset = -1;
    this.recent?.restart(this.offset);
  }

  /** No SYN was seen; an ACK of the other side or an empty segment of this one tells where the stream most likely is. */
  assume(seq: number, own: boolean): void {
    if (this.place !== NOWHERE) return;
    this.next = seqFrom(seq);
    this.place = own ? LIKELY : POINTED;
  }

  /** A segment with payload. `lengthBytes` on the wire; what exceeds end - start was cut off by the snaplen. */
  push(
    seq: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    lengthBytes: number,
    frame: number,
    timeNs: number,
  ): void {
    this.serial++;
    if (
      seqDistance(this.next, seq) === 0 &&
      this.place === FIRM &&
      this.held === null &&
      this.finOffset < 0 &&
      end - start === lengthBytes
    ) {
      this.newBytes = lengthBytes;
      this.repeated = false;
      this.deliver(bytes, start, end, frame, timeNs);
    } else this.pushAnywhere(seq, bytes, start, end, lengthBytes, frame, timeNs);
  }

  private pushAnywhere(
    seq: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    lengthBytes: number,
    frame: number,
    timeNs: number,
  ): void {
    this.newBytes = 0;
    this.repeated = false;
    if (this.place !== FIRM) {
      // A supposed place gives way to data that lie before it; behind it there may be a hole.
      if (this.place === NOWHERE || (this.offset === 0 && seqDistance(this.next, seq) < 0)) this.next = seqFrom(seq);
      this.place = FIRM;
    }
    const distance = seqDistance(this.next, seq);
    if (isFar(distance)) {
      this.pushFar(seq, bytes, start, end, lengthBytes, frame, timeNs);
      return;
    }
    const from = this.offset + distance;
    let to = from + lengthBytes;
    if (this.finAssumed && to > this.finOffset) this.doubtFin();
    if (this.finOffset >= 0 && to > this.finOffset) to = this.finOffset;
    if (to <= from) {
      this.outsideWindow++;
      return;
    }
    // Offsets below zero lie before what the capture shows: neither new nor repeated.
    if (from < this.offset && to > 0) this.old(Math.max(from, 0), Math.min(to, this.offset), from, bytes, start, end);
    if (to > this.offset) this.fresh(Math.max(from, this.offset), to, from, bytes, start, end, frame, timeNs);
  }

  private pushFar(
    seq: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    lengthBytes: number,
    frame: number,
    timeNs: number,
  ): void {
    this.outsideWindow++;
    this.far ??= new FarPlace();
    this.far.add({ seq: seqFrom(seq), bytes: copyOf(bytes, start, end), lengthBytes, frame, timeNs });
    this.goFar(this.far.confirmed, frame, timeNs);
  }

  /** Goes on at `seq`, behind a gap, with the segments that were held for it. */
  private goFar(seq: number | null, frame: number, timeNs: number): void {
    const segments = this.far?.segments;
    if (seq === null || segments === undefined) return;
    this.far = null;
    if (this.held !== null) this.skipTo(this.held.end, frame, timeNs);
    this.doubtFin();
    this.gap(this.offset + seqAhead(this.next, seq), false, frame, timeNs);
    this.outsideWindow -= segments.length;
    for (const each of segments) {
      if (this.discarded) return;
      this.push(each.seq, each.bytes, 0, each.bytes.length, each.lengthBytes, each.frame, each.timeNs);
    }
  }

  /** The other side is not captured and cannot confirm: so many segments of one far place are proof enough. */
  resync(frame: number, timeNs: number): void {
    const { far } = this;
    if (far !== null && far.segments.length >= LIMITS.farSegments) this.goFar(far.start, frame, timeNs);
  }

  /** [at, to) was passed over before: captured, or given up as a gap. The segment begins at offset `from`. */
  private old(at: number, to: number, from: number, bytes: Uint8Array, start: number, end: number): void {
    const late = this.gaps === null ? 0 : this.gaps.unseenWithin(at, to);
    this.lateBytes += late;
    if (late === to - at || (to === at + 1 && at === this.probeOffset)) return;
    this.repeat(to - at - late);
    const shown = Math.min(to, from + end - start);
    if (this.recent !== null && shown > at) {
      this.conflictingBytes += this.recent.differing(at, shown, bytes, start + at - from);
    }
  }

  /** [at, to) lies at or ahead of `next`; parts of it may be held. The segment begins at offset `from`. */
  private fresh(
    at: number,
    to: number,
    from: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    frame: number,
    timeNs: number,
  ): void {
    const shown = from + end - start;
    let piece: Piece | null = null;
    let index = this.held === null ? 0 : this.held.firstEndingAfter(at);
    let pos = at;
    while (pos < to && !this.discarded) {
      const held = this.held?.at(index);
      if (held !== undefined && held.from <= pos) {
        const until = Math.min(held.to, to);
        this.repeat(until - pos);
        if (held.bytes !== null) {
          for (let o = pos; o < Math.min(until, shown); o++) {
            if (held.bytes[o - held.from] !== bytes[start + o - from]) this.conflictingBytes++;
          }
        }
        pos = until;
        index++;
        continue;
      }
      const until = held === undefined ? to : Math.min(held.from, to);
      const captured = Math.max(pos, Math.min(until, shown));
      this.newBytes += until - pos;
      if (pos === this.offset) {
        // The first new bytes of the segment may go out at once; what is held is looked at when all is compared.
        this.deliveredSerial = this.serial;
        if (captured > pos) this.deliver(bytes, start + pos - from, start + captured - from, frame, timeNs);
        if (until > captured) this.gap(until, true, frame, timeNs);
      } else {
        if (captured > pos) {
          const copy = copyOf(bytes, start + pos - from, start + captured - from);
          piece = this.hold(index++, pos, captured, copy, frame, timeNs);
        }
        if (until > captured) piece = this.hold(index++, captured, until, null, frame, timeNs);
      }
      pos = until;
    }
    if (piece !== null) piece.segments = 1;
    if (this.held !== null) {
      this.drain();
      this.shrink(frame, timeNs);
    }
  }

  /** The segment repeats `lengthBytes` that were seen before. */
  private repeat(lengthBytes: number): void {
    if (!this.repeated) this.retransmissions++;
    this.repeated = true;
    this.retransmittedBytes += lengthBytes;
  }

  /** The last `push` was no retransmission: the capture holds the segment twice. */
  unrepeat(lengthBytes: number): void {
    this.repeated = false;
    this.retransmissions--;
    this.retransmittedBytes -= lengthBytes;
  }

  private hold(
    index: number,
    from: number,
    to: number,
    bytes: Uint8Array | null,
    frame: number,
    timeNs: number,
  ): Piece {
    const piece: Piece = { from, to, bytes, frame, timeNs, serial: this.serial, segments: 0 };
    this.held ??= new HeldPieces(this.budget);
    this.held.insert(index, piece);
    return piece;
  }

  private deliver(bytes: Uint8Array, start: number, end: number, frame: number, timeNs: number): void {
    const length = end - start;
    this.next = seqAdd(this.next, length);
    this.offset += length;
    this.deliveredSerial = this.serial;
    if (this.recent !== null) this.recent.append(bytes, start, end);
    this.output.streamData(this, bytes, start, end, frame, timeNs);
  }

  /** Delivers what is held and follows without a hole. */
  private drain(): void {
    const ready = this.held!.takeFrom(this.offset);
    if (this.held!.count === 0) this.held = null;
    for (let i = 0; i < ready.length && !this.discarded; i++) {
      const piece = ready[i]!;
      // Something before it came later: it had overtaken that.
      if (this.deliveredSerial > piece.serial) this.outOfOrder += piece.segments;
      const latest = Math.max(this.deliveredSerial, piece.serial);
      if (piece.bytes === null) this.gap(piece.to, true, piece.frame, piece.timeNs);
      else this.deliver(piece.bytes, 0, piece.bytes.length, piece.frame, piece.timeNs);
      this.deliveredSerial = latest;
    }
  }

  /** Gives up the oldest holes until the buffer is within its limits. */
  private shrink(frame: number, timeNs: number): void {
    while (this.held?.full) {
      this.bufferFull++;
      this.gap(this.held.at(0)!.from, false, frame, timeNs);
      if (this.held !== null) this.drain();
    }
  }

  private gap(to: number, cut: boolean, frame: number, timeNs: number): void {
    const from = this.offset;
    const length = to - from;
    this.next = seqAdd(this.next, length);
    this.offset = to;
    this.missingBytes += length;
    this.gaps ??= new MissingRanges();
    this.gaps.add(from, to, cut);
    this.recent?.restart(to);
    this.output.streamGap(this, length, cut, frame, timeNs);
  }

  /**
   * The other side acknowledges everything before `ack`. Bytes of it that were not seen lack for ever. With `patient`,
   * and while nothing waits behind the hole, the gap is only noted: where the two directions are captured apart, an ACK
   * can come before its data. `settle` makes it true.
   */
  acknowledged(ack: number, frame: number, timeNs: number, patient: boolean): void {
    const distance = seqDistance(this.next, ack);
    if (isFar(distance)) this.acknowledgedFar(ack, frame, timeNs);
    else if (distance > 0) this.prove(distance, frame, timeNs, patient);
  }

  private acknowledgedFar(ack: number, frame: number, timeNs: number): void {
    if (this.place === NOWHERE) return;
    const ahead = seqAhead(this.next, ack);
    if (this.finOffset >= 0 && !this.finAssumed && ahead - 1 === this.finOffset - this.offset) {
      this.skipTo(this.finOffset, frame, timeNs);
      return;
    }
    this.far ??= new FarPlace();
    this.far.ack = seqFrom(ack);
    this.goFar(this.far.confirmed, frame, timeNs);
  }

  /**
   * The capture has nothing of this stream behind its first byte, and nothing more will come: what the other side
   * acknowledged, or where this one ended, was sent.
   */
  assumeSent(seq: number | null, frame: number, timeNs: number): void {
    const to = seq ?? this.far?.ack ?? null;
    if (to === null || this.offset > 0 || this.held !== null || (this.far?.segments.length ?? 0) > 0) return;
    this.far = null;
    this.provedOffset = seqAhead(this.next, to);
    this.provedFrame = frame;
    this.provedTimeNs = timeNs;
  }

  private prove(distance: number, frame: number, timeNs: number, patient: boolean): void {
    if (this.place === NOWHERE) return;
    const claimed = this.offset + distance;
    if (this.finAssumed && claimed > this.finOffset + 1) this.doubtFin();
    const to = this.finOffset >= 0 ? Math.min(claimed, this.finOffset) : claimed;
    if (to <= this.offset) return;
    if (this.place === LIKELY && distance === 1 && this.held === null) {
      // The capture began at a keep-alive, whose sequence number is one too low: nothing lacks.
      this.next = seqAdd(this.next, 1);
      return;
    }
    if (this.held !== null) this.skipTo(to, frame, timeNs);
    else if (this.provedOffset < to) {
      this.provedOffset = to;
      this.provedFrame = frame;
      this.provedTimeNs = timeNs;
    }
    if (!patient) this.settle();
  }

  /** The number is near the place where the stream is now. */
  reaches(seq: number): boolean {
    return !isFar(seqDistance(this.next, seq));
  }

  /** True while an ACK has proved bytes that may still arrive. */
  get unsettled(): boolean {
    return this.provedOffset > this.offset;
  }

  /** When the ACK came that made it `unsettled`. */
  get unsettledSinceNs(): number {
    return this.provedTimeNs;
  }

  /** What was acknowledged and has still not come is a gap; a single number is most likely that of a lost FIN. */
  settle(): void {
    if (this.provedOffset === this.offset + 1 && this.held === null) this.assumeFin();
    if (this.provedOffset > this.offset) this.skipTo(this.provedOffset, this.provedFrame, this.provedTimeNs);
    this.provedOffset = -1;
  }

  /** What an ACK proved last was a FIN missing from the capture, no byte. */
  assumeFin(): void {
    if (this.finOffset >= 0 || this.provedOffset <= this.offset) return;
    this.finOffset = this.provedOffset - 1;
    this.finAssumed = true;
    this.provedOffset = this.finOffset;
  }

  private doubtFin(): void {
    this.finAssumed = false;
    this.finOffset = -1;
  }

  /** Everything before `to` is delivered or a gap. */
  private skipTo(to: number, frame: number, timeNs: number): void {
    while (this.offset < to && !this.discarded) {
      const head = this.held?.at(0);
      this.gap(head === undefined || head.from > to ? to : head.from, false, frame, timeNs);
      if (this.held !== null) this.drain();
    }
  }

  /**
   * A FIN behind `lengthBytes` of payload at `seq`. False where it cannot be: data behind it were captured, or it lies
   * further away than any window and does not fit the other side (`fits`) either.
   */
  end(seq: number, lengthBytes: number, fits: boolean, frame: number, timeNs: number): boolean {
    if (this.place === NOWHERE) {
      this.next = seqAdd(seq, lengthBytes);
      this.place = FIRM;
    }
    if (this.far?.endsNear(seq)) this.goFar(this.far.start, frame, timeNs);
    const end = seqAdd(seq, lengthBytes);
    let distance = seqDistance(this.next, end);
    if (this.finAssumed) this.doubtFin();
    if (this.finOffset >= 0) return seqEqual(seqAdd(this.next, this.finOffset - this.offset), end);
    // Nothing of the stream was captured, or the FIN lies beyond every window: the capture does not have what lies between.
    const unseen = distance < 0 && this.offset === 0 && this.held === null;
    if (isFar(distance) || unseen) distance = fits ? seqAhead(this.next, end) : -1;
    if (distance < 0) return false;
    const at = this.offset + distance;
    if (this.held !== null && at < this.held.end) return false;
    this.finOffset = at;
    if (this.provedOffset > at) this.provedOffset = at;
    return true;
  }

  /** A byte was sent into a closed window; it will come again. Call before `push`. */
  probe(): void {
    this.probeOffset = this.offset;
  }

  /** Nothing more will come: whatever waits is delivered, with gaps between, up to the FIN where it is known. */
  finish(frame: number, timeNs: number): void {
    this.settle();
    if (this.held !== null) this.skipTo(this.held.end, frame, timeNs);
    if (this.finOffset > this.offset) this.skipTo(this.finOffset, frame, timeNs);
  }

  /** True while delivered bytes are kept for comparison. */
  get remembers(): boolean {
    return this.recent !== null;
  }

  /** From now on delivered bytes are kept for comparison. */
  remember(): void {
    this.recent ??= new RecentBytes(this.offset, this.budget);
  }

  /** Gives back what is held for comparison. */
  forget(): void {
    this.recent?.release();
    this.recent = null;
  }

  /** The stream is given up without delivery: returns what it holds to the budget. */
  discard(): void {
    this.discarded = true;
    this.held?.clear();
    this.held = null;
    this.forget();
  }
}
