/**
 * Page structure (RFC 959 §3.1.2.3): pages of a header (its length, the page's index, the length of its data, its type,
 * optional fields) and data. Read with logical bytes of 8 bits; pages are passed on in the order in which they came.
 */
import { type ContentDecoder, type ContentFacts, type ContentOutput, endOf, fail, malformed } from './types.js';

const MIN_HEADER_BYTES = 4;
const DATA_LENGTH = 2;
const PAGE_TYPE = 3;
/** §3.1.2.3: 0 last page, 1 simple page, 2 descriptor page, 3 access controlled page. */
const LAST_PAGE = 0;
const DESCRIPTOR_PAGE = 2;
const TYPES = 4;

export class PageDecoder implements ContentDecoder {
  #headerAt = 0;
  #headerBytes = 0;
  #dataBytes = 0;
  #type = 0;
  #left = 0;

  constructor(
    private readonly output: ContentOutput,
    private readonly facts: ContentFacts,
  ) {
    facts.ended ??= false;
  }

  data(bytes: Uint8Array, start: number, end: number): void {
    const { facts } = this;
    let at = start;
    while (at < end) {
      if (facts.malformed !== null) return;
      if (this.#left === 0) {
        this.#header(bytes[at++]!);
        continue;
      }
      const take = Math.min(this.#left, end - at);
      if (this.#type !== DESCRIPTOR_PAGE) this.output.data(bytes, at, at + take);
      at += take;
      this.#left -= take;
    }
  }

  gap(lengthBytes: number | null): void {
    if (this.facts.malformed !== null) return;
    if (lengthBytes === null || lengthBytes > this.#left) {
      fail(this.facts, this.output, malformed('page-header-missing', {}));
      return;
    }
    if (this.#type !== DESCRIPTOR_PAGE) this.output.gap(lengthBytes);
    this.#left -= lengthBytes;
  }

  end(): void {
    endOf(this.output);
  }

  #header(byte: number): void {
    const at = this.#headerAt++;
    if (at === 0) this.#headerBytes = byte;
    else if (at === DATA_LENGTH) this.#dataBytes = byte;
    else if (at === PAGE_TYPE) this.#type = byte;
    if (this.#headerBytes < MIN_HEADER_BYTES || this.#type >= TYPES) {
      fail(this.facts, this.output, malformed('not-pages', {}));
      return;
    }
    if (this.#headerAt < this.#headerBytes) return;
    this.#headerAt = 0;
    this.#left = this.#dataBytes;
    if (this.#type === LAST_PAGE) this.facts.ended = true;
    this.#type = this.#left === 0 ? 0 : this.#type;
  }
}
