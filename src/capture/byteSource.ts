/** Where the bytes of a capture come from: a file, a pipe, an unpacker. Always pulled, so nothing piles up. */

import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { SourceStatus } from './packet.js';

/** Bytes on demand. */
export interface ByteSource {
  /** More can be read than is wanted yet: that takes nothing from anybody, and is not waited for. */
  readonly ahead?: boolean;
  /**
   * Puts bytes that have arrived into `into`, from `at` on, and says how many: at least 1, and 0 only at the end.
   * Waits for the first byte only, never for a full buffer. `at` is less than `into.length`.
   */
  read(into: Buffer, at: number): Promise<number>;
  /** Ends a read that waits, and every later one, with 0. */
  close(): void;
}

/** A regular file or a block device: read in blocks as large as the buffer. */
export class FileSource implements ByteSource {
  readonly ahead = true;
  private closed = false;

  constructor(
    private readonly file: FileHandle,
    private readonly status: SourceStatus,
  ) {}

  async read(into: Buffer, at: number): Promise<number> {
    if (this.closed) return 0;
    const { bytesRead } = await this.file.read(into, at, into.length - at, null);
    this.status.readBytes += bytesRead;
    if (bytesRead === 0) this.close();
    return bytesRead;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    // A read that is under way finishes first; that the file was open for reading only makes a failure harmless.
    this.file.close().catch(() => {});
  }
}

/** A pipe, a FIFO or a terminal: bytes as they arrive. */
export class StreamSource implements ByteSource {
  private chunk: Buffer | undefined;
  private ended = false;
  private failure: Error | undefined;
  private wake: (() => void) | undefined;

  constructor(
    private readonly stream: Readable,
    private readonly status: SourceStatus,
  ) {
    const stir = () => this.wake?.();
    stream.on('readable', stir);
    stream.on('end', () => this.finish());
    stream.on('close', () => this.finish());
    stream.on('error', (error: Error) => {
      this.failure = error;
      this.finish();
    });
  }

  async read(into: Buffer, at: number): Promise<number> {
    while (this.chunk === undefined) {
      this.chunk = (this.stream.read() as Buffer | null) ?? undefined;
      if (this.chunk !== undefined) break;
      if (this.failure !== undefined) throw this.failure;
      if (this.ended) return 0;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = undefined;
    }
    const bytes = this.chunk.copy(into, at);
    this.chunk = bytes < this.chunk.length ? this.chunk.subarray(bytes) : undefined;
    this.status.readBytes += bytes;
    return bytes;
  }

  close(): void {
    this.finish();
    this.stream.destroy();
  }

  private finish(): void {
    this.ended = true;
    this.wake?.();
  }
}
