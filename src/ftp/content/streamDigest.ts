/** Hashes of a stream of bytes while it passes; nothing of it is kept but what has not filled a buffer yet. */
import { hash } from 'node:crypto';
import { SpareBuffers } from '../../bytes/spareBuffers.js';
import { HASHES, type Hasher, type HashName } from './hashes.js';

/** Payload is gathered to this many bytes before it is hashed: one call into the hash for some 45 segments. */
const STAGING_BYTES = 65_536;
/** Buffers of ended streams. */
const spare = new SpareBuffers(32);

const NOTHING = new Uint8Array(0);
/** SHA-256 of nothing: what the silent side of every data connection has. */
const SHA256_OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** By name, as far as they were asked for. */
type Digests = { readonly [Name in HashName]?: string };
/** Shared by all streams of which no digest was asked for. */
const NO_DIGESTS: Digests = {};

export class StreamDigest {
  #hashers: Map<HashName, Hasher> | null = null;
  #staging: Uint8Array | null = null;
  #staged = 0;
  #digests = NO_DIGESTS;
  #settled = false;
  holes = false;
  firstTimeNs: number | null = null;
  lastTimeNs: number | null = null;

  /** @param extra what is wanted besides SHA-256 */
  constructor(private readonly extra: readonly HashName[] = []) {}

  data(bytes: Uint8Array, start: number, end: number, timeNs: number): void {
    this.firstTimeNs ??= timeNs;
    this.lastTimeNs = timeNs;
    if (this.#settled) this.holes = true;
    if (this.holes) return;
    this.#digests = NO_DIGESTS;
    let staging = this.#staging;
    if (staging === null) {
      staging = spare.take(STAGING_BYTES);
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
    this.#hashers = null;
    this.#digests = NO_DIGESTS;
    this.#release();
  }

  /** The hash of all bytes so far, in hex; null where bytes are missing or it was not asked for. More may follow. */
  digest(name: HashName = 'sha256'): string | null {
    if (this.holes || (name !== 'sha256' && !this.extra.includes(name))) return null;
    if (this.#digests[name] === undefined && !this.#settled)
      this.#digests = { ...this.#digests, [name]: this.#compute(name) };
    return this.#digests[name] ?? null;
  }

  /** Nothing more is expected: the state is given back. If more comes all the same, there is no digest. */
  settle(): void {
    this.digest();
    for (const name of this.extra) this.digest(name);
    this.#hashers = null;
    this.#settled = true;
    this.#release();
  }

  #compute(name: HashName): string {
    // A short stream is hashed in one call, which costs a third of a hash object.
    if (this.#hashers === null && name === 'sha256')
      return this.#staging ? hash('sha256', this.#staging.subarray(0, this.#staged), 'hex') : SHA256_OF_NOTHING;
    this.#flush(this.#staging ?? NOTHING);
    return this.#hashers!.get(name)!.digest();
  }

  #flush(staging: Uint8Array): void {
    if (this.#hashers === null) {
      this.#hashers = new Map();
      for (const name of ['sha256', ...this.extra] as const) this.#hashers.set(name, HASHES[name].make());
    }
    const bytes = staging.subarray(0, this.#staged);
    for (const hasher of this.#hashers.values()) hasher.update(bytes);
    this.#staged = 0;
  }

  #release(): void {
    if (this.#staging !== null) spare.give(this.#staging);
    this.#staging = null;
    this.#staged = 0;
  }
}
