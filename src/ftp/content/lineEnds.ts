/** Line ends of text on the wire (TYPE A: RFC 959 §3.1.1.1 wants CR LF), counted: systems that end lines with LF store fewer bytes. */
import type { ContentSink } from './feed.js';

const CR = 0x0d;
const LF = 0x0a;

export class LineEndCounter implements ContentSink {
  /** CR LF pairs. */
  pairs = 0;
  /** LF without CR before it. */
  bare = 0;
  #last = 0;

  data(bytes: Uint8Array, start: number, end: number): void {
    for (let at = bytes.indexOf(LF, start); at >= 0 && at < end; at = bytes.indexOf(LF, at + 1)) {
      const before = at > start ? bytes[at - 1] : this.#last;
      if (before === CR) this.pairs++;
      else this.bare++;
    }
    this.#last = bytes[end - 1] ?? 0;
  }

  gap(): void {
    this.#last = 0;
  }

  end(): void {}
}
