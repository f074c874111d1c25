/** TLS record framing (RFC 8446 §5.1) of one side: segments in, whole records out, and where an encrypted stretch ends. */
import { u16be } from '../bytes/integers.js';
import { LIMITS } from '../limits.js';
import type { Arrival } from '../tcp/types.js';

/** Content types. */
export const RECORD = {
  CHANGE_CIPHER_SPEC: 20,
  ALERT: 21,
  HANDSHAKE: 22,
  APPLICATION_DATA: 23,
  HEARTBEAT: 24,
} as const;

const HEADER_BYTES = 5;
const isRecordType = (byte: number): boolean => byte >= RECORD.CHANGE_CIPHER_SPEC && byte <= RECORD.HEARTBEAT;

/** Do these bytes begin with a TLS record (of any version from SSL 3.0 on)? */
export const startsTls = (b: Uint8Array, start: number, end: number): boolean =>
  end - start >= 2 && isRecordType(b[start]!) && b[start + 1] === 3;

/** Receives the records of one side. */
export interface RecordSink {
  /** Is the body wanted? Asked once for each record; without it only the framing goes on. */
  wants(type: number, bodyBytes: number): boolean;
  /** b[start .. end) is the body of a record; borrowed. */
  record(type: number, version: number, b: Uint8Array, start: number, end: number, at: Arrival): void;
  /** A record has passed, wanted or not; called before `record` and `lost`. */
  seen(type: number, bodyBytes: number, at: Arrival): void;
  /** A record of which bytes are missing. */
  lost(type: number, bodyBytes: number, at: Arrival): void;
  /** Any number of records is missing, or the bytes are no records. True: look for the next one with `resume`. */
  framingLost(at: Arrival): boolean;
  /** Is this a record (or do its bytes look like one by chance)? Takes it if so. */
  resume(type: number, version: number, b: Uint8Array, start: number, end: number, at: Arrival): boolean;
  /** No record was found within the limits: nothing more will come. */
  searchFailed(at: Arrival): void;
}

export class RecordReader {
  readonly #header = new Uint8Array(HEADER_BYTES);
  #headerBytes = 0;
  #bodyBytes = 0;
  /** Bytes of the body still to come. */
  #left = 0;
  #wanted = false;
  /** Bytes of this record's body are missing. */
  #holed = false;
  /** A body that comes in pieces. */
  #body: Uint8Array | null = null;
  /** Record boundaries are lost; everything counts as encrypted until one is found again. */
  #lost: RecordSearch | null = null;
  /** Places that looked like the next record and were none. */
  #failedTrials = 0;

  constructor(private readonly sink: RecordSink) {}

