/** Handshake messages (RFC 8446 §4, RFC 5246 §7.4): told apart over record boundaries; the two hellos are read. */
import { u16be, u24be } from '../bytes/integers.js';
import { LIMITS } from '../limits.js';
import { VERSION } from './versions.js';

export const MESSAGE = {
  CLIENT_HELLO: 1,
  SERVER_HELLO: 2,
  NEW_SESSION_TICKET: 4,
  CERTIFICATE: 11,
  SERVER_HELLO_DONE: 14,
  FINISHED: 20,
  KEY_UPDATE: 24,
} as const;
const KEPT: ReadonlySet<number> = new Set([
  MESSAGE.CLIENT_HELLO,
  MESSAGE.SERVER_HELLO,
  MESSAGE.NEW_SESSION_TICKET,
  MESSAGE.CERTIFICATE,
]);
/** hello_request ... key_update, compressed_certificate, message_hash apart: what can follow after lost bytes. */
const LAST_TYPE = 25;
const HEADER_BYTES = 4;
const NOTHING = new Uint8Array(0);

/** Splits the handshake content of one side into messages; keeps the bodies of those that are read. */
export class MessageReader {
  #header = 0;
  #type = 0;
  #length = 0;
  #left = 0;
  #body: Uint8Array | null = null;
  #unsure = false;

  /** @param emit `body` is empty for a message that is not read */
  constructor(private readonly emit: (type: number, body: Uint8Array) => void) {}

