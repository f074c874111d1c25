/** The table of TCP connections: which segment belongs to which, and which are given up when there are too many. */
import { NS_PER_SECOND } from '../bytes/units.js';
import { LIMITS } from '../limits.js';
import type { IcmpError, Segment, Tuple, WireSink } from '../wire/segment.js';
import { ACK, FIN, RST, SYN } from '../wire/segment.js';
import { type Shared, TcpConnection } from './connection.js';
import { RecentSegments } from './duplicates.js';
import { DORMANT, ForgottenConnections, GONE, UNKNOWN } from './forgotten.js';
import { LastFacts } from './lastFacts.js';
import { hitLimit, type LimitsHit } from './limitsHit.js';
import { IdleList } from './lists.js';
import { orient } from './orientation.js';
import { seqEqual } from './seq.js';
import { Strangers } from './strangers.js';
import { directionIn, hashTuple } from './tupleHash.js';
import type { Connection, ConnectionListener } from './types.js';

export type ConnectionTableOptions = {
  /** Ports on which the user says FTP control listens: tells who opened a connection whose SYN was not captured. */
  readonly controlPorts?: ReadonlySet<number>;
  /** Curves for plots, and pure ACKs as rows of their own, are kept. */
  readonly traces?: boolean;
  readonly acks?: boolean;
  /** Bounds, for tests; otherwise those of `LIMITS`. */
  readonly limits?: Partial<TableLimits>;
};

/** The bounds of the same names in `LIMITS`. */
type TableLimits = {
  connections: number;
  halfOpenConnections: number;
  closedConnections: number;
  idleSeconds: number;
};

/** Why connections are no longer followed, and what became of their segments. Names are fit for a report. */
type TableCounters = {
  /** Given up early: nothing but a SYN, and too many of the kind. */
  evictedHalfOpen: number;
  /** Closed, and too many of the kind. */
  evictedClosed: number;
  /** The oldest of too many. */
  evictedFull: number;
  /** The same, of those marked `keep`. */
  evictedKept: number;
  /** Silent for `LIMITS.idleSeconds` of packet time. */
  evictedIdle: number;
  /** The listener wanted no more of them. */
  forgotten: number;
  /** Segments of connections that are no longer followed. */
  forgottenSegments: number;
  /** ICMP errors that quote no known segment. */
  strayIcmpErrors: number;
};

const HALF_OPEN = 0;
const OPEN = 1;
const KEPT = 2;
const CLOSED = 3;
type ListId = typeof HALF_OPEN | typeof OPEN | typeof KEPT | typeof CLOSED;

const FIRST_BUCKETS = 1024;
const LONGEST_STEP_NS = LIMITS.clockStepSeconds * NS_PER_SECOND;
const SWEEP_EVERY_NS = NS_PER_SECOND;

/**
 * All TCP connections of a capture: `push` segments in the order of the capture, then `finish`. The listener is reported of
 * every connection once when it begins, once when it has closed, and once when it is released. What is followed at once
 * is bounded by `TableLimits`; what had to be given up is counted.
 */
export class ConnectionTable implements WireSink {
  /** All TCP connections seen, followed or not. */
  count = 0;
  readonly counters: TableCounters = {
    evictedHalfOpen: 0,
    evictedClosed: 0,
    evictedFull: 0,
    evictedKept: 0,
    evictedIdle: 0,
    forgotten: 0,
    forgottenSegments: 0,
    strayIcmpErrors: 0,
  };

