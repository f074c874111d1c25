/** A control connection: bytes of both sides -> lines -> dialogue; encrypted stretches are decrypted or passed over. */

import { escapeText } from '../bytes/text.js';
import { LIMITS } from '../limits.js';
import { hitLimit } from '../tcp/limitsHit.js';
import { type Arrival, type Connection, otherSide, type Side, type StreamConsumer } from '../tcp/types.js';
import type { TlsReason } from '../tls/codes.js';
import { TlsDecryptor, type TlsHandshake, type TlsListener } from '../tls/decrypt.js';
import { startsClientHello } from '../tls/handshake.js';
import type { KeyLog } from '../tls/keylog.js';
import { startsTls } from '../tls/records.js';
import type { Recognition } from './codes.js';
import { Dialogue } from './dialogue.js';
import { looksLikeCommand, rowOf } from './protocol/commands.js';
import { type Line, LineFramer, oddity } from './protocol/lines.js';
import { looksLikeReply, ReplyFramer } from './protocol/replies.js';
import type { ClearStretch, Reply } from './protocol/session.js';
import { remark } from './remark.js';
import { type SessionContext, SessionRecord } from './session.js';

/** What a control channel needs from the tracker. */
export interface ControlContext extends SessionContext {
  /** TLS secrets; null: none were given. */
  readonly keyLog: KeyLog | null;
  /** The connection has shown that it speaks FTP. */
  sessionStarted(session: SessionRecord): void;
}

/**
 * What begins a connection of another protocol on an FTP port: mail with its own greetings, SSH, HTTP, VNC, IRC. An FTP
 * server that is spoken to in SMTP is none of these: only an SMTP greeting makes it mail.
 */
const OTHER_SERVERS =
  /^(?:\+OK|-ERR|\* (?:OK|BYE|PREAUTH)|SSH-|HTTP\/\d|ICY |RFB \d|@RSYNCD|:\S+ (?:\d{3}|NOTICE)|NOTICE )/;
const OTHER_CLIENTS = /^(?:SSH-|[A-Z]+ \S+ HTTP\/\d|NICK |CAP (?:LS|REQ)|RFB \d|@RSYNCD)/;
const MAIL_CLIENTS = /^(?:EHLO|HELO|LHLO|MAIL FROM|STARTTLS|VRFY|EXPN|RCPT TO)\b/i;
const MAIL_GREETING = /\bE?SMTP\b/i;
const LOWER_CASE = oddity('lower-case', {});
const WHITE_SPACE = oddity('white-space', {});

/** `tls`: the stream is inside TLS; `maybe`: the next bytes decide (AUTH was accepted, or an implicit TLS port). */
type Cover = 'clear' | 'maybe' | 'tls';

export class ControlChannel implements StreamConsumer, TlsListener {
  readonly ordered = true;
  session: SessionRecord | null = null;
  readonly #sides: Record<Side, { cover: Cover; lines: LineFramer }>;
  readonly #replies: ReplyFramer;
  /** The TLS connection inside, once it has begun. */
  #tls: TlsDecryptor | null = null;
  #handshake: TlsHandshake | null = null;
  #helloSeen = false;
  readonly #clear: ClearStretch[] = [];
  #dialogue: Dialogue | null = null;
  #unrecognised = 0;
  /** Lines of the server that came before anything showed what it speaks. */
  #early: Line[] = [];
  /** A greeting that may be that of a mail server: the client's first command tells. */
  #greeting: (() => void) | null = null;
  #otherProtocol = false;
  #ended = false;

