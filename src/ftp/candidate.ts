/**
 * A connection of which nobody knows yet what it is: its first bytes are kept until it is recognised as FTP control, is
 * claimed as a data connection, or is given up.
 */
import { copyOf } from '../bytes/copy.js';
import { LIMITS } from '../limits.js';
import type { Arrival, Connection, Side, StreamConsumer } from '../tcp/types.js';
import { type Judgement, judge } from './detect.js';

type Kept = { readonly from: Side; readonly at: Arrival; readonly bytes: Uint8Array | null; readonly gapBytes: number };

/** So many bytes tell whether a side begins like FTP: longer than every verb and reply code. */
const FIRST_BYTES = 16;

/** Bytes kept by all candidates together. */
export type PrefixBudget = { bytes: number };

export class Candidate implements StreamConsumer {
  readonly ordered = true;
  #kept: Kept[] = [];
  #keptBytes = 0;
  /** The kept bytes are no longer all of the stream: it can be claimed, but not hashed. */
  #incomplete = false;
  #looks = 0;
  #text: Record<Side, string> | null = { initiator: '', responder: '' };

  /** @param judged called when it is clear whether the connection is FTP control */
  constructor(
    private readonly budget: PrefixBudget,
    private readonly judged: (connection: Connection, judgement: Judgement) => void,
  ) {}

  data(connection: Connection, from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    const length = end - start;
    if (
      !this.#incomplete &&
      (this.#keptBytes + length > LIMITS.prefixBytes || this.budget.bytes + length > LIMITS.prefixBytesTotal)
    )
      this.#dropKept();
    if (!this.#incomplete) {
      this.#keptBytes += length;
      this.budget.bytes += length;
      this.#kept.push({
        from,
        at: { frame: at.frame, timeNs: at.timeNs },
        bytes: copyOf(bytes, start, end),
        gapBytes: 0,
      });
    }
    if (this.#text === null) return;
    const text = this.#text;
    const before = text[from].length;
    const room = LIMITS.detectBytes - before;
    const view = Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(length, Math.max(0, room)));
    text[from] += view.toString('latin1');
    const full = text[from].length >= LIMITS.detectBytes;
    // Between its first bytes and the end of a line nothing new can be told: a stream can come a byte a segment.
    if (!full && before >= FIRST_BYTES && !text[from].includes('\n', before)) return;
    const judgement = judge(text.initiator, text.responder, full || ++this.#looks >= LIMITS.detectLooks);
    if (judgement === 'undecided') return;
    this.#text = null;
    this.judged(connection, judgement);
  }

  gap(_connection: Connection, from: Side, lengthBytes: number, at: Arrival): void {
    if (!this.#incomplete) this.#kept.push({ from, at: { ...at }, bytes: null, gapBytes: lengthBytes });
  }

  /** It has been decided that this is no FTP control connection. */
  get decided(): boolean {
    return this.#text === null;
  }

  /** Hands everything kept to the consumer that takes over, and keeps nothing more. */
  replay(connection: Connection, consumer: StreamConsumer): void {
    const kept = this.#kept;
    if (this.#incomplete) {
      const at = { frame: connection.firstFrame, timeNs: connection.firstTimeNs };
      for (const side of ['initiator', 'responder'] as const)
        if (connection.sides[side].bytes > 0) consumer.gap(connection, side, connection.sides[side].bytes, at);
    }
    this.drop();
    for (const { from, at, bytes, gapBytes } of kept) {
      if (bytes) consumer.data(connection, from, bytes, 0, bytes.length, at);
      else consumer.gap(connection, from, gapBytes, at);
    }
  }

  /** Gives the kept bytes up. */
  drop(): void {
    this.#text = null;
    this.#dropKept();
  }

  #dropKept(): void {
    this.budget.bytes -= this.#keptBytes;
    this.#keptBytes = 0;
    this.#kept = [];
    this.#incomplete = true;
  }
}
