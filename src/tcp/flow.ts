/**
 * Where the time of one direction of a connection went, seen from where it was captured: for each pause between two data
 * segments of the sender, what ended it says what the sender had waited for. A few numbers a segment; made for
 * connections of FTP sessions alone.
 */
import { LIMITS } from '../limits.js';
import { seqDistance } from './seq.js';
import type { Trace } from './trace.js';
import type { FlowFacts, Pause, PauseOwner } from './types.js';

/** What passes within less is the path's own spacing of segments. */
const PAUSE_NS = 2e6;
/** An acknowledgment and the data that it let go are this near to each other, beside a quarter of the way. */
const TRIGGER_NS = 2e6;
const TRIGGER_SHARE = 0.25;
/** Of the way from the capture to the sender and back; shorter ones need no memory of acknowledgments. */
const NEAR_SENDER_NS = 1e6;
/** Jitter: an acknowledgment may have reached the sender this much sooner than the handshake lets expect. */
const SOONEST_SHARE = 0.75;

const IDLE = 0;
const WINDOW = 1;
const LOSS = 2;
const PATH = 3;
const OWNERS = ['sender-idle', 'receiver-window', 'loss', 'path'] as const satisfies readonly PauseOwner[];

/** Acknowledgments on their way to the sender: when each passed the capture, and up to where it allowed to send. */
class Acknowledgments {
  private readonly times: number[] = [];
  private readonly edges: number[] = [];
  private readonly spacingNs: number;
  private at = 0;

  constructor(wayNs: number) {
    this.spacingNs = wayNs / LIMITS.acknowledgmentsOnTheWay;
  }

  note(timeNs: number, edge: number): void {
    const last = this.times.length - 1;
    // As many as are kept cover the way; what comes faster takes the place of the last.
    if (last > this.at && timeNs - this.times[last - 1]! < this.spacingNs) {
      this.times[last] = timeNs;
      this.edges[last] = edge;
      return;
    }
    this.times.push(timeNs);
    this.edges.push(edge);
  }

  /** Moves to the last that the sender has by now. */
  advance(untilNs: number): void {
    const { times } = this;
    while (this.at + 1 < times.length && times[this.at + 1]! <= untilNs) this.at++;
    if (this.at < 2 * LIMITS.acknowledgmentsOnTheWay) return;
    times.splice(0, this.at);
    this.edges.splice(0, this.at);
    this.at = 0;
  }

  get known(): boolean {
    return this.times.length > 0;
  }
  get timeNs(): number {
    return this.times[this.at]!;
  }
  get edge(): number {
    return this.edges[this.at]!;
  }
}

/** What one side sent, and what held it up. */
export class Flow implements FlowFacts {
  segments = 0;
  repeatedSegments = 0;
  readonly repeatedFrames: number[] = [];
  limitingWindow = -1;
  zeroWindowNs = 0;
  smallestRttNs: number | null = null;
  readonly waitedNs = [0, 0, 0, 0];
  /** Pauses in which the sender was idle: how many, how long, and how much was sent before each. */
  idles = 0;
  private idleSquares = 0;
  private idleBytes = 0;
  private idleByteSquares = 0;
  private longest: Pause[] = [];
  private samples: number[] = [];
  private stride = 1;
  private skipped = 0;

  private lastNs = 0;
  private lastFrame = 0;
  /** Behind the last byte that was sent. */
  private next = 0;
  /** Up to where the receiver had room when the sender sent last, as far as the sender had heard. */
  private knownEdge = 0;
  private knownWindow = -1;
  /** What passed the capture. */
  private ack = 0;
  private edge = 0;
  private ackNs = 0;
  private acked = false;
  private zeroSinceNs = -1;
  /** As it was announced last; -1: it is not known how it is scaled. */
  private window = -1;
  private burstBytes = 0;
  /** A segment that waits for its acknowledgment, to measure the round trip: its end; NaN: none. */
  private sampleEnd = Number.NaN;
  private sampleNs = 0;
  private readonly wayNs: number;
  private readonly onTheWay: Acknowledgments | null;

