/** What one side sends under TLS: its records, its keys and sequence numbers, and what it says in them. */
import { LIMITS } from '../limits.js';
import type { Arrival, Side } from '../tcp/types.js';
import type { TlsTrouble } from './codes.js';
import { CLEAR_ALERT_BYTES } from './facts.js';
import { MessageReader } from './handshake.js';
import type { RecordCipher } from './recordCipher.js';
import { RECORD, RecordReader, type RecordSink } from './records.js';
import { VERSION } from './versions.js';

/** Keys of one side, and what they are good for: TLS 1.3 has keys for its handshake and others for what follows. */
export type Keys = { readonly cipher: RecordCipher; readonly stage: Stage; readonly secret: Buffer | null };
export type Stage = 'clear' | 'handshake' | 'traffic';

/** What a half needs from the connection as a whole. */
export interface HalfWorld {
  /** The connection speaks TLS 1.3, as far as is known. */
  readonly tls13: boolean;
  /** Keys are there or may come. */
  readonly hopeful: boolean;
  /** Can a record of this type be dealt with now? Installs keys that have become due. */
  ready(half: Half, type: number): boolean;
  /** Keeps a record (null: the note that one is missing) until `ready`. */
  hold(half: Half, type: number, version: number, body: Uint8Array | null, bodyBytes: number, at: Arrival): void;
  /** Keys under which a record after a loss may stand, likeliest first. */
  candidates(half: Half): readonly Keys[];
  /** Another decryption may be tried: all connections share a bound. */
  mayTry(): boolean;
  /** The client offered early data that this record may be. */
  earlyData(half: Half): boolean;
  changeCipherSpec(half: Half, at: Arrival): void;
  message(half: Half, type: number, body: Uint8Array, at: Arrival): void;
  alert(half: Half, level: number, description: number, encrypted: boolean, at: Arrival): void;
  /** A record has passed, readable or not. */
  seen(half: Half, type: number, bodyBytes: number, at: Arrival): void;
  /** Records are missing, and nobody knows how many. */
  unframed(half: Half): void;
  plaintext(half: Half, bytes: Uint8Array, start: number, end: number, at: Arrival): void;
  lost(half: Half, lengthBytes: number | null, at: Arrival): void;
  trouble(half: Half, trouble: TlsTrouble, at: Arrival): void;
}

const NOTHING = new Uint8Array(0);
const NOWHERE: Arrival = { frame: 0, timeNs: 0 };

export class Half implements RecordSink {
  readonly reader = new RecordReader(this);
  cipher: RecordCipher | null = null;
  secret: Buffer | null = null;
  /** Of the records that come next; `cipher` null in another stage than 'clear': keys are not installed yet. */
  stage: Stage = 'clear';
  /** Nothing more of it can be read. */
  failed = false;
  /** Records kept by `hold`. */
  held = 0;
  #seq = 0;
  /** Records are missing: the sequence number, and in TLS 1.3 the keys, may be later ones. */
  #doubt = false;
  #skipped = 0;
  /** All that may be tried has been. */
  #untried = false;
  #at: Arrival = NOWHERE;
  readonly #messages = new MessageReader((type, body) => this.context.message(this, type, body, this.#at));

  constructor(
    readonly side: Side,
    private readonly context: HalfWorld,
  ) {}

  install(keys: Keys, seq = 0): void {
    this.cipher = keys.cipher;
    this.secret = keys.secret;
    this.stage = keys.stage;
    this.#seq = seq;
  }

  /** TLS 1.3: other keys are due with the next record. */
  expect(stage: Stage): void {
    this.cipher = null;
    this.secret = null;
    this.stage = stage;
    this.#seq = 0;
  }

  fail(trouble: TlsTrouble, at: Arrival): void {
    if (this.failed) return;
    this.failed = true;
    this.cipher = null;
    this.context.trouble(this, trouble, at);
    this.context.lost(this, null, at);
  }

  // Records

  wants(type: number, bodyBytes: number): boolean {
    return !this.failed || isClearAlert(type, bodyBytes);
  }

  seen(type: number, bodyBytes: number, at: Arrival): void {
    this.context.seen(this, type, bodyBytes, at);
  }

  record(type: number, version: number, b: Uint8Array, start: number, end: number, at: Arrival): void {
    if (isClearAlert(type, end - start)) this.context.alert(this, b[start]!, b[start + 1]!, false, at);
    if (this.failed || isClearAlert(type, end - start)) return;
    if (this.held > 0 || (this.cipher === null && !this.context.ready(this, type)))
      this.context.hold(this, type, version, b.subarray(start, end), end - start, at);
    else this.process(type, version, b, start, end, at);
  }

