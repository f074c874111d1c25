/**
 * Gives data connections to what announced them: keeps the expectations of all sessions, the connections of the last
 * moments that no session has claimed, and those between the hosts of a session.
 *
 * A connection is matched when its SYN comes (`opened`), when the announcement comes after it (`expect`), or when its
 * transfer has ended without one (`settleTransfer`, `settleOrphan`).
 */

import { NS_PER_SECOND } from '../../bytes/units.js';
import { factsOf } from '../../fact.js';
import { LIMITS } from '../../limits.js';
import type { Timeline } from '../../tcp/timeline.js';
import type { Arrival, Connection, StreamConsumer } from '../../tcp/types.js';
import type { KeyLog } from '../../tls/keylog.js';
import { parseAddress } from '../../wire/address.js';
import type { Segment } from '../../wire/segment.js';
import type { EvidenceParams } from '../codes.js';
import type { ContentBudget } from '../content/feed.js';
import type { HashName } from '../content/hashes.js';
import { type ContentSinkFactory, planFor } from '../content/plan.js';
import type { Candidate as LinkCandidate } from '../keyless/link.js';
import type { Confidence, DataMode } from '../protocol/session.js';
import { remark } from '../remark.js';
import type { DataChannel, OwningSession, TransferRecord } from '../transfer/dataChannel.js';
import { DataStream, type StreamOwner } from '../transfer/dataStream.js';
import { formOf, Unwrapper } from '../wrappers/unwrapper.js';
import type { Tunnel } from '../wrappers/wrapper.js';
import { Candidate, type PrefixBudget } from './candidate.js';
import { certainty, evidenceOfMatch } from './certainty.js';
import { type Expectation, Expectations, type Match } from './expectations.js';
import { type Inferred, inferConnection, inferOrphan } from './inference.js';
import type { OrphanTransfer } from './orphanTransfers.js';
import { type Nearby, UnclaimedConnections } from './unclaimedConnections.js';

const evidence = factsOf<EvidenceParams>();

/** What the matcher needs of its owner, who knows all connections. */
export interface MatcherOwner {
  readonly timeline: Timeline;
  readonly keyLog: KeyLog | null;
  /** Hashes that are wanted besides SHA-256. */
  readonly hashes: readonly HashName[];
  readonly contentSink: ContentSinkFactory | null;
  /** Of the first bytes of connections that are kept. */
  readonly budget: PrefixBudget;
  /** Has connections followed that may be meant by what is announced now: see `ConnectionTable.summon`. */
  summon(hosts: Connection, port: number | null): void;
  /** It may still turn out to be a control connection. */
  undecided(connection: Connection): boolean;
  /** A session has claimed it. */
  claimed(connection: Connection): void;
  /** A connection that a session had claimed belongs to none. */
  unclaimed(connection: Connection): void;
  /** No session has claimed it within the time in which an announcement may come after its connection. */
  expired(connection: Connection): void;
  /** Bytes of a data connection of a session have come. */
  moved(session: OwningSession): void;
}

const bytesOf = ({ sides }: Connection): number => sides.initiator.bytes + sides.responder.bytes;

/** The same for both directions. */
function hostsOf(
  a0: number,
  a1: number,
  a2: number,
  a3: number,
  b0: number,
  b1: number,
  b2: number,
  b3: number,
): number {
  const a = Math.imul(a0 ^ Math.imul(a1 ^ Math.imul(a2 ^ Math.imul(a3, MIX), MIX), MIX), MIX);
  const b = Math.imul(b0 ^ Math.imul(b1 ^ Math.imul(b2 ^ Math.imul(b3, MIX), MIX), MIX), MIX);
  return Math.imul(a ^ (a >>> 15), MIX) + Math.imul(b ^ (b >>> 15), MIX) + (a ^ b) || 0;
}
const MIX = 0x9e3779b1;

