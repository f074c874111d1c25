/** One session as it grows: what commands and replies mean for login, directory, announcements and transfers. */

import type { Losses, Lost } from '../capture/losses.js';
import { LIMITS } from '../limits.js';
import { hitLimit, type LimitsHit } from '../tcp/limitsHit.js';
import type { Timeline } from '../tcp/timeline.js';
import { type Connection, type Endpoint, otherSide, type Side } from '../tcp/types.js';
import type { Recognition } from './codes.js';
import type { DialogueContext, ExchangeRecord, PairedReply } from './dialogue.js';
import type { Expectation } from './matching/expectations.js';
import { earlierAnnouncement } from './matching/inference.js';
import type { Matcher } from './matching/matcher.js';
import { OrphanTransfers } from './matching/orphanTransfers.js';
import type { AddressResult } from './protocol/address.js';
import { ANNOUNCEMENTS, type AnnouncedMode, announcedByReply } from './protocol/announcements.js';
import type { CommandRow } from './protocol/commandRow.js';
import { provesLogin, rowOf } from './protocol/commands.js';
import { isRelative, listedName, resolvePath, uniqueName } from './protocol/directory.js';
import { head } from './protocol/replyText.js';
import { Secrets } from './protocol/secrets.js';
import type { Announcement, CaptureEnd, DataMode, Remark, Reply, Session } from './protocol/session.js';
import { type DialogueState, initialState } from './protocol/state.js';
import { remark } from './remark.js';
import { DataChannel, type OwningSession, TransferRecord } from './transfer/dataChannel.js';
import { learn, learnFromStart, ofRest, ReportedOfFiles } from './transfer/reported.js';
import type { Tunnel } from './wrappers/wrapper.js';

/** What a session needs from all the others. */
export interface SessionContext {
  readonly timeline: Timeline;
  readonly losses: Losses;
  readonly showPasswords: boolean;
  readonly limitsHit: LimitsHit;
  readonly coarseTimes: boolean;
  /** See `Session.epochSeconds`. */
  readonly epochSeconds: number;
  /** What travels between these hosts would be seen (`--shard` leaves others to other processes). */
  covers(one: string, other: string): boolean;
  readonly matcher: Pick<Matcher, 'expect' | 'withdraw' | 'settleTransfer' | 'settleOrphan'>;
  /** Something in the session changed. */
  changed(session: SessionRecord): void;
}

export class SessionRecord implements OwningSession, DialogueContext {
  id = 0;
  user: string | null = null;
  password: string | null = null;
  tls: Session['tls'] = null;
  protection: Session['protection'] = null;
  /** That AUTH has asked for. */
  #mechanism: string | null = null;
  inferred: Session['inferred'] = null;
  readonly exchanges: ExchangeRecord[] = [];
  readonly dataConnections: DataChannel[] = [];
  readonly noticed: Remark[] = [];
  readonly secretFrames = new Set<number>();
  readonly secrets: Secrets;
  revision = 0;
  /** Nothing of it changes any more: it is final. */
  ended = false;
  captureEnd?: CaptureEnd;
  /** The capture has a reply: both directions were captured. */
  replied = false;
  readonly state: DialogueState;
  /** What the server reported of files, apart from their transfers. */
  readonly reported: ReportedOfFiles;
  /** Transfers in order of their commands, those without a data connection included. */
  readonly transfers: TransferRecord[] = [];
  /** The announcement that the next transfer command uses: the last that was not refused or used up. */
  #announcer: ExchangeRecord | null = null;
  #lastExpectation: Expectation | null = null;
  /** Named by USER: nobody else's password is sent next, whether or not the server lets this user in. */
  #named: string | null = null;
  tunnel: Tunnel | null = null;
  readonly #orphans: OrphanTransfers;

  constructor(
    readonly control: Connection,
    readonly clientSide: Side,
    readonly recognisedBy: Recognition,
    private readonly context: SessionContext,
  ) {
    this.secrets = new Secrets(context.showPasswords);
    this.state = initialState(context.limitsHit);
    this.reported = new ReportedOfFiles(context.limitsHit);
    this.#orphans = new OrphanTransfers(context.limitsHit, context.timeline);
  }

  get client(): Endpoint {
    return this.control[this.clientSide];
  }

  get server(): Endpoint {
    return this.control[otherSide(this.clientSide)];
  }

  get timeline(): Timeline {
    return this.context.timeline;
  }

  lost(fromNs: number, toNs: number): Lost | null {
    return this.context.losses.between(fromNs, toNs);
  }

