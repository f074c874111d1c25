/**
 * Hand-made sessions for tests of what stands right of ftp/: ladder, explanations, findings, reports, screens. Written
 * as the dialogue reads:
 *
 *     const s = new SessionBuilder().open().reply('220 ready').login();
 *     const data = s.port('10.77.0.2:44441');
 *     const list = s.command('LIST');
 *     data.open(); s.reply('150 here'); data.send(1066); data.close();
 *     data.transferred(list); s.reply('226 done').quit();
 *     s.session
 */
import type { Evidence } from '../../src/ftp/codes.js';
import type {
  Announcement,
  Command,
  Confidence,
  DataConnection,
  DataMode,
  Exchange,
  Outcome,
  Reply,
  Session,
  Transfer,
} from '../../src/ftp/protocol/session.js';
import type { Endpoint, Side } from '../../src/tcp/types.js';
import { BuiltConnection, CaptureClock, endpoint } from './connections.js';

export { BuiltConnection, CaptureClock, endpoint };

export type SessionOptions = {
  readonly client?: string;
  readonly server?: string;
  readonly id?: number;
  /** Shared by sessions of one capture. */
  readonly clock?: CaptureClock;
};

type BuiltTransfer = { -readonly [Key in keyof Transfer]: Transfer[Key] };

export class SessionBuilder {
  readonly clock: CaptureClock;
  readonly control: BuiltConnection;
  readonly session: Session;
  private readonly clientText: string;
  private readonly serverText: string;

  constructor(options: SessionOptions = {}) {
    this.clock = options.clock ?? new CaptureClock();
    this.clientText = options.client ?? '10.77.0.2:45658';
    this.serverText = options.server ?? '10.77.0.1:21';
    this.control = new BuiltConnection(this.clock, this.clientText, this.serverText);
    this.session = {
      id: options.id ?? 1,
      control: this.control,
      client: endpoint(this.clientText),
      server: endpoint(this.serverText),
      clientSide: 'initiator',
      recognisedBy: { by: 'known-port', port: 21 },
      user: null,
      password: null,
      loggedIn: null,
      tls: null,
      protection: null,
      tunnel: null,
      exchanges: [],
      dataConnections: [],
      noticed: [],
      secretFrames: new Set(),
      directory: null,
      revision: 0,
      lost: () => null,
      coarseTimes: false,
      epochSeconds: 0,
      inferred: null,
    };
  }

  /** The control connection's handshake. */
  open(): this {
    this.control.open();
    return this;
  }

  wait(ns: number): this {
    this.clock.wait(ns);
    return this;
  }

  /** One command line from the client: its exchange. */
  command(line: string, extra: Partial<Command> = {}): Exchange {
    const space = line.indexOf(' ');
    const entry = this.control.data('initiator', line.length + 2, 1, 0);
    const command: Command = {
      verb: (space < 0 ? line : line.slice(0, space)).toUpperCase(),
      argument: space < 0 ? '' : line.slice(space + 1),
      frame: entry.firstFrame,
      timeNs: entry.timeNs,
      telnet: '',
      oddities: [],
      ...extra,
    };
    return this.pushExchange(command);
  }

  /** One reply: '220 text', or several lines joined with \n; to the last command, or to `exchange`. */
  reply(line: string, exchange: Exchange = this.session.exchanges.at(-1) ?? this.pushExchange(null)): this {
    const entry = this.control.data('responder', line.length + 2, 1, 0);
    const reply: Reply = {
      code: Number(line.slice(0, 3)),
      text: line.slice(4),
      firstFrame: entry.firstFrame,
      lastFrame: entry.lastFrame,
      timeNs: entry.timeNs,
      oddities: [],
    };
    exchange.replies.push(reply);
    if (reply.code >= 200) exchange.code = reply.code;
    return this;
  }

  /** A reply that nobody asked for. */
  unasked(line: string): this {
    return this.reply(line, this.pushExchange(null));
  }

  private pushExchange(command: Command | null): Exchange {
    const exchange: Exchange = {
      index: this.session.exchanges.length,
      command,
      replies: [],
      code: null,
      directory: this.session.directory,
      dataConnection: null,
      doubt: null,
    };
    this.session.exchanges.push(exchange);
    return exchange;
  }

