/** SHA-256 of a capture file, so that a page can be matched with it years later. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';

const READ_BYTES = 1 << 20;

/** Lower-case hex; null for what is no regular file, or cannot be read any more. */
export function sha256OfFile(name: string): string | null {
  try {
    if (!statSync(name).isFile()) return null;
    const file = openSync(name, 'r');
    try {
      const hash = createHash('sha256');
      const buffer = Buffer.allocUnsafe(READ_BYTES);
      for (let bytes = readSync(file, buffer); bytes > 0; bytes = readSync(file, buffer))
        hash.update(buffer.subarray(0, bytes));
      return hash.digest('hex');
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
