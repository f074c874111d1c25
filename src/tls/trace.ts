/** The records of one side as anybody sees them, keys or none: types, lengths, times. */
import type { Arrival } from '../tcp/types.js';
import { RECORD } from './records.js';

export type TracedRecord = {
  readonly type: number;
  /** Of the body: what the header says. */
  readonly bytes: number;
  readonly frame: number;
  readonly timeNs: number;
};

/** RFC 8446 §5.2: an AEAD tag follows the content, its type and the padding. */
export const TAG_BYTES = 16;
export const KEY_UPDATE_BYTES = 5;

export class RecordTrace {
  /** The first ones, as many as the limit allows. */
  readonly records: TracedRecord[] = [];
  /** All of them, and those that carry application data with the bytes of their bodies. */
  count = 0;
  dataRecords = 0;
  dataBytes = 0;
  last: TracedRecord | null = null;
  /** Before the last. */
  previous: TracedRecord | null = null;
  /** Records are missing, or the bytes are no records: counts and sums are those of the rest. */
  broken = false;
  /** Records as long as a KeyUpdate of TLS 1.3 (RFC 8446 §4.6.3) is. */
  updates = 0;

  constructor(private readonly limit: number) {}

  add(type: number, bytes: number, at: Arrival): void {
    this.count++;
    if (type === RECORD.APPLICATION_DATA) {
      this.dataRecords++;
      this.dataBytes += bytes;
      if (bytes === KEY_UPDATE_BYTES + 1 + TAG_BYTES) this.updates++;
    }
    const record = { type, bytes, frame: at.frame, timeNs: at.timeNs };
    this.previous = this.last;
    this.last = record;
    if (this.records.length < this.limit) this.records.push(record);
  }

  /** All records are in `records`. */
  get whole(): boolean {
    return !this.broken && this.count === this.records.length;
  }
}
