/**
 * One TLS connection whose keys may be known: the bytes of both sides in, application data out. Reads handshakes of
 * TLS 1.0 to 1.3, resumed and renegotiated ones too; says by name why something stays encrypted.
 */
import { factsOf } from '../fact.js';
import { LIMITS } from '../limits.js';
import { type Arrival, otherSide, type Side } from '../tcp/types.js';
import { cipherSuite, suiteName } from './ciphers.js';
import type { TlsReason, TlsReasonParams, TlsTrouble } from './codes.js';
import { TlsFacts } from './facts.js';
import { Half, type HalfWorld, type Keys } from './half.js';
import { MESSAGE, readCertificates, readClientHello, readNewSessionTicket, readServerHello } from './handshake.js';
import type { KeyLog } from './keylog.js';
import { RECORD } from './records.js';
import { HandshakeKeys, type Role } from './secrets.js';
import { VERSION, versionName } from './versions.js';
import { WaitingRecords } from './waiting.js';

const reasonOf = factsOf<TlsReasonParams>();

/** What the two hellos agree on. */
export type TlsHandshake = {
  /** 'TLS 1.3'. */
  readonly version: string;
  /** IANA's name; '0x0005' where it is not known. */
  readonly cipherSuite: string;
  /** The name that the client asked for (SNI); null without. */
  readonly serverName: string | null;
  /** Who is the TLS client; in active mode that may be the responder. */
  readonly client: Side;
};

/** Is reported what happens inside. Bytes are borrowed. */
export interface TlsListener {
  /** bytes[start .. end) is the next application data of `from`; `at` is the packet that completed its record. */
  plaintext(from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void;
  /** Application data of `from` cannot be had: so many bytes, or (null) an unknown number. */
  lost(from: Side, lengthBytes: number | null, at: Arrival): void;
  /** The ServerHello of a handshake has been seen; again where the connection is renegotiated. */
  handshake?(handshake: TlsHandshake, at: Arrival): void;
  /** RFC 8446 §6: level 2 is fatal, description 0 is close_notify. */
  alert?(from: Side, level: number, description: number, at: Arrival): void;
  /** Something stays encrypted. Called once for each reason. */
  undecipherable?(reason: TlsReason, from: Side, at: Arrival): void;
}

export class TlsDecryptor implements HalfWorld {
  tls13 = false;
  /** What the connection shows, keys or none. */
  readonly facts: TlsFacts;
  readonly #halves: Record<Side, Half> = {
    initiator: new Half('initiator', this),
    responder: new Half('responder', this),
  };
  #client: Side | null = null;
  readonly #keys: HandshakeKeys;
  readonly #waiting = new WaitingRecords();
  readonly #reported = new Set<TlsTrouble>();

  /**
   * @param keyLog null: the handshake is read all the same
   * @param tracedRecords see `TlsFacts`
   */
  constructor(
    private readonly keyLog: KeyLog | null,
    private readonly listener: TlsListener,
    tracedRecords?: number,
  ) {
    this.#keys = new HandshakeKeys(keyLog);
    this.facts = new TlsFacts(tracedRecords);
  }

