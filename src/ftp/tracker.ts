/**
 * FTP among all TCP connections: recognises control connections and keeps their sessions; data connections are given to
 * them by the matcher. Everything that is not FTP is given up as soon as that is clear.
 */

import type { Losses } from '../capture/losses.js';
import { LIMITS } from '../limits.js';
import { hitLimit, type LimitHit, type LimitsHit, limitsHitKinds } from '../tcp/limitsHit.js';
import type { Timeline } from '../tcp/timeline.js';
import type { Arrival, Connection, ConnectionListener, Endpoint, Side, StreamConsumer } from '../tcp/types.js';
import type { KeyLog } from '../tls/keylog.js';
import { isPrivate } from '../wire/addressClass.js';
import type { Segment } from '../wire/segment.js';
import { ControlChannel, type ControlContext } from './control.js';
import { Endings } from './endings.js';
import { mayBeImplicit } from './keyless/implicit.js';
import { Keyless } from './keyless/keyless.js';
import { Candidate, type PrefixBudget } from './matching/candidate.js';
import { Matcher } from './matching/matcher.js';
import { ControlPorts } from './protocol/controlPorts.js';
import { isForeign, type Judgement, judge } from './protocol/detect.js';
import type { Session } from './protocol/session.js';
import type { SessionRecord } from './session.js';
import type { TrackerOptions } from './trackerOptions.js';
import { formOf, startsWrapper, Unwrapper } from './wrappers/unwrapper.js';
import type { Tunnel, WrapperForm } from './wrappers/wrapper.js';

