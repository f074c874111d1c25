/** Parts of one file that were transferred one after the other (REST: RFC 3659 §5; APPE), put together where they fit. */
import { closeSync, ftruncateSync, readSync, writeSync } from 'node:fs';
import { type MadeFile, reason, type SafeDirectory } from './directory.js';

const PIECE_BYTES = 1_048_576;

/** A stretch of a file on disk: bytes [from, to) of it were transferred. */
export type Part = { readonly file: MadeFile; readonly from: number; readonly to: number };

/**
 * Copies `part` into `whole` at `offset`. What both have must be the same, or nothing is changed.
 * @param wholeBytes bytes of `whole` so far, at least `offset`
 * @param cut what `whole` has beyond the part is dropped: it was on its way when the first transfer broke off
 * @returns why it does not fit; null: it is done
 */
export async function join(
  directory: SafeDirectory,
  whole: MadeFile,
  wholeBytes: number,
  part: Part,
  offset: number,
  cut: boolean,
): Promise<string | null> {
  let target: number | null = null;
  let source: number | null = null;
  try {
    target = directory.open(whole, 'both');
    source = directory.open(part.file, 'read');
    const length = part.to - part.from;
    const overlap = Math.min(wholeBytes - offset, length);
    const a = Buffer.allocUnsafe(PIECE_BYTES);
    const b = Buffer.allocUnsafe(PIECE_BYTES);
    for (let at = 0; at < overlap; at += PIECE_BYTES) {
      const bytes = Math.min(PIECE_BYTES, overlap - at);
      readFully(target, a, bytes, offset + at);
      readFully(source, b, bytes, part.from + at);
      if (!a.subarray(0, bytes).equals(b.subarray(0, bytes))) return 'the bytes that both have differ';
      await rest();
    }
    for (let at = overlap; at < length; at += PIECE_BYTES) {
      const bytes = Math.min(PIECE_BYTES, length - at);
      readFully(source, a, bytes, part.from + at);
      for (let done = 0; done < bytes; ) done += writeSync(target, a, done, bytes - done, offset + at + done);
      await rest();
    }
    if (cut && wholeBytes > offset + length) ftruncateSync(target, offset + length);
    return null;
  } catch (error) {
    return reason(error);
  } finally {
    if (target !== null) closeSync(target);
    if (source !== null) closeSync(source);
  }
}

function readFully(fd: number, into: Buffer, length: number, position: number): void {
  for (let done = 0; done < length; ) {
    const bytes = readSync(fd, into, done, length - done, position + done);
    if (bytes === 0) throw new Error('the file is shorter than was written');
    done += bytes;
  }
}

/** Lets the keyboard and the next packets have their turn. */
const rest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