  get coarseTimes(): boolean {
    return this.context.coarseTimes;
  }

  get epochSeconds(): number {
    return this.context.epochSeconds;
  }

  covers({ by, address }: Announcement): boolean {
    return this.context.covers((by === 'client' ? this.server : this.client).address, address);
  }

  get seenFromStart(): boolean {
    const { handshake, sides } = this.control;
    const server = sides[otherSide(this.clientSide)];
    return (handshake.syn ?? handshake.synAck) !== null && server.missingBytes === 0;
  }

  get reordered(): boolean {
    return this.control.reordered;
  }

  get loggedIn(): boolean | null {
    return this.state.loggedIn;
  }

  get directory(): string | null {
    const { directory } = this.state;
    return directory === null || isRelative(directory) ? null : directory;
  }

  notice(remark: Remark): void {
    if (this.noticed.length < LIMITS.noticedPerSession) this.noticed.push(remark);
    else hitLimit(this.context.limitsHit, 'remarks-dropped');
    this.touch();
  }

  get limitsHit(): LimitsHit {
    return this.context.limitsHit;
  }

  touch(): void {
    this.revision++;
    this.context.changed(this);
  }

  /** A command was sent. `argument` is unmasked. */
  command(exchange: ExchangeRecord, argument: string): void {
    const command = exchange.command!;
    const row = rowOf(command.verb);
    if (row?.startsProtection) this.#mechanism = argument.trim().split(/\s/, 1)[0]!.toUpperCase();
    if (row?.carriesProtected) this.protection ??= { mechanism: this.#mechanism, frame: command.frame };
    if (row?.login === 'user') {
      this.#named = argument;
      if (this.loggedIn !== true) this.user = argument;
    }
    if (row?.login === 'password') this.password = command.argument;
    exchange.argument = row?.secret ? '' : argument;
    if (row?.announce) {
      if (ANNOUNCEMENTS[row.announce].by === 'client') this.#announceByClient(exchange, row.announce, argument);
      this.#announcer = exchange;
    }
    if (row?.transfer) this.#beginTransfer(exchange, row);
    this.touch();
  }

  /** A reply has come. `cut`: its end is not in the capture. */
  reply({ exchange, row, reply, final, foreign }: PairedReply, cut: boolean): void {
    this.replied = true;
    // RFC 2228 §5.1: the security data exchange has succeeded.
    if (reply.code === 235 && exchange.command)
      this.protection ??= { mechanism: this.#mechanism, frame: reply.lastFrame };
    if (final) this.secrets.replied(reply.code, row?.login === 'user');
    if (foreign) {
      this.#announcedByServer(exchange, row, reply, cut);
      this.touch();
      return;
    }
    if (!exchange.command) {
      if (reply.code === 230) this.state.loggedIn = true;
      this.#orphans.note(reply, final, this.exchanges.length === 1 ? this.control : null);
    }
    // What earlier replies have changed meanwhile holds for pipelined commands too.
    if (exchange.replies.length === 1 && exchange.command) exchange.directory = this.directory;
    const { transfer } = exchange;
    if (transfer && exchange.replies.length === 1) this.#takeParameters(transfer);
    if (transfer && row?.serverNames) {
      const name = uniqueName(reply.text);
      if (name !== null) transfer.path = resolvePath(this.state.directory, name) ?? name;
    }
    if (exchange.command && this.state.loggedIn !== true && provesLogin(row, reply.code)) this.state.loggedIn = true;
    if (transfer && !final) {
      transfer.started = true;
      learnFromStart(transfer, reply);
    }
    if (final) this.#finalReply(exchange, row, reply, cut, transfer);
    this.touch();
  }

  stillTransferring(exchange: ExchangeRecord): boolean {
    const connection = exchange.transfer?.record?.connection;
    return connection != null && connection.teardown.kind === 'none' && !connection.closed;
  }

  transferEnded(exchange: ExchangeRecord): boolean {
    return exchange.transfer?.record?.connection?.closed === true;
  }

  /** The connection has ended, or the capture has: what is still open stays open. */
  end(): void {
    // A data connection may have come after its transfer's final reply.
    for (const transfer of this.transfers) if (!transfer.record?.connection) this.#settle(transfer);
    for (const spoken of this.#orphans.take()) this.context.matcher.settleOrphan(this, spoken);
    this.touch();
  }

  /** A data connection that nothing announced: the default port (RFC 959 §3.3) or one that was inferred. */
  addUnannounced(mode: DataMode, transfer: TransferRecord | null): DataChannel {
    const record = new DataChannel(this, this.dataConnections.length + 1, mode, null, null);
    this.dataConnections.push(record);
    if (transfer) this.#attach(transfer, record);
    return record;
  }

  /** An announced endpoint that is used once more without being announced again. */
  addRepeated(kept: DataChannel, transfer: TransferRecord): DataChannel {
    const record = new DataChannel(this, this.dataConnections.length + 1, kept.mode, kept.announced, kept.exchange);
    this.dataConnections.push(record);
    this.#attach(transfer, record);
    return record;
  }

  get stillExpects(): boolean {
    return this.transfers.some(
      ({ code, record }) => code === null && record !== null && record.connection === null && !record.rejected,
    );
  }

  get stillTransfers(): boolean {
    return this.dataConnections.some(({ connection }) => connection !== null && !connection.closed && !connection.gone);
  }

  /** The youngest transfer command that has no data connection and no final reply yet. */
  get openTransfer(): TransferRecord | null {
    const last = this.transfers.at(-1);
    return last && last.record === null && last.exchange.code === null ? last : null;
  }

  #finalReply(
    exchange: ExchangeRecord,
    row: CommandRow | undefined,
    reply: Reply,
    cut: boolean,
    transfer: TransferRecord | null,
  ): void {
    const { frame = reply.lastFrame } = exchange.command ?? {};
    const { argument } = exchange;
    exchange.argument = '';
    // RFC 959 §4.1.3: the command that REST is for follows at once.
    if (row && !row.keepsRestart && !row.transfer && !row.announce) this.state.restart = null;
    if (reply.code >= 200 && reply.code < 300) {
      row?.effect?.(this.state, argument, reply, frame);
      if ((reply.code === 230 || reply.code === 232) && this.#named !== null) this.user = this.#named;
      if (exchange.command && row) learn(this.reported, row, exchange.command.verb, argument, reply, this.state);
    } else if (reply.code >= 300 && reply.code < 400) row?.intermediate?.(this.state, argument, reply, frame);
    else row?.failure?.(this.state, argument, reply, frame);
    const form = row?.announce && ANNOUNCEMENTS[row.announce];
    if (form?.by === 'client') {
      if (reply.code >= 400) this.#reject(exchange);
    } else this.#announcedByServer(exchange, row, reply, cut);
    if (transfer) {
      this.#settle(transfer);
      const usedUp = transfer.started || reply.code < 300;
      if (usedUp && transfer.record?.exchange === this.#announcer) this.#announcer = null;
    }
  }

  #announceByClient(exchange: ExchangeRecord, mode: AnnouncedMode, argument: string): void {
    const command = exchange.command!;
    const parsed = ANNOUNCEMENTS[mode].parse(argument);
    this.#announce(exchange, mode, parsed, 'client', command.frame, command.timeNs);
  }

  /**
   * A 227, 228 or 229 announces an endpoint, whatever was asked: EPSV may be answered with 227, and the command may be one
   * that is not known (P@SW) or not in the capture. Without an endpoint ("227 Logout") it does so only where one was asked.
   */
  #announcedByServer(exchange: ExchangeRecord, row: CommandRow | undefined, reply: Reply, cut: boolean): void {
    const asked = row?.announce;
    const { code } = reply;
    const text = head(reply.text);
    const spoken = announcedByReply(code) ?? (code >= 200 && code < 300 ? asked : undefined);
    const parsed = spoken && ANNOUNCEMENTS[spoken].parse(text);
    if (parsed && (parsed.ok || (announcedByReply(code) && (asked || cut)))) {
      // It holds for the transfers that follow.
      this.#announcer = exchange;
      const partial = cut ? ANNOUNCEMENTS[spoken!].partial?.(text) : undefined;
      this.#announce(exchange, spoken!, parsed, 'server', reply.lastFrame, reply.timeNs, partial, cut);
      this.#attachEarly(exchange);
    } else if (asked && code >= 400) {
      this.#announce(exchange, asked, null, 'server', reply.lastFrame, reply.timeNs);
      this.#reject(exchange);
    } else if (this.#announcer === exchange) {
      // EPSV ALL (RFC 2428 §4) and the like announce nothing.
      this.#announcer = null;
    }
  }

  /** `parsed` null: refused before an address was named. `partial`: ports that a reply whose end is lost leaves open. */
  #announce(
    exchange: ExchangeRecord,
    mode: DataMode,
    parsed: AddressResult | null,
    by: 'client' | 'server',
    frame: number,
    timeNs: number,
    partial?: { from: number; to: number } | null,
    cut = false,
  ): void {
    const announcer = by === 'client' ? this.client : this.server;
    const value = parsed?.ok ? parsed.value : null;
    const endpoint = value ? { address: value.address ?? announcer.address, port: value.port } : null;
    const announced =
      value && endpoint && !cut
        ? { ...endpoint, frame, timeNs, by, text: value.text, arithmetic: value.arithmetic }
        : null;
    const record = new DataChannel(this, this.dataConnections.length + 1, mode, announced, exchange);
    this.dataConnections.push(record);
    exchange.announces = record;
    exchange.dataConnection = record;
    if (parsed && !parsed.ok && !cut)
      this.notice(remark('malformed-announcement', { mode, problem: parsed.problem }, [frame]));
    if (!announced && !cut) return;
    if (this.#lastExpectation) this.#lastExpectation.replaced = true;
    const expectation: Expectation = {
      record,
      connector: by === 'client' ? 'server' : 'client',
      connectorAddress: (by === 'client' ? this.server : this.client).address,
      announced: endpoint && announced ? endpoint : null,
      announcerAddress: announcer.address,
      ports: announced ? null : (partial ?? null),
      frame: exchange.command?.frame ?? frame,
      timeNs: exchange.command?.timeNs ?? timeNs,
      replaced: false,
      state: 'open',
      byPeer: false,
    };
    exchange.expectation = expectation;
    const before = this.#lastExpectation;
    this.#lastExpectation = expectation;
    this.context.matcher.expect(expectation, before);
  }

  #reject(exchange: ExchangeRecord): void {
    const record = exchange.announces;
    if (record) {
      record.rejected = true;
      if (exchange.expectation && !record.connection) this.context.matcher.withdraw(exchange.expectation);
    }
    if (this.#announcer === exchange) this.#announcer = null;
  }

  #beginTransfer(exchange: ExchangeRecord, row: CommandRow): void {
    const record = this.#announcer?.announces ?? null;
    const transfer = new TransferRecord(exchange, row.transfer!, null);
    transfer.announcer = this.#announcer;
    this.transfers.push(transfer);
    exchange.transfer = transfer;
    this.#takeParameters(transfer);
    if (record) this.#attach(transfer, record);
  }

  /** Transfer commands that were sent before the reply that announces (pipelining). */
  #attachEarly(announcer: ExchangeRecord): void {
    const record = announcer.announces!;
    for (let i = this.transfers.length - 1; i >= 0; i--) {
      const transfer = this.transfers[i]!;
      if (transfer.exchange.index < announcer.index) return;
      if (transfer.announcer === announcer && !transfer.record && transfer.exchange.code === null)
        this.#attach(transfer, record);
    }
  }

