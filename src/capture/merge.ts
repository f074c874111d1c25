/** Several captures as one, in time order. */

import { type Fact, factsOf } from '../fact.js';
import { LIMITS } from '../limits.js';
import type { ErrorParams, ProblemParams } from './codes.js';
import { captureError } from './facts.js';
import { openSource } from './formats.js';
import { MergedAgain } from './mergedAgain.js';
import { CaptureError, type CaptureProblem, type Packet, type PacketSource, type SourceStatus } from './packet.js';

/**
 * The files named on a command line as one capture. One file is delivered as it is, even where its time jumps back.
 * Several are merged by time.
 */
export function openSources(names: readonly string[]): PacketSource {
  if (names.length === 1) return openSource(names[0]!);
  // Each has two buffers where it is read ahead.
  const share = Math.floor(LIMITS.mergedReadBytes / 2 / Math.max(names.length, 1) / 65_536) * 65_536;
  const readBytes = Math.max(65_536, Math.min(LIMITS.readBytes, share));
  return mergeSources(names.map((name) => openSource(name, readBytes)));
}

/**
 * Merges captures: always the packet with the earliest time next, of equal ones that of the first source; a source
 * whose own time jumps back keeps its order. Frames are numbered again.
 */
export function mergeSources(sources: readonly PacketSource[]): PacketSource {
  return new MergedSource(sources);
}

const problem = factsOf<ProblemParams>();

/** How far a source has been delivered. */
type Cursor = {
  readonly index: number;
  readonly iterator: AsyncIterator<readonly Packet[]>;
  packets: readonly Packet[];
  at: number;
};

class MergedSource implements PacketSource {
  readonly status: MergedStatus;
  readonly again: MergedAgain;
  private stopped = false;

  constructor(private readonly sources: readonly PacketSource[]) {
    this.status = new MergedStatus(sources.map(({ status }) => status));
    this.again = new MergedAgain(sources);
  }

  async *batches(): AsyncGenerator<readonly Packet[]> {
    const names = this.sources.map(({ status }) => status.name);
    const twice = names.find((name, i) => name === '-' && names.indexOf(name) !== i);
    if (twice !== undefined) throw captureError('input-twice', {});
    if (names.length > LIMITS.mergedFiles)
      throw captureError('too-many-files', { files: names.length, limit: LIMITS.mergedFiles });
    try {
      yield* this.merge(await this.start());
    } finally {
      this.stop();
    }
  }

  stop(): void {
    this.stopped = true;
    for (const source of this.sources) source.stop();
  }

  /**
   * A heap of the sources that have packets. Waits for all of them: the earliest packet may be anywhere. A file that cannot
   * be read does not keep the others from it.
   */
  private async start(): Promise<Cursor[]> {
    const heap: Cursor[] = [];
    const errors: Fact<ErrorParams>[] = [];
    for (const [index, source] of this.sources.entries()) {
      const cursor = { index, iterator: source.batches()[Symbol.asyncIterator](), packets: [], at: 0 };
      try {
        if (await refill(cursor)) heap.push(cursor);
      } catch (error) {
        if (!(error instanceof CaptureError)) throw error;
        errors.push(error.fact);
        this.again.leaveOut(index);
      }
    }
    if (errors.length === this.sources.length) throw captureError('all-unread', { errors });
    this.status.leaveOut(errors);
    for (let i = (heap.length >> 1) - 1; i >= 0; i--) siftDown(heap, i);
    return heap;
  }

  private async *merge(heap: Cursor[]): AsyncGenerator<readonly Packet[]> {
    let frame = 0;
    let merged: Packet[] = [];
    while (heap.length > 0) {
      const first = heap[0]!;
      const packet = first.packets[first.at++]!;
      this.again.note(first.index, packet.frame);
      merged.push({
        frame: ++frame,
        seconds: packet.seconds,
        nanoseconds: packet.nanoseconds,
        linkType: packet.linkType,
        originalBytes: packet.originalBytes,
        bytes: packet.bytes,
      });
      if (first.at === first.packets.length) {
        // Asking for more takes the source's bytes away, so what borrows them goes out before.
        yield merged;
        if (this.stopped) return;
        merged = [];
        if (!(await refill(first))) {
          const last = heap.pop()!;
          if (heap.length > 0) heap[0] = last;
        }
      }
      siftDown(heap, 0);
    }
  }
}

