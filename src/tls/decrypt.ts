/**
 * One TLS connection whose keys may be known: the bytes of both sides in, application data out. Reads handshakes of
 * TLS 1.0 to 1.3, resumed and renegotiated ones too; says by name why something stays encrypted.
 */
import { LIMITS } from '../limits.js';
import type { Arrival, Side } from '../tcp/types.js';
import { type CipherSuite, cipherSuite, suiteName } from './ciphers.js';
import { Half, type HalfWorld, type Keys, type Stage, type TlsTrouble } from './half.js';
import { type ClientHello, MESSAGE, readClientHello, readServerHello, type ServerHello } from './handshake.js';
import type { KeyLog, Secrets } from './keylog.js';
import { cipherFromTrafficSecret, ciphersFromMaster, nextTrafficSecret, type RecordCipher } from './recordCipher.js';
import { RECORD } from './records.js';
import { VERSION, versionName } from './versions.js';

export type { TlsTrouble } from './half.js';

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

/** Is told what happens inside. Bytes are borrowed. */
export interface TlsListener {
  /** bytes[start .. end) is the next application data of `from`; `at` is the packet that completed its record. */
  plaintext(from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void;
  /** Application data of `from` cannot be had: so many bytes, or (null) an unknown number. */
  lost(from: Side, lengthBytes: number | null, at: Arrival): void;
  /** The ServerHello of a handshake has been seen; again where the connection is renegotiated. */
  handshake?(handshake: TlsHandshake, at: Arrival): void;
  /** RFC 8446 §6: level 2 is fatal, description 0 is close_notify. */
  alert?(from: Side, level: number, description: number, at: Arrival): void;
  /** Something stays encrypted. Called once for each reason; `message` is a sentence for the user. */
  undecipherable?(trouble: TlsTrouble, message: string, from: Side, at: Arrival): void;
}

type Held = {
  readonly half: Half;
  readonly type: number;
  readonly version: number;
  /** null: a record of which bytes are missing. */
  readonly body: Uint8Array | null;
  readonly bodyBytes: number;
  readonly at: Arrival;
};

const HELD_OVERHEAD_BYTES = 64;
const other = (side: Side): Side => (side === 'initiator' ? 'responder' : 'initiator');

export class TlsDecryptor implements HalfWorld {
  tls13 = false;
  readonly #halves: Record<Side, Half> = {
    initiator: new Half('initiator', this),
    responder: new Half('responder', this),
  };
  #client: Side | null = null;
  #clientHello: ClientHello | null = null;
  #serverHello: ServerHello | null = null;
  #suite: CipherSuite | null = null;
  /** TLS 1.2 and older: of the handshake seen last. */
  #ciphers: { client: RecordCipher; server: RecordCipher } | null = null;
  #held: Held[] = [];
  #heldBytes = 0;
  readonly #told = new Set<TlsTrouble>();

  /** @param keys null: the handshake is read all the same */
  constructor(
    private readonly keys: KeyLog | null,
    private readonly listener: TlsListener,
  ) {}

