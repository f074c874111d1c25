/** The rows of a connection's ladder, made while segments pass. */
import { LIMITS } from '../limits.js';
import { FIN, RST, type Segment, SYN } from '../wire/segment.js';
import { seqToHeader } from './seq.js';
import type { JournalEntry, Side } from './types.js';

/** Entries that all connections of a table hold together: up to `LIMITS.journalEntriesTotal`. */
export type JournalBudget = { entries: number };

type Kind = JournalEntry['kind'];

const KINDS = [
  'syn',
  'syn-ack',
  'ack',
  'data',
  'fin',
  'rst',
  'keep-alive',
  'zero-window',
  'gap',
  'icmp-error',
  'pure-ack',
] as const satisfies readonly Kind[];
const KIND_NUMBER = Object.fromEntries(KINDS.map((kind, i) => [kind, i])) as Record<Kind, number>;

/**
 * An entry is a row of numbers, because most entries are never looked at and objects would make half of a session's
 * memory. Offsets within a row:
 */
const WHAT = 0;
const FIRST_FRAME = 1;
const LAST_FRAME = 2;
const TIME = 3;
const LAST_TIME = 4;
const SEQ = 5;
const ACK_NUMBER = 6;
const SEGMENTS = 7;
const BYTES = 8;
const ACKS = 9;
const RETRANSMISSIONS = 10;
const WINDOW = 11;
const ROW = 12;
/** WHAT: kind, side, acknowledges-FIN and flags in one number. */
const what = (kind: Kind, from: Side, acknowledgesFin: boolean, flags: number): number =>
  (flags << 8) | KIND_NUMBER[kind] | (from === 'responder' ? 16 : 0) | (acknowledgesFin ? 32 : 0);
const sideOf = (value: number): Side => ((value & 16) !== 0 ? 'responder' : 'initiator');

/**
 * Bounded by `LIMITS.journalEntries` for each connection and `LIMITS.journalEntriesTotal` for all: what exceeds them is
 * counted in `dropped`.
 */
export class Journal {
  dropped = 0;
  /** Plain numbers in a plain array: for so few, a typed array costs more than what it holds. */
  private rows: number[] = [];
  private counted = 0;
  private discarded = false;
  /** Numbers in `rows` when they were trimmed last. */
  private trimmedAt = 0;
  private readonly budget: JournalBudget;
  /** Offset of the run of data that is being extended; -1: none. */
  private run = -1;

  /** @param acks pure ACKs are rows of their own, and end the run that they acknowledge */
  constructor(
    budget: JournalBudget,
    private readonly acks = false,
  ) {
    this.budget = budget;
  }

  /** In order of frames; made again at each call. */
  get entries(): JournalEntry[] {
    const { rows } = this;
    const entries: JournalEntry[] = [];
    let inOrder = true;
    for (let at = 0; at < rows.length; at += ROW) {
      entries.push(entryAt(rows, at));
      if (at > 0 && rows[at + FIRST_FRAME]! < rows[at - ROW + FIRST_FRAME]!) inOrder = false;
    }
    // What waited for its cause (`OrderedConnection`) was noted late.
    return inOrder ? entries : entries.sort((a, b) => a.firstFrame - b.firstFrame);
  }

  /** A segment that is a row of its own. */
  note(kind: Kind, from: Side, segment: Segment, bytes: number, repeats: boolean, acknowledgesFin: boolean): void {
    this.run = -1;
    this.segment(what(kind, from, acknowledgesFin, segment.flags), segment, bytes, repeats);
  }

  /** A segment with payload: `newBytes` of it were not seen before. */
  data(from: Side, segment: Segment, newBytes: number, repeats: boolean): void {
    const { run, rows } = this;
    if (run >= 0 && sideOf(rows[run]!) === from) {
      rows[run + LAST_FRAME] = segment.frame;
      rows[run + LAST_TIME] = segment.timeNs;
      rows[run + SEGMENTS]!++;
      rows[run + BYTES]! += newBytes;
      if (repeats) rows[run + RETRANSMISSIONS]!++;
      return;
    }
    // A FIN or SYN with payload is a row of its own; its payload belongs to the run before or after it.
    this.run = this.segment(what('data', from, false, segment.flags & ~(FIN | SYN | RST)), segment, newBytes, repeats);
  }

