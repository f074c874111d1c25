/**
 * One file on its way to the disk. Bytes are copied into chunks, chunks are written at their places while the next
 * packets are analysed; holes are skipped, which leaves zeros. After an error the rest is not kept.
 */
import { close, closeSync, ftruncateSync, readSync, writeSync, writev } from 'node:fs';
import { promisify } from 'node:util';
import type { Fact } from '../../fact.js';
import { LIMITS } from '../../limits.js';
import type { OutputErrorParams } from '../codes.js';
import { type MadeFile, reason, type SafeDirectory } from './directory.js';

const writevAsync = promisify(writev);
const FIRST_CHUNK_BYTES = 8_192;

const closeAsync = promisify(close);

/** Bytes that all writers together have not written yet. */
export type Backlog = { bytes: number };

type Chunk = { readonly position: number; readonly bytes: Buffer; length: number };

export class FileWriter {
  /** Bytes so far, holes included. */
  size: number;
  /** [from, to) ranges of the file missing from the capture. */
  readonly missing: [number, number][] = [];
  /** An unknown number of bytes is missing after so many. */
  lostAt: number | null = null;
  /** Why it could not be written; null: all is well. */
  problem: Fact<OutputErrorParams> | null = null;
  file: MadeFile | null = null;
  #chunks: Chunk[] = [];
  #writing: Promise<void> | null = null;

  /** @param base where the first byte goes; what is before it is missing */
  constructor(
    private readonly directory: SafeDirectory,
    private readonly backlog: Backlog,
    make: () => MadeFile,
    base = 0,
  ) {
    this.size = base;
    if (base > 0) this.missing.push([0, base]);
    try {
      this.file = make();
    } catch (error) {
      this.problem = reason(error);
    }
  }

  data(bytes: Uint8Array, start: number, end: number): void {
    let from = start;
    while (from < end && this.problem === null) {
      let chunk = this.#chunks.at(-1);
      const fits = chunk && chunk.position + chunk.length === this.size && chunk.length < chunk.bytes.length;
      if (!chunk || !fits) {
        chunk = { position: this.size, bytes: this.#newChunk(), length: 0 };
        this.#chunks.push(chunk);
        this.backlog.bytes += chunk.bytes.length;
      }
      const take = Math.min(end - from, chunk.bytes.length - chunk.length);
      chunk.bytes.set(bytes.subarray(from, from + take), chunk.length);
      chunk.length += take;
      this.size += take;
      from += take;
    }
    this.size += end - from;
  }

  gap(lengthBytes: number | null): void {
    if (lengthBytes === null) this.lostAt ??= this.size;
    else if (lengthBytes > 0) {
      const last = this.missing.at(-1);
      if (last && last[1] === this.size) last[1] += lengthBytes;
      else if (this.missing.length < LIMITS.missingRanges) this.missing.push([this.size, this.size + lengthBytes]);
      else last![1] = this.size + lengthBytes;
      this.size += lengthBytes;
    }
  }

  /** A full chunk waits. */
  get ready(): boolean {
    return this.#chunks.length > 1;
  }

  /** Writes what is there: full chunks, or `all`. Resolves when it is written, or could not be. */
  async flush(all: boolean): Promise<void> {
    while (this.#writing) await this.#writing;
    const chunks = this.#take(all);
    if (chunks.length === 0 || !this.file || this.problem !== null) return;
    this.#writing = this.#write(this.file, chunks).finally(() => {
      this.#writing = null;
    });
    await this.#writing;
  }

  /** Writes everything at once, without leaving the caller: where too much has piled up within one batch. */
  flushNow(): void {
    const chunks = this.#take(true);
    if (chunks.length === 0 || !this.file || this.problem !== null) return;
    this.#guarded(() => {
      const fd = this.directory.open(this.file!, 'write');
      try {
        for (const { bytes, length, position } of chunks)
          for (let done = 0; done < length; ) done += writeSync(fd, bytes, done, length - done, position + done);
      } finally {
        closeSync(fd);
      }
    });
  }

  /** Everything is written; a hole at the end becomes part of the file. */
  async finish(): Promise<void> {
    await this.flush(true);
    const last = this.missing.at(-1);
    if (this.file && this.problem === null && last && last[1] === this.size) this.truncate(this.size);
  }

  /** What was written from `base` on is the whole file: moves it to the beginning. Everything must have been written. */
  moveToStart(base: number): void {
    if (!this.file || this.problem !== null || base === 0) return;
    const moved = this.size - base;
    this.#guarded(() => {
      const fd = this.directory.open(this.file!, 'both');
      try {
        const piece = Buffer.allocUnsafe(Math.min(LIMITS.extractChunkBytes, Math.max(1, moved)));
        for (let at = 0; at < moved; ) {
          const bytes = readSync(fd, piece, 0, Math.min(piece.length, moved - at), base + at);
          if (bytes === 0) break;
          for (let done = 0; done < bytes; ) done += writeSync(fd, piece, done, bytes - done, at + done);
          at += bytes;
        }
        ftruncateSync(fd, moved);
      } finally {
        closeSync(fd);
      }
    });
    this.size = moved;
    const holes = this.missing
      .filter(([, to]) => to > base)
      .map(([from, to]): [number, number] => [from - base, to - base]);
    this.missing.splice(0, this.missing.length, ...holes);
  }

  /** Gives the file this length. */
  truncate(size: number): void {
    this.#guarded(() => {
      const fd = this.directory.open(this.file!, 'write');
      try {
        ftruncateSync(fd, size);
      } finally {
        closeSync(fd);
      }
    });
  }

  async #write(file: MadeFile, chunks: readonly Chunk[]): Promise<void> {
    try {
      const fd = this.directory.open(file, 'write');
      try {
        for (let i = 0; i < chunks.length; ) {
          const { position } = chunks[i]!;
          const run: Buffer[] = [];
          let end = position;
          while (i < chunks.length && chunks[i]!.position === end) {
            const { bytes, length } = chunks[i++]!;
            run.push(bytes.subarray(0, length));
            end += length;
          }
          await writeAll(fd, run, position);
        }
      } finally {
        await closeAsync(fd);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Most files are small: the first chunk is too. */
  #newChunk(): Buffer {
    return Buffer.allocUnsafeSlow(this.size < LIMITS.extractChunkBytes ? FIRST_CHUNK_BYTES : LIMITS.extractChunkBytes);
  }

  #take(all: boolean): Chunk[] {
    const last = this.#chunks.at(-1);
    const keepLast = !all && last !== undefined && last.length < last.bytes.length && this.problem === null;
    const taken = keepLast ? this.#chunks.slice(0, -1) : this.#chunks;
    this.#chunks = keepLast ? [last] : [];
    for (const { bytes } of taken) this.backlog.bytes -= bytes.length;
    return taken;
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.problem = reason(error);
    this.#take(true);
  }
}

/** writev may write less than it was given. */
async function writeAll(fd: number, buffers: Buffer[], position: number): Promise<void> {
  let rest = buffers;
  let at = position;
  while (rest.length > 0) {
    let { bytesWritten } = await writevAsync(fd, rest, at);
    at += bytesWritten;
    while (rest.length > 0 && bytesWritten >= rest[0]!.length) {
      bytesWritten -= rest[0]!.length;
      rest = rest.slice(1);
    }
    if (rest.length > 0 && bytesWritten > 0) rest = [rest[0]!.subarray(bytesWritten), ...rest.slice(1)];
  }
}