  /** @param wayNs from the capture to the sender and back, as the handshake shows it */
  constructor(
    wayNs: number,
    readonly trace: Trace | null = null,
  ) {
    this.wayNs = wayNs;
    this.onTheWay = wayNs > NEAR_SENDER_NS ? new Acknowledgments(wayNs) : null;
  }

  get senderIdleNs(): number {
    return this.waitedNs[IDLE]!;
  }
  get receiverWindowNs(): number {
    return this.waitedNs[WINDOW]!;
  }
  get lossNs(): number {
    return this.waitedNs[LOSS]!;
  }
  get pathNs(): number {
    return this.waitedNs[PATH]!;
  }

  get closedWindowSinceNs(): number | null {
    return this.zeroSinceNs < 0 ? null : this.zeroSinceNs;
  }

  /** Little more will come, if anything: room for more is given back. */
  trim(): void {
    this.longest = this.longest.slice();
    this.samples = this.samples.slice();
    if (this.trace !== null) this.trace.trim();
  }

  /** Longest first. */
  get pauses(): readonly Pause[] {
    return this.longest;
  }

  get medianRttNs(): number | null {
    if (this.samples.length === 0) return null;
    return [...this.samples].sort((a, b) => a - b)[this.samples.length >> 1]!;
  }

  /** How even the idle pauses are: their deviation and that of the bytes between them, as shares of the mean. */
  get unevenness(): number {
    if (this.idles < 2) return Number.POSITIVE_INFINITY;
    return Math.max(
      deviation(this.idles, this.senderIdleNs, this.idleSquares),
      deviation(this.idles, this.idleBytes, this.idleByteSquares),
    );
  }

  /** A segment with payload; `bytes` of it were not seen before. */
  sent(seq: number, payloadBytes: number, bytes: number, repeated: boolean, frame: number, timeNs: number): void {
    const end = (seq + payloadBytes) | 0;
    if (this.trace !== null) this.trace.segment(seq, payloadBytes, repeated, timeNs);
    if (this.segments++ === 0) this.begin(seq);
    // What lies before the end was missing here until now, or is sent again.
    else this.waited(payloadBytes, repeated || seqDistance(this.next, seq) < 0, frame, timeNs);
    if (repeated) {
      this.repeatedSegments++;
      if (this.repeatedFrames.length < LIMITS.framesPerFinding) this.repeatedFrames.push(frame);
      // Karn's algorithm (RFC 6298 §3): an acknowledgment of what was sent twice measures nothing.
      this.sampleEnd = Number.NaN;
    } else if (Number.isNaN(this.sampleEnd) && bytes > 0) {
      this.sampleEnd = end;
      this.sampleNs = timeNs;
    }
    if (seqDistance(this.next, end) > 0) this.next = end;
    this.burstBytes += bytes;
    this.lastNs = timeNs;
    this.lastFrame = frame;
  }

  private begin(seq: number): void {
    this.next = seq | 0;
    if (this.acked) this.learn(Number.POSITIVE_INFINITY);
    else this.knownEdge = (seq - 1) | 0;
  }

  /** Takes over what the sender has heard of the receiver by then. */
  private learn(untilNs: number): number {
    const ring = this.onTheWay;
    this.knownWindow = this.window;
    if (ring === null || !ring.known) {
      this.knownEdge = this.edge;
      return this.ackNs;
    }
    ring.advance(untilNs - this.wayNs * SOONEST_SHARE);
    this.knownEdge = ring.edge;
    return ring.timeNs + this.wayNs;
  }

