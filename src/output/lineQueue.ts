/**
 * Lines of a live report on their way to a reader who may stop reading: the capture never waits for it. What finds no
 * room is left out, counted, and reported in a line of its own.
 */
import { LIMITS } from '../limits.js';
import { bookLine } from './json/bookLine.js';
import type { TextOutput } from './stream.js';

export class LineQueue {
  /** Of lines that were left out. */
  missedBytes = 0;
  #lines: string[] = [];
  #characters = 0;
  #missed = { lines: 0, bytes: 0 };
  #writing: Promise<void> | null = null;
  #ended = false;

  /**
   * @param sensor `--sensor`; null: not given
   * @param failed is called once, with what writing failed with; nothing is written after it
   */
  constructor(
    private readonly output: TextOutput,
    private readonly sensor: string | null,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Never waits. */
  push(line: string): void {
    if (this.#ended) return;
    if (this.#characters + line.length > LIMITS.reportQueueCharacters) {
      const bytes = Buffer.byteLength(line);
      this.#missed.lines++;
      this.#missed.bytes += bytes;
      this.missedBytes += bytes;
      return;
    }
    if (this.#missed.lines > 0) {
      this.#add(bookLine('missed', this.#missed, this.sensor));
      this.#missed = { lines: 0, bytes: 0 };
    }
    this.#add(line);
    this.#writing ??= this.#write();
  }

  /** Resolves when all of it is in the hands of the system. */
  async drained(): Promise<void> {
    await this.#writing;
  }

  #add(line: string): void {
    this.#lines.push(line);
    this.#characters += line.length;
  }

  async #write(): Promise<void> {
    try {
      while (this.#lines.length > 0) {
        const lines = this.#lines;
        this.#lines = [];
        for (const line of lines) {
          await this.output.write(line);
          this.#characters -= line.length;
        }
        await this.output.flush();
      }
    } catch (error) {
      this.#ended = true;
      this.#lines = [];
      this.failed(error);
    }
    this.#writing = null;
  }
}
