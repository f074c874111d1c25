/** The payload of a data connection: counted and hashed per side while it passes; nothing is kept. */
import { createHash, type Hash, hash } from 'node:crypto';
import type { Arrival, Connection, Side, StreamConsumer } from '../tcp/types.js';

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

/** Consumer of a data connection, or of a connection that may turn out to be one. */
export class DataStream implements StreamConsumer {
  readonly initiator = new SideStream();
  readonly responder = new SideStream();

  /** @param changed called after every change; replaced when a session claims the stream */
  constructor(public changed: () => void = () => {}) {}

  data(_connection: Connection, from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    this[from].data(bytes, start, end, at.timeNs);
    this.changed();
  }

  gap(_connection: Connection, from: Side, _lengthBytes: number, at: Arrival): void {
    this[from].gap(at.timeNs);
    this.changed();
  }

  /** The connection has ended. */
  settle(): void {
    this.initiator.settle();
    this.responder.settle();
  }
}
