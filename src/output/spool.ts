/**
 * Rendered text that waits for its turn: outside the heap, in a temporary file that has no name once it is open, so that
 * no end of the process can leave it behind. What is short stays in memory.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmdirSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { codeOf } from '../capture/systemErrors.js';
import { LIMITS } from '../limits.js';

/** The folder for temporary files, and the system's code of what failed there. */
export type Unwritten = { readonly folder: string; readonly error: string };

/** Where a piece stands, in bytes. */
type Place = { readonly from: number; readonly bytes: number };

/** One character of text is so many bytes of UTF-8 at most. */
const BYTES_PER_CHARACTER = 3;
const FIRST_BYTES = 65_536;

export class Spool {
  /** Why the file could not be written; null: all is well. What was added is whole nevertheless, but costs memory from then on. */
  unwritten: Unwritten | null = null;
  readonly #places = new Map<number, Place>();
  /** What has not been written yet: the file ends at `#fileBytes`, and the first `#waitingBytes` of this follow. */
  #waiting: Buffer = Buffer.alloc(0);
  #waitingBytes = 0;
  #fileBytes = 0;
  #file: number | null = null;
  /** What was read last, and where it begins: pieces are asked for nearly in the order in which they came. */
  #read: { readonly from: number; readonly bytes: Buffer } = { from: 0, bytes: Buffer.alloc(0) };
  #block: Buffer | null = null;
  /** Removes the file's name and folder where the system does not let go of the name of an open file. */
  #remove: (() => void) | null = null;

  /** @param memoryBytes so much stays in memory before a file is made */
  constructor(private readonly memoryBytes: number = LIMITS.spoolMemoryBytes) {}

  /** Pieces that have been added. */
  get size(): number {
    return this.#places.size;
  }

  /**
   * Keeps a piece of text under a number; in memory, whatever its size, once the file could not be written (`unwritten`).
   */
  add(key: number, chunks: Iterable<string>): void {
    const from = this.#fileBytes + this.#waitingBytes;
    for (const chunk of chunks) {
      const longest = chunk.length * BYTES_PER_CHARACTER;
      if (this.#waitingBytes + longest > this.#waiting.length) this.#makeRoom(longest);
      this.#waitingBytes += this.#waiting.write(chunk, this.#waitingBytes);
    }
    this.#places.set(key, { from, bytes: this.#fileBytes + this.#waitingBytes - from });
  }

  /** The numbers, ascending. */
  keys(): number[] {
    return [...this.#places.keys()].sort((a, b) => a - b);
  }

  has(key: number): boolean {
    return this.#places.has(key);
  }

  /**
   * The text under a number as UTF-8, in pieces of whole characters; nothing where there is none. Pieces are borrowed: each
   * is valid until the next is asked for, or more is added.
   */
  *read(key: number): Generator<Buffer> {
    const place = this.#places.get(key);
    if (place === undefined) return;
    let at = place.from;
    const end = place.from + place.bytes;
    while (at < end) {
      const bytes = this.#bytesAt(at, end - at);
      const piece = at + bytes.length < end ? wholeCharacters(bytes) : bytes;
      at += piece.length;
      yield piece;
    }
  }

  /** Gives everything back. */
  close(): void {
    this.#places.clear();
    this.#waiting = Buffer.alloc(0);
    this.#waitingBytes = 0;
    this.#read = { from: 0, bytes: this.#waiting };
    this.#block = null;
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    this.#remove?.();
    this.#remove = null;
  }

  /** At most so many bytes, and at least four of them where there are so many. */
  #bytesAt(at: number, most: number): Buffer {
    if (at >= this.#fileBytes) {
      const from = at - this.#fileBytes;
      return this.#waiting.subarray(from, from + most);
    }
    const { from, bytes } = this.#read;
    const longest = Math.min(most, this.#fileBytes - at, LIMITS.spoolReadBytes);
    if (at < from || at + longest > from + bytes.length) this.#read = { from: at, bytes: this.#readAt(at) };
    const begin = at - this.#read.from;
    return this.#read.bytes.subarray(begin, begin + longest);
  }

  #readAt(at: number): Buffer {
    this.#block ??= Buffer.allocUnsafe(LIMITS.spoolReadBytes);
    const bytes = this.#block.subarray(0, Math.min(LIMITS.spoolReadBytes, this.#fileBytes - at));
    for (let filled = 0; filled < bytes.length; ) {
      const read = readSync(this.#file!, bytes, filled, bytes.length - filled, at + filled);
      if (read <= 0) throw new Error('spool: the temporary file has become shorter');
      filled += read;
    }
    return bytes;
  }

  /** For so many bytes more: what waits is written, or has a larger buffer. */
  #makeRoom(bytes: number): void {
    const isMuch = this.#waitingBytes + bytes > this.memoryBytes && this.#waitingBytes > 0;
    if (isMuch && this.unwritten === null) this.#write();
    if (this.#waitingBytes + bytes <= this.#waiting.length) return;
    const larger = Buffer.allocUnsafe(Math.max(FIRST_BYTES, 2 * this.#waiting.length, this.#waitingBytes + bytes));
    this.#waiting.copy(larger, 0, 0, this.#waitingBytes);
    this.#waiting = larger;
  }

  #write(): void {
    try {
      this.#file ??= this.#open();
      for (let at = 0; at < this.#waitingBytes; )
        at += writeSync(this.#file, this.#waiting, at, this.#waitingBytes - at, this.#fileBytes + at);
    } catch (error) {
      this.unwritten = { folder: tmpdir(), error: codeOf(error) };
      return;
    }
    this.#fileBytes += this.#waitingBytes;
    this.#waitingBytes = 0;
  }

  #open(): number {
    const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-'));
    const name = path.join(folder, 'spool');
    const file = openSync(name, 'wx+', 0o600);
    try {
      unlinkSync(name);
      rmdirSync(folder);
    } catch {
      const remove = () => rmSync(folder, { recursive: true, force: true });
      process.once('exit', remove);
      this.#remove = () => {
        process.off('exit', remove);
        remove();
      };
    }
    return file;
  }
}

/** Without the beginning of a character at the end. */
function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back < bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}
