/** Feeds a decryptor with what travelled and collects what it tells. */
import type { Arrival, Side } from '../../src/tcp/types.js';
import type { TlsReason } from '../../src/tls/codes.js';
import { TlsDecryptor, type TlsHandshake, type TlsListener } from '../../src/tls/decrypt.js';
import { KeyLog } from '../../src/tls/keylog.js';
import { TEXTS } from './texts.js';
import type { Role, Travelled } from './tlsRecording.js';

export class TlsEar implements TlsListener {
  readonly handshakes: TlsHandshake[] = [];
  readonly alerts: string[] = [];
  readonly troubles: string[] = [];
  readonly messages: string[] = [];
  /** [side, bytes] of what was lost. */
  readonly losses: [Role, number | null][] = [];
  /** Where TLS ended: [side, offset into what was pushed]. */
  readonly clearFrom: [Role, number][] = [];
  /** Frames with which plaintext came. */
  readonly frames: number[] = [];
  readonly keyLog: KeyLog;
  readonly decryptor: TlsDecryptor;
  readonly #said: Record<Role, Buffer[]> = { client: [], server: [] };
  #frame = 0;

  constructor(
    keys: readonly string[] | KeyLog | null,
    private readonly clientSide: Side = 'initiator',
  ) {
    this.keyLog = keys instanceof KeyLog ? keys : new KeyLog();
    if (Array.isArray(keys)) for (const line of keys) this.keyLog.add(line);
    this.decryptor = new TlsDecryptor(keys === null ? null : this.keyLog, this);
  }

  plaintext(from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    this.#said[this.#role(from)].push(Buffer.from(bytes.subarray(start, end)));
    this.frames.push(at.frame);
  }

  lost(from: Side, lengthBytes: number | null): void {
    this.losses.push([this.#role(from), lengthBytes]);
  }

  handshake(handshake: TlsHandshake): void {
    this.handshakes.push(handshake);
  }

  alert(from: Side, level: number, description: number): void {
    this.alerts.push(`${this.#role(from)} ${level} ${description}`);
  }

  undecipherable(reason: TlsReason): void {
    this.troubles.push(reason.code);
    this.messages.push(TEXTS.say('tlsReasons', reason));
  }

  /** Pushes in pieces of the size that `size` tells; every piece is a frame. */
  feed(travelled: readonly Travelled[], size: () => number = () => Number.POSITIVE_INFINITY): this {
    for (const { from, bytes } of travelled)
      for (let at = 0; at < bytes.length; ) {
        const end = Math.min(bytes.length, at + size());
        this.push(from, bytes, at, end);
        at = end;
      }
    return this;
  }

  push(from: Role, bytes: Uint8Array, start = 0, end = bytes.length): void {
    const clear = this.decryptor.push(this.#side(from), bytes, start, end, { frame: ++this.#frame, timeNs: 0 });
    if (clear < end) this.clearFrom.push([from, clear]);
  }

  gap(from: Role, bytes: number): void {
    this.decryptor.gap(this.#side(from), bytes, { frame: ++this.#frame, timeNs: 0 });
  }

  end(): this {
    this.decryptor.end({ frame: ++this.#frame, timeNs: 0 });
    return this;
  }

  said(): Record<Role, Buffer> {
    return { client: Buffer.concat(this.#said.client), server: Buffer.concat(this.#said.server) };
  }

  text(from: Role): string {
    return this.said()[from].toString('latin1');
  }

  #side(role: Role): Side {
    return (role === 'client') === (this.clientSide === 'initiator') ? 'initiator' : 'responder';
  }

  #role(side: Side): Role {
    return side === this.clientSide ? 'client' : 'server';
  }
}

/** @param keys lines of a key log; null: none was given */
export const listen = (keys: readonly string[] | KeyLog | null, clientSide: Side = 'initiator'): TlsEar =>
  new TlsEar(keys, clientSide);
