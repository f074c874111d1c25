/**
 * Painted lines under a sign of one column each. Ink lays out the signs, which costs little; the writer puts the lines in
 * their place. Were Ink to lay out the lines themselves, it would take every character of the screen apart at every frame.
 */

import type { Part } from './frameWriter.js';

/** Private use (Unicode's, and ours): no text that is shown can contain these, see `paint.ts`. */
const FIRST = 0xe000;
const COUNT = 0x1900;

export class Glyphs {
  #lines = new Map<string, string>();
  #signs = new Map<string, string>();
  #used = new Map<string, string>();
  #next = 0;

  /** The sign of a painted line; the same line has the same sign as long as it is on the screen. */
  signOf(line: string): string {
    let sign = this.#used.get(line);
    if (sign !== undefined) return sign;
    sign = this.#signs.get(line) ?? this.#free();
    this.#used.set(line, sign);
    this.#lines.set(sign, line);
    return sign;
  }

  /** A picture is complete: lines that are not in it are forgotten with the next one. */
  turn(): void {
    for (const [line, sign] of this.#signs) if (this.#used.get(line) !== sign) this.#lines.delete(sign);
    this.#signs = this.#used;
    this.#used = new Map();
  }

  /**
   * The painted lines that stand in a line of Ink's frame, in place of their signs and of the spaces that Ink filled it
   * with. Each is put into its column: where a terminal has another opinion of a character's width, what stands beside
   * stays straight.
   */
  expand(frameLine: string): Part[] {
    const parts: Part[] = [];
    for (let column = 0; column < frameLine.length; column++) {
      const text = this.#lines.get(frameLine[column]!);
      if (text !== undefined) parts.push({ column, text });
    }
    return parts;
  }

  #free(): string {
    for (;;) {
      const sign = String.fromCharCode(FIRST + this.#next);
      this.#next = (this.#next + 1) % COUNT;
      if (!this.#lines.has(sign)) return sign;
    }
  }
}