  /**
   * The next bytes of a side's stream.
   * @returns where TLS ends: `end`, or the offset of the first byte that begins no record (RFC 4217 §5, CCC)
   */
  push(from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): number {
    const clearFrom = this.#halves[from].reader.walk(bytes, start, end, at);
    if (!this.#waiting.empty) this.#release();
    this.#noteRead();
    return clearFrom;
  }

  /** `lengthBytes` of a side's stream are not in the capture. */
  gap(from: Side, lengthBytes: number, at: Arrival): void {
    this.#halves[from].reader.gap(lengthBytes, at);
  }

  /** Nothing more will come: what waited for keys waits no longer. */
  end(at: Arrival): void {
    if (this.#waiting.empty) return;
    this.#release();
    for (const half of this.#both) if (half.held > 0) this.#giveUp(half, this.#why, at);
    this.#noteRead();
  }

  #noteRead(): void {
    const { read } = this.facts;
    read.initiator = this.readable('initiator');
    read.responder = this.readable('responder');
  }

  /** Everything that this side sent as application data has been reported. */
  readable(from: Side): boolean {
    const half = this.#halves[from];
    return !half.failed && half.held === 0 && half.stage === 'traffic';
  }

  // What the two sides ask for

  get hopeful(): boolean {
    return this.keyLog !== null && (this.keyLog.expected || this.keyLog.size > 0);
  }

  ready(half: Half, type: number): boolean {
    if (half.stage === 'clear' && type !== RECORD.CHANGE_CIPHER_SPEC && type !== RECORD.APPLICATION_DATA) return true;
    if (this.tls13 && type !== RECORD.APPLICATION_DATA) return true;
    if (this.#keys.server === null) return false;
    if (!this.tls13) return this.#keys.master(this.#role(half)) !== null;
    const keys = this.#keys.stage(this.#role(half), half.stage === 'traffic' ? 'traffic' : 'handshake');
    if (keys) half.install(keys);
    return keys !== null;
  }

  hold(half: Half, type: number, version: number, body: Uint8Array | null, bodyBytes: number, at: Arrival): void {
    const { keyLog } = this;
    if (keyLog === null || !this.hopeful) half.fail('no-key-log', at);
    else if (!this.#waiting.add(keyLog.held, half, type, version, body, bodyBytes, at))
      this.#giveUp(half, this.#why, at);
  }

  candidates(half: Half): readonly Keys[] {
    if (this.#keys.server === null) return [];
    const { cipher, secret, stage } = half;
    const role = this.#role(half);
    const result: (Keys | null)[] = [];
    if (cipher) result.push({ cipher, secret, stage });
    if (!this.tls13) result.push(cipher ? null : this.#keys.master(role));
    else if (stage === 'traffic' && secret) result.push(this.#keys.next(secret));
    else {
      if (stage === 'clear') result.push(this.#keys.stage(role, 'handshake'));
      result.push(this.#keys.stage(role, 'traffic'));
    }
    return result.filter((keys) => keys !== null);
  }

  mayTry(): boolean {
    return this.keyLog !== null && this.keyLog.trials.left-- > 0;
  }

  earlyData(half: Half): boolean {
    const offered = this.#keys.client?.earlyData === true;
    return offered && this.tls13 && half.stage === 'handshake' && half.side === this.#client;
  }

  changeCipherSpec(half: Half, at: Arrival): void {
    const keys = this.#keys.master(this.#role(half));
    if (keys) half.install(keys);
    else half.fail(this.#why, at);
  }

  message(half: Half, type: number, body: Uint8Array, at: Arrival): void {
    if (type === MESSAGE.CLIENT_HELLO) this.#helloFromClient(half, body, at);
    else if (type === MESSAGE.SERVER_HELLO) this.#helloFromServer(half, body, at);
    else if (type === MESSAGE.CERTIFICATE) this.#certificates(half, body);
    else if (type === MESSAGE.NEW_SESSION_TICKET) this.#ticket(body);
    else if (type === MESSAGE.SERVER_HELLO_DONE) this.#fullHandshake();
    else if (!this.tls13) return;
    else if (type === MESSAGE.FINISHED && half.stage === 'handshake') half.expect('traffic');
    else if (type === MESSAGE.KEY_UPDATE && half.stage === 'traffic' && half.secret) {
      const keys = this.#keys.next(half.secret);
      if (keys) half.install(keys);
    }
  }

  alert(half: Half, level: number, description: number, encrypted: boolean, at: Arrival): void {
    const { frame, timeNs } = at;
    this.facts.addAlert({ from: half.side, level, description, encrypted, frame, timeNs });
    this.listener.alert?.(half.side, level, description, at);
  }

  seen(half: Half, type: number, bodyBytes: number, at: Arrival): void {
    this.facts.addRecord(half.side, type, bodyBytes, at);
  }

  unframed(half: Half): void {
    this.facts.trace[half.side].broken = true;
  }

  plaintext(half: Half, bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    this.listener.plaintext(half.side, bytes, start, end, at);
  }

  lost(half: Half, lengthBytes: number | null, at: Arrival): void {
    this.listener.lost(half.side, lengthBytes, at);
  }

  trouble(half: Half, trouble: TlsTrouble, at: Arrival): void {
    if (this.#reported.has(trouble)) return;
    this.#reported.add(trouble);
    this.listener.undecipherable?.(this.#reason(half, trouble, at.frame), half.side, at);
  }

  // Handshake

  #helloFromClient(half: Half, body: Uint8Array, at: Arrival): void {
    const hello = readClientHello(body);
    if (hello === null) return;
    this.#client = half.side;
    this.#keys.clientHello(hello);
    this.facts.client = half.side;
    this.facts.clientHello ??= { frame: at.frame, timeNs: at.timeNs };
    this.facts.clientSays ??= hello;
  }

  #certificates(half: Half, body: Uint8Array): void {
    if (half.side === this.#client) return;
    if (this.facts.certificates.length === 0) this.facts.certificates = readCertificates(body, this.tls13);
    this.#keys.fullHandshake();
  }

  #fullHandshake(): void {
    if (this.tls13) return;
    this.facts.full ||= this.facts.handshakes === 1;
    this.#keys.fullHandshake();
  }

  #ticket(body: Uint8Array): void {
    if (this.tls13) return;
    const ticket = readNewSessionTicket(body);
    if (ticket === null) return;
    this.#keys.ticket(ticket);
    if (this.facts.tickets.length < LIMITS.tlsExtensions) this.facts.tickets.push(ticket);
  }

  #helloFromServer(half: Half, body: Uint8Array, at: Arrival): void {
    const hello = readServerHello(body);
    if (hello === null) return;
    this.tls13 = hello.version === VERSION.TLS13;
    const { facts } = this;
    if (hello.retry) {
      facts.retried = true;
      return;
    }
    facts.handshakes++;
    facts.serverHello ??= { frame: at.frame, timeNs: at.timeNs };
    facts.serverSays ??= hello;
    this.#client ??= otherSide(half.side);
    const suite = cipherSuite(hello.suite) ?? null;
    this.#keys.serverHello(hello, suite);
    this.listener.handshake?.(
      {
        version: versionName(hello.version),
        cipherSuite: suiteName(hello.suite),
        serverName: this.#keys.client?.serverName ?? null,
        client: this.#client,
      },
      at,
    );
    const known = hello.version >= VERSION.TLS10 && hello.version <= VERSION.TLS13;
    if (suite !== null && known && hello.compression === 0) return;
    for (const each of this.#both) this.#giveUp(each, this.hopeful ? 'unsupported' : 'no-key-log', at);
  }

  #role(half: Half): Role {
    return half.side === this.#client ? 'client' : 'server';
  }

  get #both(): readonly Half[] {
    return [this.#halves.initiator, this.#halves.responder];
  }

  // Waiting and giving up

  #release(): void {
    if (this.keyLog) this.#waiting.release(this.keyLog.held, (half, type) => this.ready(half, type));
  }

  #giveUp(half: Half, trouble: TlsTrouble, at: Arrival): void {
    half.fail(trouble, at);
    if (this.keyLog) this.#waiting.drop(this.keyLog.held, half);
  }

  /** Why keys are not there. */
  get #why(): TlsTrouble {
    if (!this.hopeful) return 'no-key-log';
    return this.#keys.client === null || this.#keys.server === null ? 'no-handshake' : 'no-key';
  }

  #reason(half: Half, trouble: TlsTrouble, frame: number): TlsReason {
    const { client, server, clientRandom } = this.#keys;
    const frames = [frame];
    switch (trouble) {
      case 'no-handshake':
        return reasonOf(trouble, { hello: client === null ? 'ClientHello' : 'ServerHello' }, frames);
      case 'no-key':
        return reasonOf(
          trouble,
          { label: this.#keys.missingLabel(this.#role(half), this.tls13, half.stage), clientRandom },
          frames,
        );
      case 'unsupported':
        return reasonOf(
          trouble,
          {
            version: versionName(server?.version ?? 0),
            suite: suiteName(server?.suite ?? 0),
            compression: (server?.compression ?? 0) !== 0,
          },
          frames,
        );
      default:
        return reasonOf(trouble, {}, frames);
    }
  }
}
