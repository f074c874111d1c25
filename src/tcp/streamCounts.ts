/** What is counted of one side's stream. */
import type { MissingRanges } from './missing.js';

const NO_RANGES: readonly (readonly [number, number])[] = [];

/** The counters of `StreamReassembler`. */
export abstract class StreamCounts {
  /** Bytes of the last `push` that were new, and whether it repeated some that had been seen. */
  newBytes = 0;
  repeated = false;

  retransmissions = 0;
  retransmittedBytes = 0;
  outOfOrder = 0;
  missingBytes = 0;
  conflictingBytes = 0;
  /** Bytes that came after their hole had been given up. */
  lateBytes = 0;
  /** Segments that lie further away than any window, or behind the FIN. */
  outsideWindow = 0;
  /** Holes that were given up because the buffer was full. */
  bufferFull = 0;
  protected lacking: MissingRanges | null = null;

  /** What the capture lacks, as [from, to) offsets. */
  get missing(): readonly (readonly [number, number])[] {
    return this.lacking?.ranges ?? NO_RANGES;
  }

  /** Ranges of `missing` that were not kept. */
  get missingDropped(): number {
    return this.lacking?.dropped ?? 0;
  }

  /** The segment repeats `lengthBytes` that were seen before. */
  protected repeat(lengthBytes: number): void {
    if (!this.repeated) this.retransmissions++;
    this.repeated = true;
    this.retransmittedBytes += lengthBytes;
  }

  /** The last `push` was no retransmission: the capture holds the segment twice. */
  unrepeat(lengthBytes: number): void {
    this.repeated = false;
    this.retransmissions--;
    this.retransmittedBytes -= lengthBytes;
  }
}
