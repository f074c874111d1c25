/**
 * A connection of which nobody knows yet what it is: its first bytes are kept until it is recognised as FTP control, is
 * claimed as a data connection, or is given up.
 */
import { copyOf } from '../../bytes/copy.js';
import { LIMITS, type Limits } from '../../limits.js';
import type { Arrival, Connection, Side, StreamConsumer } from '../../tcp/types.js';
import { TlsDecryptor, type TlsListener } from '../../tls/decrypt.js';
import { startsClientHello } from '../../tls/handshake.js';
import type { KeyLog } from '../../tls/keylog.js';
import { judgeImplicit } from '../keyless/implicit.js';
import { type Judgement, judge } from '../protocol/detect.js';

type Kept = {
  readonly from: Side;
  readonly at: Arrival;
  readonly bytes: Uint8Array | null;
  readonly gapBytes: number;
  /** What was lost right after it, and when it was last found to be lost: where packets are cut, all of them are gaps. */
  moreBytes: number;
  lastAt: Arrival;
};

type PrefixLimits = Pick<Limits, 'prefixBytes' | 'prefixPieces' | 'prefixBytesTotal'>;

/** What a piece costs beside its bytes. */
const PIECE_OVERHEAD_BYTES = 256;

/** So many bytes tell whether a side begins like FTP: longer than every verb and reply code. */
const FIRST_BYTES = 16;

const NOWHERE: Arrival = { frame: 0, timeNs: 0 };

/** Shared by all candidates. */
export type PrefixBudget = {
  /** Bytes kept by all together, overheads included. */
  bytes: number;
  /** Connections that were claimed, and of which not all had been kept. */
  incomplete: number;
};

export class Candidate implements StreamConsumer, TlsListener {
  readonly ordered = true;
  #kept: Kept[] = [];
  /** Of the stream; and with overheads. */
  #keptBytes = 0;
  #cost = 0;
  /** The kept bytes are no longer all of the stream: it can be claimed, but not hashed. */
  #incomplete = false;
  #looks = 0;
  #text: Record<Side, string> | null = { initiator: '', responder: '' };
  /** The connection begins with TLS, and its keys may be at hand: what is said inside is looked at. */
  #tls: TlsDecryptor | null = null;
  #inside: Judgement = 'undecided';
  #unreadable = false;

  /**
   * @param judged called when it is clear whether the connection is FTP control
   * @param keyLog opens TLS on any port; null: none
   * @param mayBeImplicit TLS from the first byte may be FTPS, keys or none
   */
  constructor(
    private readonly budget: PrefixBudget,
    private readonly judged: (connection: Connection, judgement: Judgement) => void,
    private readonly limits: PrefixLimits = LIMITS,
    private readonly keyLog: KeyLog | null = null,
    private readonly mayBeImplicit = false,
  ) {}