export class Matcher {
  readonly #expectations = new Expectations();
  readonly #streams = new WeakMap<Connection, DataStream>();
  /** Unclaimed connections of the last moments, oldest first: a later announcement may claim them. */
  readonly #recent = new Set<Connection>();
  readonly #nearby: UnclaimedConnections;
  /** Control and data connections of sessions. */
  readonly #claimed = new WeakSet<Connection>();
  /** By the client's endpoint of the control connection: where the default data connection goes (RFC 959 §3.3). */
  readonly #byClient = new Map<string, OwningSession>();
  /** Pairs of hosts with a control connection as hashes, and the ports of its client: more than needed do no harm. */
  readonly #hosts = new Set<number>();
  readonly #clientPorts = new Set<number>();
  #oldestRecentNs = Number.POSITIVE_INFINITY;
  readonly #held: ContentBudget = { bytes: 0 };

  constructor(private readonly owner: MatcherOwner) {
    this.#nearby = new UnclaimedConnections(owner.timeline);
  }

  /** Announcements that nothing used within their time, or that gave way to others; contents and connections without room. */
  get counts(): {
    readonly expired: number;
    readonly crowdedOut: number;
    readonly contentsDropped: number;
    readonly unclaimedDropped: number;
  } {
    return {
      expired: this.#expectations.expired,
      crowdedOut: this.#expectations.crowdedOut,
      contentsDropped: this.#held.dropped ?? 0,
      unclaimedDropped: this.#nearby.dropped,
    };
  }

  // Sessions

