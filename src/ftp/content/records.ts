/** Record structure in stream mode (RFC 959 §3.4.1): FF 01 ends a record, FF 02 the file, FF 03 both, FF FF is FF. */
import { type ContentDecoder, type ContentFacts, type ContentOutput, fail, malformed } from './types.js';

const ESCAPE = 0xff;
const END_OF_RECORD = 1;
const END_OF_FILE = 2;
const FF = new Uint8Array([ESCAPE]);

export class RecordDecoder implements ContentDecoder {
  #escaped = false;
  /** The end of the file has been marked. */
  #over = false;

  constructor(
    private readonly output: ContentOutput,
    private readonly facts: ContentFacts,
  ) {
    facts.ended ??= false;
    facts.records ??= 0;
  }

  data(bytes: Uint8Array, start: number, end: number): void {
    const { facts } = this;
    let from = start;
    for (let at = start; at < end; at++) {
      if (facts.malformed !== null) return;
      if (this.#over) {
        facts.trailingBytes += end - at;
        return;
      }
      if (this.#escaped) {
        this.#code(bytes[at]!);
        from = at + 1;
      } else if (bytes[at] === ESCAPE) {
        if (at > from) this.output.data(bytes, from, at);
        this.#escaped = true;
        from = at + 1;
      }
    }
    if (end > from && !this.#over && facts.malformed === null) this.output.data(bytes, from, end);
  }

  gap(lengthBytes: number | null): void {
    if (this.facts.malformed !== null || this.#over) return;
    if (lengthBytes === 0) return;
    // Whatever was lost may have held codes, which are no content: how much of it is lost is not known.
    this.#escaped = false;
    this.output.gap(null);
  }

  end(): void {
    this.facts.ended = this.#over;
  }

  #code(byte: number): void {
    this.#escaped = false;
    if (byte === ESCAPE) this.output.data(FF, 0, 1);
    else if (byte >= 1 && byte <= (END_OF_RECORD | END_OF_FILE)) {
      if (byte & END_OF_RECORD) {
        this.facts.records = (this.facts.records ?? 0) + 1;
        this.output.recordEnd();
      }
      if (byte & END_OF_FILE) this.#over = true;
    } else fail(this.facts, this.output, malformed('not-records', { code: byte }));
  }
}