  /**
   * @param clientSide which side sends the commands
   * @param recognisedBy see `Session`
   * @param implicitTls TLS from the first byte (port 990), without AUTH
   */
  constructor(
    private readonly connection: Connection,
    readonly clientSide: Side,
    private readonly recognisedBy: Recognition,
    private readonly context: ControlContext,
    private readonly implicitTls: boolean,
  ) {
    const side = (emit: (line: Line) => void, starts: (text: string) => boolean) => ({
      cover: 'maybe' as Cover,
      lines: new LineFramer(emit, starts),
    });
    const client = side((line) => this.#command(line), looksLikeCommand);
    const server = side((line) => this.#replies.push(line), looksLikeReply);
    this.#sides =
      clientSide === 'initiator' ? { initiator: client, responder: server } : { initiator: server, responder: client };
    this.#replies = new ReplyFramer(
      (reply, cut) => {
        const mail = !this.session && reply.code === 220 && MAIL_GREETING.test(reply.text) && !/ftp/i.test(reply.text);
        if (mail) this.#greeting = () => this.#reply(reply, cut);
        else this.#reply(reply, cut);
      },
      (line) => this.#stray(line, true),
    );
  }

  #reply(reply: Reply, cut: boolean): void {
    if (this.#otherProtocol) return;
    const session = this.#recognise();
    if (this.#full(session)) return;
    const text = session.secrets.text(reply.text);
    if (text !== reply.text) {
      session.secretFrames.add(reply.firstFrame);
      session.secretFrames.add(reply.lastFrame);
    }
    const paired = this.#dialogue!.reply(text === reply.text ? reply : { ...reply, text });
    // What the reply says is read from all of it.
    session.reply({ ...paired, reply }, cut);
    if (paired.disordered.length > 0) {
      const verb = paired.exchange.command?.verb ?? null;
      session.notice(
        remark('replies-out-of-order', { code: paired.exchange.code ?? reply.code, verb }, paired.disordered),
      );
    }
    if (reply.oddities.length > 0)
      session.notice(remark('odd-reply', { codes: [reply.code], oddities: reply.oddities, cut }, [reply.lastFrame]));
    const answered = session.exchanges.at(-1);
    if (reply.code === 234 || (reply.code === 334 && answered?.command?.argument.toUpperCase() === 'TLS'))
      this.#expectTls();
  }

  data(_connection: Connection, from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    const side = this.#sides[from];
    const other = this.#sides[otherSide(from)];
    if (other.cover === 'clear') other.lines.endAtCr();
    let position = start;
    while (position < end) {
      if (side.cover === 'clear' && startsClientHello(bytes, position, end)) this.#expectTls();
      if (side.cover === 'clear') {
        // A 234 reply in these bytes covers what comes after them: its sender waits for the client's first record.
        side.lines.push(bytes, position, end, at);
        position = end;
      } else {
        if (side.cover === 'maybe') this.#decideCover(from, bytes, position, end, at);
        if (this.#sides[from].cover !== 'tls') continue;
        const clearFrom = this.#tls!.push(from, bytes, position, end, at);
        if (clearFrom < end) {
          side.cover = 'clear';
          this.#leftTls(from, at);
        }
        position = clearFrom;
      }
    }
  }

  gap(_connection: Connection, from: Side, lengthBytes: number, at: Arrival): void {
    const side = this.#sides[from];
    if (side.cover === 'tls') {
      this.#tls!.gap(from, lengthBytes, at);
      return;
    }
    // What is lost may have been the reply to AUTH: the next bytes decide again.
    side.cover = 'maybe';
    this.#linesLost(from, at);
  }

  #linesLost(from: Side, at: Arrival): void {
    this.#sides[from].lines.gap(at);
    if (from === this.clientSide) {
      this.#dialogue?.commandsLost();
      this.session?.secrets.lost();
      return;
    }
    this.#replies.gap();
    this.#dialogue?.repliesLost();
  }

  /** The connection has ended, or the capture has. */
  end(at: Arrival): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#tls?.end(at);
    this.#sides[this.clientSide].lines.end(at);
    this.#sides[otherSide(this.clientSide)].lines.end(at);
    this.#replies.end();
    this.session?.end();
  }

  #command(line: Line): void {
    const match = /^\s*([^\s]+)[ \t]?(.*)$/s.exec(line.text);
    if (!match) {
      if (line.telnet !== '')
        this.session?.notice(remark('telnet-without-command', { telnet: line.telnet }, [line.lastFrame]));
      return;
    }
    const sent = match[1]!;
    this.#endAnsweredReply();
    if (this.#greeting) {
      const replay = this.#greeting;
      this.#greeting = null;
      if (MAIL_CLIENTS.test(line.text)) this.#isOther();
      else replay();
    }
    if (this.#otherProtocol) return;
    if (!this.session && !looksLikeCommand(line.text)) {
      this.#stray(line, false);
      return;
    }
    const session = this.#recognise();
    if (this.#full(session)) return;
    const said = match[2]!;
    const upper = sent.toUpperCase();
    const { verb, argument, hidden } = session.secrets.command(upper, said);
    if (hidden) for (const frame of line.frames) session.secretFrames.add(frame);
    const oddities = [...line.oddities];
    if (sent !== upper) oddities.push(LOWER_CASE);
    if (/^\s/.test(line.text) || /^\s*[^\s]+\t/.test(line.text)) oddities.push(WHITE_SPACE);
    this.#replies.clientSpoke((this.#dialogue?.waiting ?? 0) <= 1);
    const command = {
      verb,
      argument,
      frame: line.lastFrame,
      timeNs: line.timeNs,
      telnet: line.telnet,
      oddities,
    };
    session.command(this.#dialogue!.command(command, session.directory), hidden ? argument : said);
  }

  /**
   * Servers that send no line end: a client that waits for replies sends a command only when it has one. Where several
   * commands wait, the rest of the line may still come.
   */
  #endAnsweredReply(): void {
    const server = this.#sides[otherSide(this.clientSide)];
    if (server.cover !== 'clear' || this.#replies.open || (this.#dialogue?.waiting ?? 0) > 1) return;
    const { unended } = server.lines;
    if (unended === '') return;
    if (/^[1-6]\d\d \s*\S/.test(unended) && (!/^22[789]/.test(unended) || unended.includes(')')))
      server.lines.endUnended();
  }

  #isOther(): void {
    this.#otherProtocol = true;
    this.connection.consumer = null;
  }

  #stray(line: Line, fromServer: boolean): void {
    if (!this.session && (OTHER_SERVERS.test(line.text) || OTHER_CLIENTS.test(line.text))) this.#isOther();
    if (!this.session) {
      this.#unrecognised++;
      // What the client sends may be the rest of a password.
      if (fromServer) this.#early.push(line);
      if (this.#unrecognised >= LIMITS.linesToRecognise) this.connection.consumer = null;
      return;
    }
    // It may be what a broken server answered: the next reply need not belong to the oldest command.
    this.#dialogue!.repliesLost();
    this.#withoutCode(this.session, line);
  }

  #withoutCode(session: SessionRecord, line: Line): void {
    const text = session.secrets.text(line.text).slice(0, LIMITS.shownCharacters);
    session.notice(remark('line-without-code', { text }, [line.lastFrame]));
  }

  /** The dialogue is as long as any may be: what follows is counted, and not read. */
  #full(session: SessionRecord): boolean {
    if (session.exchanges.length < LIMITS.exchangesPerSession) return false;
    hitLimit(this.context.limitsHit, 'exchanges-dropped');
    return true;
  }