  /** A session has begun: connections between its hosts may be its own. */
  begin(session: OwningSession): void {
    this.#claimed.add(session.control);
    const { client, server } = session;
    this.#byClient.set(`${client.address} ${client.port}`, session);
    if (!this.#nearby.watch(client.address, server.address)) return;
    for (const each of this.#recent) if (this.#nearby.notice(each) && !this.owner.undecided(each)) this.#stream(each);
  }

  /** The session is final: nothing is expected of it any more. */
  end(session: OwningSession, expectations: Iterable<Expectation>): void {
    for (const expectation of expectations) this.#expectations.close(expectation);
    const { client, server } = session;
    const name = `${client.address} ${client.port}`;
    if (this.#byClient.get(name) === session) this.#byClient.delete(name);
    this.#nearby.unwatch(client.address, server.address);
  }

  /**
   * Something is expected from now on; a connection that came a moment ago may be it.
   * @param before the last expectation of the same session
   */
  expect(expectation: Expectation, before: Expectation | null): void {
    this.#expectations.add(expectation, before);
    const other = this.#expectations.counterpart(expectation);
    if (other) this.#joinPartners(expectation.record, other.record);
    this.owner.summon(expectation.record.session.control, expectation.announced?.port ?? null);
    const { timeline } = this.owner;
    const announcedNs = timeline.at(expectation.frame, expectation.timeNs);
    const earliestNs = announcedNs - LIMITS.recentSeconds * NS_PER_SECOND;
    for (const connection of this.#recent) {
      if (timeline.at(connection.firstFrame, connection.firstTimeNs) < earliestNs) continue;
      if (!Expectations.fits(expectation, connection.initiator, connection.responder)) continue;
      if (connection.closed && timeline.at(connection.lastFrame, connection.lastTimeNs) < announcedNs) continue;
      const match = this.#expectations.match(connection.initiator, connection.responder, expectation.timeNs);
      if (match?.expectation !== expectation) continue;
      this.#claim(connection, match);
      return;
    }
  }

  /** The server has refused what was announced. */
  withdraw(expectation: Expectation): void {
    this.#expectations.close(expectation);
  }

  /** A transfer has had its final reply (or the session ended): infers its connection if nothing announced it. */
  settleTransfer(session: OwningSession, transfer: TransferRecord): void {
    if (transfer.record?.connection) return;
    const found = inferConnection(session, transfer, this.#between(session));
    if (!found) return;
    const { mode, again } = found;
    const added = () => (again ? session.addRepeated(again, transfer) : session.addUnannounced(mode, transfer));
    this.#giveInferred(found, transfer.record ?? added());
  }

  /** The session has ended: infers the connection of a transfer whose command is not in the capture. */
  settleOrphan(session: OwningSession, spoken: OrphanTransfer): void {
    const found = inferOrphan(session, spoken, this.#between(session));
    if (found) this.#giveInferred(found, session.addUnannounced(found.mode, null));
  }

  /** Connections between the hosts of a session that no session has claimed, begun within a span of the timeline. */
  *candidates(session: OwningSession, fromNs: number, untilNs: number): Iterable<LinkCandidate> {
    const { server } = session;
    for (const connection of this.#between(session)(fromNs, untilNs)) {
      const control = [connection.initiator, connection.responder].some(
        ({ address, port }) => address === server.address && port === server.port,
      );
      if (control) continue;
      const stream = this.#streams.get(connection);
      yield { connection, tls: stream?.tls ?? null, clear: stream?.cover === 'clear' };
    }
  }

  /** A connection was found to be the session's, though nothing of the dialogue can be read. */
  link(session: OwningSession, mode: DataMode, connection: Connection, confidence: Confidence): DataChannel {
    const record = session.addUnannounced(mode, null);
    this.#give(connection, record);
    record.confidence = confidence;
    return record;
  }

  // Connections

  /** Who opened a connection without SYN; see `Expectations`. */
  opener(segment: Segment): boolean | null {
    return this.#expectations.opener(segment);
  }

  /** So many connections of the last moments wait that further ones must show first what they are. */
  isCrowded(nowNs: number): boolean {
    this.#expireRecent(nowNs);
    return this.#recent.size >= LIMITS.recentConnections;
  }

  /** A new connection may be one of a session: by its port, or by its hosts. */
  mayClaim(segment: Segment): boolean {
    if (this.#expectations.expectsPort(segment.dstPort) || this.#clientPorts.has(segment.dstPort)) return true;
    return this.#hosts.has(
      hostsOf(
        segment.src0,
        segment.src1,
        segment.src2,
        segment.src3,
        segment.dst0,
        segment.dst1,
        segment.dst2,
        segment.dst3,
      ),
    );
  }

  /** A control connection, or what may be one: from now on others between its hosts may be data connections. */
  watchHosts({ initiator, responder }: Connection): void {
    const a = parseAddress(initiator.address);
    const b = parseAddress(responder.address);
    if (a && b) this.#hosts.add(hostsOf(a.w0, a.w1, a.w2, a.w3, b.w0, b.w1, b.w2, b.w3));
    this.#clientPorts.add(initiator.port);
  }

  /** A connection has begun. True where a session has claimed it, by an announcement. */
  opened(connection: Connection, segment: Segment): boolean {
    this.#expireRecent(segment.timeNs);
    return this.#claimNew(connection, segment);
  }

  /** No announcement fits: it is kept for one that may come, and for transfers between its hosts. */
  wait(connection: Connection): void {
    if (this.#recent.size === 0) this.#oldestRecentNs = connection.firstTimeNs;
    this.#recent.add(connection);
    this.#nearby.notice(connection);
  }

  /** It is no control connection. True where a transfer between its hosts may be its own. */
  judged(connection: Connection): boolean {
    if (!this.#nearby.notice(connection)) return false;
    this.#stream(connection);
    return true;
  }

  /** A session has its hosts. */
  near(connection: Connection): boolean {
    return this.#nearby.notice(connection);
  }

  /** It is a control connection. */
  isControl(connection: Connection): void {
    this.#recent.delete(connection);
    this.#nearby.claimed(connection);
  }

  waits(connection: Connection): boolean {
    return this.#recent.has(connection);
  }

  claimed(connection: Connection): boolean {
    return this.#claimed.has(connection);
  }

  /** It is read as a data connection, whether or not a session has claimed it. */
  reads(connection: Connection): boolean {
    return this.#streams.has(connection);
  }

  /** Those between the hosts of a session that no session has claimed. */
  unclaimed(): Iterable<Connection> {
    return this.#nearby.all();
  }

  /** The connection has ended, as far as the capture shows. */
  closed(connection: Connection, at: Arrival): void {
    const stream = this.#streams.get(connection);
    if (!stream) return;
    // It began like a proxy's header, and never became one.
    if (connection.consumer instanceof Unwrapper) connection.consumer.replay(connection, stream);
    stream.settle(at);
  }

  released(connection: Connection): void {
    this.#recent.delete(connection);
  }

  #claimNew(connection: Connection, segment: Segment): boolean {
    const now = segment.timeNs;
    const match = this.#expectations.match(connection.initiator, connection.responder, now);
    if (match) {
      this.#claim(connection, match);
      return true;
    }
    const repeated = this.#expectations.keptBefore(connection.initiator, connection.responder, now);
    const transfer = repeated?.record.session.openTransfer;
    if (!repeated || !transfer) return false;
    const record = repeated.record.session.addRepeated(repeated.record, transfer);
    this.#give(connection, record);
    record.confidence = 'likely';
    const params = {
      get id() {
        return repeated.record.id;
      },
    };
    record.because.push(evidence('endpoint-again', params, [repeated.record.announced?.frame, segment.frame]));
    return true;
  }

  #claim(connection: Connection, match: Match, tunnel: Tunnel | null = null): void {
    const { expectation, partner } = match;
    for (const [each, isPartner] of [
      [expectation, false],
      [partner, true],
    ] as const) {
      if (!each) continue;
      const { record } = each;
      const peer = each.connectorAddress === connection.initiator.address;
      const exact = isPartner || match.exact;
      if (record.connection && record.connection !== connection) this.#replace(record, record.connection);
      each.state = 'fulfilled';
      each.byPeer = peer;
      this.#give(connection, record);
      if (tunnel) {
        this.#claimedThrough(connection, record, tunnel);
        continue;
      }
      record.confidence = certainty(connection, each, exact, peer, partner !== null);
      record.because.push(
        ...evidenceOfMatch(connection, each, exact, peer, partner ? (isPartner ? expectation : partner) : null),
      );
    }
    if (partner) this.#joinPartners(expectation.record, partner.record);
    expectation.record.session.touch();
    partner?.record.session.touch();
  }

  /** The stream has been made by `#give`, behind the wrapper: what the wrapper held goes to it alone. */
  #claimedThrough(connection: Connection, record: DataChannel, tunnel: Tunnel): void {
    connection.consumer = record.stream;
    record.stream!.tunnel = tunnel;
    record.confidence = 'certain';
    const { kind, server } = tunnel;
    const frames = [record.announced?.frame, connection.firstFrame];
    record.because.push(evidence('through-proxy', { kind, address: server!.address, port: server!.port }, frames));
  }

  /** FXP (RFC 959 figure 3): what one server announced was sent to the other, by the same client. */
  #joinPartners(one: DataChannel, other: DataChannel): void {
    one.partner = other;
    other.partner = one;
    other.session.touch();
  }

  /** An earlier attempt, or a stranger, gives way to the connection that now matches the announcement. */
  #replace(record: DataChannel, earlier: Connection): void {
    record.because.push(evidence('earlier-attempt', { ...earlier.initiator }, [earlier.firstFrame]));
    record.connection = null;
    this.owner.unclaimed(earlier);
  }

  #give(connection: Connection, record: DataChannel): void {
    record.connection = connection;
    record.stream = this.#stream(connection, record);
    record.stream.onTrouble((reason, frame) => {
      record.session.notice(remark('tls-undecipherable', { where: record.id, part: false, reason }, [frame]));
    });
    this.#claimed.add(connection);
    connection.keep = true;
    this.#recent.delete(connection);
    this.#nearby.claimed(connection);
    this.owner.claimed(connection);
  }

  #between({ client, server }: OwningSession): Nearby {
    return (fromNs, untilNs) => this.#nearby.between(client.address, server.address, fromNs, untilNs);
  }

