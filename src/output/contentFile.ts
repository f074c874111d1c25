/** One transfer's content in a file of its own: places that are not in the capture stay empty. */
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { whyNotCreated, whyNotWritten } from '../capture/systemErrors.js';
import type { ContentSink } from '../ftp/content/feed.js';
import { LIMITS } from '../limits.js';

export class ContentFile implements ContentSink {
  /** Bytes that were written. */
  bytes = 0;
  /** Bytes that are known to be missing; zeros stand for them. */
  missingBytes = 0;
  /** More is missing, nobody knows how much: what follows was left out. */
  lost = false;
  #at = 0;
  #problem: string | null = null;

  private constructor(
    private readonly path: string,
    private readonly fd: number,
  ) {}

  /** Creates the file; an existing one is never written over. @returns in one line why it could not be created */
  static create(path: string): ContentFile | string {
    try {
      return new ContentFile(path, openSync(path, 'wx'));
    } catch (error) {
      return whyNotCreated(path, error);
    }
  }

  data(bytes: Uint8Array, start: number, end: number): void {
    if (this.lost || this.#problem !== null) return;
    this.#try(() => {
      for (let done = start; done < end; ) done += writeSync(this.fd, bytes, done, end - done, this.#at + done - start);
    });
    this.bytes += end - start;
    this.#at += end - start;
  }

  gap(lengthBytes: number | null): void {
    if (lengthBytes === null || this.#at + lengthBytes > LIMITS.extractHoleBytes) this.lost = true;
    else if (!this.lost) {
      this.missingBytes += lengthBytes;
      this.#at += lengthBytes;
    }
  }

  end(): void {}

  /** @returns what could not be written; null: all is there */
  close(): string | null {
    this.#try(() => ftruncateSync(this.fd, this.#at));
    this.#try(() => closeSync(this.fd));
    return this.#problem;
  }

  #try(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#problem ??= `Cannot write ${this.path}: ${whyNotWritten(error)}.`;
    }
  }
}
