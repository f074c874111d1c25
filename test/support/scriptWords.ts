/** The words of a conformance script: texts, byte counts, durations, endpoints, key=value facts. */
import { join } from './packets.js';

const UNITS_NS: Readonly<Record<string, number>> = { us: 1e3, ms: 1e6, s: 1e9, min: 60e9, h: 3600e9 };

/** '250 ms', '30s', '6 min' in nanoseconds. */
export function durationNs(text: string): number {
  const match = /^(\d+(?:\.\d+)?) ?(us|ms|s|min|h)$/.exec(text);
  if (!match) throw new Error("expected a duration: '250 ms', '30 s', '6 min'");
  return Number(match[1]) * UNITS_NS[match[2]!]!;
}

/** '10.0.0.1:21' and '[fd00::1]:21' as address and port. */
export function endpoint(text: string): { address: string; port: number } {
  const match = /^\[?([0-9a-f.:]+?)\]?:(\d+)$/.exec(text);
  if (!match) throw new Error(`expected ADDRESS:PORT, found '${text}'`);
  return { address: match[1]!, port: Number(match[2]) };
}

const ESCAPES: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '\\': '\\' };

/** Text with \r \n \t \\ and \xHH (a byte, not a character) as bytes; the rest is UTF-8. */
export function escapedBytes(text: string): Uint8Array {
  const parts = text.split(/(\\x[0-9a-fA-F]{2}|\\.)/).map((part) => {
    if (part.startsWith('\\x') && part.length === 4) return Uint8Array.of(Number.parseInt(part.slice(2), 16));
    if (!part.startsWith('\\')) return part;
    const escaped = ESCAPES[part[1]!];
    if (escaped === undefined) throw new Error(`no such escape '${part}'`);
    return escaped;
  });
  return join(...parts);
}

/** '300 bytes' (printable, in lines of 64), '300 letters', '"text"' or 'hex 00 ff' as bytes; undefined for anything else. */
export function payload(action: string): Uint8Array | undefined {
  const count = /^(\d+) bytes$/.exec(action);
  if (count) return Uint8Array.from({ length: Number(count[1]) }, (_, i) => (i % 64 === 63 ? 10 : 33 + ((i * 7) % 90)));
  const letters = /^(\d+) letters$/.exec(action);
  if (letters) return new Uint8Array(Number(letters[1])).fill(120);
  if (/^".*"$/.test(action)) return escapedBytes(action.slice(1, -1));
  const digits = /^hex ((?:[0-9a-f]{2} ?)+)$/.exec(action);
  return digits ? Uint8Array.from(digits[1]!.trim().split(' '), (pair) => Number.parseInt(pair, 16)) : undefined;
}

/** A line as words: "a b" and 'a "b"' are one word, and so is key="a b". The quotes stay off. */
export function words(line: string): string[] {
  const found = line.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return found.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}