  private waited(payloadBytes: number, again: boolean, frame: number, timeNs: number): void {
    const ns = timeNs - this.lastNs;
    const hadRoom = !this.acked || this.window < 0 || seqDistance(this.next, this.knownEdge) >= payloadBytes;
    if (!hadRoom && this.knownWindow > this.limitingWindow) this.limitingWindow = this.knownWindow;
    const heardNs = this.acked ? this.learn(timeNs) : -1;
    // The clock may have been set back.
    if (ns <= 0) return;
    const owner = again ? LOSS : this.ownerOf(ns, hadRoom, heardNs, timeNs);
    this.waitedNs[owner]! += ns;
    if (owner === IDLE) {
      this.idles++;
      this.idleSquares += ns * ns;
      this.idleBytes += this.burstBytes;
      this.idleByteSquares += this.burstBytes * this.burstBytes;
      this.burstBytes = 0;
    }
    if (ns > PAUSE_NS) this.keep(ns, frame, owner);
  }

  private ownerOf(ns: number, hadRoom: boolean, heardNs: number, timeNs: number): number {
    if (!hadRoom) return WINDOW;
    if (ns <= PAUSE_NS) return PATH;
    const sinceHeard = timeNs - heardNs;
    const triggered = heardNs > this.lastNs && sinceHeard <= TRIGGER_NS + TRIGGER_SHARE * this.wayNs;
    return triggered ? PATH : IDLE;
  }

  private keep(ns: number, frame: number, owner: number): void {
    const { longest } = this;
    if (longest.length === LIMITS.silences && longest.at(-1)!.ns >= ns) return;
    const at = longest.findIndex((one) => one.ns < ns);
    longest.splice(at < 0 ? longest.length : at, 0, { ns, from: this.lastFrame, to: frame, owner: OWNERS[owner]! });
    if (longest.length > LIMITS.silences) longest.pop();
  }

  /** The receiver acknowledged up to `ack`, with room for `window` more; -1: it is not known how the window is scaled. */
  heard(ack: number, window: number, timeNs: number): void {
    if (this.trace !== null) this.trace.answer(ack, window, timeNs);
    const edge = window < 0 ? 0 : (ack + window) | 0;
    const advances = !this.acked || seqDistance(this.ack, ack) > 0;
    const widens = !this.acked || (window >= 0 && seqDistance(this.edge, edge) > 0);
    this.window = window;
    this.meterZero(window, timeNs);
    if (!Number.isNaN(this.sampleEnd) && seqDistance(this.sampleEnd, ack) >= 0) this.sample(timeNs - this.sampleNs);
    if (!advances && !widens) return;
    this.acked = true;
    this.ack = ack | 0;
    this.edge = edge;
    this.ackNs = timeNs;
    if (this.onTheWay !== null) this.onTheWay.note(timeNs, edge);
  }

  private meterZero(window: number, timeNs: number): void {
    if (window === 0) {
      if (this.zeroSinceNs < 0) this.zeroSinceNs = timeNs;
    } else if (this.zeroSinceNs >= 0) {
      this.zeroWindowNs += Math.max(0, timeNs - this.zeroSinceNs);
      this.zeroSinceNs = -1;
    }
  }

  /** Every second of too many is left out, from then on too: what is kept stands for all. */
  private sample(ns: number): void {
    this.sampleEnd = Number.NaN;
    if (ns < 0) return;
    if (this.smallestRttNs === null || ns < this.smallestRttNs) this.smallestRttNs = ns;
    if (++this.skipped < this.stride) return;
    this.skipped = 0;
    const { samples } = this;
    samples.push(ns);
    if (samples.length < LIMITS.rttSamples) return;
    for (let i = 0; 2 * i < samples.length; i++) samples[i] = samples[2 * i]!;
    samples.length >>= 1;
    this.stride *= 2;
  }
}

function deviation(count: number, sum: number, squares: number): number {
  const mean = sum / count;
  return mean <= 0 ? Number.POSITIVE_INFINITY : Math.sqrt(Math.max(0, squares / count - mean * mean)) / mean;
}
