/**
 * Connections of which nothing but an opening is known, as numbers: floods, scans and the many conversations that are
 * not FTP never become objects. One that is followed after all is begun with the very segments that were kept here.
 */
import { LIMITS } from '../limits.js';
import { ACK, emptySegment, FIN, RST, type Segment, SYN, type Tuple } from '../wire/segment.js';
import { packedOptions, unpackedOptions } from './openingFacts.js';
import { seqAdd, seqEqual } from './seq.js';

/** A power of two. */
const ROWS = LIMITS.halfOpenConnections;
const MASK = ROWS - 1;
const NONE = -1;

/** SYN, SYN+ACK and ACK. */
const STEPS = 3;
/** Numbers of a tuple: addresses, family and both ports. */
const WORDS = 10;
/** Numbers of a segment beside its time. */
const FIELDS = 8;
const FRAME = 0;
const SEQ = 1;
const ACK_NUMBER = 2;
const FLAGS_AND_WINDOW = 3;
/** Window scale and other options of a SYN. */
const OPTIONS = 4;
const IP_BYTES = 5;
const DATAGRAM = 6;
const LINK = 7;

/** Address words of the two ends of a connection, as in `TcpConnection`. */
type Hosts = {
  readonly family: 4 | 6;
  readonly i0: number;
  readonly i1: number;
  readonly i2: number;
  readonly i3: number;
  readonly r0: number;
  readonly r1: number;
  readonly r2: number;
  readonly r3: number;
};

/** A ring of `LIMITS.halfOpenConnections` rows, the oldest first, with chains by hash through it. */
export class Strangers {
  size = 0;
  private readonly steps = new Uint8Array(ROWS);
  private readonly hash = new Int32Array(ROWS);
  private readonly next = new Int32Array(ROWS);
  private readonly heads = new Int32Array(ROWS).fill(NONE);
  private readonly tuple = new Int32Array(ROWS * WORDS);
  private readonly fields = new Int32Array(ROWS * STEPS * FIELDS);
  private readonly times = new Float64Array(ROWS * STEPS);
  private readonly numbers = new Float64Array(ROWS);
  /** Where the next row goes. */
  private at = 0;
  private readonly scratch: Segment = emptySegment();

  /** A SYN without payload, and nothing else: an opening that can be kept as numbers. */
  static fits(segment: Segment): boolean {
    return (segment.flags & (SYN | ACK | FIN | RST)) === SYN && segment.payloadBytes === 0;
  }

  /** The row that the next `add` takes from its connection; -1: it is free. */
  get evicted(): number {
    return this.steps[this.at] === 0 ? NONE : this.at;
  }

  /** A new row. What stood in its place must have been removed. */
  add(segment: Segment, hash: number, number: number): void {
    const row = this.at;
    this.at = (row + 1) & MASK;
    this.size++;
    this.hash[row] = hash;
    this.numbers[row] = number;
    const head = hash & MASK;
    this.next[row] = this.heads[head]!;
    this.heads[head] = row;
    const { tuple } = this;
    const t = row * WORDS;
    tuple[t] = segment.src0;
    tuple[t + 1] = segment.dst0;
    tuple[t + 2] = (segment.srcPort << 16) | segment.dstPort;
    tuple[t + 3] = segment.family;
    if (segment.family === 6) {
      tuple[t + 4] = segment.src1;
      tuple[t + 5] = segment.src2;
      tuple[t + 6] = segment.src3;
      tuple[t + 7] = segment.dst1;
      tuple[t + 8] = segment.dst2;
      tuple[t + 9] = segment.dst3;
    }
    this.keep(row, 0, segment);
  }

  /** The row of this tuple in either direction; -1: there is none. */
  find(hash: number, t: Tuple): number {
    if (this.size === 0) return NONE;
    let row = this.heads[hash & MASK]!;
    while (row !== NONE && (this.hash[row] !== hash || this.direction(row, t) === 0)) row = this.next[row]!;
    return row;
  }

  /** 1: from the opener, -1: to it, 0: of another connection. */
  direction(row: number, t: Tuple): number {
    const { tuple } = this;
    const at = row * WORDS;
    if (tuple[at + 3] !== t.family) return 0;
    const src = tuple[at];
    const dst = tuple[at + 1];
    const ports = tuple[at + 2];
    if (src === (t.src0 | 0) && dst === (t.dst0 | 0) && ports === ((t.srcPort << 16) | t.dstPort)) {
      if (t.family === 4 || this.sameTail(at, t.src1, t.src2, t.src3, t.dst1, t.dst2, t.dst3)) return 1;
    }
    if (src === (t.dst0 | 0) && dst === (t.src0 | 0) && ports === ((t.dstPort << 16) | t.srcPort)) {
      if (t.family === 4 || this.sameTail(at, t.dst1, t.dst2, t.dst3, t.src1, t.src2, t.src3)) return -1;
    }
    return 0;
  }

  /** True where the segment is the next step of an opening, or repeats one: the row goes on. */
  takes(row: number, segment: Segment): boolean {
    if (segment.payloadBytes > 0) return false;
    const flags = segment.flags & (SYN | ACK | FIN | RST);
    const fromOpener = this.direction(row, segment) > 0;
    const steps = this.steps[row]!;
    if (flags === SYN) return fromOpener && seqEqual(segment.seq, this.field(row, 0, SEQ));
    if (flags === (SYN | ACK)) {
      if (fromOpener || !seqEqual(segment.ack, seqAdd(this.field(row, 0, SEQ), 1))) return false;
      if (steps > 1) return seqEqual(segment.seq, this.field(row, 1, SEQ));
      this.keep(row, 1, segment);
      return true;
    }
    if (flags !== ACK || !fromOpener || steps < 2) return false;
    if (!seqEqual(segment.ack, seqAdd(this.field(row, 1, SEQ), 1))) return false;
    if (steps === 2) this.keep(row, 2, segment);
    return true;
  }

