/**
 * Rendered text that waits for its turn: outside the heap, in a temporary file that has no name once it is open, so that
 * no end of the process can leave it behind. What is short stays in memory.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmdirSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LIMITS } from '../limits.js';

/** Where a piece stands, in bytes. */
type Place = { readonly from: number; readonly bytes: number };

export class Spool {
  readonly #places = new Map<number, Place>();
  /** What has not been written yet: the file ends at `#fileBytes`, and this follows. */
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #fileBytes = 0;
  #file: number | null = null;
  /** Removes the file's name and folder where the system does not let go of the name of an open file. */
  #remove: (() => void) | null = null;

  /** @param memoryBytes so much stays in memory before a file is made */
  constructor(private readonly memoryBytes: number = LIMITS.spoolMemoryBytes) {}

  /** Pieces that have been added. */
  get size(): number {
    return this.#places.size;
  }

  /**
   * Keeps a piece of text under a number.
   * @throws the system's error where the temporary file cannot be written
   */
  add(key: number, chunks: Iterable<string>): void {
    const from = this.#fileBytes + this.#waitingBytes;
    let bytes = 0;
    for (const chunk of chunks) {
      const encoded = Buffer.from(chunk);
      this.#waiting.push(encoded);
      bytes += encoded.length;
      this.#waitingBytes += encoded.length;
      if (this.#waitingBytes > this.memoryBytes) this.#write();
    }
    this.#places.set(key, { from, bytes });
  }

  /** The numbers, ascending. */
  keys(): number[] {
    return [...this.#places.keys()].sort((a, b) => a - b);
  }

  has(key: number): boolean {
    return this.#places.has(key);
  }

  /** The text under a number, in pieces; nothing where there is none. */
  *read(key: number): Generator<string> {
    const place = this.#places.get(key);
    if (place === undefined) return;
    const decoder = new TextDecoder();
    let at = place.from;
    const end = place.from + place.bytes;
    while (at < end) {
      const bytes = this.#bytesAt(at, Math.min(end - at, LIMITS.spoolReadBytes));
      at += bytes.length;
      yield decoder.decode(bytes, { stream: at < end });
    }
  }

  /** Gives everything back. */
  close(): void {
    this.#places.clear();
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    this.#remove?.();
    this.#remove = null;
  }

  #bytesAt(at: number, bytes: number): Buffer {
    if (at >= this.#fileBytes) {
      if (this.#waiting.length > 1) this.#waiting = [Buffer.concat(this.#waiting)];
      const from = at - this.#fileBytes;
      return this.#waiting[0]!.subarray(from, from + bytes);
    }
    const buffer = Buffer.allocUnsafe(Math.min(bytes, this.#fileBytes - at));
    const read = readSync(this.#file!, buffer, 0, buffer.length, at);
    if (read <= 0) throw new Error('spool: the temporary file has become shorter');
    return buffer.subarray(0, read);
  }

  #write(): void {
    this.#file ??= this.#open();
    const bytes = Buffer.concat(this.#waiting);
    for (let at = 0; at < bytes.length; )
      at += writeSync(this.#file, bytes, at, bytes.length - at, this.#fileBytes + at);
    this.#fileBytes += bytes.length;
    this.#waiting = [];
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