  private readonly reachedByAll: LimitsHit = {};
  private readonly listener: ConnectionListener;
  private readonly controlPorts: ReadonlySet<number>;
  private readonly limits: TableLimits;
  private readonly shared: Shared;
  private readonly forgottenRows = new ForgottenConnections();
  private readonly strangers = new Strangers();
  private readonly seed = Math.floor(Math.random() * 0x100000000) | 0;
  private readonly seed2 = Math.floor(Math.random() * 0x100000000) | 0;
  private readonly lists = [
    new IdleList(HALF_OPEN),
    new IdleList(OPEN),
    new IdleList(KEPT),
    new IdleList(CLOSED),
  ] as const;
  private buckets: (TcpConnection | null)[] = new Array<TcpConnection | null>(FIRST_BUCKETS).fill(null);
  private live = 0;
  private opened = 0;
  private last: TcpConnection | null = null;
  /** Packet time without its jumps. */
  private clockNs = 0;
  private lastTimeNs = Number.NaN;
  private nextSweepNs = 0;

  constructor(listener: ConnectionListener, options: ConnectionTableOptions = {}) {
    this.listener = listener;
    this.controlPorts = options.controlPorts ?? new Set();
    this.shared = {
      buffers: { usedBytes: 0, recentBytes: 0 },
      journals: { entries: 0 },
      recent: new RecentSegments(),
      journalsRead: new LastFacts(),
      teardownsRead: new LastFacts(),
      traces: options.traces === true ? { points: 0 } : null,
      acks: options.acks ?? false,
    };
    this.limits = {
      connections: LIMITS.connections,
      halfOpenConnections: LIMITS.halfOpenConnections,
      closedConnections: LIMITS.closedConnections,
      idleSeconds: LIMITS.idleSeconds,
      ...options.limits,
    };
  }

  /** Connections followed now. */
  get followed(): number {
    return this.live;
  }

  /** What the connections that are followed hold together; each is bounded in `LIMITS`. */
  get held(): { readonly outOfOrderBytes: number; readonly comparedBytes: number; readonly journalEntries: number } {
    const { buffers, journals } = this.shared;
    return {
      outOfOrderBytes: buffers.usedBytes,
      comparedBytes: buffers.recentBytes,
      journalEntries: journals.entries,
    };
  }

  /** Bounds that the streams of FTP connections limitsHit, as far as they have been given up. */
  get limitsHit(): LimitsHit {
    return { ...this.reachedByAll, 'comparisons-dropped': this.shared.buffers.recentRefused ?? 0 };
  }

  /** Connections of which only a row is left, and how many rows were dropped for want of room. */
  get forgottenConnections(): { readonly rows: number; readonly dropped: number } {
    return { rows: this.forgottenRows.rows, dropped: this.forgottenRows.dropped };
  }

  /** The next segment of the capture. Returns its connection; null where it is only counted. */
  push(segment: Segment): Connection | null {
    this.tick(segment.timeNs);
    let connection = this.last;
    let direction = connection === null ? 0 : directionIn(connection, segment);
    if (connection === null || direction === 0) {
      const hash = hashTuple(segment, this.seed);
      connection = this.find(hash, segment);
      if (connection === null) {
        const row = this.strangers.find(hash, segment);
        connection = row < 0 ? this.open(segment, hash) : this.pushStranger(row, segment, hash);
      }
      if (connection === null) return null;
      direction = directionIn(connection, segment);
    }
    if (
      (segment.flags & (SYN | RST)) === SYN &&
      connection.segments > 0 &&
      connection.startsAnew(segment, direction > 0)
    ) {
      this.release(connection);
      connection = this.create(segment, connection.hash, true);
      direction = directionIn(connection, segment);
    }
    if (connection.gone) return null;
    this.last = connection;
    connection.receive(segment, direction > 0);
    if (connection.gone) return null;
    if (connection.closed && !connection.closedTold) {
      connection.closedTold = true;
      connection.trim();
      this.listener.closed(connection, { frame: segment.frame, timeNs: segment.timeNs });
      if (connection.gone) return null;
    }
    this.touch(connection);
    return connection;
  }

  /** The same as `push`: the table is a `WireSink`. */
  segment(segment: Segment): void {
    this.push(segment);
  }