  /** It was opened: the SYN was answered. */
  answered(row: number): boolean {
    return this.steps[row]! > 1;
  }

  numberOf(row: number): number {
    return this.numbers[row]!;
  }

  hashOf(row: number): number {
    return this.hash[row]!;
  }

  stepsOf(row: number): number {
    return this.steps[row]!;
  }

  timeOf(row: number): number {
    return this.times[row * STEPS]!;
  }

  /** The initial sequence number of the opener. */
  isnOf(row: number): number {
    return this.field(row, 0, SEQ);
  }

  /** A segment of the opening as it was; valid until the next call. */
  segment(row: number, step: number): Segment {
    const { scratch: s, tuple, fields } = this;
    const t = row * WORDS;
    const f = (row * STEPS + step) * FIELDS;
    const swapped = step === 1;
    const six = tuple[t + 3] === 6;
    const ports = tuple[t + 2]!;
    s.family = six ? 6 : 4;
    const words = (at: number): number => (six ? tuple[t + at]! >>> 0 : 0);
    const src = [tuple[t]! >>> 0, words(4), words(5), words(6)] as const;
    const dst = [tuple[t + 1]! >>> 0, words(7), words(8), words(9)] as const;
    [s.src0, s.src1, s.src2, s.src3] = swapped ? dst : src;
    [s.dst0, s.dst1, s.dst2, s.dst3] = swapped ? src : dst;
    s.srcPort = swapped ? ports & 0xffff : ports >>> 16;
    s.dstPort = swapped ? ports >>> 16 : ports & 0xffff;
    s.frame = fields[f + FRAME]! >>> 0;
    s.timeNs = this.times[row * STEPS + step]!;
    s.seq = fields[f + SEQ]! >>> 0;
    s.ack = fields[f + ACK_NUMBER]! >>> 0;
    s.flags = fields[f + FLAGS_AND_WINDOW]! >>> 16;
    s.window = fields[f + FLAGS_AND_WINDOW]! & 0xffff;
    const options = unpackedOptions(fields[f + OPTIONS]!);
    s.windowScale = options.windowScale ?? -1;
    s.mss = options.mss ?? -1;
    s.sackPermitted = options.sackPermitted;
    s.timestamps = options.timestamps;
    s.ipBytes = fields[f + IP_BYTES]!;
    s.ipId = fields[f + DATAGRAM]! >> 8;
    s.ttl = fields[f + DATAGRAM]! & 0xff;
    s.link = fields[f + LINK]!;
    return s;
  }

  /** The port that the SYN went to. */
  portOf(row: number): number {
    return this.tuple[row * WORDS + 2]! & 0xffff;
  }

  /** It is between the two hosts of a connection. */
  between(row: number, c: Hosts): boolean {
    const t = row * WORDS;
    const src = this.tuple[t]!;
    const dst = this.tuple[t + 1]!;
    if (this.tuple[t + 3] !== c.family) return false;
    if (src === c.i0 && dst === c.r0 && (c.family === 4 || this.sameTail(t, c.i1, c.i2, c.i3, c.r1, c.r2, c.r3)))
      return true;
    return src === c.r0 && dst === c.i0 && (c.family === 4 || this.sameTail(t, c.r1, c.r2, c.r3, c.i1, c.i2, c.i3));
  }

  remove(row: number): void {
    const head = this.hash[row]! & MASK;
    let before = this.heads[head]!;
    if (before === row) this.heads[head] = this.next[row]!;
    else {
      while (this.next[before] !== row) before = this.next[before]!;
      this.next[before] = this.next[row]!;
    }
    this.steps[row] = 0;
    this.size--;
  }

  /** The row that was added `back` rows ago (1: the last); -1: it is gone, or there never was one. */
  recent(back: number): number {
    if (back > ROWS) return NONE;
    const row = (this.at - back) & MASK;
    return this.steps[row] === 0 ? NONE : row;
  }

  private field(row: number, step: number, field: number): number {
    return this.fields[(row * STEPS + step) * FIELDS + field]!;
  }

  private keep(row: number, step: number, segment: Segment): void {
    const { fields } = this;
    const f = (row * STEPS + step) * FIELDS;
    fields[f + FRAME] = segment.frame;
    fields[f + SEQ] = segment.seq;
    fields[f + ACK_NUMBER] = segment.ack;
    fields[f + FLAGS_AND_WINDOW] = (segment.flags << 16) | segment.window;
    fields[f + OPTIONS] = packedOptions(segment);
    fields[f + IP_BYTES] = segment.ipBytes;
    fields[f + DATAGRAM] = (segment.ipId << 8) | segment.ttl;
    fields[f + LINK] = segment.link;
    this.times[row * STEPS + step] = segment.timeNs;
    this.steps[row] = step + 1;
  }

  private sameTail(at: number, s1: number, s2: number, s3: number, d1: number, d2: number, d3: number): boolean {
    const { tuple } = this;
    return (
      tuple[at + 4] === (s1 | 0) &&
      tuple[at + 5] === (s2 | 0) &&
      tuple[at + 6] === (s3 | 0) &&
      tuple[at + 7] === (d1 | 0) &&
      tuple[at + 8] === (d2 | 0) &&
      tuple[at + 9] === (d3 | 0)
    );
  }
}
