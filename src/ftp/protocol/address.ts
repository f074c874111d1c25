/** The address forms of PORT, PASV, EPRT, EPSV, LPRT and LPSV: text -> address and port, or why it is none. */
import { LIMITS } from '../../limits.js';

type HostPort = {
  /** Canonical text; null where the form carries none (EPSV). */
  readonly address: string | null;
  readonly port: number;
  /** The text that carries it, as sent. */
  readonly text: string;
  /** '173×256+153', or null where the port is written out. */
  readonly arithmetic: string | null;
};

/** Why a text is no address; `text` is the part that shows it, as sent and shortened. */
export type AddressProblem =
  | {
      readonly code: 'not-six-numbers' | 'not-extended' | 'bad-protocol' | 'not-long' | 'wrong-lengths';
      readonly text: string;
    }
  | { readonly code: 'bad-number'; readonly number: string; readonly text: string }
  | { readonly code: 'bad-address'; readonly family: 4 | 6; readonly text: string }
  | { readonly code: 'bad-port'; readonly text: string }
  | { readonly code: 'bad-address-length'; readonly bytes: number; readonly text: string }
  | { readonly code: 'no-address' | 'no-port'; readonly text: '' };

export type AddressResult =
  | { readonly ok: true; readonly value: HostPort }
  | { readonly ok: false; readonly problem: AddressProblem };

const bad = (problem: AddressProblem): AddressResult => ({ ok: false, problem });

const short = (text: string): string =>
  text.length > LIMITS.shownCharacters ? `${text.slice(0, LIMITS.shownCharacters)}…` : text;

/** The first run of at least `least` numbers with commas between them; null where there is none. Each character is seen once. */
function numberList(text: string, least: number): string | null {
  let start = 0;
  let end = 0;
  let count = 0;
  for (const { 0: digits, index } of text.matchAll(/\d+/g)) {
    if (count === 0 || text.slice(end, index).trim() !== ',') {
      if (count >= least) break;
      start = index;
      count = 0;
    }
    count++;
    end = index + digits.length;
  }
  return count >= least ? text.slice(start, end) : null;
}

/** h1,h2,h3,h4,p1,p2 (RFC 959 §4.1.2). Spaces after commas are forgiven, octets above 255 are not. */
function sixNumbers(text: string): AddressResult {
  const usual = usualSix(text);
  if (usual !== null) return usual;
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length !== 6) return bad({ code: 'not-six-numbers', text: short(text) });
  const numbers = parts.map((part) => (/^\d{1,9}$/.test(part) ? Number(part) : Number.NaN));
  const wrong = numbers.findIndex((number) => !(number >= 0 && number <= 255));
  if (wrong >= 0) return bad({ code: 'bad-number', number: short(parts[wrong]!), text: short(text) });
  return hostPort(numbers, text);
}

const SIX = /^(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3})$/;

/** As nearly everybody writes them, read at once; null: a closer look has to tell. */
function usualSix(text: string): AddressResult | null {
  const found = SIX.exec(text);
  if (found === null) return null;
  const numbers = found.slice(1).map(Number);
  return numbers.every((number) => number <= 255) ? hostPort(numbers, text) : null;
}

function hostPort(numbers: readonly number[], text: string): AddressResult {
  const [h1, h2, h3, h4, high = 0, low = 0] = numbers;
  const address = `${h1}.${h2}.${h3}.${h4}`;
  return { ok: true, value: { address, port: high * 256 + low, text, arithmetic: `${high}×256+${low}` } };
}

/** Argument of PORT. None where it is not six numbers, or one of them is above 255; any port is taken, also 0. */
export const parsePort = (argument: string): AddressResult => sixNumbers(argument.trim());

/** What stands in parentheses that hold no others. */
const bracketed = (text: string): string[] => Array.from(text.matchAll(/\(([^()]*)\)/g), (found) => found[1]!);

/**
 * Text of a 227 reply: the first six numbers in it, with or without parentheses (RFC 1123 §4.1.2.6 tells clients to
 * search for the digits).
 */
export function parsePasvReply(text: string): AddressResult {
  const alone = /^[^()]*\(([\d,]*)\)/.exec(text);
  const usual = alone === null ? null : usualSix(alone[1]!);
  if (usual !== null) return usual;
  const inside = bracketed(text).find((part) => part.includes(','));
  const found = (inside === undefined ? null : numberList(inside, 6)) ?? numberList(text, 6);
  if (found !== null) return sixNumbers(found);
  return bad(inside ? { code: 'not-six-numbers', text: short(inside) } : { code: 'no-address', text: '' });
}

