/** Names of files that are no UTF-8: Node gives arguments as text, and what is no UTF-8 in them is lost. */
import { existsSync, readFileSync } from 'node:fs';

/** What stands in a text for bytes that are no UTF-8. */
const REPLACEMENT = '\uFFFD';
/** Linux keeps the arguments of a process as they were given. */
const ARGUMENTS = '/proc/self/cmdline';

/** The path by which a file named on the command line is opened: the name, or the bytes that it was given as. */
export function pathOf(name: string): string | Buffer {
  if (!name.includes(REPLACEMENT) || existsSync(name)) return name;
  let given: Buffer;
  try {
    given = readFileSync(ARGUMENTS);
  } catch {
    return name;
  }
  for (let at = 0; at < given.length; ) {
    const zero = given.indexOf(0, at);
    const end = zero < 0 ? given.length : zero;
    const path = named(given.subarray(at, end), name);
    if (path !== null) return path;
    at = end + 1;
  }
  return name;
}

/** The argument, or what stands behind its '=' or option letter, where that reads as `name`. */
function named(argument: Buffer, name: string): Buffer | null {
  if (argument.toString() === name) return argument;
  const text = argument.toString();
  if (!text.startsWith('-') || !text.endsWith(name)) return null;
  const head = Buffer.byteLength(text.slice(0, text.length - name.length));
  return argument.subarray(head);
}
