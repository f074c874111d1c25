/**
 * The whole straight line as one object without I/O: packets are pushed in, sessions come out. It knows no clock, file
 * or terminal; time comes from packets.
 */
import { NS_PER_SECOND, sinceEpoch } from './bytes/units.js';
import { type LossCounts, Losses } from './capture/losses.js';
import type { Packet } from './capture/packet.js';
import { type PacketOrder, ShuffledPackets } from './capture/shuffled.js';
import type { Fact } from './fact.js';
import type { HashName } from './ftp/content/hashes.js';
import type { ContentSinkFactory } from './ftp/content/plan.js';
import type { Session } from './ftp/protocol/session.js';
import { FtpTracker } from './ftp/tracker.js';
import { LIMITS } from './limits.js';
import type { LimitHitParams } from './model/codes.js';
import { limitsHitFacts } from './model/limitsHit.js';
import type { AnalyzerView } from './model/view.js';
import { segmentCausality } from './tcp/causality.js';
import { ConnectionTable } from './tcp/connections.js';
import { limitsHitKinds } from './tcp/limitsHit.js';
import { Timeline } from './tcp/timeline.js';
import type { Connection } from './tcp/types.js';
import type { KeyLog } from './tls/keylog.js';
import { Decoder } from './wire/decoder.js';
import { isInShare, isPairInShare, type Share } from './wire/share.js';

export type { AnalyzerView } from './model/view.js';

export type AnalyzerOptions = {
  /** Further ports whose connections are FTP control, besides 21 (and 990 for implicit TLS). */
  readonly controlPorts?: readonly number[];
  readonly showPasswords?: boolean;
  /** Times may be up to a millisecond late: those of arrival in this program. */
  readonly coarseTimes?: boolean;
  /** TLS secrets that decrypt FTPS; it may grow while packets are pushed. */
  readonly keyLog?: KeyLog | null;
  /** Is given what transfers move; without it nothing of that is kept. */
  readonly contentSink?: ContentSinkFactory | null;
  /** Follow every connection from its SYN, for its packets are kept: costs time and memory among many strangers. */
  readonly everyConnection?: boolean;
  /** Keep curves of data connections, for plots. */
  readonly traces?: boolean;
  /** Pure ACKs are rows of the ladder. */
  readonly acks?: boolean;
  /** Hashes of contents besides SHA-256. */
  readonly hashes?: readonly HashName[];
  /** Of several processes that share a tap, the hosts that this one analyses; null: all. */
  readonly share?: Share | null;
};

export class Analyzer implements AnalyzerView {
  packets = 0;
  bytes = 0;
  epochSeconds: number | null = null;
  firstTimeNs: number | null = null;
  lastTimeNs: number | null = null;
  /** The connection of the packet that was pushed last; null where it carried no segment of a followed connection, and no ICMP error about one. */
  lastConnection: Connection | null = null;
  cut: { packets: number; longestBytes: number } | null = null;
  /** In which packets are to be pushed: what a source gives passes it first. */
  readonly order: PacketOrder = new ShuffledPackets(segmentCausality(), (frame, ns) => {
    this.#timeline.setBack(frame, ns);
    if (ns <= LIMITS.clockBackNs) this.#noteClockBack(frame);
  });
  readonly #timeline = new Timeline();
  readonly #losses = new Losses();
  readonly #tracker: FtpTracker;
  readonly #table: ConnectionTable;
  readonly #decoder: Decoder;

  /** The time of the packet before this one. */
  #previousNs = Number.NaN;
  #clockBack: { count: number; readonly frame: number } | null = null;

