/** One transfer's content in a file of its own: places that are not in the capture stay empty. */
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { codeOf } from '../capture/systemErrors.js';
import type { Fact } from '../fact.js';
import type { ContentSink } from '../ftp/content/feed.js';
import { LIMITS } from '../limits.js';
import type { OutputErrorParams } from './codes.js';
import { outputError } from './facts.js';
import { notCreated } from './saveNew.js';

export class ContentFile implements ContentSink {
  /** Bytes that were written. */
  bytes = 0;
  /** Bytes that are known to be missing; zeros stand for them. */
  missingBytes = 0;
  /** More is missing, it is not known how much: what follows was left out. */
  lost = false;
  #at = 0;
  #problem: Fact<OutputErrorParams> | null = null;

  private constructor(
    private readonly path: string,
    private readonly fd: number,
  ) {}

  /** Creates the file; an existing one is never written over. @returns why it could not be created */
  static create(path: string): ContentFile | Fact<OutputErrorParams> {
    try {
      return new ContentFile(path, openSync(path, 'wx'));
    } catch (error) {
      return notCreated(path, error);
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
  close(): Fact<OutputErrorParams> | null {
    this.#try(() => ftruncateSync(this.fd, this.#at));
    this.#try(() => closeSync(this.fd));
    return this.#problem;
  }

  #try(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#problem ??= outputError('file-unsaved', { path: this.path, error: codeOf(error) });
    }
  }
}
