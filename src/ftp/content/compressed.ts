/** Compressed mode (RFC 959 §3.4.3): literal strings, repeated bytes, filler bytes, and escapes with a descriptor. */
import { applyDescriptor, DESCRIPTOR } from './descriptor.js';
import {
  type ContentDecoder,
  type ContentFacts,
  type ContentOutput,
  endOf,
  fail,
  isOver,
  malformed,
  type RepresentationType,
} from './types.js';

const SPACE = 0x20;
const EBCDIC_SPACE = 0x40;
const MAX_REPEATED = 63;
const KNOWN_BITS = DESCRIPTOR.endOfRecord | DESCRIPTOR.endOfFile | DESCRIPTOR.suspect | DESCRIPTOR.restartMarker;

export class CompressedDecoder implements ContentDecoder {
  #state: 'tag' | 'literal' | 'repeated' | 'escape' = 'tag';
  /** literal: bytes still to come. repeated: how often. */
  #left = 0;
  /** Describes the string that comes next; 0: nothing. */
  #descriptor = 0;
  readonly #run = new Uint8Array(MAX_REPEATED);
  readonly #filler: number;

  constructor(
    private readonly output: ContentOutput,
    private readonly facts: ContentFacts,
    type: RepresentationType,
  ) {
    facts.ended = false;
    // §3.4.3: space for ASCII and EBCDIC, zero for image and local types.
    this.#filler = type === 'E' ? EBCDIC_SPACE : type === 'A' || type === null ? SPACE : 0;
  }

  data(bytes: Uint8Array, start: number, end: number): void {
    let at = start;
    while (at < end) {
      if (isOver(this.facts, end - at)) return;
      if (this.#state === 'literal') {
        const take = Math.min(this.#left, end - at);
        this.#pass(bytes, at, at + take);
        at += take;
        this.#left -= take;
        if (this.#left === 0) this.#stringEnd();
      } else this.#byte(bytes[at++]!);
    }
  }

  gap(lengthBytes: number | null): void {
    const { facts } = this;
    if (facts.malformed !== null || facts.ended) return;
    if (lengthBytes === null || this.#state !== 'literal' || lengthBytes > this.#left) {
      fail(facts, this.output, malformed('string-start-missing', {}));
      return;
    }
    if (!(this.#descriptor & DESCRIPTOR.restartMarker)) this.output.gap(lengthBytes);
    this.#left -= lengthBytes;
    if (this.#left === 0) this.#stringEnd();
  }

  end(): void {
    // An end of file that no string follows any more.
    if (this.#state === 'tag' && this.#descriptor !== 0 && this.facts.malformed === null) this.#stringEnd();
    endOf(this.output);
  }

  #byte(byte: number): void {
    if (this.#state === 'repeated') this.#repeat(byte);
    else if (this.#state === 'escape') this.#escape(byte);
    else if (byte === 0) this.#state = 'escape';
    else if (byte < 0x80) {
      this.#state = 'literal';
      this.#left = byte;
    } else {
      this.#left = byte & 0x3f;
      if (byte < 0xc0) this.#state = 'repeated';
      else this.#repeat(this.#filler);
    }
  }

  #repeat(byte: number): void {
    this.#pass(this.#run.fill(byte, 0, this.#left), 0, this.#left);
    this.#stringEnd();
  }

  #escape(descriptor: number): void {
    if (descriptor & ~KNOWN_BITS || descriptor === 0) {
      fail(this.facts, this.output, malformed('not-compressed', { descriptor }));
      return;
    }
    // Of two escapes in a row the first has nothing that it could describe.
    if (this.#descriptor !== 0) applyDescriptor(this.#descriptor, this.output, this.facts);
    this.#descriptor = descriptor;
    this.#state = 'tag';
  }

  #pass(bytes: Uint8Array, start: number, end: number): void {
    if (!(this.#descriptor & DESCRIPTOR.restartMarker) && end > start) this.output.data(bytes, start, end);
  }

  #stringEnd(): void {
    this.#state = 'tag';
    const descriptor = this.#descriptor;
    this.#descriptor = 0;
    if (descriptor !== 0) applyDescriptor(descriptor, this.output, this.facts);
  }
}
