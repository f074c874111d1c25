/**
 * FTP among all TCP connections: recognises control connections, keeps the expectations of all sessions, and gives each
 * data connection to the announcement that it keeps. Everything that is not FTP is given up as soon as that is clear.
 */
import { NS_PER_SECOND } from '../bytes/units.js';
import { factsOf } from '../fact.js';
import { LIMITS } from '../limits.js';
import { hitLimit, type LimitHit, type LimitsHit, limitsHitKinds } from '../tcp/limitsHit.js';
import type { Arrival, Connection, ConnectionListener, Endpoint, Side, StreamConsumer } from '../tcp/types.js';
import type { KeyLog } from '../tls/keylog.js';
import type { Segment } from '../wire/segment.js';
import type { EvidenceParams } from './codes.js';
import type { HeldBudget } from './content/feed.js';
import { planFor } from './content/plan.js';
import { ControlChannel, type ControlContext } from './control.js';
import { Endings } from './endings.js';
import { Candidate, type PrefixBudget } from './matching/candidate.js';
import { certainty, evidenceOfMatch } from './matching/certainty.js';
import { type Expectation, Expectations, type Match } from './matching/expectations.js';
import { type Inferred, inferConnection, inferOrphan } from './matching/inference.js';
import type { OrphanTransfer } from './matching/orphanTransfers.js';
import { type Nearby, UnclaimedConnections } from './matching/unclaimedConnections.js';
import { ControlPorts } from './protocol/controlPorts.js';
import type { Judgement } from './protocol/detect.js';
import type { Session } from './protocol/session.js';
import type { SessionRecord } from './session.js';
import type { TrackerOptions } from './trackerOptions.js';
import type { DataChannel, TransferRecord } from './transfer/dataChannel.js';
import { DataStream, type StreamOwner } from './transfer/dataStream.js';

const evidence = factsOf<EvidenceParams>();