/** Gets a source's next packets; false at its end. */
async function refill(cursor: Cursor): Promise<boolean> {
  cursor.at = 0;
  do {
    const { done, value } = await cursor.iterator.next();
    if (done === true) return false;
    cursor.packets = value;
  } while (cursor.packets.length === 0);
  return true;
}

function siftDown(heap: Cursor[], from: number): void {
  const moved = heap[from];
  if (moved === undefined) return;
  let i = from;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
    if (isBefore(moved, heap[child]!)) break;
    heap[i] = heap[child]!;
    i = child;
  }
  heap[i] = moved;
}

function isBefore(a: Cursor, b: Cursor): boolean {
  const x = a.packets[a.at]!;
  const y = b.packets[b.at]!;
  if (x.seconds !== y.seconds) return x.seconds < y.seconds;
  if (x.nanoseconds !== y.nanoseconds) return x.nanoseconds < y.nanoseconds;
  return a.index < b.index;
}

/** What the sources know, put together whenever it is looked at. */
class MergedStatus implements SourceStatus {
  readonly name: string;
  /** Files that could not be read at all. */
  private unread: readonly CaptureProblem[] = [];
  /** What ended the reading of all of them. */
  private readonly own: CaptureProblem[] = [];
  readonly #secrets: string[] = [];
  /** How many of each part's secrets are in it. */
  readonly #taken: number[] = [];

  constructor(private readonly parts: readonly SourceStatus[]) {
    this.name = parts.map(({ name }) => name).join(', ');
  }

  /** 'pcap', or 'pcap+pcapng' where the files differ. */
  get format(): string | null {
    const formats = new Set(this.parts.flatMap(({ format }) => format ?? []));
    return formats.size === 0 ? null : [...formats].join('+');
  }

  get linkTypes(): number[] {
    return [...new Set(this.parts.flatMap(({ linkTypes }) => linkTypes))];
  }

  get fractionDigits(): 6 | 9 {
    return this.parts.some(({ fractionDigits }) => fractionDigits === 9) ? 9 : 6;
  }

  get readBytes(): number {
    return this.parts.reduce((sum, { readBytes }) => sum + readBytes, 0);
  }

  get totalBytes(): number | null {
    return total(
      this.parts.map(({ totalBytes }) => totalBytes),
      true,
    );
  }

  damage(one: CaptureProblem): void {
    this.own.push(one);
  }

  get damaged(): boolean {
    return this.own.length > 0 || this.unread.length > 0 || this.parts.some(({ damaged }) => damaged);
  }

  /** @param errors what is wrong with each of the files that could not be read */
  leaveOut(errors: readonly Fact<ErrorParams>[]): void {
    this.unread = errors.map((error) => ({ ...problem('unreadable-file', { error }), file: null }));
  }

  /** Each with its file, whose own frame numbers it has. */
  get problems(): CaptureProblem[] {
    const problems = this.parts.flatMap(({ name, problems }) => problems.map((one) => ({ ...one, file: name })));
    return [...this.unread, ...problems, ...this.own];
  }

  get droppedByKernel(): number | null {
    return total(
      this.parts.map(({ droppedByKernel }) => droppedByKernel),
      false,
    );
  }

  get droppedByInterface(): number | null {
    return total(
      this.parts.map(({ droppedByInterface }) => droppedByInterface),
      false,
    );
  }

  /** Of all files; one list that grows, for whoever asks for every secret that is missing. */
  get secrets(): string[] {
    this.parts.forEach(({ secrets }, i) => {
      for (let taken = this.#taken[i] ?? 0; taken < secrets.length; taken++) this.#secrets.push(secrets[taken]!);
      this.#taken[i] = secrets.length;
    });
    return this.#secrets;
  }
}

/** The sum of what is known: null where all, or (`strict`) some, are unknown. */
function total(values: readonly (number | null)[], strict: boolean): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 || (strict && known.length < values.length)) return null;
  return known.reduce((sum, value) => sum + value, 0);
}