/** So many bytes tell whether a connection begins like FTP. */
const FIRST_BYTES = 64;
const TLS_HANDSHAKE = 0x16;

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
  readonly timeline: Timeline;
  readonly losses: Losses;
  readonly covers: (one: string, other: string) => boolean;
  readonly keyLog: KeyLog | null;
  readonly matcher: Matcher;
  readonly #keyless: Keyless;
  readonly #ports: ControlPorts;
  readonly #channels = new Map<Connection, ControlChannel>();
  readonly #unclaimed = new Set<Connection>();
  /** What proxies put before the payload, of connections that have such a wrapper. */
  readonly #tunnels = new WeakMap<Connection, Tunnel>();
  /** Where sessions were found that begin with TLS, on ports that tell nothing. */
  readonly #implicitServers = new Set<string>();
  readonly #budget: PrefixBudget = { bytes: 0, incomplete: 0 };
  /** Reads every connection that has said nothing yet: a SYN flood costs nothing here. */
  readonly #silent: StreamConsumer = {
    ordered: true,
    data: (connection, from, bytes, start, end, at) => {
      const form = formOf(connection, from, bytes, start, end, false);
      (form ? this.#wrapped(connection, form) : this.#speaks(connection)).data(connection, from, bytes, start, end, at);
    },
    gap: (connection, from, lengthBytes, at) => this.#speaks(connection).gap(connection, from, lengthBytes, at),
  };
  #finished = false;

  get epochSeconds(): number {
    return this.options.epochSeconds?.() ?? 0;
  }

  constructor(private readonly options: TrackerOptions) {
    this.showPasswords = options.showPasswords;
    this.coarseTimes = options.coarseTimes ?? false;
    this.covers = options.covers ?? (() => true);
    this.keyLog = options.keyLog ?? null;
    this.#ports = new ControlPorts(options.controlPorts);
    this.timeline = options.timeline;
    this.losses = options.losses;
    this.matcher = new Matcher({
      timeline: this.timeline,
      budget: this.#budget,
      summon: (hosts, port) => this.options.summon(hosts, port),
      keyLog: this.keyLog,
      hashes: options.hashes ?? [],
      contentSink: options.contentSink ?? null,
      undecided: (connection) => this.#undecided(connection),
      claimed: (connection) => this.#unclaimed.delete(connection),
      unclaimed: (connection) => this.#remember(connection),
      // Undecided so far: its next bytes decide, or its end.
      expired: (connection) => {
        if (connection.closed || !this.#undecided(connection)) this.#giveUp(connection);
      },
      moved: (session) => {
        session.revision++;
        this.revision++;
      },
    });
    this.#keyless = new Keyless(this.matcher, this.limitsHit);
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
    const all = new Set([...this.#unclaimed, ...silent, ...this.matcher.unclaimed()]);
    return [...all].filter((one) => !sessionControls.has(one)).sort((a, b) => a.number - b.number);
  }

  /** What has to be reported of the analysis itself, by kind. */
  get noticed(): readonly (readonly [kind: LimitHit | 'announcements-expired', count: number])[] {
    const { expired, crowdedOut, contentsDropped, unclaimedDropped } = this.matcher.counts;
    return [
      ['announcements-expired', expired],
      ...limitsHitKinds({
        ...this.limitsHit,
        'announcements-crowded': crowdedOut,
        'prefixes-dropped': this.#budget.incomplete,
        'contents-dropped': contentsDropped,
        'unclaimed-dropped': (this.limitsHit['unclaimed-dropped'] ?? 0) + unclaimedDropped,
      }),
    ];
  }

  /** Does the connection belong to a session? 'open': it may still turn out to. */
  standing(connection: Connection): 'session' | 'open' | 'other' {
    if (this.matcher.claimed(connection)) return 'session';
    const { consumer } = connection;
    const open = this.matcher.waits(connection) || consumer instanceof ControlChannel || this.matcher.reads(connection);
    return open || this.#undecided(connection) ? 'open' : 'other';
  }

  // Connections

  readonly opener = (segment: Segment): boolean | null => this.matcher.opener(segment);

  /** While many connections wait that no session has claimed, further ones must speak before they are followed. */
  follows(segment: Segment, isFlood: boolean): boolean {
    const isCrowded = this.matcher.isCrowded(segment.timeNs);
    if (this.options.everyConnection === true || !(isFlood || isCrowded) || this.matcher.mayClaim(segment)) return true;
    return !isFlood && this.#ports.listedPort(segment.srcPort, segment.dstPort);
  }

  /** It may be FTP, or a proxy's wrapper around it. */
  hears({ bytes, payloadStart, payloadEnd, srcPort, dstPort }: Segment): boolean {
    if (this.#ports.listedPort(srcPort, dstPort)) return true;
    const end = Math.min(payloadEnd, payloadStart + FIRST_BYTES);
    if (startsWrapper(bytes.subarray(payloadStart, end))) return true;
    if (this.keyLog !== null && this.keyLog.size > 0 && bytes[payloadStart] === TLS_HANDSHAKE) return true;
    if (isForeign(bytes, payloadStart, end)) return false;
    const view = Buffer.from(bytes.buffer, bytes.byteOffset + payloadStart, Math.max(0, end - payloadStart));
    return judge(view.toString('latin1'), '', false) !== 'no';
  }

  opened(connection: Connection, segment: Segment): void {
    // What is over by now expects no connection any more.
    this.passTime();
    if (this.matcher.opened(connection, segment)) return;
    connection.consumer = this.#silent;
    if (this.#ports.clientSide(connection) || this.matcher.openedDefault(connection, segment)) return;
    this.matcher.wait(connection);
  }

  closed(connection: Connection, at: Arrival): void {
    this.#controlEnded(connection);
    // After an RST, also one that follows a FIN, segments in flight may still arrive; a refused SYN may be repeated and accepted.
    if (connection.teardown.kind === 'fin' && connection.teardown.rst === null) {
      this.#endChannel(connection, at);
      this.matcher.closed(connection, at);
    }
    if (!this.matcher.waits(connection) && connection.consumer !== this.#silent) this.#giveUp(connection);
    this.revision++;
  }

  released(connection: Connection): void {
    this.#controlEnded(connection);
    const at = { frame: connection.lastFrame, timeNs: connection.lastTimeNs };
    this.#endChannel(connection, at);
    this.matcher.closed(connection, at);
    this.matcher.released(connection);
    if (this.#triedPrivately(connection)) this.#remember(connection);
    else if (this.#drop(connection)) this.#keepUnclaimed(connection);
  }

  /** The client of a session that cannot be read tried a private address: most likely that of a 227 behind NAT. */
  #triedPrivately(connection: Connection): boolean {
    const { handshake, initiator, responder } = connection;
    const beganNs = ({ firstFrame, firstTimeNs }: Connection): number => this.timeline.at(firstFrame, firstTimeNs);
    if (handshake.syn === null || handshake.synAck !== null || handshake.ack !== null) return false;
    if (!isPrivate(responder.address) || this.sessions.length > LIMITS.hiddenSessions) return false;
    return this.sessions.some(
      ({ client, server, tls, control }) =>
        tls !== null &&
        !tls.decrypted &&
        client.address === initiator.address &&
        !isPrivate(server.address) &&
        beganNs(connection) >= beganNs(control),
    );
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
    session.tunnel = this.#tunnels.get(session.control) ?? null;
    this.#sessions.set(session.id, session);
    this.#sessionList?.push(session);
    this.matcher.begin(session);
    this.#keyless.begun(session);
    this.revision++;
  }

  changed(session: SessionRecord): void {
    this.#changed?.add(session);
    this.revision++;
  }

  // How sessions end

  /** Packet time has gone on: sessions whose time has come end. */
  passTime(): void {
    const now = this.options.clock();
    if (now < this.#endings.nextDueNs) return;
    for (const session of this.#endings.due(now)) this.#end(session);
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
    this.#keyless.letGo(kept);
    this.#sessionList = null;
    this.#changed?.delete(kept);
  }

  #controlEnded(connection: Connection): void {
    const session = this.#channels.get(connection)?.session;
    // What completes an ended session releases its control connection too.
    if (session && !session.ended) this.#endings.add(session, this.options.clock());
  }

  /** Nothing more is expected of it: its connections are completed, it is final. */
  #end(session: SessionRecord): void {
    const { control, dataConnections, exchanges } = session;
    session.ended = true;
    this.options.complete(control);
    this.#keyless.end(session);
    for (const { connection } of dataConnections) if (connection !== null) this.options.complete(connection);
    this.matcher.end(
      session,
      exchanges.flatMap(({ expectation }) => expectation ?? []),
    );
    session.captureEnd = this.options.captureEnd();
    session.touch();
    this.#ended.push(session);
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
      this.#mayBeImplicit(connection),
    );
    connection.consumer = candidate;
    return candidate;
  }

  /** Between the hosts of a session, TLS is that of its data connections, but for ports of its own control connections. */
  #mayBeImplicit(connection: Connection): boolean {
    const { address, port } = connection.responder;
    if (!mayBeImplicit(port)) return false;
    return !this.matcher.near(connection) || this.#implicitServers.has(`${address} ${port}`);
  }

  /** It begins like the wrapper of a proxy. */
  #wrapped(connection: Connection, form: WrapperForm): StreamConsumer {
    const unwrapper = new Unwrapper(form, this.#budget, (c, tunnel, at) => {
      c.consumer = this.#silent;
      if (tunnel) this.#tunnels.set(c, tunnel);
      const toControlPort = tunnel?.server && this.#ports.isControl(tunnel.server.port);
      if (toControlPort) this.#openControl(c, 'initiator');
      else if (!tunnel || !this.matcher.unwrapped(c, tunnel, at)) this.#speaks(c);
    });
    connection.consumer = unwrapper;
    return unwrapper;
  }

  #openControl(connection: Connection, clientSide: Side, implicitTls = false): ControlChannel {
    const tunnel = this.#tunnels.get(connection);
    const server: Endpoint =
      tunnel?.server ?? (clientSide === 'initiator' ? connection.responder : connection.initiator);
    if (tunnel) this.matcher.isControl(connection);
    const { by, implicit, given } = this.#ports.recognise(server.port);
    this.matcher.watchHosts(connection);
    this.options.summon(connection, null);
    const channel = new ControlChannel(connection, clientSide, by, this, implicit || given || implicitTls);
    this.#channels.set(connection, channel);
    connection.consumer = channel;
    connection.keep = true;
    return channel;
  }

  #addImplicit({ address, port }: Endpoint): void {
    if (this.#implicitServers.size < LIMITS.implicitServers) this.#implicitServers.add(`${address} ${port}`);
  }

  #judged(candidate: Candidate, connection: Connection, judgement: Judgement): void {
    if (judgement !== 'no' && judgement !== 'undecided') {
      this.matcher.isControl(connection);
      if (judgement.implicitTls) this.#addImplicit(connection.responder);
      const channel = this.#openControl(connection, judgement.clientSide, judgement.implicitTls);
      candidate.replay(connection, channel);
      return;
    }
    if (!this.matcher.judged(connection) && !this.matcher.waits(connection)) this.#giveUp(connection);
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

  /** It may still turn out to be a control connection. */
  #undecided({ consumer }: Connection): boolean {
    if (consumer instanceof Unwrapper) return true;
    return consumer === this.#silent || (consumer instanceof Candidate && !consumer.decided);
  }

  /** Nobody claimed it: it is remembered for the report if its ports say so, else forgotten. */
  #giveUp(connection: Connection): void {
    if (this.#drop(connection) && !this.#keepUnclaimed(connection)) this.options.forget(connection);
  }

  /** Takes the waiting consumer away; false where there is none. */
  #drop(connection: Connection): boolean {
    const { consumer } = connection;
    const holds = consumer instanceof Candidate || consumer instanceof Unwrapper;
    if (consumer !== this.#silent && !holds) return false;
    if (holds) consumer.drop();
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