  get #looksIntoTls(): boolean {
    return this.keyLog !== null || this.mayBeImplicit;
  }

  data(connection: Connection, from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    const length = end - start;
    if (this.#room(length)) this.#keep(from, at, copyOf(bytes, start, end), 0);
    if (this.#text === null) return;
    if (this.#tls === null && this.#looksIntoTls && this.#silent && startsClientHello(bytes, start, end))
      this.#tls = new TlsDecryptor(this.keyLog, this);
    const judgement = this.#tls
      ? this.#lookInside(this.#tls, from, bytes, start, end, at)
      : this.#look(from, bytes, start, end);
    if (judgement === 'undecided') return;
    this.#stopLooking();
    this.judged(connection, judgement);
  }

  get #silent(): boolean {
    return this.#text?.initiator === '' && this.#text.responder === '';
  }

  #look(from: Side, bytes: Uint8Array, start: number, end: number): Judgement {
    const text = this.#text!;
    const before = text[from].length;
    const room = LIMITS.detectBytes - before;
    const view = Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(end - start, Math.max(0, room)));
    text[from] += view.toString('latin1');
    const full = text[from].length >= LIMITS.detectBytes;
    // Between its first bytes and the end of a line nothing new can be reported: a stream can come a byte a segment.
    if (!full && before >= FIRST_BYTES && !text[from].includes('\n', before)) return 'undecided';
    return judge(text.initiator, text.responder, full || ++this.#looks >= LIMITS.detectLooks);
  }

  #lookInside(tls: TlsDecryptor, from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): Judgement {
    this.#inside = 'undecided';
    const clearFrom = tls.push(from, bytes, start, end, at);
    if (clearFrom < end) return 'no';
    if (!this.#unreadable || this.#inside !== 'undecided') return this.#inside;
    return this.mayBeImplicit ? judgeImplicit(tls.facts) : 'no';
  }

  plaintext(from: Side, bytes: Uint8Array, start: number, end: number): void {
    if (this.#inside === 'undecided') this.#inside = this.#look(from, bytes, start, end);
  }

  lost(): void {
    this.#unreadable = true;
  }

  gap(_connection: Connection, from: Side, lengthBytes: number, at: Arrival): void {
    this.#tls?.gap(from, lengthBytes, at);
    const last = this.#kept.at(-1);
    if (last?.from === from && last.bytes === null) {
      last.moreBytes += lengthBytes;
      last.lastAt = { frame: at.frame, timeNs: at.timeNs };
    } else if (this.#room(0)) this.#keep(from, at, null, lengthBytes);
  }

  /** It has been decided that this is no FTP control connection. */
  get decided(): boolean {
    return this.#text === null;
  }

  /** Hands everything kept to the consumer that takes over, and keeps nothing more. */
  replay(connection: Connection, consumer: StreamConsumer): void {
    const kept = this.#kept;
    if (this.#incomplete) {
      this.budget.incomplete++;
      const at = { frame: connection.firstFrame, timeNs: connection.firstTimeNs };
      for (const side of ['initiator', 'responder'] as const)
        if (connection.sides[side].bytes > 0) consumer.gap(connection, side, connection.sides[side].bytes, at);
    }
    this.drop();
    for (const { from, at, bytes, gapBytes, moreBytes, lastAt } of kept) {
      if (bytes) consumer.data(connection, from, bytes, 0, bytes.length, at);
      else consumer.gap(connection, from, gapBytes, at);
      if (moreBytes > 0) consumer.gap(connection, from, moreBytes, lastAt);
    }
  }

  /** Gives the kept bytes up. */
  drop(): void {
    this.#stopLooking();
    this.#dropKept();
  }

  #stopLooking(): void {
    this.#text = null;
    // Records that wait for keys give their room back.
    this.#tls?.end(NOWHERE);
    this.#tls = null;
  }

  /** Makes sure that another piece can be kept; where it cannot, nothing is. */
  #room(lengthBytes: number): boolean {
    if (this.#incomplete) return false;
    const { prefixBytes, prefixPieces, prefixBytesTotal } = this.limits;
    if (
      this.#keptBytes + lengthBytes <= prefixBytes &&
      this.#kept.length < prefixPieces &&
      this.budget.bytes + lengthBytes + PIECE_OVERHEAD_BYTES <= prefixBytesTotal
    )
      return true;
    this.#dropKept();
    return false;
  }

  #keep(from: Side, arrival: Arrival, bytes: Uint8Array | null, gapBytes: number): void {
    const length = bytes?.length ?? 0;
    this.#keptBytes += length;
    this.#cost += length + PIECE_OVERHEAD_BYTES;
    this.budget.bytes += length + PIECE_OVERHEAD_BYTES;
    const at = { frame: arrival.frame, timeNs: arrival.timeNs };
    this.#kept.push({ from, at, bytes, gapBytes, moreBytes: 0, lastAt: at });
  }

  #dropKept(): void {
    this.budget.bytes -= this.#cost;
    this.#cost = 0;
    this.#keptBytes = 0;
    this.#kept = [];
    this.#incomplete = true;
  }
}