  constructor(options: AnalyzerOptions = {}) {
    const { share = null } = options;
    this.#tracker = new FtpTracker({
      controlPorts: options.controlPorts ?? [],
      showPasswords: options.showPasswords ?? false,
      coarseTimes: options.coarseTimes ?? false,
      epochSeconds: () => this.epochSeconds,
      ...(share === null ? {} : { covers: (one, other) => isPairInShare(one, other, share) }),
      keyLog: options.keyLog ?? null,
      contentSink: options.contentSink ?? null,
      hashes: options.hashes ?? [],
      summon: (hosts, port) => this.#table.summon(hosts, port),
      everyConnection: options.everyConnection ?? false,
      forget: (connection) => this.#table.forget(connection),
      complete: (connection) => this.#table.complete(connection),
      clock: () => this.#table.clock,
      timeline: this.#timeline,
      losses: this.#losses,
      captureEnd: () => ({ cutAtBytes: this.cut?.longestBytes ?? null }),
    });
    this.#table = new ConnectionTable(this.#tracker, {
      controlPorts: new Set(options.controlPorts ?? []),
      traces: options.traces ?? false,
      acks: options.acks ?? false,
    });
    this.#decoder = new Decoder({
      segment: (segment) => {
        if (share === null || isInShare(segment, share)) this.lastConnection = this.#table.push(segment);
      },
      icmpError: (error) => {
        if (share === null || isInShare(error.quoted, share)) this.lastConnection = this.#table.icmpError(error);
      },
    });
  }

  /** Analyses one packet; its bytes are not kept. */
  push(packet: Packet): void {
    this.packets++;
    this.bytes += packet.bytes.length;
    if (packet.bytes.length < packet.originalBytes) this.#noteCut(packet.bytes.length);
    this.epochSeconds ??= packet.seconds;
    const timeNs = sinceEpoch(packet, this.epochSeconds);
    if (this.firstTimeNs === null || timeNs < this.firstTimeNs) this.firstTimeNs = timeNs;
    if (this.lastTimeNs === null || timeNs > this.lastTimeNs) this.lastTimeNs = timeNs;
    if (this.#previousNs - timeNs > LIMITS.clockBackNs) this.#noteClockBack(packet.frame);
    this.#previousNs = timeNs;
    this.lastConnection = null;
    this.#decoder.decode(packet, timeNs);
    this.#tracker.passTime();
  }

  /**
   * What the source has lost so far; to be given about every second, and before `finish`.
   * @param unixSeconds when it was so; null: with the last packet
   */
  lost(counts: LossCounts, unixSeconds: number | null): void {
    const lastNs = this.lastTimeNs ?? 0;
    const nowNs = unixSeconds === null ? lastNs : (unixSeconds - (this.epochSeconds ?? unixSeconds)) * NS_PER_SECOND;
    // What was lost then may still wait to be analysed, or the clocks differ.
    this.#losses.look(counts, Math.max(lastNs, nowNs));
  }

  /** Does the connection belong to a session? 'open': it may still turn out to. */
  standing(connection: Connection): 'session' | 'open' | 'other' {
    return this.#tracker.standing(connection);
  }

  /** The capture has ended: what is open is closed, and every session ends. */
  finish(): void {
    this.#table.finish();
    this.#tracker.finish();
  }

  #noteClockBack(frame: number): void {
    this.#clockBack ??= { count: 0, frame };
    this.#clockBack.count++;
  }

  #noteCut(bytes: number): void {
    this.cut ??= { packets: 0, longestBytes: 0 };
    this.cut.packets++;
    this.cut.longestBytes = Math.max(this.cut.longestBytes, bytes);
  }

  get skipped(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#decoder.skipped);
  }

  get limitsHit(): readonly Fact<LimitHitParams>[] {
    const { counters, forgottenConnections } = this.#table;
    return limitsHitFacts([
      ['clock-set-back', this.#clockBack?.count ?? 0, this.#clockBack?.frame],
      ...this.#decoder.problems,
      ['half-open-evicted', counters.evictedHalfOpen],
      ['connections-evicted', counters.evictedFull],
      ['ftp-connections-evicted', counters.evictedKept],
      ['connections-miscounted', forgottenConnections.dropped],
      ['connections-idle', counters.evictedIdle],
      ['icmp-errors-stray', counters.strayIcmpErrors],
      ...this.#tracker.noticed,
      ...limitsHitKinds(this.#table.limitsHit),
    ]);
  }

  get connections(): number {
    return this.#table.count;
  }

  get sessions() {
    return this.#tracker.sessions;
  }

  get sessionCount(): number {
    return this.#tracker.sessionCount;
  }

  /** Sessions that have ended since this was called last: nothing of them changes any more. In order of their ends. */
  takeEnded(): readonly Session[] {
    return this.#tracker.takeEnded();
  }

  /** Sessions that have changed since this was called last, those that are new or have ended included. */
  takeChanged(): Iterable<Session> {
    return this.#tracker.takeChanged();
  }

  /** Gives up a session that has ended, for captures that never do. */
  letGo(session: Session): void {
    this.#tracker.letGo(session);
  }

  get unclaimed() {
    return this.#tracker.unclaimed;
  }

  get revision(): number {
    return this.#tracker.revision;
  }
}