  #recognise(): SessionRecord {
    if (!this.session) {
      this.session = new SessionRecord(this.connection, this.clientSide, this.recognisedBy, this.context);
      this.#dialogue = new Dialogue(this.session.exchanges, this.session);
      this.context.sessionStarted(this.session);
      for (const line of this.#early.splice(0)) this.#withoutCode(this.session, line);
    }
    return this.session;
  }

  // Inside TLS

  plaintext(from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    this.#sides[from].lines.push(bytes, start, end, at);
    const { session } = this;
    if (session?.tls?.decrypted || !session) return;
    this.#tlsBegan(session, at, true);
  }

  lost(from: Side, _lengthBytes: number | null, at: Arrival): void {
    if (this.session?.tls?.decrypted) this.#linesLost(from, at);
  }

  handshake(handshake: TlsHandshake, at: Arrival): void {
    this.#handshake = handshake;
    if (this.session?.tls) this.#tlsBegan(this.session, at, this.session.tls.decrypted);
  }

  undecipherable(reason: TlsReason, _from: Side, at: Arrival): void {
    if (reason.code === 'no-key-log') return;
    const part = reason.code === 'early-data';
    this.session?.notice(remark('tls-undecipherable', { where: null, part, reason }, [at.frame]));
  }

  #expectTls(): void {
    const sides = [this.#sides.initiator, this.#sides.responder];
    if (!sides.some(({ cover }) => cover === 'tls')) this.#tls = null;
    for (const side of sides) if (side.cover === 'clear') side.cover = 'maybe';
  }

  #decideCover(from: Side, bytes: Uint8Array, position: number, end: number, at: Arrival): void {
    const side = this.#sides[from];
    if (!startsTls(bytes, position, end)) {
      side.cover = 'clear';
      return;
    }
    side.cover = 'tls';
    this.#tls ??= new TlsDecryptor(this.context.keyLog, this, LIMITS.tlsTracedControl);
    this.#helloSeen ||= startsClientHello(bytes, position, end);
    const begun = this.implicitTls || this.#beginsWithHello(from, end - position) || this.#olderThanCapture;
    if (this.session?.tls || (!this.session && !begun)) return;
    this.#tlsBegan(this.#recognise(), at, false);
  }

  /** TLS from the first byte of a connection to a port of FTP. */
  #beginsWithHello(from: Side, lengthBytes: number): boolean {
    const { handshake, sides } = this.connection;
    const first = sides[from].bytes === lengthBytes && handshake.syn !== null;
    return first && from === this.clientSide && this.#helloSeen;
  }

  /** The capture begins in the midst of TLS on a port of FTP: there is a session, though its beginning is missing. */
  get #olderThanCapture(): boolean {
    const { syn, synAck } = this.connection.handshake;
    return syn === null && synAck === null && this.recognisedBy.by !== 'content' && this.#unrecognised === 0;
  }

  #tlsBegan(session: SessionRecord, at: Arrival, decrypted: boolean): void {
    const auth = session.exchanges.findLast((exchange) => rowOf(exchange.command?.verb)?.startsProtection);
    const { startedBy, frame } = session.tls ?? {
      startedBy: auth?.command
        ? `AUTH ${escapeText(auth.command.argument.toUpperCase().slice(0, LIMITS.shownCharacters))}`
        : this.#helloSeen || (this.implicitTls && this.connection.handshake.syn !== null)
          ? 'implicit'
          : 'not-captured',
      frame: auth?.replies[0]?.lastFrame ?? at.frame,
    };
    const { version = null, cipherSuite = null, serverName = null } = this.#handshake ?? {};
    const { facts } = this.#tls!;
    session.tls = { startedBy, frame, decrypted, version, cipherSuite, serverName, facts, clear: this.#clear };
    session.touch();
  }

  #leftTls(from: Side, at: Arrival): void {
    const agreed = from !== this.clientSide && this.#clear.some((one) => one.from === this.clientSide);
    if (this.#clear.length < LIMITS.tlsAlerts) this.#clear.push({ from, frame: at.frame, timeNs: at.timeNs, agreed });
    if (from !== this.clientSide) return;
    this.session?.notice(remark('clear-again', {}, [at.frame]));
  }
}