  #attach(transfer: TransferRecord, record: DataChannel): void {
    transfer.record = record;
    record.transfer = transfer;
    transfer.exchange.dataConnection = record;
    record.stream?.retry();
  }

  /** TYPE, MODE, REST and the path, as they stand when the transfer begins. */
  #takeParameters(transfer: TransferRecord): void {
    const { state } = this;
    const { verb, argument } = transfer.exchange.command!;
    const row = rowOf(verb);
    const name = row?.options ? listedName(argument) : argument;
    transfer.directory = state.directory;
    transfer.path = row?.serverNames && name === '' ? null : resolvePath(state.directory, name);
    transfer.type = state.type;
    transfer.mode = state.mode;
    transfer.structure = state.structure;
    transfer.restart = state.restart;
    transfer.protection = state.protection;
    if (transfer.exchange.replies.length === 0) return;
    const known = transfer.path ?? argument;
    if (transfer.move === 'upload') state.sizes.delete(known);
    if (transfer.move !== 'listing') this.reported.begin(known, transfer);
    if (state.allocated && transfer.move === 'upload')
      transfer.expect({ bytes: state.allocated.bytes, source: { by: 'ALLO', frame: state.allocated.frame } });
    const size = transfer.move === 'download' ? state.sizes.get(known) : undefined;
    if (size && state.type !== 'A')
      transfer.expect(ofRest({ bytes: size.bytes, source: { by: 'SIZE', frame: size.frame } }, state.restart));
    state.restart = null;
    state.allocated = null;
  }

  #settle(transfer: TransferRecord): void {
    const earlier = earlierAnnouncement(this, transfer);
    if (earlier) {
      transfer.record!.transfer = null;
      this.#attach(transfer, earlier);
    }
    this.context.matcher.settleTransfer(this, transfer);
  }
}
