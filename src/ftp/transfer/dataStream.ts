/**
 * The payload of a data connection: hashed per side while it passes, as it travelled and, where TLS is around it and the
 * keys are known, as it was inside; nothing is kept.
 */
import type { Arrival, Connection, Side, StreamConsumer } from '../../tcp/types.js';
import type { TlsReason } from '../../tls/codes.js';
import { TlsDecryptor, type TlsListener } from '../../tls/decrypt.js';
import type { TlsFacts } from '../../tls/facts.js';
import type { KeyLog } from '../../tls/keylog.js';
import { RECORD } from '../../tls/records.js';
import { type ContentBudget, ContentFeed, type ContentPlan, type DecodedContent } from '../content/feed.js';
import type { HashName } from '../content/hashes.js';
import { StreamDigest } from '../content/streamDigest.js';
import type { Tunnel } from '../wrappers/wrapper.js';

/** What one side sent inside TLS. */
class Content {
  readonly stream: StreamDigest;
  /** null: unknown, since an unknown number is lost. */
  bytes: number | null = 0;

  constructor(hashes: readonly HashName[]) {
    this.stream = new StreamDigest(hashes);
  }

  lost(lengthBytes: number | null, timeNs: number): void {
    this.stream.gap(timeNs);
    this.bytes = lengthBytes === null || this.bytes === null ? null : this.bytes + lengthBytes;
  }
}

/** The TLS connection inside a data connection (RFC 4217, PROT P). */
class TlsContent implements TlsListener {
  readonly initiator: Content;
  readonly responder: Content;
  readonly decryptor: TlsDecryptor;

  constructor(
    private readonly keyLog: KeyLog | null,
    hashes: readonly HashName[],
    private readonly feeds: Readonly<Record<Side, ContentFeed>>,
    private readonly troubled: (reason: TlsReason, at: Arrival) => void,
  ) {
    this.initiator = new Content(hashes);
    this.responder = new Content(hashes);
    this.decryptor = new TlsDecryptor(keyLog, this);
  }

  plaintext(from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    const content = this[from];
    if (content.bytes !== null) content.bytes += end - start;
    content.stream.data(bytes, start, end, at.timeNs);
    this.feeds[from].data(bytes, start, end, at);
  }

  lost(from: Side, lengthBytes: number | null, at: Arrival): void {
    if (this.keyLog === null) return;
    this[from].lost(lengthBytes, at.timeNs);
    this.feeds[from].gap(lengthBytes, at);
  }

  undecipherable(reason: TlsReason, _from: Side, at: Arrival): void {
    if (reason.code !== 'no-key-log') this.troubled(reason, at);
  }

  settle(at: Arrival): void {
    this.decryptor.end(at);
    this.initiator.stream.settle();
    this.responder.stream.settle();
  }
}

/** What is around the payload: nothing, or TLS; null: nobody can tell (yet). */
type DataCover = 'clear' | 'tls' | null;

/** What a stream needs from outside. */
type StreamOptions = {
  readonly keyLog: KeyLog | null;
  /** Hashes that are wanted besides SHA-256. */
  readonly hashes: readonly HashName[];
  readonly held: ContentBudget;
};

/** What an owner of a stream (a data connection of a session) has to say of it. */
export type StreamOwner = {
  /** TLS cannot be around it, since the session has none: what looks like TLS is content. */
  neverTls(): boolean;
  /** What is to be done with what this side sends; null: not clear yet. */
  plan(from: Side): ContentPlan | null;
  changed(): void;
};

/** Consumer of a data connection, or of a connection that may turn out to be one. */
export class DataStream implements StreamConsumer {
  readonly initiator: StreamDigest;
  readonly responder: StreamDigest;
  cover: DataCover = null;
  /** What a proxy put before the payload; its bytes are not read here. */
  tunnel: Tunnel | null = null;
  #trouble: { readonly reason: TlsReason; readonly frame: number } | null = null;
  #troubled: ((reason: TlsReason, frame: number) => void) | null = null;
  #undecided = true;
  #tls: TlsContent | null = null;
  #owner: StreamOwner | null = null;
  readonly #feeds: Readonly<Record<Side, ContentFeed>>;

