/** The rows of a connection's ladder, made while segments pass. */
import { LIMITS } from '../limits.js';
import { FIN, RST, type Segment, SYN } from '../wire/segment.js';
import { seqToHeader } from './seq.js';
import type { JournalEntry, Side } from './types.js';

/** Entries of all connections together, shared by the journals of a table. */
export type JournalBudget = { entries: number };

type Open = { -readonly [K in keyof JournalEntry]: JournalEntry[K] };

/** Shared by all journals without rows: never written to. */
const NO_ENTRIES: Open[] = [];

/**
 * Bounded by `LIMITS.journalEntries` for each connection and `LIMITS.journalEntriesTotal` for all: what exceeds them is
 * counted in `dropped`.
 */
export class Journal {
  entries: Open[] = NO_ENTRIES;
  dropped = 0;
  private counted = 0;
  private discarded = false;
  private readonly budget: JournalBudget;
  /** The run of data that is being extended. */
  private run: Open | null = null;

  constructor(budget: JournalBudget) {
    this.budget = budget;
  }

  /** A segment that is a row of its own. */
  note(
    kind: JournalEntry['kind'],
    from: Side,
    segment: Segment,
    bytes: number,
    repeats: boolean,
    acknowledgesFin: boolean,
  ): void {
    this.run = null;
    this.add({
      kind,
      from,
      firstFrame: segment.frame,
      lastFrame: segment.frame,
      timeNs: segment.timeNs,
      lastTimeNs: segment.timeNs,
      flags: segment.flags,
      seq: segment.seq,
      ack: segment.ack,
      segments: 1,
      bytes,
      acks: 0,
      retransmissions: repeats ? 1 : 0,
      acknowledgesFin,
    });
  }

  /** A segment with payload: `newBytes` of it were not seen before. */
  data(from: Side, segment: Segment, newBytes: number, repeats: boolean): void {
    const run = this.run;
    if (run !== null && run.from === from) {
      run.lastFrame = segment.frame;
      run.lastTimeNs = segment.timeNs;
      run.segments++;
      run.bytes += newBytes;
      if (repeats) run.retransmissions++;
      return;
    }
    // A FIN or SYN with payload is a row of its own; its payload belongs to the run before or after it.
    const flags = segment.flags & ~(FIN | SYN | RST);
    this.run = {
      kind: 'data',
      from,
      firstFrame: segment.frame,
      lastFrame: segment.frame,
      timeNs: segment.timeNs,
      lastTimeNs: segment.timeNs,
      flags,
      seq: segment.seq,
      ack: segment.ack,
      segments: 1,
      bytes: newBytes,
      acks: 0,
      retransmissions: repeats ? 1 : 0,
      acknowledgesFin: false,
    };
    if (!this.add(this.run)) this.run = null;
  }

  /** A segment without payload or news: part of the other side's run, or nothing to tell. */
  pureAck(from: Side, segment: Segment): void {
    const run = this.run;
    if (run === null || run.from === from) return;
    run.acks++;
    run.lastFrame = segment.frame;
    run.lastTimeNs = segment.timeNs;
  }

  gap(from: Side, bytes: number, seq: number, frame: number, timeNs: number): void {
    this.run = null;
    const last = this.entries[this.entries.length - 1];
    // What proved the gap may lie some frames back: rows stay in order of frames all the same.
    const at = last !== undefined && last.firstFrame > frame ? last.lastFrame : frame;
    this.add(plain('gap', from, at, timeNs, seq, bytes));
  }

  icmpError(from: Side, frame: number, timeNs: number, seq: number): void {
    this.run = null;
    this.add(plain('icmp-error', from, frame, timeNs, seq, 0));
  }

  /** The connection is given up, and with it its rows. */
  discard(): void {
    this.discarded = true;
    this.uncount();
    this.entries = NO_ENTRIES;
    this.run = null;
  }

  /** The rows no longer count against the bound of all. */
  uncount(): void {
    this.budget.entries -= this.counted;
    this.counted = 0;
  }

  private add(entry: Open): boolean {
    if (this.discarded) return false;
    if (this.entries.length >= LIMITS.journalEntries || this.budget.entries >= LIMITS.journalEntriesTotal) {
      this.dropped++;
      return false;
    }
    this.budget.entries++;
    this.counted++;
    if (this.entries.length === 0) this.entries = [entry];
    else this.entries.push(entry);
    return true;
  }
}

const plain = (
  kind: JournalEntry['kind'],
  from: Side,
  frame: number,
  timeNs: number,
  seq: number,
  bytes: number,
): Open => ({
  kind,
  from,
  firstFrame: frame,
  lastFrame: frame,
  timeNs,
  lastTimeNs: timeNs,
  flags: 0,
  seq: seqToHeader(seq),
  ack: 0,
  segments: 1,
  bytes,
  acks: 0,
  retransmissions: 0,
  acknowledgesFin: false,
});
