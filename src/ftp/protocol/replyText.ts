/** What is read of a reply's text by those who look for something in it: a server may send a megabyte of it. */
import { LIMITS } from '../../limits.js';

/** The beginning of a text from the wire, which is all that parsers look at. */
export const head = (text: string): string =>
  text.length > LIMITS.parsedCharacters ? text.slice(0, LIMITS.parsedCharacters) : text;

/** The bytes that a 213 reply to SIZE tells (RFC 3659 §4); null where it tells none. */
export function reportedSize(text: string): number | null {
  const bytes = /^\s*(\d{1,15})/.exec(head(text));
  return bytes ? Number(bytes[1]) : null;
}

/** The first line of a reply. */
export function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return head(end < 0 ? text : text.slice(0, Math.min(end, LIMITS.parsedCharacters)));
}

/** The last line of a reply, which stands after its code: the server's own words below a directory's message file. */
export function lastLine(text: string): string {
  const start = text.lastIndexOf('\n') + 1;
  return text.slice(start, start + LIMITS.parsedCharacters);
}
