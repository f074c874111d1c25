/** Where a report goes: standard output or a file, with back-pressure; a reader that has gone ends the program quietly. */

import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { whyNotWritten } from '../capture/systemErrors.js';

/** The report cannot be written. `message` is one line for the user. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

export interface TextOutput {
  /** Resolves when more may be written. Throws an OutputError. */
  write(text: string): Promise<void>;
  /** Writes what small pieces have been gathered: a reader of a live report waits for it. */
  flush(): Promise<void>;
  /** Resolves when everything has been handed to the system. */
  end(): Promise<void>;
}

/** Small pieces are gathered to this many characters before they are written. */
const GATHER_CHARACTERS = 262_144;

/** @param path null or '-' is standard output */
export async function openOutput(path: string | null): Promise<TextOutput> {
  if (path === null || path === '-') return new StreamOutput(process.stdout, 'standard output');
  const file: WriteStream = createWriteStream(path);
  try {
    await once(file, 'open');
  } catch (error) {
    throw new OutputError(`cannot write ${path}: ${whyNotWritten(error)}`);
  }
  return new StreamOutput(file, path);
}

class StreamOutput implements TextOutput {
  #pending = '';
  #error: Error | null = null;

  constructor(
    private readonly stream: NodeJS.WritableStream,
    private readonly name: string,
  ) {
    stream.on('error', (error) => this.#fail(error));
  }

  /** Told by the callback of a write, then by an event, which comes too late for whoever waited for the write. */
  #fail(error: NodeJS.ErrnoException): void {
    // `ftp-sniff ... | head`: the reader has what it wanted.
    if (error.code === 'EPIPE') process.exit(0);
    this.#error ??= error;
  }

  async write(text: string): Promise<void> {
    this.#pending += text;
    if (this.#pending.length >= GATHER_CHARACTERS) await this.flush();
  }

  async end(): Promise<void> {
    await this.flush();
    if (this.stream === process.stdout) return;
    await new Promise<void>((resolve) => this.stream.end((error?: Error | null) => resolve(this.#note(error))));
    this.#check();
  }

  async flush(): Promise<void> {
    this.#check();
    const text = this.#pending;
    this.#pending = '';
    if (text !== '')
      await new Promise<void>((resolve) => this.stream.write(text, (error) => resolve(this.#note(error))));
    this.#check();
  }

  #note(error: Error | null | undefined): void {
    if (error) this.#fail(error);
  }

  #check(): void {
    if (this.#error) throw new OutputError(`cannot write ${this.name}: ${whyNotWritten(this.#error)}`);
  }
}