  /** Gives an ICMP error to the connection whose segment it quotes. @returns that connection; null: there is none */
  icmpError(error: IcmpError): Connection | null {
    const connection = this.find(hashTuple(error.quoted, this.seed), error.quoted);
    if (connection === null || !connection.pushIcmpError(error, directionIn(connection, error.quoted) > 0)) {
      this.counters.strayIcmpErrors++;
      return null;
    }
    return connection;
  }

  /**
   * The caller wants no more of this connection: neither events nor memory. Its later segments are only counted; a new
   * SYN with another sequence number is a new connection, and reported. Allowed at any time, also inside a callback.
   */
  forget(connection: Connection): void {
    const c = connection as TcpConnection;
    if (c.gone) return;
    this.counters.forgotten++;
    this.remove(c, GONE);
    c.discard();
  }

  /** Nothing more is wanted of the connection: it is completed and released, as at the end of the capture. */
  complete(connection: Connection): void {
    const c = connection as TcpConnection;
    if (!c.gone) this.release(c);
  }

  /** Packet time without its jumps: nanoseconds since the first packet. */
  get clock(): number {
    return this.clockNs;
  }

  /** The capture has ended: every connection is completed and released, in order of its number. */
  finish(): void {
    const all: TcpConnection[] = [];
    for (const list of this.lists) for (let c = list.oldest; c !== null; c = c.newer) all.push(c);
    all.sort((a, b) => a.number - b.number);
    for (const connection of all) if (!connection.gone) this.release(connection);
  }

  private find(hash: number, tuple: Tuple): TcpConnection | null {
    let c: TcpConnection | null = this.buckets[hash & (this.buckets.length - 1)]!;
    while (c !== null && (c.hash !== hash || directionIn(c, tuple) === 0)) c = c.nextInBucket;
    return c;
  }

  /** A segment of a tuple that is not followed. Null: it is only counted. */
  private open(segment: Segment, hash: number): TcpConnection | null {
    const state = this.forgottenRows.find(hash, hashTuple(segment, this.seed2));
    if (state === UNKNOWN) return this.meet(segment, hash);
    const isSyn = (segment.flags & (SYN | ACK | RST)) === SYN;
    if (isSyn && !(this.forgottenRows.foundIsnKnown && seqEqual(this.forgottenRows.foundIsn, segment.seq))) {
      return this.meet(segment, hash);
    }
    // The same SYN again says nothing new; anything else shows that the connection lives.
    if (state === DORMANT && !isSyn) return this.create(segment, hash, false);
    this.counters.forgottenSegments++;
    return null;
  }

  /** A new connection. Null: it is kept as numbers until it says something. */
  private meet(segment: Segment, hash: number): TcpConnection | null {
    const isFlood = this.lists[HALF_OPEN].size >= LIMITS.recentConnections;
    if (!Strangers.fits(segment) || this.listener.follows?.(segment, isFlood) !== false)
      return this.create(segment, hash, true);
    const { strangers } = this;
    if (strangers.evicted >= 0) {
      if (!strangers.answered(strangers.evicted)) this.counters.evictedHalfOpen++;
      this.dropStranger(strangers.evicted, DORMANT);
    }
    this.count++;
    strangers.add(segment, hash, ++this.opened);
    return null;
  }

  /** A segment of a connection that is kept as numbers. Null: it still is, or it is only counted from now on. */
  private pushStranger(row: number, segment: Segment, hash: number): TcpConnection | null {
    const { strangers } = this;
    if (strangers.takes(row, segment)) return null;
    if ((segment.flags & (SYN | ACK | RST)) === SYN) {
      this.dropStranger(row, DORMANT);
      return this.open(segment, hash);
    }
    const ends = (segment.flags & (FIN | RST)) !== 0;
    if (segment.payloadBytes > 0 && this.listener.hears?.(segment) !== false) return this.follow(row);
    if (segment.payloadBytes > 0 || ends) this.dropStranger(row, GONE);
    this.counters.forgottenSegments++;
    return null;
  }