  #giveInferred(found: Inferred, record: DataChannel): void {
    this.#give(found.connection, record);
    record.confidence = 'inferred';
    record.because.push(...found.because);
    record.session.touch();
  }

  /** RFC 959 §3.3: without PORT or PASV the server connects from the port below its own to the client's control port. */
  openedDefault(connection: Connection, segment: Segment): boolean {
    const { initiator, responder } = connection;
    if (this.#byClient.size === 0) return false;
    const session = this.#byClient.get(`${responder.address} ${responder.port}`);
    if (!session || initiator.address !== session.server.address) return false;
    const record = session.addUnannounced('DEFAULT', session.openTransfer);
    this.#give(connection, record);
    record.confidence = initiator.port === session.server.port - 1 && record.transfer ? 'certain' : 'likely';
    record.because.push(evidence('default-port', { port: initiator.port }, [segment.frame]));
    session.touch();
    return true;
  }

  #stream(connection: Connection, owner: DataChannel | null = null): DataStream {
    let stream = this.#streams.get(connection);
    if (stream && owner) stream.claim(this.#ownerOf(owner));
    if (!stream) {
      stream = new DataStream({ keyLog: this.owner.keyLog, hashes: this.owner.hashes, held: this.#held });
      if (owner) stream.claim(this.#ownerOf(owner));
      this.#streams.set(connection, stream);
      const before = connection.consumer;
      connection.consumer = stream;
      if (before instanceof Candidate || before instanceof Unwrapper) before.replay(connection, stream);
      else if (owner && bytesOf(connection) === 0) connection.consumer = this.#unwrapping(stream);
      if (connection.closed) stream.settle({ frame: connection.lastFrame, timeNs: connection.lastTimeNs });
    }
    return stream;
  }

  /** A proxy may put a header before the data of a connection, wherever it goes. Most have none: the stream reads them itself. */
  #unwrapping(stream: DataStream): StreamConsumer {
    return {
      data: (connection, from, bytes, start, end, at) => {
        const form = formOf(connection, from, bytes, start, end, true);
        connection.consumer = stream;
        if (form)
          connection.consumer = new Unwrapper(form, this.owner.budget, (c, tunnel) => {
            c.consumer = stream;
            stream.tunnel = tunnel;
          });
        connection.consumer.data(connection, from, bytes, start, end, at);
      },
      gap: (connection, from, lengthBytes, at) => {
        connection.consumer = stream;
        stream.gap(connection, from, lengthBytes, at);
      },
    };
  }

  /**
   * A proxy was asked for the announced endpoint, or for its port at the server's own name. True where a session claims
   * the connection: its consumer is then set.
   */
  unwrapped(connection: Connection, tunnel: Tunnel, at: Arrival): boolean {
    const { server } = tunnel;
    if (server === null) return false;
    const { initiator, responder } = connection;
    const match =
      this.#expectations.match(initiator, server, at.timeNs) ??
      this.#expectations.match(initiator, { address: responder.address, port: server.port }, at.timeNs);
    if (match === null) return false;
    this.#claim(connection, match, tunnel);
    return true;
  }

  #ownerOf(record: DataChannel): StreamOwner {
    const { session } = record;
    return {
      neverTls: () => session.tls === null,
      plan: (from) => planFor(record, from, this.owner.contentSink),
      changed: () => this.owner.moved(session),
    };
  }

  #expireRecent(nowNs: number): void {
    const since = nowNs - LIMITS.recentSeconds * NS_PER_SECOND;
    if (this.#oldestRecentNs >= since && this.#recent.size <= LIMITS.recentConnections) return;
    for (const connection of this.#recent) {
      this.#oldestRecentNs = connection.firstTimeNs;
      const old = connection.firstTimeNs < since;
      if (!old && this.#recent.size <= LIMITS.recentConnections) return;
      this.#recent.delete(connection);
      this.owner.expired(connection);
    }
  }
}
