/** zlib, a step at a time and synchronously, which Node's own cannot do: pako is a port of it. */
import { Z_BUF_ERROR, Z_DATA_ERROR, Z_NO_FLUSH, Z_OK, Z_STREAM_END, ZStream, zlibInflate, zlibInflateInit } from 'pako';

export const inflateStatus = { more: 0, hungry: 1, ended: 2, malformed: 3 } as const;
type InflateStatus = (typeof inflateStatus)[keyof typeof inflateStatus];

export class Inflater {
  readonly output: Uint8Array;
  /** Bytes of `output` that the last step has filled. */
  made = 0;
  readonly #stream = new ZStream();
  #why = '';

  constructor(outputBytes: number) {
    this.output = new Uint8Array(outputBytes);
    zlibInflateInit(this.#stream);
  }

  /** The input of the next steps; borrowed until a step is hungry, and all earlier input must be used up. */
  give(bytes: Uint8Array, start: number, end: number): void {
    const stream = this.#stream;
    stream.input = bytes;
    stream.next_in = start;
    stream.avail_in = end - start;
  }

  /** Inflates until the output is full ('more'), the input is used up ('hungry'), or the end. */
  step(): InflateStatus {
    const stream = this.#stream;
    stream.output = this.output as Uint8Array<ArrayBuffer>;
    stream.next_out = 0;
    stream.avail_out = this.output.length;
    let status: number;
    try {
      status = zlibInflate(stream, Z_NO_FLUSH);
    } catch {
      status = Z_DATA_ERROR;
    }
    this.made = stream.next_out;
    if (status === Z_STREAM_END) return inflateStatus.ended;
    if (stream.avail_out === 0 && status === Z_OK) return inflateStatus.more;
    // Z_BUF_ERROR: no input is left, which is nothing bad.
    if (stream.avail_in === 0 && (status === Z_OK || status === Z_BUF_ERROR)) return inflateStatus.hungry;
    this.#why = stream.msg || 'malformed';
    return inflateStatus.malformed;
  }

  /** Bytes of the input that were not used. */
  get left(): number {
    return this.#stream.avail_in;
  }

  /** In zlib's words: 'incorrect header check'. */
  get why(): string {
    return this.#why;
  }
}
