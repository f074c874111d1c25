/** Where a report goes: standard output or a file, with back-pressure; a reader that has gone ends the program quietly. */

import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { captureError } from '../capture/facts.js';
import { isSameFile } from '../capture/savefile.js';
import { codeOf } from '../capture/systemErrors.js';
import { FactError } from '../fact.js';
import type { OutputErrorParams } from './codes.js';
import { outputError } from './facts.js';
import type { Piece } from './format.js';

/** The report cannot be written. */
export class OutputError extends FactError<OutputErrorParams> {
  override readonly name = 'OutputError';
}

export interface TextOutput {
  /** Resolves when more may be written; null: at once. Throws an OutputError. */
  write(piece: Piece): Promise<void> | null;
  /** Writes what small pieces have been gathered: a reader of a live report waits for it. */
  flush(): Promise<void>;
  /** Resolves when everything has been handed to the system. */
  end(): Promise<void>;
}

export type OutputOptions = {
  /** Go on at the end of the file. */
  readonly append?: boolean;
  /** Files that are being read and must not be overwritten. */
  readonly inputs?: readonly string[];
};

/** Small pieces are gathered to this many bytes before they are written. */
const GATHER_BYTES = 262_144;
/** One character of text is so many bytes of UTF-8 at most. */
const BYTES_PER_CHARACTER = 3;

/**
 * @param path null or '-' is standard output
 * @throws OutputError
 */
export async function openOutput(path: string | null, options: OutputOptions = {}): Promise<FileOutput> {
  if (path === null || path === '-') return new StreamOutput(process.stdout, null, false);
  const { append = false, inputs = [] } = options;
  for (const input of inputs) {
    if (await isSameFile(path, input)) throw captureError('output-is-input', { path });
  }
  const before = await stat(path).catch(() => null);
  const file: WriteStream = createWriteStream(path, { flags: append ? 'a' : 'w' });
  try {
    await once(file, 'open');
  } catch (error) {
    throw new OutputError(outputError('report-unwritten', { path, error: codeOf(error) }));
  }
  return new StreamOutput(file, path, append && before?.isFile() === true && before.size > 0);
}

/** An output that may have been there before. */
export interface FileOutput extends TextOutput {
  /** There is something in it, which is gone on with. */
  readonly isBegun: boolean;
}

class StreamOutput implements FileOutput {
  /** Text is encoded at once: many pieces of strings that live until they are written cost the garbage collector more. */
  readonly #gathered = Buffer.allocUnsafe(GATHER_BYTES);
  #bytes = 0;
  #error: Error | null = null;

  constructor(
    private readonly stream: NodeJS.WritableStream,
    /** Null: standard output. */
    private readonly path: string | null,
    readonly isBegun: boolean,
  ) {
    stream.on('error', (error) => this.#fail(error));
  }

  /** Called by the callback of a write, then by an event, which comes too late for what waited for the write. */
  #fail(error: NodeJS.ErrnoException): void {
    // `ftp-sniff ... | head`: the reader has what it wanted.
    if (error.code === 'EPIPE') process.exit(0);
    this.#error ??= error;
  }

  write(piece: Piece): Promise<void> | null {
    const longest = typeof piece === 'string' ? piece.length * BYTES_PER_CHARACTER : piece.length;
    if (longest > GATHER_BYTES - this.#bytes) return this.#writeFlushed(piece, longest);
    this.#gather(piece);
    return null;
  }

  async #writeFlushed(piece: Piece, longest: number): Promise<void> {
    await this.flush();
    if (longest > GATHER_BYTES) await this.#send(piece);
    else this.#gather(piece);
  }

  #gather(piece: Piece): void {
    this.#bytes +=
      typeof piece === 'string' ? this.#gathered.write(piece, this.#bytes) : piece.copy(this.#gathered, this.#bytes);
  }

  async end(): Promise<void> {
    await this.flush();
    if (this.stream === process.stdout) return;
    await new Promise<void>((resolve) => this.stream.end((error?: Error | null) => resolve(this.#note(error))));
    this.#check();
  }

  async flush(): Promise<void> {
    this.#check();
    const bytes = this.#gathered.subarray(0, this.#bytes);
    this.#bytes = 0;
    if (bytes.length > 0) await this.#send(bytes);
    this.#check();
  }

  async #send(piece: string | Uint8Array): Promise<void> {
    await new Promise<void>((resolve) => this.stream.write(piece, (error) => resolve(this.#note(error))));
    this.#check();
  }

  #note(error: Error | null | undefined): void {
    if (error) this.#fail(error);
  }

  #check(): void {
    if (this.#error)
      throw new OutputError(outputError('report-unwritten', { path: this.path, error: codeOf(this.#error) }));
  }
}
