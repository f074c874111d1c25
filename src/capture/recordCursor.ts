/** The chunk that pcap-parser is given. */

import { u16be, u16le, u32be, u32le } from '../bytes/integers.js';

/**
 * Stands for the Buffer that pcap-parser walks along: it asks a chunk for its length, for integers near its beginning,
 * for `slice(0, n)`, the bytes of a packet, and for `slice(n)`, the rest, which it then works on instead. With a real
 * Buffer it allocates three views for each packet and copies every chunk once; here the rest is the same object, moved
 * on, and a packet is one view of the bytes that were read.
 */
export class RecordCursor {
  length = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;

  /** Puts the cursor on `bytes[start .. end)`. What it stood on must have been walked to its end. */
  moveTo(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.at = start;
    this.length = end - start;
  }

  slice(from: number, to?: number): RecordCursor | Uint8Array {
    const { bytes } = this;
    if (to !== undefined) return new Uint8Array(bytes.buffer, bytes.byteOffset + this.at + from, to - from);
    this.at += from;
    this.length -= from;
    return this;
  }

  /** Only ever asked for the magic number: `toString('hex', 0, 4)`. */
  toString(encoding: BufferEncoding, from: number, to: number): string {
    return Buffer.from(this.bytes.subarray(this.at + from, this.at + to)).toString(encoding);
  }

  readUInt16BE(offset: number): number {
    return u16be(this.bytes, this.at + offset);
  }

  readUInt16LE(offset: number): number {
    return u16le(this.bytes, this.at + offset);
  }

  readInt32BE(offset: number): number {
    return u32be(this.bytes, this.at + offset) | 0;
  }

  readInt32LE(offset: number): number {
    return u32le(this.bytes, this.at + offset) | 0;
  }

  readUInt32BE(offset: number): number {
    return u32be(this.bytes, this.at + offset);
  }

  readUInt32LE(offset: number): number {
    return u32le(this.bytes, this.at + offset);
  }
}