/** What a 227 reply says whose end is lost: the high byte of the port narrows it to 256 ports. */
export function partialPasvPorts(text: string): { from: number; to: number } | null {
  const found = /\(\s*\d+\s*,\s*\d+\s*,\s*\d+\s*,\s*\d+\s*,\s*(\d+)\s*,/.exec(text);
  const high = found ? Number(found[1]) : Number.NaN;
  return high >= 0 && high <= 255 ? { from: high * 256, to: high * 256 + 255 } : null;
}

/** RFC 4291 §2.5.5.2: on the wire it is the IPv4 address. */
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/;

/** Argument of EPRT: <d>protocol<d>address<d>port<d> (RFC 2428 §2); d is any printable ASCII character. */
export function parseEprt(argument: string, parseAddress: (text: string) => string | null): AddressResult {
  const text = argument.trim();
  const parts = text.split(text.charAt(0));
  // Some clients forget the last delimiter.
  const ended = parts.length === 5 ? parts[4] === '' : parts.length === 4;
  if (!ended || parts[0] !== '') return bad({ code: 'not-extended', text: short(text) });
  const [, protocol, host, port] = parts as [string, string, string, string, string];
  if (protocol !== '1' && protocol !== '2') return bad({ code: 'bad-protocol', text: short(protocol) });
  // A zone index (RFC 4007 §11) means something to the client alone.
  const address = parseAddress(host.split('%', 1)[0]!);
  if (address === null || address.includes(':') !== (protocol === '2'))
    return bad({ code: 'bad-address', family: protocol === '1' ? 4 : 6, text: short(host) });
  return extendedPort(port, MAPPED.exec(address)?.[1] ?? address, text);
}

/** Text of a 229 reply: (<d><d><d>port<d>) (RFC 2428 §3). */
export function parseEpsvReply(text: string): AddressResult {
  const found = /\((.)\1\1(\d+)\1\)/.exec(text) ?? /([^\d\s])\1\1(\d+)\1/.exec(text);
  if (found) return extendedPort(found[2]!, null, found[0].replace(/^\(|\)$/g, ''));
  for (const inside of bracketed(text)) {
    const parts = inside.split(inside.charAt(0));
    const full = parts.length === 5 && /^[12]$/.test(parts[1]!) && /^\d+$/.test(parts[3]!) && parts[4] === '';
    if (full) return extendedPort(parts[3]!, null, inside);
  }
  return bad({ code: 'no-port', text: '' });
}

function extendedPort(digits: string, address: string | null, text: string): AddressResult {
  const port = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN;
  if (!(port >= 1 && port <= 65535)) return bad({ code: 'bad-port', text: short(digits) });
  return { ok: true, value: { address, port, text, arithmetic: null } };
}

/** LPRT's argument, or the text of a 228 reply: af,hal,h1..hn,pal,p1..pn (RFC 1639). */
export function parseLong(text: string, parseAddress: (text: string) => string | null): AddressResult {
  const found = numberList(text, 9);
  const numbers = found === null ? [] : found.split(',').map((part) => Number(part));
  if (found === null || numbers.some((number) => number > 255))
    return bad({ code: 'not-long', text: short(text.trim()) });
  const hostLength = numbers[1]!;
  const host = numbers.slice(2, 2 + hostLength);
  const portLength = numbers[2 + hostLength];
  const ports = numbers.slice(3 + hostLength);
  if (portLength !== 2 || ports.length !== 2 || host.length !== hostLength)
    return bad({ code: 'wrong-lengths', text: short(found) });
  const groups =
    host.length === 16 ? Array.from({ length: 8 }, (_, i) => (host[2 * i]! * 256 + host[2 * i + 1]!).toString(16)) : [];
  const address = host.length === 4 ? host.join('.') : groups.length > 0 ? parseAddress(groups.join(':')) : null;
  if (address === null) return bad({ code: 'bad-address-length', bytes: hostLength, text: short(found) });
  return {
    ok: true,
    value: { address, port: ports[0]! * 256 + ports[1]!, text: found, arithmetic: `${ports[0]}×256+${ports[1]}` },
  };
}
