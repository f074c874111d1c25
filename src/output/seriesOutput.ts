/** A report of lines in a series of files, or in one that is gone on with: begun again when it is full, or on request. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { hasTime, SeriesNames, type SeriesRotation } from '../capture/seriesNames.js';
import type { Piece } from './format.js';
import { openOutput, type TextOutput } from './stream.js';

export class SeriesOutput implements TextOutput {
  #file: TextOutput | null = null;
  #name = '';
  #bytes = 0;
  #reopen = false;
  readonly #names: SeriesNames;

  /**
   * @param append go on at the end of a file that is there
   * @param first makes the line that a later file begins with: what came before is in the file of that name
   */
  constructor(
    pattern: string,
    rotation: SeriesRotation,
    private readonly append: boolean,
    private readonly first: (before: string) => string,
  ) {
    const { megabytes, seconds } = rotation;
    this.#names = new SeriesNames(pattern, rotation, megabytes === null && seconds === null && hasTime(pattern));
  }

  /** The next line goes into the file of that name as it is then: somebody moved the old one away. */
  reopen(): void {
    this.#reopen = true;
  }

  async write(piece: Piece): Promise<void> {
    const seconds = Math.floor(Date.now() / 1_000);
    if (this.#file === null || this.#names.isFull(this.#bytes, seconds)) await this.#next(seconds);
    else if (this.#reopen) await this.#again();
    this.#bytes += Buffer.byteLength(piece);
    await this.#file!.write(piece);
  }

  async flush(): Promise<void> {
    await this.#file?.flush();
  }

  async end(): Promise<void> {
    await this.#file?.end();
  }

  async #next(seconds: number): Promise<void> {
    const before = this.#name;
    await this.#file?.end();
    const { name, remove } = this.#names.next(seconds);
    this.#name = name;
    await this.#open(this.append, before);
    for (const old of remove) await rm(old, { force: true });
  }

  async #again(): Promise<void> {
    await this.#file?.end();
    await this.#open(true, this.#name);
  }

  async #open(append: boolean, before: string): Promise<void> {
    this.#reopen = false;
    this.#bytes = 0;
    // A name may have the day as a folder. What cannot be made is reported by what cannot be opened.
    await mkdir(path.dirname(this.#name), { recursive: true }).catch(() => {});
    this.#file = await openOutput(this.#name, append);
    if (before !== '') await this.#file.write(this.first(before));
  }
}