  /**
   * The next bytes of a side's stream.
   * @returns where TLS ends: `end`, or the offset of the first byte that begins no record (RFC 4217 §6, CCC)
   */
  push(from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): number {
    const clearFrom = this.#halves[from].reader.walk(bytes, start, end, at);
    if (this.#held.length > 0) this.#release();
    return clearFrom;
  }

  /** `lengthBytes` of a side's stream are not in the capture. */
  gap(from: Side, lengthBytes: number, at: Arrival): void {
    this.#halves[from].reader.gap(lengthBytes, at);
  }

  /** Nothing more will come: what waited for keys waits no longer. */
  end(at: Arrival): void {
    if (this.#held.length > 0) this.#release();
    for (const half of [this.#halves.initiator, this.#halves.responder]) if (half.held > 0) this.#giveUp(half, at);
  }

  /** Everything that this side sent as application data has been told. */
  readable(from: Side): boolean {
    const half = this.#halves[from];
    return !half.failed && half.held === 0 && half.stage === 'traffic';
  }

  // What the two sides ask for

  get hopeful(): boolean {
    return this.keys !== null && (this.keys.expected || this.keys.size > 0);
  }

  ready(half: Half, type: number): boolean {
    if (half.stage === 'clear' && type !== RECORD.CHANGE_CIPHER_SPEC && type !== RECORD.APPLICATION_DATA) return true;
    if (this.tls13 && type !== RECORD.APPLICATION_DATA) return true;
    if (this.#serverHello === null) return false;
    if (!this.tls13) return this.#masterCiphers() !== null;
    const keys = this.#trafficKeys(half, half.stage === 'traffic' ? 'traffic' : 'handshake');
    if (keys) half.install(keys);
    return keys !== null;
  }

  hold(half: Half, type: number, version: number, body: Uint8Array | null, bodyBytes: number, at: Arrival): void {
    const { keys } = this;
    if (keys === null || !this.hopeful) {
      half.fail('no-key-log', at);
      return;
    }
    const bytes = (body?.length ?? 0) + HELD_OVERHEAD_BYTES;
    if (this.#heldBytes + bytes > LIMITS.tlsHeldBytes || keys.held.bytes + bytes > LIMITS.tlsHeldBytesTotal) {
      this.#giveUp(half, at);
      return;
    }
    this.#heldBytes += bytes;
    keys.held.bytes += bytes;
    half.held++;
    this.#held.push({ half, type, version, body: body?.slice() ?? null, bodyBytes, at });
  }

  candidates(half: Half): readonly Keys[] {
    if (this.#serverHello === null || this.#suite === null) return [];
    const { cipher, secret, stage } = half;
    const result: (Keys | null)[] = [];
    if (cipher) result.push({ cipher, secret, stage });
    if (!this.tls13) {
      if (!cipher) result.push(this.#masterKeys(half));
    } else if (stage === 'traffic' && secret)
      result.push(this.#keysFrom(nextTrafficSecret(secret, this.#suite), stage));
    else {
      if (stage === 'clear') result.push(this.#trafficKeys(half, 'handshake'));
      result.push(this.#trafficKeys(half, 'traffic'));
    }
    return result.filter((keys) => keys !== null);
  }

  earlyData(half: Half): boolean {
    return (
      this.tls13 && half.stage === 'handshake' && half.side === this.#client && this.#clientHello?.earlyData === true
    );
  }

  changeCipherSpec(half: Half, at: Arrival): void {
    const keys = this.#masterKeys(half);
    if (keys) half.install(keys);
    else half.fail(this.#why(half), at);
  }

  message(half: Half, type: number, body: Uint8Array, at: Arrival): void {
    if (type === MESSAGE.CLIENT_HELLO) this.#helloFromClient(half, body);
    else if (type === MESSAGE.SERVER_HELLO) this.#helloFromServer(half, body, at);
    else if (!this.tls13 || this.#suite === null) return;
    else if (type === MESSAGE.FINISHED && half.stage === 'handshake') half.expect('traffic');
    else if (type === MESSAGE.KEY_UPDATE && half.stage === 'traffic' && half.secret) {
      const keys = this.#keysFrom(nextTrafficSecret(half.secret, this.#suite), 'traffic');
      if (keys) half.install(keys);
    }
  }

  alert(half: Half, level: number, description: number, at: Arrival): void {
    this.listener.alert?.(half.side, level, description, at);
  }

  plaintext(half: Half, bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    this.listener.plaintext(half.side, bytes, start, end, at);
  }

  lost(half: Half, lengthBytes: number | null, at: Arrival): void {
    this.listener.lost(half.side, lengthBytes, at);
  }

  trouble(half: Half, trouble: TlsTrouble, at: Arrival): void {
    if (this.#told.has(trouble)) return;
    this.#told.add(trouble);
    this.listener.undecipherable?.(trouble, this.#words(trouble, half), half.side, at);
  }

  // Handshake

  #helloFromClient(half: Half, body: Uint8Array): void {
    const hello = readClientHello(body);
    if (hello === null) return;
    this.#client = half.side;
    this.#clientHello = hello;
    this.#serverHello = null;
    this.#ciphers = null;
  }

  #helloFromServer(half: Half, body: Uint8Array, at: Arrival): void {
    const hello = readServerHello(body);
    if (hello === null) return;
    this.tls13 = hello.version === VERSION.TLS13;
    if (hello.retry) return;
    this.#client ??= other(half.side);
    this.#serverHello = hello;
    this.#ciphers = null;
    this.#suite = cipherSuite(hello.suite) ?? null;
    this.listener.handshake?.(
      {
        version: versionName(hello.version),
        cipherSuite: suiteName(hello.suite),
        serverName: this.#clientHello?.serverName ?? null,
        client: this.#client,
      },
      at,
    );
    const known = hello.version >= VERSION.TLS10 && hello.version <= VERSION.TLS13;
    if (this.#suite !== null && known && hello.compression === 0) return;
    for (const each of [this.#halves.initiator, this.#halves.responder]) {
      each.fail(this.hopeful ? 'unsupported' : 'no-key-log', at);
      this.#drop(each);
    }
  }

  // Keys

  /** What the key log knows of the handshake seen last. */
  #secrets(): Secrets | undefined {
    const random = this.#clientHello?.random.toString('hex');
    return random === undefined ? undefined : this.keys?.lookup(random);
  }

  #secret(name: keyof Secrets): Buffer | undefined {
    const secret = this.#secrets()?.[name];
    return secret === undefined && this.keys?.refresh() ? this.#secrets()?.[name] : secret;
  }

  #masterCiphers(): { client: RecordCipher; server: RecordCipher } | null {
    if (this.#ciphers) return this.#ciphers;
    const client = this.#clientHello;
    const server = this.#serverHello;
    const master = this.#secret('master');
    if (!client || !server || !this.#suite || !master) return null;
    const { version, encryptThenMac } = server;
    const randoms = { clientRandom: client.random, serverRandom: server.random };
    this.#ciphers = ciphersFromMaster(master, { suite: this.#suite, version, encryptThenMac, ...randoms });
    return this.#ciphers;
  }

  #masterKeys(half: Half): Keys | null {
    const ciphers = this.#masterCiphers();
    return ciphers && { cipher: ciphers[this.#role(half)], stage: 'traffic', secret: null };
  }

  #trafficKeys(half: Half, stage: 'handshake' | 'traffic'): Keys | null {
    const secret = this.#secret(secretName(this.#role(half), stage));
    return secret === undefined ? null : this.#keysFrom(secret, stage);
  }

  #keysFrom(secret: Buffer, stage: Stage): Keys | null {
    const cipher = this.#suite && cipherFromTrafficSecret(secret, this.#suite);
    return cipher && { cipher, stage, secret };
  }

  #role(half: Half): 'client' | 'server' {
    return half.side === this.#client ? 'client' : 'server';
  }

  // Waiting

  /** Deals with what waited, in the order in which it came, as far as keys are there now. */
  #release(): void {
    const waiting = this.#held;
    const stuck = new Set<Half>();
    this.#held = [];
    for (const item of waiting) {
      const { half, type, version, body, bodyBytes, at } = item;
      if (half.failed) this.#forget(item);
      else if (stuck.has(half) || (half.cipher === null && !this.ready(half, type))) {
        stuck.add(half);
        this.#held.push(item);
      } else {
        this.#forget(item);
        if (body) half.process(type, version, body, 0, body.length, at);
        else half.missing(type, bodyBytes, at);
      }
    }
  }

  #giveUp(half: Half, at: Arrival): void {
    half.fail(this.#why(half), at);
    this.#drop(half);
  }

  #drop(half: Half): void {
    this.#held = this.#held.filter((item) => {
      if (item.half === half) this.#forget(item);
      return item.half !== half;
    });
  }

  #forget({ half, body }: Held): void {
    const bytes = (body?.length ?? 0) + HELD_OVERHEAD_BYTES;
    half.held--;
    this.#heldBytes -= bytes;
    if (this.keys) this.keys.held.bytes -= bytes;
  }

  #why(_half: Half): TlsTrouble {
    if (!this.hopeful) return 'no-key-log';
    return this.#clientHello === null || this.#serverHello === null ? 'no-handshake' : 'no-key';
  }

  #words(trouble: TlsTrouble, half: Half): string {
    const hello = this.#serverHello;
    switch (trouble) {
      case 'no-key-log':
        return 'no keys were given (--keylog)';
      case 'no-handshake':
        return `the ${this.#clientHello === null ? 'ClientHello' : 'ServerHello'} of the TLS handshake is not in the capture`;
      case 'no-key': {
        const role = this.#role(half);
        const name = this.tls13 ? secretName(role, half.stage === 'traffic' ? 'traffic' : 'handshake') : 'master';
        const what = this.#secrets() === undefined ? 'nothing' : `no ${LABELS[name]}`;
        return `the key log has ${what} for the client random ${this.#clientHello?.random.toString('hex')}`;
      }
      case 'unsupported':
        return `${versionName(hello?.version ?? 0)} with ${suiteName(hello?.suite ?? 0)}${hello?.compression ? ' and compression' : ''} is not supported`;
      case 'early-data':
        return 'the client sent early data (0-RTT), which is not decrypted';
      case 'bytes-missing':
        return 'too many bytes of it are missing in the capture';
      case 'not-authentic':
        return "a record's authentication fails: the keys are not those of this connection, or it was altered";
    }
  }
}

const LABELS: Readonly<Record<keyof Secrets, string>> = {
  master: 'CLIENT_RANDOM',
  clientHandshake: 'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
  serverHandshake: 'SERVER_HANDSHAKE_TRAFFIC_SECRET',
  clientTraffic: 'CLIENT_TRAFFIC_SECRET_0',
  serverTraffic: 'SERVER_TRAFFIC_SECRET_0',
};

const secretName = (role: 'client' | 'server', stage: 'handshake' | 'traffic'): keyof Secrets =>
  role === 'client'
    ? stage === 'handshake'
      ? 'clientHandshake'
      : 'clientTraffic'
    : stage === 'handshake'
      ? 'serverHandshake'
      : 'serverTraffic';