  /** A record that `ready` has said yes to. */
  process(type: number, version: number, b: Uint8Array, start: number, end: number, at: Arrival): void {
    const { cipher } = this;
    // RFC 8446 §5: change_cipher_spec means nothing in TLS 1.3, and only application_data is encrypted.
    if (cipher === null || (this.context.tls13 && type !== RECORD.APPLICATION_DATA))
      this.#content(type, b, start, end, at);
    else if (cipher.open(type, version, this.#seq, b, start, end)) this.#opened(cipher, at);
    else this.#notAuthentic(cipher, type, version, b, start, end, at);
  }

  lost(type: number, bodyBytes: number, at: Arrival): void {
    if (this.failed) return;
    if (this.held > 0 || (this.cipher === null && !this.context.ready(this, type)))
      this.context.hold(this, type, 0, null, bodyBytes, at);
    else this.missing(type, bodyBytes, at);
  }

  /** As `lost`, after `ready`. */
  missing(type: number, bodyBytes: number, at: Arrival): void {
    const { cipher } = this;
    this.#doubt = true;
    this.#messages.lost();
    if (cipher === null) {
      if (type === RECORD.CHANGE_CIPHER_SPEC && !this.context.tls13) this.context.changeCipherSpec(this, at);
      return;
    }
    if (this.context.tls13 && type !== RECORD.APPLICATION_DATA) return;
    this.#seq++;
    cipher.skip?.(NOTHING, 0, 0);
    // TLS 1.3 hides what was inside, and how much of it was padding.
    if (type === RECORD.APPLICATION_DATA && this.stage === 'traffic')
      this.context.lost(this, this.context.tls13 ? null : cipher.contentBytes(bodyBytes), at);
  }

  framingLost(at: Arrival): boolean {
    this.context.unframed(this);
    if (this.failed) return true;
    this.#doubt = true;
    this.#messages.lost();
    this.cipher?.skip?.(NOTHING, 0, 0);
    if (this.stage === 'traffic') this.context.lost(this, null, at);
    return this.context.hopeful && this.held === 0;
  }

  resume(type: number, version: number, b: Uint8Array, start: number, end: number, at: Arrival): boolean {
    // Without keys the header alone tells: by chance there is hardly one.
    if (this.failed) return version === VERSION.TLS12 && type <= RECORD.APPLICATION_DATA && end > start;
    if (
      this.stage === 'clear' &&
      type === RECORD.HANDSHAKE &&
      end - start >= 4 &&
      b[start]! <= 24 &&
      b[start + 1] === 0
    ) {
      this.process(type, version, b, start, end, at);
      return true;
    }
    if (this.#trial(type, version, b, start, end, at)) return true;
    if (this.#untried) this.fail('trials-spent', at);
    this.cipher?.skip?.(b, start, end);
    return false;
  }

  searchFailed(at: Arrival): void {
    this.fail(this.#missing, at);
  }

  get #missing(): TlsTrouble {
    return this.#untried ? 'trials-spent' : 'bytes-missing';
  }

  // What is in them

  #opened(cipher: RecordCipher, at: Arrival): void {
    this.#seq++;
    if (this.#doubt && this.stage === 'traffic') this.#doubt = false;
    this.#content(cipher.type, cipher.bytes, cipher.start, cipher.end, at);
  }

  #content(type: number, b: Uint8Array, start: number, end: number, at: Arrival): void {
    if (type === RECORD.APPLICATION_DATA) {
      // Handshake keys and no keys at all protect no data.
      if (this.stage === 'traffic' && this.cipher !== null && end > start)
        this.context.plaintext(this, b, start, end, at);
    } else if (type === RECORD.HANDSHAKE) {
      this.#at = at;
      this.#messages.push(b, start, end);
    } else if (type === RECORD.ALERT) {
      if (end - start === CLEAR_ALERT_BYTES) this.context.alert(this, b[start]!, b[start + 1]!, true, at);
    } else if (type === RECORD.CHANGE_CIPHER_SPEC && !this.context.tls13) this.context.changeCipherSpec(this, at);
  }

  #notAuthentic(
    cipher: RecordCipher,
    type: number,
    version: number,
    b: Uint8Array,
    start: number,
    end: number,
    at: Arrival,
  ): void {
    if (this.#seq === 0 && this.context.earlyData(this)) {
      this.context.trouble(this, 'early-data', at);
      this.context.lost(this, null, at);
    } else if (this.#doubt && this.#trial(type, version, b, start, end, at)) return;
    else if (this.#doubt && cipher.skip && this.#skipped++ < LIMITS.tlsSearchTrials) {
      cipher.skip(b, start, end);
      this.#seq++;
      if (type === RECORD.APPLICATION_DATA) this.context.lost(this, null, at);
    } else this.fail(this.#doubt ? this.#missing : 'not-authentic', at);
  }

  /** After a loss: tries the sequence numbers, and the keys, that may be in use by now. */
  #trial(type: number, version: number, b: Uint8Array, start: number, end: number, at: Arrival): boolean {
    for (const keys of this.context.candidates(this)) {
      const first = keys.cipher === this.cipher ? this.#seq : 0;
      for (let seq = first; seq <= first + LIMITS.tlsLostRecords; seq++) {
        if (!this.context.mayTry()) {
          this.#untried = true;
          return false;
        }
        if (!keys.cipher.open(type, version, seq, b, start, end)) continue;
        this.install(keys, seq);
        this.#opened(keys.cipher, at);
        return true;
      }
    }
    return false;
  }
}

/** Level and description alone: encryption would add to them. */
const isClearAlert = (type: number, bodyBytes: number): boolean =>
  type === RECORD.ALERT && bodyBytes === CLEAR_ALERT_BYTES;
