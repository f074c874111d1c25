/** Reads a TLS key log file, and what is added to it later. */

import { openSync, readSync } from 'node:fs';
import { LIMITS } from '../limits.js';
import { captureError } from './facts.js';
import { CaptureError } from './packet.js';
import { pathOf } from './pathOf.js';
import { codeOf } from './systemErrors.js';

const NEWLINE = /\r\n|\n|\r/;

/**
 * @returns a function that gives the lines which came since it was called last; the first call gives all that are there
 * @throws CaptureError where the file cannot be read; the first call throws too
 */
export function keyLogFile(name: string): () => readonly string[] {
  const fail = (error: unknown): never => {
    throw captureError('keylog-unread', { name, error: codeOf(error) });
  };
  let file: number;
  try {
    file = openSync(pathOf(name), 'r');
  } catch (error) {
    return fail(error);
  }
  const chunk = Buffer.allocUnsafe(65_536);
  let bytes = 0;
  let rest = '';
  let first = true;
  return () => {
    const lines: string[] = [];
    try {
      for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
        bytes += read;
        if (bytes > LIMITS.keyLogBytes) {
          if (first) throw captureError('keylog-too-large', { name, limitBytes: LIMITS.keyLogBytes });
          return lines;
        }
        const parts = (rest + chunk.toString('latin1', 0, read)).split(NEWLINE);
        rest = parts.pop()!.slice(0, LIMITS.keyLogLineBytes);
        for (const part of parts) lines.push(part);
      }
    } catch (error) {
      if (error instanceof CaptureError) throw error;
      if (first) fail(error);
    }
    // A file that is complete may lack the last line's end; of one that grows, a line is taken when it is whole.
    if (first && rest !== '') lines.push(rest);
    first = false;
    return lines;
  };
}
