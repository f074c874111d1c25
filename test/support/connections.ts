/** Hand-made TCP connections: the journal that the TCP layer would write, without packets. */
import type {
  Connection,
  Endpoint,
  JournalEntry,
  Reset,
  Side,
  SideSummary,
  StreamConsumer,
} from '../../src/tcp/types.js';
import { ACK, FIN, PSH, RST, SYN } from '../../src/wire/segment.js';

/** Counts frames and time for everything that is built on it: one capture. */
export class CaptureClock {
  frame = 0;
  timeNs = 0;

  constructor(private readonly stepNs = 100_000) {}

  /** The next packet: its frame number and time. */
  tick(): { frame: number; timeNs: number } {
    this.frame++;
    const at = { frame: this.frame, timeNs: this.timeNs };
    this.timeNs += this.stepNs;
    return at;
  }

  /** Lets time pass before the next packet. */
  wait(ns: number): void {
    this.timeNs += ns;
  }
}

/** '10.0.0.1:21' or '[fd00::1]:21'. */
export function endpoint(text: string): Endpoint {
  const colon = text.lastIndexOf(':');
  return { address: text.slice(0, colon).replace(/[[\]]/g, ''), port: Number(text.slice(colon + 1)) };
}

type MutableSide = { -readonly [Key in keyof SideSummary]: SideSummary[Key] };
const emptySide = (): MutableSide => ({
  bytes: 0,
  retransmissions: 0,
  outOfOrder: 0,
  missing: [],
  missingBytes: 0,
  conflictingBytes: 0,
  segments: 0,
  ipBytes: 0,
  firstByteNs: null,
  lastByteNs: null,
  duplicates: 0,
  lateBytes: 0,
  missingRangesDropped: 0,
  stall: null,
  fullWindow: null,
  options: null,
  initialSeq: null,
  flow: null,
});

let numbers = 0;

/** A connection that grows by the packets one tells it of. */
export class BuiltConnection implements Connection {
  readonly number = ++numbers;
  readonly initiator: Endpoint;
  readonly responder: Endpoint;
  initiatorKnown = true;
  handshake: { syn: number | null; synAck: number | null; ack: number | null } = { syn: null, synAck: null, ack: null };
  readonly synRetransmissions: number[] = [];
  readonly resets: Reset[] = [];
  teardown: {
    kind: 'fin' | 'rst' | 'none';
    fins: { from: Side; frame: number; ackFrame: number | null }[];
    rst: { from: Side; frame: number } | null;
    unseenFins: { from: Side; ackFrame: number }[];
  } = { kind: 'none', fins: [], rst: null, unseenFins: [] };
  icmpError: Connection['icmpError'] = null;
  firstFrame = 0;
  lastFrame = 0;
  firstTimeNs = 0;
  lastTimeNs = 0;
  segments = 0;
  readonly sides = { initiator: emptySide(), responder: emptySide() };
  readonly journal: JournalEntry[] = [];
  journalDropped = 0;
  closed = false;
  gone = false;
  keep = false;
  history = '';
  completeness = 0;
  reordered = false;
  resetsIgnored = 0;
  consumer: StreamConsumer | null = null;

  constructor(
    private readonly clock: CaptureClock,
    initiator: string,
    responder: string,
  ) {
    this.initiator = endpoint(initiator);
    this.responder = endpoint(responder);
  }

  /** One packet (or a run of them) into the journal; gives its first frame. */
  add(kind: JournalEntry['kind'], from: Side, extra: Partial<JournalEntry> & { flags: number }): JournalEntry {
    const at = this.clock.tick();
    if (kind !== 'gap' && kind !== 'icmp-error') this.sides[from].segments++;
    if (this.firstFrame === 0) {
      this.firstFrame = at.frame;
      this.firstTimeNs = at.timeNs;
    }
    const entry: JournalEntry = {
      kind,
      from,
      firstFrame: at.frame,
      lastFrame: at.frame,
      timeNs: at.timeNs,
      lastTimeNs: at.timeNs,
      seq: 0,
      ack: 0,
      window: 0,
      segments: 1,
      bytes: 0,
      acks: 0,
      retransmissions: 0,
      acknowledgesFin: false,
      ...extra,
    };
    this.journal.push(entry);
    this.lastFrame = at.frame;
    this.lastTimeNs = at.timeNs;
    this.segments += entry.segments + entry.acks;
    return entry;
  }

  /** SYN, SYN+ACK, ACK. */
  open(): this {
    this.syn();
    this.handshake.synAck = this.add('syn-ack', 'responder', { flags: SYN | ACK }).firstFrame;
    this.handshake.ack = this.add('ack', 'initiator', { flags: ACK }).firstFrame;
    return this;
  }

  /** A SYN; further ones are retransmissions. */
  syn(): this {
    const again = this.handshake.syn !== null;
    const { firstFrame } = this.add('syn', 'initiator', { flags: SYN, retransmissions: again ? 1 : 0 });
    if (again) this.synRetransmissions.push(firstFrame);
    else this.handshake.syn = firstFrame;
    return this;
  }

  /** A run of payload segments and the ACKs of the other side. */
  data(from: Side, bytes: number, segments = 1, acks = 1, extra: Partial<JournalEntry> = {}): JournalEntry {
    const entry = this.add('data', from, { flags: PSH | ACK, bytes, segments, acks, ...extra });
    for (let i = 1; i < segments + acks; i++) {
      const at = this.clock.tick();
      entry.lastFrame = at.frame;
      entry.lastTimeNs = at.timeNs;
      this.lastFrame = at.frame;
      this.lastTimeNs = at.timeNs;
    }
    this.sides[from].bytes += bytes;
    return entry;
  }

  /** A hole that the capture has. */
  gap(from: Side, bytes: number): this {
    const side = this.sides[from];
    this.add('gap', from, { flags: ACK, bytes });
    side.missing = [...side.missing, [side.bytes, side.bytes + bytes] as const];
    side.bytes += bytes;
    side.missingBytes += bytes;
    return this;
  }

  /** An ACK that closes the window of `from`. */
  zeroWindow(from: Side): this {
    this.add('zero-window', from, { flags: ACK });
    return this;
  }

  /** FIN of one side and its acknowledgement. */
  fin(from: Side, acknowledged = true): this {
    const other = from === 'initiator' ? 'responder' : 'initiator';
    const { firstFrame } = this.add('fin', from, { flags: FIN | ACK });
    const ackFrame = acknowledged ? this.add('ack', other, { flags: ACK, acknowledgesFin: true }).firstFrame : null;
    this.teardown.fins.push({ from, frame: firstFrame, ackFrame });
    this.teardown.kind = 'fin';
    this.closed = this.teardown.fins.length === 2;
    return this;
  }

  rst(from: Side): this {
    const { firstFrame } = this.add('rst', from, { flags: RST | ACK });
    this.teardown.rst = { from, frame: firstFrame };
    if (this.teardown.kind === 'none') this.teardown.kind = 'rst';
    this.closed = true;
    return this;
  }

  /** An ICMP error that answers a segment of `about`. */
  icmp(text: string, reporter: string, prohibited = true, about: Side = 'initiator'): this {
    const { firstFrame } = this.add('icmp-error', about, { flags: 0 });
    this.icmpError = { frame: firstFrame, text, prohibited, reporter, tooBig: false, mtu: null };
    return this;
  }
}