  /** USER and PASS, accepted. */
  login(user = 'student', password = '********'): this {
    this.command(`USER ${user}`);
    this.reply('331 Password required');
    const pass = this.command(`PASS ${password}`);
    this.session.secretFrames.add(pass.command!.frame);
    this.reply('230 Logged in');
    this.session.user = user;
    this.session.password = password;
    this.session.loggedIn = true;
    this.session.directory = '/';
    return this;
  }

  /** QUIT and both FINs. */
  quit(): this {
    this.command('QUIT');
    this.reply('221 Goodbye');
    this.control.fin('responder').fin('initiator');
    return this;
  }

  /** PORT and its reply; the client waits at `where`. */
  port(where: string, reply = '200 PORT command successful'): DataBuilder {
    const at = endpoint(where);
    const [high, low] = [at.port >> 8, at.port & 255];
    const text = `${at.address.replaceAll('.', ',')},${high},${low}`;
    const exchange = this.command(`PORT ${text}`);
    this.reply(reply);
    return this.announced('PORT', exchange, at, 'client', exchange.command!, text, `${high}×256+${low}`);
  }

  /** PASV and its 227 reply; the server waits at `where`. */
  pasv(where: string): DataBuilder {
    const at = endpoint(where);
    const [high, low] = [at.port >> 8, at.port & 255];
    const text = `${at.address.replaceAll('.', ',')},${high},${low}`;
    const exchange = this.command('PASV');
    this.reply(`227 Entering Passive Mode (${text})`);
    const reply = exchange.replies[0]!;
    return this.announced(
      'PASV',
      exchange,
      at,
      'server',
      { frame: reply.firstFrame, timeNs: reply.timeNs },
      text,
      `${high}×256+${low}`,
    );
  }

  /** EPSV and its 229 reply. */
  epsv(port: number): DataBuilder {
    const exchange = this.command('EPSV');
    this.reply(`229 Entering Extended Passive Mode (|||${port}|)`);
    const reply = exchange.replies[0]!;
    const at = { address: this.session.server.address, port };
    return this.announced(
      'EPSV',
      exchange,
      at,
      'server',
      { frame: reply.firstFrame, timeNs: reply.timeNs },
      `|||${port}|`,
      null,
    );
  }

  /** A command that should have announced something and was refused: PASV or EPSV with 4yz/5yz. */
  refusedAnnouncement(mode: DataMode, reply: string): DataBuilder {
    const exchange = this.command(mode);
    this.reply(reply);
    const data = new DataBuilder(this, mode, null, exchange);
    data.outcome('rejected');
    return data;
  }

  /** A data connection for which no announcement was seen. */
  unannounced(mode: DataMode = 'DEFAULT'): DataBuilder {
    return new DataBuilder(this, mode, null, null);
  }

  private announced(
    mode: DataMode,
    exchange: Exchange,
    at: Endpoint,
    by: Announcement['by'],
    when: { frame: number; timeNs: number },
    text: string,
    arithmetic: string | null,
  ): DataBuilder {
    const announcement: Announcement = { ...at, frame: when.frame, timeNs: when.timeNs, by, text, arithmetic };
    const data = new DataBuilder(this, mode, announcement, exchange);
    exchange.dataConnection = data.data;
    if ((exchange.code ?? 0) >= 400) data.outcome('rejected');
    return data;
  }
}

export class DataBuilder {
  readonly data: DataConnection;
  private built: BuiltConnection | undefined;

  constructor(
    private readonly owner: SessionBuilder,
    mode: DataMode,
    announced: Announcement | null,
    exchange: Exchange | null,
  ) {
    const { session } = owner;
    this.data = {
      id: `${session.id}.${session.dataConnections.length + 1}`,
      session,
      mode,
      announced,
      exchange,
      connection: null,
      confidence: null,
      because: [],
      outcome: 'never-used',
      inferred: null,
      cover: null,
      tls: null,
      tunnel: null,
      protection: null,
      transfer: null,
      partner: null,
    };
    session.dataConnections.push(this.data);
  }