  private dropStranger(row: number, state: number): void {
    const { strangers } = this;
    const hash2 = hashTuple(strangers.segment(row, 0), this.seed2);
    this.forgottenRows.add(strangers.hashOf(row), hash2, strangers.isnOf(row), true, state);
    strangers.remove(row);
  }

  /** From now on it is followed: it begins with the segments that were kept. Null: the listener wants no more of it. */
  private follow(row: number): TcpConnection | null {
    const { strangers } = this;
    const steps = strangers.stepsOf(row);
    strangers.remove(row);
    const connection = this.create(strangers.segment(row, 0), strangers.hashOf(row), false, strangers.numberOf(row));
    for (let step = 0; step < steps && !connection.gone; step++)
      connection.receive(strangers.segment(row, step), step !== 1);
    if (connection.gone) return null;
    this.touch(connection);
    return connection;
  }

  /**
   * Follows what was kept as numbers and began between the hosts of a connection, or to a port, at most
   * `LIMITS.recentSeconds` ago: something was announced that may be meant for it.
   */
  summon(hosts: Connection, port: number | null): void {
    const { strangers } = this;
    if (strangers.size === 0) return;
    const since = this.lastTimeNs - LIMITS.recentSeconds * NS_PER_SECOND;
    for (let back = 1, row = strangers.recent(1); back <= LIMITS.halfOpenConnections; row = strangers.recent(++back)) {
      if (row < 0) continue;
      if (strangers.timeOf(row) < since) return;
      if (strangers.portOf(row) === port || strangers.between(row, hosts as TcpConnection)) this.follow(row);
    }
  }

  private create(segment: Segment, hash: number, isNew: boolean, number: number = ++this.opened): TcpConnection {
    const { fromInitiator: likely, known } = orient(segment, this.controlPorts);
    const fromInitiator = known ? likely : (this.listener.opener?.(segment) ?? likely);
    const connection = new TcpConnection(number, segment, fromInitiator, known, this.shared);
    if (isNew) this.count++;
    connection.hash = hash;
    connection.hash2 = hashTuple(segment, this.seed2);
    connection.activeAtNs = this.clockNs;
    if (this.live >= this.buckets.length) this.growBuckets();
    const bucket = hash & (this.buckets.length - 1);
    connection.nextInBucket = this.buckets[bucket]!;
    this.buckets[bucket] = connection;
    this.lists[OPEN].append(connection);
    this.live++;
    this.listener.opened(connection, segment);
    return connection;
  }

  /** Puts the connection at the young end of the list in which it belongs now, and keeps the lists within bounds. */
  private touch(connection: TcpConnection): void {
    connection.activeAtNs = this.clockNs;
    const wanted = connection.closed ? CLOSED : connection.keep ? KEPT : connection.onlySyn ? HALF_OPEN : OPEN;
    const list = this.lists[wanted];
    if (list.newest === connection) return;
    this.lists[connection.list as ListId].remove(connection);
    list.append(connection);
    if (this.lists[HALF_OPEN].size > this.limits.halfOpenConnections)
      this.evictOldest(HALF_OPEN, 'evictedHalfOpen', connection);
    if (this.lists[CLOSED].size > this.limits.closedConnections) this.evictOldest(CLOSED, 'evictedClosed', connection);
    if (this.live > this.limits.connections) this.evictForRoom(connection);
  }

  /** Closed ones first, then the one that has been idle longest, those marked `keep` last; never the one that just spoke. */
  private evictForRoom(speaker: TcpConnection): void {
    if (this.evictOldest(CLOSED, 'evictedClosed', speaker)) return;
    const halfOpen = this.oldestUnmarked(HALF_OPEN);
    const open = this.oldestUnmarked(OPEN);
    if (halfOpen !== null && (open === null || halfOpen.lastFrame < open.lastFrame)) {
      if (this.evictOldest(HALF_OPEN, 'evictedHalfOpen', speaker)) return;
    }
    if (this.evictOldest(OPEN, 'evictedFull', speaker)) return;
    this.evictOldest(KEPT, 'evictedKept', speaker);
  }

