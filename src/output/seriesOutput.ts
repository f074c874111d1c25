/** A report of lines in a series of files, or in one that is gone on with: begun again when it is full, or on request. */
import { rm } from 'node:fs/promises';
import { hasTime, makeFolders, SeriesNames, type SeriesRotation } from '../capture/seriesNames.js';
import { codeOf } from '../capture/systemErrors.js';
import { outputError } from './facts.js';
import type { Piece } from './format.js';
import { type FileOutput, OutputError, openOutput, type TextOutput } from './stream.js';

/** What files of a series begin with, where the report did not begin in them. */
export interface SeriesHeads {
  /** A line that was written. */
  wrote(line: string): void;
  /** For a file that goes on with the one of the name `before`. */
  continued(before: string): string;
  /** For a file of an earlier run that this run goes on with. */
  appended(): string;
}

export type SeriesOptions = {
  readonly rotation: SeriesRotation;
  /** Go on at the end of a file that is there. */
  readonly append: boolean;
  /** Files that are being read and must not be overwritten. */
  readonly inputs: readonly string[];
  /** Seconds since 1970, by which files are begun and named; null: not known before the first line. */
  readonly clock: () => number | null;
};

export class SeriesOutput implements TextOutput {
  #file: FileOutput | null = null;
  #name = '';
  #bytes = 0;
  #reopen = false;
  readonly #names: SeriesNames;

  private constructor(
    pattern: string,
    private readonly options: SeriesOptions,
    private readonly heads: SeriesHeads | null,
  ) {
    const { megabytes, seconds } = options.rotation;
    const byName = megabytes === null && seconds === null && hasTime(pattern);
    this.#names = new SeriesNames(pattern, options.rotation, byName);
  }

  /**
   * @param heads null: files begin with nothing
   * @throws OutputError where the first file cannot be written, as far as its time is known already
   */
  static async open(pattern: string, options: SeriesOptions, heads: SeriesHeads | null): Promise<SeriesOutput> {
    const made = new SeriesOutput(pattern, options, heads);
    const now = options.clock();
    if (now !== null) await made.#next(now);
    return made;
  }

  /** The next line goes into the file of that name as it is then: somebody moved the old one away. */
  reopen(): void {
    this.#reopen = true;
  }

  async write(line: Piece): Promise<void> {
    const seconds = this.options.clock() ?? 0;
    if (this.#file === null || this.#names.isFull(this.#bytes, seconds)) await this.#next(seconds);
    else if (this.#reopen) await this.#open(true, this.#name);
    this.#bytes += Buffer.byteLength(line);
    await this.#file!.write(line);
    this.heads?.wrote(typeof line === 'string' ? line : line.toString());
  }

  async flush(): Promise<void> {
    await this.#file?.flush();
  }

  async end(): Promise<void> {
    await this.#file?.end();
  }

  async #next(seconds: number): Promise<void> {
    const before = await this.#leave();
    const { name, remove } = this.#names.next(seconds);
    this.#name = name;
    try {
      await makeFolders(this.#names, name);
      await this.#open(this.options.append, before);
      for (const old of remove) await rm(old, { force: true });
    } catch (error) {
      throw error instanceof OutputError
        ? error
        : new OutputError(outputError('report-unwritten', { path: name, error: codeOf(error) }));
    }
  }

  /** Ends the file. @returns its name; '' where there was none, or nothing was to be written into it in its time */
  async #leave(): Promise<string> {
    const file = this.#file;
    await file?.end();
    this.#file = null;
    if (file === null || this.#bytes > 0 || file.isBegun) return this.#name;
    await rm(this.#name, { force: true });
    return '';
  }

  async #open(append: boolean, before: string): Promise<void> {
    await this.#file?.end();
    this.#reopen = false;
    this.#bytes = 0;
    const { inputs } = this.options;
    this.#file = await openOutput(this.#name, { append, inputs });
    const { heads } = this;
    if (heads === null) return;
    if (before !== '') await this.#file.write(heads.continued(before));
    else if (append && this.#file.isBegun) await this.#file.write(heads.appended());
  }
}
