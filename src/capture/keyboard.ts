/** Where keys come from: standard input, or the terminal itself where packets come by standard input. */
import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';

/** A terminal to read keys from; undefined where there is none. */
export function openKeyboard(): ReadStream | undefined {
  if (process.stdin.isTTY) return process.stdin;
  try {
    return new ReadStream(openSync('/dev/tty', 'r'));
  } catch {
    return undefined;
  }
}