  /** The oldest of a list. The mark may have been set since the connection was touched last: such are moved. */
  private oldestUnmarked(from: typeof HALF_OPEN | typeof OPEN): TcpConnection | null {
    const list = this.lists[from];
    let oldest = list.oldest;
    while (oldest?.keep) {
      list.remove(oldest);
      this.lists[KEPT].append(oldest);
      oldest = list.oldest;
    }
    return oldest;
  }

  private evictOldest(from: ListId, why: keyof TableCounters, speaker: TcpConnection): boolean {
    const oldest = from === HALF_OPEN || from === OPEN ? this.oldestUnmarked(from) : this.lists[from].oldest;
    if (oldest === null || oldest === speaker) return false;
    this.counters[why]++;
    this.release(oldest);
    return true;
  }

  /** Packet time goes on; what has been silent for too long is given up. */
  private tick(timeNs: number): void {
    const step = timeNs - this.lastTimeNs;
    this.lastTimeNs = timeNs;
    if (!(step > 0)) return;
    this.clockNs += Math.min(step, LONGEST_STEP_NS);
    if (this.clockNs < this.nextSweepNs) return;
    this.nextSweepNs = this.clockNs + SWEEP_EVERY_NS;
    const since = this.clockNs - this.limits.idleSeconds * NS_PER_SECOND;
    for (const list of this.lists) {
      while (list.oldest !== null && list.oldest.activeAtNs < since) {
        this.counters.evictedIdle++;
        this.release(list.oldest);
      }
    }
  }

  /** Completes the connection and gives it up. */
  private release(connection: TcpConnection): void {
    this.remove(connection, connection.closed ? GONE : DORMANT);
    connection.finish();
    this.listener.released(connection);
    if (connection.keep) this.noteReached(connection);
    if (!connection.keep) connection.uncountJournal();
  }

  /** Of other connections nobody reads what their streams lack. */
  private noteReached({ sides, resetsIgnored }: TcpConnection): void {
    hitLimit(this.reachedByAll, 'resets-ignored', resetsIgnored);
    for (const { stream, duplicates } of [sides.initiator, sides.responder]) {
      hitLimit(this.reachedByAll, 'segments-captured-twice', duplicates);
      hitLimit(this.reachedByAll, 'segments-outside-window', stream.outsideWindow);
      hitLimit(this.reachedByAll, 'reassembly-full', stream.bufferFull);
      hitLimit(this.reachedByAll, 'missing-ranges-dropped', stream.missingDropped);
    }
  }

  private remove(connection: TcpConnection, state: number): void {
    connection.gone = true;
    if (this.last === connection) this.last = null;
    this.lists[connection.list as ListId].remove(connection);
    this.live--;
    const bucket = connection.hash & (this.buckets.length - 1);
    let before = this.buckets[bucket]!;
    if (before === connection) this.buckets[bucket] = connection.nextInBucket;
    else {
      while (before.nextInBucket !== connection) before = before.nextInBucket!;
      before.nextInBucket = connection.nextInBucket;
    }
    connection.nextInBucket = null;
    const { isn, isnKnown } = connection.sides.initiator;
    this.forgottenRows.add(connection.hash, connection.hash2, isn, isnKnown, state);
  }

  private growBuckets(): void {
    const old = this.buckets;
    const buckets = new Array<TcpConnection | null>(old.length * 2).fill(null);
    for (const head of old) {
      for (let c = head; c !== null; ) {
        const next: TcpConnection | null = c.nextInBucket;
        const bucket = c.hash & (buckets.length - 1);
        c.nextInBucket = buckets[bucket]!;
        buckets[bucket] = c;
        c = next;
      }
    }
    this.buckets = buckets;
  }
}