  /** Returns where the encrypted stretch ends: `end`, or the offset of the first byte that begins no record (RFC 4217 §5, CCC). */
  walk(b: Uint8Array, start: number, end: number, at: Arrival): number {
    let position = start;
    while (position < end) {
      if (this.#lost !== null) position = this.#search(this.#lost, b, position, end, at);
      else if (this.#headerBytes < HEADER_BYTES) {
        const byte = b[position]!;
        if (this.#headerBytes === 0 && !isRecordType(byte)) return position;
        this.#header[this.#headerBytes++] = byte;
        position++;
        if (this.#headerBytes === HEADER_BYTES) this.#begin(at);
      } else position = this.#take(b, position, end, at);
    }
    return end;
  }

  /** `bytes` of the stream are not in the capture. */
  gap(bytes: number, at: Arrival): void {
    if (this.#lost !== null) this.#lost.gap();
    else if (this.#headerBytes < HEADER_BYTES || bytes > this.#left) this.#lose(at);
    else {
      this.#holed = true;
      this.#left -= bytes;
      if (this.#left === 0) this.#finish(this.#header, 0, 0, at);
    }
  }

  #begin(at: Arrival): void {
    this.#bodyBytes = u16be(this.#header, 3);
    this.#left = this.#bodyBytes;
    this.#holed = false;
    if (this.#header[1] !== 3 || this.#bodyBytes > LIMITS.tlsRecordBytes) this.#lose(at);
    else {
      this.#wanted = this.sink.wants(this.#header[0]!, this.#bodyBytes);
      if (this.#left === 0) this.#finish(this.#header, 0, 0, at);
    }
  }

  #take(b: Uint8Array, start: number, end: number, at: Arrival): number {
    const have = this.#bodyBytes - this.#left;
    const stop = Math.min(end, start + this.#left);
    this.#left -= stop - start;
    if (!this.#wanted || this.#holed) {
      if (this.#left === 0) this.#finish(b, stop, stop, at);
    } else if (have === 0 && this.#left === 0) this.#finish(b, start, stop, at);
    else {
      this.#keep(have, b, start, stop);
      if (this.#left === 0) this.#finish(this.#body!, 0, this.#bodyBytes, at);
    }
    return stop;
  }

  /** Memory follows what came, not what a header claims. */
  #keep(have: number, b: Uint8Array, start: number, end: number): void {
    const need = have + end - start;
    if (this.#body === null || this.#body.length < need) {
      const larger = new Uint8Array(Math.min(LIMITS.tlsRecordBytes, Math.max(need * 2, 512)));
      if (this.#body !== null) larger.set(this.#body.subarray(0, have));
      this.#body = larger;
    }
    this.#body.set(b.subarray(start, end), have);
  }

  #finish(b: Uint8Array, start: number, end: number, at: Arrival): void {
    this.#headerBytes = 0;
    const type = this.#header[0]!;
    this.sink.seen(type, this.#bodyBytes, at);
    if (this.#holed) this.sink.lost(type, this.#bodyBytes, at);
    else if (this.#wanted) this.sink.record(type, u16be(this.#header, 1), b, start, end, at);
  }

  #lose(at: Arrival): void {
    this.#headerBytes = 0;
    this.#body = null;
    const worthwhile = this.sink.framingLost(at);
    this.#lost = new RecordSearch();
    if (!worthwhile) this.#lost.giveUp();
  }

  /** Goes on at the first record that the sink recognises. */
  #search(search: RecordSearch, b: Uint8Array, start: number, end: number, at: Arrival): number {
    if (search.givenUp) return end;
    const stop = Math.min(end, start + LIMITS.tlsRecordBytes);
    search.add(b, start, stop);
    for (let from = search.next(); from >= 0; from = search.next()) {
      const { bytes } = search;
      const to = from + recordBytes(bytes, from);
      if (!this.sink.resume(bytes[from]!, u16be(bytes, from + 1), bytes, from + HEADER_BYTES, to, at)) {
        // Not a record, or not one of this connection.
        if (++this.#failedTrials >= LIMITS.tlsSearchTrials) search.giveUp();
        continue;
      }
      this.#lost = null;
      // A record is looked at as soon as it is whole, so its end lies within what was added just now.
      return stop - (search.length - to);
    }
    if (search.givenUp) this.sink.searchFailed(at);
    return stop;
  }
}

/** Length of the record that begins at `at`, its header included. */
const recordBytes = (b: Uint8Array, at: number): number => HEADER_BYTES + u16be(b, at + 3);

/** Looks for whole records in a stream whose record boundaries are lost. */
class RecordSearch {
  bytes = new Uint8Array(2_048);
  length = 0;
  givenUp = false;
  /** Where headers may begin, in order; those of which the body is not there yet. */
  #candidates: number[] = [];
  #scanned = 0;
  #passed = 0;

  giveUp(): void {
    this.givenUp = true;
    this.bytes = new Uint8Array(0);
  }

  /** More bytes are missing: what was gathered cannot be completed. */
  gap(): void {
    this.length = 0;
    this.#scanned = 0;
    this.#candidates = [];
  }

  /** At most `LIMITS.tlsRecordBytes` at a time. */
  add(b: Uint8Array, start: number, end: number): void {
    this.#passed += end - start;
    if (this.length + end - start > this.bytes.length) this.#makeRoom(end - start);
    this.bytes.set(b.subarray(start, end), this.length);
    this.length += end - start;
    const last = this.length - HEADER_BYTES;
    for (; this.#scanned <= last; this.#scanned++) {
      const at = this.#scanned;
      const fits = this.bytes[at + 2]! <= 4 && recordBytes(this.bytes, at) <= LARGEST;
      if (fits && startsTls(this.bytes, at, this.length) && this.#candidates.length < LIMITS.tlsSearchCandidates)
        this.#candidates.push(at);
    }
  }

  /** Where the next whole record may begin; -1: none is whole. */
  next(): number {
    if (this.#passed > LIMITS.tlsSearchBytes) this.giveUp();
    if (this.givenUp) return -1;
    const i = this.#candidates.findIndex((at) => at + recordBytes(this.bytes, at) <= this.length);
    if (i < 0) return -1;
    return this.#candidates.splice(i, 1)[0]!;
  }

  #makeRoom(bytes: number): void {
    const drop = this.#candidates[0] ?? this.#scanned;
    this.bytes.copyWithin(0, drop, this.length);
    this.length -= drop;
    this.#scanned -= drop;
    this.#candidates = this.#candidates.map((at) => at - drop);
    if (this.length + bytes <= this.bytes.length) return;
    const larger = new Uint8Array((this.length + bytes) * 2);
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

const LARGEST = HEADER_BYTES + LIMITS.tlsRecordBytes;