  /** A segment without payload or news: part of the other side's run, or nothing to tell. */
  pureAck(from: Side, segment: Segment): void {
    if (this.acks) {
      this.note('pure-ack', from, segment, 0, false, false);
      return;
    }
    const { run, rows } = this;
    if (run < 0 || sideOf(rows[run]!) === from) return;
    rows[run + ACKS]!++;
    rows[run + LAST_FRAME] = segment.frame;
    rows[run + LAST_TIME] = segment.timeNs;
  }

  gap(from: Side, bytes: number, seq: number, frame: number, timeNs: number): void {
    this.run = -1;
    const last = this.rows.length - ROW;
    // What proved the gap may lie some frames back: rows stay in order of frames all the same.
    const at = last >= 0 && this.rows[last + FIRST_FRAME]! > frame ? this.rows[last + LAST_FRAME]! : frame;
    this.plain('gap', from, at, timeNs, seq, bytes);
  }

  icmpError(from: Side, frame: number, timeNs: number, seq: number): void {
    this.run = -1;
    this.plain('icmp-error', from, frame, timeNs, seq, 0);
  }

  /** The connection is given up, and with it its rows. */
  discard(): void {
    this.discarded = true;
    this.uncount();
    this.rows = [];
    this.run = -1;
  }

  /** The connection has closed: few rows will follow, if any. */
  trim(): void {
    if (this.rows.length === this.trimmedAt) return;
    this.rows = this.rows.slice();
    this.trimmedAt = this.rows.length;
  }

  /** The rows no longer count against the bound of all. */
  uncount(): void {
    this.budget.entries -= this.counted;
    this.counted = 0;
  }

  private segment(value: number, segment: Segment, bytes: number, repeats: boolean): number {
    const at = this.add(value, segment.frame, segment.timeNs, bytes);
    if (at < 0) return -1;
    this.rows[at + SEQ] = segment.seq;
    this.rows[at + ACK_NUMBER] = segment.ack;
    this.rows[at + WINDOW] = segment.window;
    if (repeats) this.rows[at + RETRANSMISSIONS] = 1;
    return at;
  }

  private plain(kind: Kind, from: Side, frame: number, timeNs: number, seq: number, bytes: number): void {
    const at = this.add(what(kind, from, false, 0), frame, timeNs, bytes);
    if (at >= 0) this.rows[at + SEQ] = seqToHeader(seq);
  }

  /** Offset of the new row; -1 where a limit is reached. */
  private add(value: number, frame: number, timeNs: number, bytes: number): number {
    if (this.discarded) return -1;
    if (this.rows.length >= LIMITS.journalEntries * ROW || this.budget.entries >= LIMITS.journalEntriesTotal) {
      this.dropped++;
      return -1;
    }
    this.budget.entries++;
    this.counted++;
    return this.rows.push(value, frame, frame, timeNs, timeNs, 0, 0, 1, bytes, 0, 0, 0) - ROW;
  }
}

function entryAt(rows: readonly number[], at: number): JournalEntry {
  const value = rows[at + WHAT]!;
  return {
    kind: KINDS[value & 15]!,
    from: sideOf(value),
    firstFrame: rows[at + FIRST_FRAME]!,
    lastFrame: rows[at + LAST_FRAME]!,
    timeNs: rows[at + TIME]!,
    lastTimeNs: rows[at + LAST_TIME]!,
    flags: value >> 8,
    seq: rows[at + SEQ]!,
    ack: rows[at + ACK_NUMBER]!,
    window: rows[at + WINDOW]!,
    segments: rows[at + SEGMENTS]!,
    bytes: rows[at + BYTES]!,
    acks: rows[at + ACKS]!,
    retransmissions: rows[at + RETRANSMISSIONS]!,
    acknowledgesFin: (value & 32) !== 0,
  };
}
