/**
 * The payload of a data connection: hashed per side while it passes, as it travelled and, where TLS is around it and the
 * keys are known, as it was inside; nothing is kept.
 */
import { createHash, type Hash, hash } from 'node:crypto';
import type { Arrival, Connection, Side, StreamConsumer } from '../tcp/types.js';
import { TlsDecryptor, type TlsListener, type TlsTrouble } from '../tls/decrypt.js';
import type { KeyLog } from '../tls/keylog.js';
import { RECORD } from '../tls/records.js';

/** Payload is gathered to this many bytes before it is hashed: one call into the hash for some 45 segments. */
const STAGING_BYTES = 65_536;
/** Buffers of ended streams, used again: thousands of short transfers need no more than those that run at once. */
const spare: Uint8Array[] = [];
const SPARE_BUFFERS = 32;

const NOTHING = new Uint8Array(0);

class SideStream {
  #hash: Hash | null = null;
  #staging: Uint8Array | null = null;
  #staged = 0;
  #digest: string | null = null;
  #settled = false;
  holes = false;
  firstTimeNs: number | null = null;
  lastTimeNs: number | null = null;

  data(bytes: Uint8Array, start: number, end: number, timeNs: number): void {
    this.firstTimeNs ??= timeNs;
    this.lastTimeNs = timeNs;
    if (this.#settled) this.holes = true;
    if (this.holes) return;
    this.#digest = null;
    let staging = this.#staging;
    if (staging === null) {
      staging = spare.pop() ?? new Uint8Array(STAGING_BYTES);
      this.#staging = staging;
    }
    let from = start;
    while (from < end) {
      const take = Math.min(end - from, STAGING_BYTES - this.#staged);
      staging.set(bytes.subarray(from, from + take), this.#staged);
      this.#staged += take;
      from += take;
      if (this.#staged === STAGING_BYTES) this.#flush(staging);
    }
  }

  gap(timeNs: number): void {
    this.firstTimeNs ??= timeNs;
    this.lastTimeNs = timeNs;
    this.holes = true;
    this.#hash = null;
    this.#digest = null;
    this.#release();
  }

  /** SHA-256 of all bytes so far, in hex; null where bytes are missing. More may follow. */
  digest(): string | null {
    if (this.holes) return null;
    if (this.#digest === null) {
      // A short stream is hashed in one call, which costs a third of a hash object.
      if (this.#hash === null)
        this.#digest = hash('sha256', this.#staging?.subarray(0, this.#staged) ?? NOTHING, 'hex');
      else {
        if (this.#staging && this.#staged > 0) this.#flush(this.#staging);
        this.#digest = this.#hash.copy().digest('hex');
      }
    }
    return this.#digest;
  }

  /** Nothing more is expected: the state is given back. If more comes all the same, there is no digest. */
  settle(): void {
    this.digest();
    this.#hash = null;
    this.#settled = true;
    this.#release();
  }

  #flush(staging: Uint8Array): void {
    this.#hash ??= createHash('sha256');
    this.#hash.update(staging.subarray(0, this.#staged));
    this.#staged = 0;
  }

  #release(): void {
    if (this.#staging && spare.length < SPARE_BUFFERS) spare.push(this.#staging);
    this.#staging = null;
    this.#staged = 0;
  }
}

/** What one side sent inside TLS. */
class Content {
  readonly stream = new SideStream();
  /** null: unknown, since an unknown number is lost. */
  bytes: number | null = 0;

  lost(lengthBytes: number | null, timeNs: number): void {
    this.stream.gap(timeNs);
    this.bytes = lengthBytes === null || this.bytes === null ? null : this.bytes + lengthBytes;
  }
}

/** The TLS connection inside a data connection (RFC 4217 §9, PROT P). */
class TlsContent implements TlsListener {
  readonly initiator = new Content();
  readonly responder = new Content();
  readonly decryptor: TlsDecryptor;

  constructor(
    keyLog: KeyLog,
    private readonly troubled: (message: string, at: Arrival) => void,
  ) {
    this.decryptor = new TlsDecryptor(keyLog, this);
  }

  plaintext(from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    const content = this[from];
    if (content.bytes !== null) content.bytes += end - start;
    content.stream.data(bytes, start, end, at.timeNs);
  }

  lost(from: Side, lengthBytes: number | null, at: Arrival): void {
    this[from].lost(lengthBytes, at.timeNs);
  }

  undecipherable(trouble: TlsTrouble, message: string, _from: Side, at: Arrival): void {
    if (trouble !== 'no-key-log') this.troubled(message, at);
  }

  settle(at: Arrival): void {
    this.decryptor.end(at);
    this.initiator.stream.settle();
    this.responder.stream.settle();
  }
}

/** What is around the payload: nothing, or TLS; null: nobody can tell (yet). */
export type DataCover = 'clear' | 'tls' | null;

/** Consumer of a data connection, or of a connection that may turn out to be one. */
export class DataStream implements StreamConsumer {
  readonly initiator = new SideStream();
  readonly responder = new SideStream();
  cover: DataCover = null;
  #trouble: { readonly message: string; readonly frame: number } | null = null;
  #troubled: ((message: string, frame: number) => void) | null = null;
  #undecided = true;
  #tls: TlsContent | null = null;

  /** @param changed called after every change; replaced when a session claims the stream */
  constructor(
    private readonly keyLog: KeyLog | null,
    public changed: () => void = () => {},
  ) {}

  data(_connection: Connection, from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    this[from].data(bytes, start, end, at.timeNs);
    if (this.#undecided && end > start) this.#decide(bytes, start, end);
    this.#tls?.decryptor.push(from, bytes, start, end, at);
    this.changed();
  }

  gap(_connection: Connection, from: Side, lengthBytes: number, at: Arrival): void {
    this[from].gap(at.timeNs);
    this.#undecided = false;
    this.#tls?.decryptor.gap(from, lengthBytes, at);
    this.changed();
  }

  /** What this side sent inside TLS; null where that is not known. */
  content(from: Side): { readonly bytes: number | null; readonly sha256: string | null } | null {
    if (!this.#tls?.decryptor.readable(from)) return null;
    const { bytes, stream } = this.#tls[from];
    return { bytes, sha256: stream.digest() };
  }

  /** Says why its TLS cannot be decrypted, though there are keys: now, or when that turns out. */
  onTrouble(listener: (message: string, frame: number) => void): void {
    this.#troubled = listener;
    if (this.#trouble) listener(this.#trouble.message, this.#trouble.frame);
  }

  /** The connection has ended. */
  settle(at: Arrival): void {
    this.initiator.settle();
    this.responder.settle();
    this.#tls?.settle(at);
  }

  /** The TLS client speaks first, with a ClientHello: whatever else comes first is no TLS. */
  #decide(bytes: Uint8Array, start: number, end: number): void {
    this.#undecided = false;
    const record = bytes[start] === RECORD.HANDSHAKE && (end - start < 2 || bytes[start + 1] === 3);
    this.cover = record && (end - start < 6 || bytes[start + 5] === 1) ? 'tls' : 'clear';
    if (this.cover === 'tls' && this.keyLog)
      this.#tls = new TlsContent(this.keyLog, (message, { frame }) => {
        this.#trouble ??= { message, frame };
        this.#troubled?.(message, frame);
      });
  }
}