  /** The handshake content of one record. */
  push(b: Uint8Array, start: number, end: number): void {
    let at = start;
    while (at < end) {
      if (this.#header < HEADER_BYTES) {
        const byte = b[at++]!;
        if (this.#header === 0) this.#type = byte;
        else this.#length = (this.#header === 1 ? 0 : this.#length << 8) | byte;
        if (++this.#header < HEADER_BYTES) continue;
        if (this.#unsure && (this.#type > LAST_TYPE || this.#length > end - at)) {
          // The rest of a message whose beginning is lost: the next record may begin one.
          this.#header = 0;
          return;
        }
        this.#unsure = false;
        this.#left = this.#length;
        this.#body = KEPT.has(this.#type) && this.#length <= LIMITS.tlsHelloBytes ? NOTHING : null;
      }
      const take = Math.min(this.#left, end - at);
      if (this.#body) this.#keep(this.#body, b, at, at + take);
      this.#left -= take;
      at += take;
      if (this.#left > 0) return;
      const body = this.#body ?? NOTHING;
      this.#header = 0;
      this.#body = null;
      this.emit(this.#type, body.subarray(0, this.#length));
    }
  }

  /** Memory follows what came, not what a header claims. */
  #keep(body: Uint8Array, b: Uint8Array, start: number, end: number): void {
    const have = this.#length - this.#left;
    const need = have + end - start;
    if (need > body.length) {
      this.#body = new Uint8Array(Math.min(this.#length, need * 2));
      this.#body.set(body.subarray(0, have));
    }
    this.#body!.set(b.subarray(start, end), have);
  }

  /** A record was lost: what it held may have ended in the midst of a message. */
  lost(): void {
    this.#header = 0;
    this.#body = null;
    this.#unsure = true;
  }
}

export type ClientHello = {
  readonly random: Buffer;
  /** RFC 6066 §3; null without. */
  readonly serverName: string | null;
  /** RFC 8446 §4.2.10. */
  readonly earlyData: boolean;
  /** Empty, or the session to be resumed; with a ticket, and in TLS 1.3, any bytes that the server sends back. */
  readonly sessionId: Buffer;
  /** RFC 5077 §3.2: the ticket of a session to be resumed; null: none, or an empty one. */
  readonly ticket: Buffer | null;
  /** RFC 8446 §4.2.11: bytes of each identity of a pre-shared key that is offered. */
  readonly pskBytes: readonly number[];
  /** The cipher suites and the types of the extensions as they stand: a client program has always the same ones. */
  readonly suites: Buffer;
  readonly extensions: readonly number[];
};

export type ServerHello = {
  readonly random: Buffer;
  readonly version: number;
  readonly suite: number;
  /** Other than 0: records are compressed, which TLS 1.3 abolished. */
  readonly compression: number;
  readonly encryptThenMac: boolean;
  readonly sessionId: Buffer;
  /** The index of the pre-shared key that the server took (RFC 8446 §4.2.11); null: none. */
  readonly psk: number | null;
  /** Asks for another ClientHello (RFC 8446 §4.1.4); another ServerHello will follow. */
  readonly retry: boolean;
};

const EXTENSION = {
  SERVER_NAME: 0,
  ENCRYPT_THEN_MAC: 22,
  SESSION_TICKET: 35,
  PRE_SHARED_KEY: 41,
  EARLY_DATA: 42,
  SUPPORTED_VERSIONS: 43,
} as const;
const RETRY_RANDOM = Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex');
const RANDOM_BYTES = 32;

/** null where it is malformed. */
export function readClientHello(b: Uint8Array): ClientHello | null {
  const fields = new Fields(b);
  fields.skip(2);
  const random = fields.take(RANDOM_BYTES);
  const sessionId = fields.take(fields.length8());
  const suites = fields.take(fields.length16());
  fields.skip(fields.length8());
  let serverName: string | null = null;
  let earlyData = false;
  let ticket: Buffer | null = null;
  let pskBytes: readonly number[] = [];
  const extensions: number[] = [];
  for (const [type, start, end] of fields.extensions()) {
    if (extensions.length < LIMITS.tlsExtensions) extensions.push(type);
    if (type === EXTENSION.EARLY_DATA) earlyData = true;
    if (type === EXTENSION.SESSION_TICKET && end > start) ticket = Buffer.from(b.subarray(start, end));
    if (type === EXTENSION.PRE_SHARED_KEY) pskBytes = identityLengths(b, start, end);
    // server_name_list: length, host_name (0), length, name.
    if (type === EXTENSION.SERVER_NAME && end - start > 5 && b[start + 2] === 0)
      serverName = latin1(b, start + 5, Math.min(end, start + 5 + u16be(b, start + 3)));
  }
  return fields.failed ? null : { random, serverName, earlyData, sessionId, ticket, pskBytes, suites, extensions };
}

/** RFC 8446 §4.2.11: a list of identities, each with its length and an age of four bytes; the binders follow. */
function identityLengths(b: Uint8Array, start: number, end: number): number[] {
  const lengths: number[] = [];
  if (end - start < 2) return lengths;
  const stop = Math.min(end, start + 2 + u16be(b, start));
  for (let at = start + 2; at + 6 <= stop && lengths.length < LIMITS.tlsExtensions; ) {
    const length = u16be(b, at);
    lengths.push(length);
    at += 2 + length + 4;
  }
  return lengths;
}

/** null where it is malformed. */
export function readServerHello(b: Uint8Array): ServerHello | null {
  const fields = new Fields(b);
  let version = fields.length16();
  const random = fields.take(RANDOM_BYTES);
  const sessionId = fields.take(fields.length8());
  const suite = fields.length16();
  const compression = fields.length8();
  let encryptThenMac = false;
  let psk: number | null = null;
  for (const [type, start, end] of fields.extensions()) {
    if (type === EXTENSION.SUPPORTED_VERSIONS && end - start === 2) version = u16be(b, start);
    if (type === EXTENSION.ENCRYPT_THEN_MAC) encryptThenMac = true;
    if (type === EXTENSION.PRE_SHARED_KEY && end - start === 2) psk = u16be(b, start);
  }
  if (fields.failed) return null;
  const retry = version === VERSION.TLS13 && RETRY_RANDOM.equals(random);
  return { random, version, suite, compression, encryptThenMac, sessionId, psk, retry };
}

const latin1 = (b: Uint8Array, start: number, end: number): string =>
  Buffer.from(b.buffer, b.byteOffset + start, end - start).toString('latin1');

/** Fields in order; one that goes beyond the end makes `failed` true, and all after it 0. */
class Fields {
  failed = false;
  #at = 0;

  constructor(private readonly b: Uint8Array) {}

  skip(bytes: number): void {
    this.#need(bytes);
    this.#at += bytes;
  }

  take(bytes: number): Buffer {
    if (!this.#need(bytes)) return Buffer.alloc(bytes);
    const taken = Buffer.from(this.b.subarray(this.#at, this.#at + bytes));
    this.#at += bytes;
    return taken;
  }

  length8(): number {
    return this.#need(1) ? this.b[this.#at++]! : 0;
  }

  length16(): number {
    if (!this.#need(2)) return 0;
    this.#at += 2;
    return u16be(this.b, this.#at - 2);
  }

  /** [type, start, end) of each extension; there may be none at all (TLS 1.0). */
  *extensions(): Iterable<readonly [number, number, number]> {
    if (this.failed || this.#at === this.b.length) return;
    const end = Math.min(this.length16() + this.#at, this.b.length);
    while (!this.failed && this.#at + 4 <= end) {
      const type = this.length16();
      const length = this.length16();
      if (!this.#need(length)) return;
      yield [type, this.#at, this.#at + length];
      this.#at += length;
    }
  }

  #need(bytes: number): boolean {
    if (this.#at + bytes > this.b.length) this.failed = true;
    return !this.failed;
  }
}

/** The ticket of a NewSessionTicket of TLS 1.2 and older (RFC 5077 §3.3); null where it is empty or malformed. */
export function readNewSessionTicket(b: Uint8Array): Buffer | null {
  if (b.length < 6) return null;
  const bytes = u16be(b, 4);
  return bytes === 0 || b.length < 6 + bytes ? null : Buffer.from(b.subarray(6, 6 + bytes));
}

/**
 * The certificates of a Certificate message, as DER, the server's own first (RFC 5246 §7.4.2, RFC 8446 §4.4.2); those
 * that do not fit the limits are left out.
 */
export function readCertificates(b: Uint8Array, tls13: boolean): Buffer[] {
  const certificates: Buffer[] = [];
  // TLS 1.3 puts a context in front and extensions behind each certificate.
  let at = tls13 ? 1 + (b[0] ?? 0) : 0;
  if (at + 3 > b.length) return certificates;
  const end = Math.min(b.length, at + 3 + u24be(b, at));
  at += 3;
  while (at + 3 <= end && certificates.length < LIMITS.tlsCertificates) {
    const bytes = u24be(b, at);
    at += 3;
    if (at + bytes > end) break;
    certificates.push(Buffer.from(b.subarray(at, at + bytes)));
    at += bytes;
    if (tls13) at += at + 2 <= end ? 2 + u16be(b, at) : 2;
  }
  return certificates;
}

/** Do these bytes begin with a ClientHello in a record of its own or at the beginning of one? */
export const startsClientHello = (b: Uint8Array, start: number, end: number): boolean =>
  end - start >= 9 &&
  b[start] === 22 &&
  b[start + 1] === 3 &&
  b[start + 2]! <= 4 &&
  b[start + 5] === MESSAGE.CLIENT_HELLO &&
  u24be(b, start + 6) < LIMITS.tlsHelloBytes;