  /** The TCP connection: made by the first call, from `from` to `to` or as the announcement lets expect. */
  connect(from?: string, to?: string): BuiltConnection {
    if (this.built !== undefined) return this.built;
    const { session, clock } = this.owner;
    const active = this.active;
    const host = (address: string, port: number) =>
      address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
    const target = this.data.announced ?? {
      address: active ? session.client.address : session.server.address,
      port: 45000,
    };
    this.built = new BuiltConnection(
      clock,
      from ?? host(active ? session.server.address : session.client.address, active ? 20 : 40112),
      to ?? host(target.address, target.port),
    );
    this.data.connection = this.built;
    this.data.confidence = 'certain';
    return this.built;
  }

  private get active(): boolean {
    return this.data.mode === 'PORT' || this.data.mode === 'EPRT' || this.data.mode === 'DEFAULT';
  }

  /** SYN, SYN+ACK, ACK. */
  open(from?: string, to?: string): this {
    this.connect(from, to).open();
    this.data.outcome = 'incomplete';
    return this;
  }

  /** A SYN, or one more, that nobody answers. */
  syn(from?: string, to?: string): this {
    this.connect(from, to).syn();
    this.data.outcome = 'unanswered';
    return this;
  }

  /** Lets a second pass before the next packet. */
  wait1s(): this {
    this.owner.clock.wait(1_000_000_000);
    return this;
  }

  /** Payload of the server (downloads, listings) or of the client. */
  send(bytes: number, segments = 1, by: 'server' | 'client' = 'server'): this {
    this.connect().data(this.side(by), bytes, segments);
    return this;
  }

  side(by: 'server' | 'client'): Side {
    return (by === 'server') === this.active ? 'initiator' : 'responder';
  }

  /** FINs of both, the sender's first. */
  close(by: 'server' | 'client' = 'server'): this {
    const first = this.side(by);
    this.connect()
      .fin(first)
      .fin(first === 'initiator' ? 'responder' : 'initiator');
    this.data.outcome = 'ok';
    return this;
  }

  rst(by: 'server' | 'client', outcome: Outcome = 'reset'): this {
    this.connect().rst(this.side(by));
    this.data.outcome = outcome;
    return this;
  }

  icmp(text: string, reporter: string, prohibited = true): this {
    this.connect().icmp(text, reporter, prohibited);
    this.data.outcome = prohibited ? 'prohibited' : 'unanswered';
    return this;
  }

  outcome(outcome: Outcome): this {
    this.data.outcome = outcome;
    return this;
  }

  because(evidence: Evidence, confidence: Confidence = 'certain'): this {
    this.data.because.push(evidence);
    this.data.confidence = confidence;
    return this;
  }

  /** What `exchange` moved over this connection; call it when all its bytes were sent. */
  transferred(exchange: Exchange, extra: Partial<BuiltTransfer> = {}): Transfer {
    const verb = exchange.command?.verb ?? '';
    const direction = /^(STOR|STOU|APPE)$/.test(verb) ? 'upload' : verb === 'RETR' ? 'download' : 'listing';
    const connection = this.data.connection;
    const sender = connection === null ? null : this.side(direction === 'upload' ? 'client' : 'server');
    const summary = connection === null || sender === null ? null : connection.sides[sender];
    const transfer: Transfer = {
      exchange,
      direction,
      path: direction === 'listing' ? null : `/${exchange.command?.argument ?? ''}`,
      type: direction === 'listing' ? 'A' : 'I',
      mode: 'S',
      structure: 'F',
      restart: null,
      restartIgnored: false,
      code: 226,
      bytes: summary?.bytes ?? 0,
      sender: summary !== null && summary.bytes > 0 ? sender : null,
      expectedBytes: null,
      expectedFrom: null,
      missing: summary?.missing ?? [],
      sha256: summary !== null && summary.missingBytes === 0 ? '97b516a7'.padEnd(64, '0') : null,
      contentBytes: summary?.bytes ?? null,
      contentSha256: null,
      verdict: 'complete',
      listing: null,
      hashChecks: [],
      contentHash: () => null,
      evidence: [],
      durationSeconds: 0.01,
      file: null,
      ...extra,
    };
    this.data.transfer = transfer;
    exchange.dataConnection = this.data;
    return transfer;
  }
}
