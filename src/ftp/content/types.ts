/** What the decoders of content are given, and what they say. */
import { factsOf } from '../../fact.js';
import type { Malformed, MalformedParams } from '../codes.js';

export type Mode = 'S' | 'B' | 'C' | 'Z';
export type Structure = 'F' | 'R' | 'P';
export type RepresentationType = 'A' | 'I' | 'E' | 'L' | null;

/**
 * What the decoders found of the form in which a file travelled, as far as its bytes have passed: final once the
 * transfer's end has been seen.
 */
export type ContentFacts = {
  /** Why decoding stopped before the end; null: it did not. */
  malformed: Malformed | null;
  /** The form itself marks its end (EOF of blocks, zlib's trailer): whether that has come; null: it marks none. */
  ended: boolean | null;
  /** Ends of records; null where the structure has none. */
  records: number | null;
  /** Bytes that followed the marked end. */
  trailingBytes: number;
};

/** Where decoded bytes go. Bytes are borrowed. */
export interface ContentOutput {
  data(bytes: Uint8Array, start: number, end: number): void;
  /** `lengthBytes` of the content are not in the capture; null: nobody knows how many. */
  gap(lengthBytes: number | null): void;
  /** A record ends here (STRU R). */
  recordEnd(): void;
}

/** Takes the bytes as they travelled. Never throws: malformed input ends up in the facts. */
export interface ContentDecoder {
  data(bytes: Uint8Array, start: number, end: number): void;
  gap(lengthBytes: number | null): void;
  /** Nothing more will come. */
  end(): void;
}

/** Tells an inner decoder that nothing more will come. */
export const endOf = (output: ContentOutput & { end?(): void }): void => output.end?.();

export const malformed = factsOf<MalformedParams>();

/** Decoding stops here, and why: how much of the content follows is not known. */
export function fail(facts: ContentFacts, output: ContentOutput, why: Malformed): void {
  // First the output, which may be a decoder that shares these facts.
  output.gap(null);
  facts.malformed = why;
}

/** True where nothing more is read: decoding has failed, or the marked end has come; what follows that is counted. */
export function isOver(facts: ContentFacts, moreBytes: number): boolean {
  if (facts.malformed !== null) return true;
  if (facts.ended) facts.trailingBytes += moreBytes;
  return facts.ended === true;
}