  constructor(private readonly options: StreamOptions) {
    const { held, hashes } = options;
    const feed = (from: Side) => new ContentFeed(() => this.#plan(from), held, hashes);
    this.#feeds = { initiator: feed('initiator'), responder: feed('responder') };
    this.initiator = new StreamDigest(hashes);
    this.responder = new StreamDigest(hashes);
  }

  data(_connection: Connection, from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    this[from].data(bytes, start, end, at.timeNs);
    if (this.#undecided && end > start) this.#decide(bytes, start, end);
    if (this.#tls) this.#tls.decryptor.push(from, bytes, start, end, at);
    if (this.#isContent) this.#feeds[from].data(bytes, start, end, at);
    this.#owner?.changed();
  }

  gap(_connection: Connection, from: Side, lengthBytes: number, at: Arrival): void {
    this[from].gap(at.timeNs);
    this.#undecided = false;
    if (this.#tls) this.#tls.decryptor.gap(from, lengthBytes, at);
    if (this.#isContent) this.#feeds[from].gap(lengthBytes, at);
    this.#owner?.changed();
  }

  /** A session claims the stream; of two (FXP), the first says what is to be done with the content. */
  claim(owner: StreamOwner): void {
    const first = this.#owner;
    this.#owner = first
      ? {
          neverTls: () => first.neverTls() && owner.neverTls(),
          plan: (from) => first.plan(from) ?? owner.plan(from),
          changed: () => {
            first.changed();
            owner.changed();
          },
        }
      : owner;
    this.retry();
  }

  /** It may be clear now what the content belongs to. */
  retry(): void {
    this.#feeds.initiator.retry();
    this.#feeds.responder.retry();
  }

  /** What its TLS shows; null: there is none, as far as is known. */
  get tls(): TlsFacts | null {
    return this.#tls?.decryptor.facts ?? null;
  }

  /** What this side sent inside TLS; null where that is not known. */
  content(from: Side): { readonly bytes: number | null; readonly digest: StreamDigest } | null {
    if (!this.#tls?.decryptor.readable(from)) return null;
    const { bytes, stream } = this.#tls[from];
    return { bytes, digest: stream };
  }

  /** What this side's bytes were decoded to; null where they are what they are, or nothing has come yet. */
  decoded(from: Side): DecodedContent | null {
    return this.#feeds[from].decoded;
  }

  /** Says why its TLS cannot be decrypted, though there are keys: now, or when that turns out. */
  onTrouble(listener: (reason: TlsReason, frame: number) => void): void {
    this.#troubled = listener;
    if (this.#trouble) listener(this.#trouble.reason, this.#trouble.frame);
  }

  /** The connection has ended. */
  settle(at: Arrival): void {
    this.initiator.settle();
    this.responder.settle();
    this.#tls?.settle(at);
    this.#feeds.initiator.end();
    this.#feeds.responder.end();
  }

  /** Nobody has claimed it, and nobody will. */
  drop(): void {
    this.#feeds.initiator.drop();
    this.#feeds.responder.drop();
  }

  #plan(from: Side): ContentPlan | null {
    return this.#owner && (this.#tls || this.#isContent) ? this.#owner.plan(from) : null;
  }

  /** The payload is the file, not TLS around it. */
  get #isContent(): boolean {
    if (this.#tls && !this.#owner?.neverTls()) return false;
    if (this.#owner === null) return this.cover !== 'tls';
    return this.cover === 'clear' || this.#owner.neverTls();
  }

  /** The TLS client speaks first, with a ClientHello: whatever else comes first is no TLS. */
  #decide(bytes: Uint8Array, start: number, end: number): void {
    this.#undecided = false;
    const record = bytes[start] === RECORD.HANDSHAKE && (end - start < 2 || bytes[start + 1] === 3);
    this.cover = record && (end - start < 6 || bytes[start + 5] === 1) ? 'tls' : 'clear';
    const { keyLog, hashes } = this.options;
    if (this.cover === 'tls' && this.#owner?.neverTls() !== true)
      this.#tls = new TlsContent(keyLog, hashes, this.#feeds, (reason, { frame }) => {
        this.#trouble ??= { reason, frame };
        this.#troubled?.(reason, frame);
      });
  }
}