export class FtpTracker implements ConnectionListener, ControlContext {
  /** By id, in order of their recognition, which is that of their ids. */
  readonly #sessions = new Map<number, SessionRecord>();
  #sessionList: SessionRecord[] | null = [];
  #lastId = 0;
  readonly #endings = new Endings<SessionRecord>();
  /** Ended and judged, and not taken yet. */
  #ended: SessionRecord[] = [];
  /** Changed since they were taken last; null until somebody asks. */
  #changed: Set<SessionRecord> | null = null;
  /** Grows with every change of any session. */
  revision = 0;
  readonly showPasswords: boolean;
  readonly limitsHit: LimitsHit = {};
  readonly coarseTimes: boolean;
  readonly keyLog: KeyLog | null;
  readonly #ports: ControlPorts;
  readonly #expectations = new Expectations();
  readonly #channels = new Map<Connection, ControlChannel>();
  readonly #streams = new WeakMap<Connection, DataStream>();
  /** Unclaimed connections of the last moments, oldest first: a later announcement may claim them. */
  readonly #recent = new Set<Connection>();
  readonly #nearby = new UnclaimedConnections();
  readonly #unclaimed = new Set<Connection>();
  /** Control and data connections of sessions. */
  readonly #claimed = new WeakSet<Connection>();
  /** By the client's endpoint of the control connection: where the default data connection goes (RFC 959 §3.3). */
  readonly #byClient = new Map<string, SessionRecord>();
  readonly #budget: PrefixBudget = { bytes: 0, incomplete: 0 };
  readonly #held: HeldBudget = { bytes: 0 };
  /** Reads every connection that has said nothing yet: a SYN flood costs nothing here. */
  readonly #silent: StreamConsumer = {
    ordered: true,
    data: (connection, from, bytes, start, end, at) =>
      this.#speaks(connection).data(connection, from, bytes, start, end, at),
    gap: (connection, from, lengthBytes, at) => this.#speaks(connection).gap(connection, from, lengthBytes, at),
  };
  #finished = false;
  #clockNs = 0;

  constructor(private readonly options: TrackerOptions) {
    this.showPasswords = options.showPasswords;
    this.coarseTimes = options.coarseTimes ?? false;
    this.keyLog = options.keyLog ?? null;
    this.#ports = new ControlPorts(options.controlPorts);
  }

  /** Sessions that are kept: in order of their ids, and when the capture has ended in order of their first packets. */
  get sessions(): readonly SessionRecord[] {
    this.#sessionList ??= [...this.#sessions.values()];
    return this.#sessionList;
  }

  /** All sessions so far, those that have been let go included. */
  get sessionCount(): number {
    return this.#lastId;
  }

  /** TCP connections on predicted or FTP ports, or between the hosts of a session, that belong to no session. */
  get unclaimed(): Connection[] {
    const sessionControls = new Set(this.sessions.map((session) => session.control));
    const silent = [...this.#channels].filter(([, channel]) => !channel.session).map(([connection]) => connection);
    const all = new Set([...this.#unclaimed, ...silent, ...this.#nearby.all()]);
    return [...all].filter((one) => !sessionControls.has(one)).sort((a, b) => a.number - b.number);
  }

  /** What has to be told of the analysis itself, by kind. */
  get noticed(): readonly (readonly [kind: LimitHit | 'announcements-expired', count: number])[] {
    return [
      ['announcements-expired', this.#expectations.expired],
      ...limitsHitKinds({
        ...this.limitsHit,
        'announcements-crowded': this.#expectations.crowdedOut,
        'prefixes-dropped': this.#budget.incomplete,
        'contents-dropped': this.#held.dropped ?? 0,
        'unclaimed-dropped': (this.limitsHit['unclaimed-dropped'] ?? 0) + this.#nearby.dropped,
      }),
    ];
  }

  /** Does the connection belong to a session? 'open': it may still turn out to. */
  standing(connection: Connection): 'session' | 'open' | 'other' {
    if (this.#claimed.has(connection)) return 'session';
    const { consumer } = connection;
    const open = this.#recent.has(connection) || consumer instanceof ControlChannel || this.#streams.has(connection);
    return open || this.#undecided(connection) ? 'open' : 'other';
  }

  // Connections

  readonly opener = (segment: Segment): boolean | null => this.#expectations.opener(segment);

  opened(connection: Connection, segment: Segment): void {
    this.#expireRecent(segment.timeNs);
    if (this.#claimNew(connection, segment)) return;
    connection.consumer = this.#silent;
    if (this.#ports.clientSide(connection) || this.#claimDefault(connection, segment)) return;
    this.#recent.add(connection);
    this.#nearby.notice(connection);
  }

  closed(connection: Connection, at: Arrival): void {
    this.#controlEnded(connection);
    // After an RST, also one that follows a FIN, segments in flight may still arrive; a refused SYN may be repeated and accepted.
    if (connection.teardown.kind === 'fin' && connection.teardown.rst === null) {
      this.#endChannel(connection, at);
      this.#streams.get(connection)?.settle(at);
    }
    if (!this.#recent.has(connection) && connection.consumer !== this.#silent) this.#giveUp(connection);
    this.revision++;
  }

  released(connection: Connection): void {
    this.#controlEnded(connection);
    const at = { frame: connection.lastFrame, timeNs: connection.lastTimeNs };
    this.#endChannel(connection, at);
    this.#streams.get(connection)?.settle(at);
    this.#recent.delete(connection);
    if (this.#drop(connection)) this.#keepUnclaimed(connection);
  }

  /** The capture has ended; every connection has been released. */
  finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    for (const session of this.sessions) if (!session.ended) this.#end(session);
    this.#sessionList = [...this.#sessions.values()].sort((a, b) => a.control.number - b.control.number);
  }

  // What sessions ask for

  sessionStarted(session: SessionRecord): void {
    session.id = ++this.#lastId;
    this.#sessions.set(session.id, session);
    this.#sessionList?.push(session);
    this.#claimed.add(session.control);
    const { client, server } = session;
    this.#byClient.set(`${client.address} ${client.port}`, session);
    if (this.#nearby.watch(client.address, server.address))
      for (const each of this.#recent) if (this.#nearby.notice(each) && !this.#undecided(each)) this.#stream(each);
    this.revision++;
  }

  expect(expectation: Expectation, before: Expectation | null): void {
    this.#expectations.add(expectation, before);
    const earliest = expectation.timeNs - LIMITS.recentSeconds * NS_PER_SECOND;
    for (const connection of this.#recent) {
      if (connection.firstTimeNs < earliest) continue;
      if (!Expectations.fits(expectation, connection.initiator, connection.responder)) continue;
      if (connection.closed && connection.lastTimeNs < expectation.timeNs) continue;
      const match = this.#expectations.match(connection.initiator, connection.responder, expectation.timeNs);
      if (match?.expectation !== expectation) continue;
      this.#claim(connection, match);
      return;
    }
  }

  withdraw(expectation: Expectation): void {
    this.#expectations.close(expectation);
  }

  settleTransfer(session: SessionRecord, transfer: TransferRecord): void {
    if (transfer.record?.connection) return;
    const found = inferConnection(session, transfer, this.#between(session));
    if (found) this.#giveInferred(found, transfer.record ?? session.addFound(found, transfer));
  }

  settleOrphan(session: SessionRecord, spoken: OrphanTransfer): void {
    const found = inferOrphan(session, spoken, this.#between(session));
    if (found) this.#giveInferred(found, session.addUnannounced(found.mode, null));
  }

  changed(session: SessionRecord): void {
    this.#changed?.add(session);
    this.revision++;
  }

  // How sessions end

  /** Packet time goes on. @param clockNs packet time without its jumps (`ConnectionTable.clock`) */
  passTime(clockNs: number): void {
    this.#clockNs = clockNs;
    if (clockNs < this.#endings.nextDueNs) return;
    for (const session of this.#endings.due(clockNs)) this.#end(session);
  }

  /** Sessions that have ended since this was called last: nothing of them changes any more. In order of their ends. */
  takeEnded(): readonly SessionRecord[] {
    const ended = this.#ended;
    this.#ended = [];
    return ended;
  }

  /** Sessions that have changed since this was called last, those that are new or have ended included. */
  takeChanged(): Iterable<SessionRecord> {
    const changed = this.#changed ?? this.#sessions.values();
    this.#changed = new Set();
    return changed;
  }

  /** Gives up a session that has ended: it is in `sessions` no longer, and nothing here holds it. */
  letGo(session: Session): void {
    const kept = this.#sessions.get(session.id);
    if (kept !== session || !kept.ended) return;
    this.#sessions.delete(session.id);
    this.#sessionList = null;
    this.#changed?.delete(kept);
  }

  #controlEnded(connection: Connection): void {
    const session = this.#channels.get(connection)?.session;
    if (session) this.#endings.add(session, this.#clockNs);
  }

  /** Nothing more is expected of it: its connections are completed, it is final. */
  #end(session: SessionRecord): void {
    const { client, server, control, dataConnections } = session;
    this.options.complete(control);
    for (const { connection } of dataConnections) if (connection !== null) this.options.complete(connection);
    for (const { expectation } of session.exchanges) if (expectation) this.#expectations.close(expectation);
    session.ended = true;
    session.captureEnd = this.options.captureEnd();
    session.touch();
    const name = `${client.address} ${client.port}`;
    if (this.#byClient.get(name) === session) this.#byClient.delete(name);
    this.#nearby.unwatch(client.address, server.address);
    this.#ended.push(session);
  }

  // Claims

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

  #claim(connection: Connection, match: Match): void {
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
      record.confidence = certainty(connection, each, exact, peer, partner !== null);
      record.because.push(
        ...evidenceOfMatch(connection, each, exact, peer, partner ? (isPartner ? expectation : partner) : null),
      );
    }
    if (partner) {
      partner.record.partner = expectation.record;
      expectation.record.partner = partner.record;
    }
    expectation.record.session.touch();
    partner?.record.session.touch();
  }

  /** An earlier attempt, or a stranger, gives way to the connection that now keeps the announcement. */
  #replace(record: DataChannel, earlier: Connection): void {
    record.because.push(evidence('earlier-attempt', { ...earlier.initiator }, [earlier.firstFrame]));
    record.connection = null;
    this.#remember(earlier);
  }

  #give(connection: Connection, record: DataChannel): void {
    record.connection = connection;
    record.stream = this.#stream(connection, record);
    record.stream.onTrouble((why, frame) => {
      const message = `The TLS of data connection ${record.id} cannot be decrypted: ${why}.`;
      record.session.notice({ kind: 'tls-undecipherable', severity: 'warning', message, frames: [frame] });
    });
    this.#claimed.add(connection);
    connection.keep = true;
    this.#recent.delete(connection);
    this.#nearby.claimed(connection);
    this.#unclaimed.delete(connection);
  }

  #between({ client, server }: SessionRecord): Nearby {
    return (fromNs, untilNs) => this.#nearby.between(client.address, server.address, fromNs, untilNs);
  }

  #giveInferred(found: Inferred, record: DataChannel): void {
    this.#give(found.connection, record);
    record.confidence = 'inferred';
    record.because.push(...found.because);
    record.session.touch();
  }

  /** RFC 959 §3.3: without PORT or PASV the server connects from the port below its own to the client's control port. */
  #claimDefault(connection: Connection, segment: Segment): boolean {
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
      stream = new DataStream({ keyLog: this.keyLog, hashes: this.options.hashes ?? [], held: this.#held });
      if (owner) stream.claim(this.#ownerOf(owner));
      this.#streams.set(connection, stream);
      const before = connection.consumer;
      connection.consumer = stream;
      if (before instanceof Candidate) before.replay(connection, stream);
      if (connection.closed) stream.settle({ frame: connection.lastFrame, timeNs: connection.lastTimeNs });
    }
    return stream;
  }

  #ownerOf(record: DataChannel): StreamOwner {
    const { session } = record;
    return {
      neverTls: () => session.tls === null,
      plan: (from) => planFor(record, from, this.options.contentSink ?? null),
      changed: () => {
        session.revision++;
        this.revision++;
      },
    };
  }

  // Control connections

  /** The first bytes of a connection: from now on something reads them. */
  #speaks(connection: Connection): StreamConsumer {
    const clientSide = this.#ports.clientSide(connection);
    if (clientSide) return this.#openControl(connection, clientSide);
    const candidate = new Candidate(
      this.#budget,
      (c, judgement) => this.#judged(candidate, c, judgement),
      LIMITS,
      this.keyLog,
    );
    connection.consumer = candidate;
    return candidate;
  }

  #openControl(connection: Connection, clientSide: Side): ControlChannel {
    const server: Endpoint = clientSide === 'initiator' ? connection.responder : connection.initiator;
    const { by, implicit, given } = this.#ports.recognise(server.port);
    const channel = new ControlChannel(connection, clientSide, by, this, implicit || given);
    this.#channels.set(connection, channel);
    connection.consumer = channel;
    connection.keep = true;
    return channel;
  }

  #judged(candidate: Candidate, connection: Connection, judgement: Judgement): void {
    if (judgement !== 'no' && judgement !== 'undecided') {
      this.#recent.delete(connection);
      this.#nearby.claimed(connection);
      const channel = this.#openControl(connection, judgement.clientSide);
      candidate.replay(connection, channel);
      return;
    }
    if (this.#nearby.notice(connection)) this.#stream(connection);
    else if (!this.#recent.has(connection)) this.#giveUp(connection);
  }

  /** The dialogue is over: what read it is given up, what it reported stays. */
  #endChannel(connection: Connection, at: Arrival): void {
    const channel = this.#channels.get(connection);
    if (!channel) return;
    channel.end(at);
    this.#channels.delete(connection);
    connection.consumer = null;
    if (!channel.session) this.#remember(connection);
  }

  // Letting go

  #expireRecent(nowNs: number): void {
    for (const connection of this.#recent) {
      const old = nowNs - connection.firstTimeNs > LIMITS.recentSeconds * NS_PER_SECOND;
      if (!old && this.#recent.size <= LIMITS.recentConnections) return;
      this.#recent.delete(connection);
      // Undecided so far: its next bytes decide, or its end.
      if (connection.closed || !this.#undecided(connection)) this.#giveUp(connection);
    }
  }

  /** It may still turn out to be a control connection. */
  #undecided({ consumer }: Connection): boolean {
    return consumer === this.#silent || (consumer instanceof Candidate && !consumer.decided);
  }

  /** Nobody claimed it: it is remembered for the report if its ports say so, else forgotten. */
  #giveUp(connection: Connection): void {
    if (this.#drop(connection) && !this.#keepUnclaimed(connection)) this.options.forget(connection);
  }

  /** Takes the waiting consumer away; false where there is none. */
  #drop(connection: Connection): boolean {
    const { consumer } = connection;
    if (consumer !== this.#silent && !(consumer instanceof Candidate)) return false;
    if (consumer instanceof Candidate) consumer.drop();
    connection.consumer = null;
    return true;
  }

  #keepUnclaimed(connection: Connection): boolean {
    const listed = this.#ports.listed(connection);
    if (listed) this.#remember(connection);
    return listed;
  }

  #remember(connection: Connection): void {
    if (this.#unclaimed.size < LIMITS.unclaimedConnections) this.#unclaimed.add(connection);
    else hitLimit(this.limitsHit, 'unclaimed-dropped');
  }
}
