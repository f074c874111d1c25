/** What the sides of TCP connections sent, by sequence number: values are found across segments, and replaced in each. */
import { copyOf } from '../../bytes/copy.js';
import type { Segment } from '../../wire/segment.js';

/** Bytes of a stream that get other values; `at` counts from the stream's first byte. */
export type Patch = { readonly at: number; readonly bytes: Uint8Array };

export class Stream {
  #base: number | null = null;
  #pieces: { at: number; bytes: Uint8Array }[] = [];
  patches: readonly Patch[] = [];
  /** It is part of a control connection. */
  isControl = false;

  /** Where the segment's payload begins; below 0: before what was seen first. */
  placeOf({ seq }: Segment): number {
    this.#base ??= seq;
    return (seq - this.#base) | 0;
  }

  /** Keeps the segment's payload until `forget`; how many bytes that is. */
  add(segment: Segment): number {
    const at = this.placeOf(segment);
    const { bytes, payloadStart, payloadEnd } = segment;
    if (payloadEnd === payloadStart) return 0;
    this.#pieces.push({ at, bytes: copyOf(bytes.subarray(payloadStart, payloadEnd)) });
    return payloadEnd - payloadStart;
  }

  /** Runs of bytes without a hole, as Latin-1 text: a character a byte. */
  *runs(): Generator<{ readonly at: number; readonly text: string }> {
    const pieces = this.#pieces.sort((a, b) => a.at - b.at);
    let at = 0;
    let parts: Uint8Array[] = [];
    let end = Number.NaN;
    for (const piece of pieces) {
      if (!(piece.at <= end)) {
        if (parts.length > 0) yield { at, text: Buffer.concat(parts).toString('latin1') };
        parts = [];
        at = piece.at;
        end = piece.at;
      }
      const fresh = piece.bytes.subarray(end - piece.at);
      parts.push(fresh);
      end += fresh.length;
    }
    if (parts.length > 0) yield { at, text: Buffer.concat(parts).toString('latin1') };
  }

  forget(): void {
    this.#pieces = [];
  }
}

/** The streams of a capture by their ends. A new SYN on the same ends is another stream. */
export class Streams {
  readonly #current = new Map<string, Stream>();
  readonly all: Stream[] = [];

  /** The stream that a segment belongs to, when packets are gone through in the same order each time. */
  of(segment: Segment): Stream {
    const key = keyOf(segment);
    let stream = this.#current.get(key);
    const opens = (segment.flags & 2) !== 0;
    if (stream === undefined || (opens && stream.placeOf({ ...segment, seq: (segment.seq + 1) | 0 }) !== 0)) {
      stream = new Stream();
      this.#current.set(key, stream);
      this.all.push(stream);
      // The SYN takes a number of its own (RFC 9293 §3.4).
      stream.placeOf(opens ? { ...segment, seq: (segment.seq + 1) | 0 } : segment);
    }
    return stream;
  }

  /** The other direction of the same connection, as far as it was seen. */
  back(segment: Segment): Stream | undefined {
    return this.#current.get(backOf(segment));
  }
}

type Ends = Segment;
const keyOf = (s: Ends): string =>
  `${s.src0},${s.src1},${s.src2},${s.src3}:${s.srcPort}>${s.dst0},${s.dst1},${s.dst2},${s.dst3}:${s.dstPort}`;
const backOf = (s: Ends): string =>
  `${s.dst0},${s.dst1},${s.dst2},${s.dst3}:${s.dstPort}>${s.src0},${s.src1},${s.src2},${s.src3}:${s.srcPort}`;
