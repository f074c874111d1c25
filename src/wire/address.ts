/** IP addresses: numbers to text and back, and what kind of address it is. */

/** The words of an address as in `Tuple`: IPv4 in w0 alone, IPv6 in all four. */
type IpAddress = { family: 4 | 6; w0: number; w1: number; w2: number; w3: number };

/**
 * Text of an address. IPv6 is canonical (RFC 5952): lower case, no leading zeros, the longest run of two or more zero
 * groups as '::', the first of equals; IPv4-mapped ones as ::ffff:a.b.c.d.
 */
export function formatAddress(family: 4 | 6, w0: number, w1 = 0, w2 = 0, w3 = 0): string {
  if (family === 4) return formatIpv4(w0);
  if (w0 === 0 && w1 === 0 && w2 === 0xffff) return `::ffff:${formatIpv4(w3)}`;
  const groups = [w0 >>> 16, w0 & 0xffff, w1 >>> 16, w1 & 0xffff, w2 >>> 16, w2 & 0xffff, w3 >>> 16, w3 & 0xffff];
  let bestAt = -1;
  let bestRun = 1;
  for (let at = 0; at < 8; ) {
    let run = 0;
    while (at + run < 8 && groups[at + run] === 0) run++;
    if (run > bestRun) {
      bestAt = at;
      bestRun = run;
    }
    at += run + 1;
  }
  const text = (part: number[]): string => part.map((group) => group.toString(16)).join(':');
  return bestAt < 0 ? text(groups) : `${text(groups.slice(0, bestAt))}::${text(groups.slice(bestAt + bestRun))}`;
}

const formatIpv4 = (w: number): string => `${w >>> 24}.${(w >>> 16) & 0xff}.${(w >>> 8) & 0xff}.${w & 0xff}`;

/**
 * The 32-bit number of 'a.b.c.d', or undefined. Strict: four decimal numbers of 0..255 and nothing else. Leading
 * zeros are refused where they would be read as octal by some (RFC 6943 §3.1.1): '010' is not 10 for everybody.
 */
export function parseIpv4(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  let value = 0;
  for (const octet of match.slice(1)) {
    if (Number(octet) > 255 || (octet.length > 1 && octet.startsWith('0'))) return undefined;
    value = value * 256 + Number(octet);
  }
  return value;
}

/** An address of either family from its text (RFC 4291 §2.2 for IPv6; no zone, no brackets), or undefined. */
export function parseAddress(text: string): IpAddress | undefined {
  if (!text.includes(':')) {
    const w0 = parseIpv4(text);
    return w0 === undefined ? undefined : { family: 4, w0, w1: 0, w2: 0, w3: 0 };
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const front = parseGroups(halves[0]!, halves.length === 1);
  const back = halves.length === 2 ? parseGroups(halves[1]!, true) : [];
  if (front === undefined || back === undefined) return undefined;
  const given = front.length + back.length;
  // '::' stands for at least one group of zeros (RFC 5952 §4.2.2 would have two, but readers accept one).
  if (halves.length === 1 ? given !== 8 : given > 7) return undefined;
  const groups = [...front, ...new Array<number>(8 - given).fill(0), ...back];
  const word = (i: number): number => ((groups[i]! << 16) | groups[i + 1]!) >>> 0;
  return { family: 6, w0: word(0), w1: word(2), w2: word(4), w3: word(6) };
}

/** The 16-bit groups of one side of '::'; a dotted IPv4 address may stand at the end of the last side. */
function parseGroups(text: string, last: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [i, part] of parts.entries()) {
    if (last && i === parts.length - 1 && part.includes('.')) {
      const w = parseIpv4(part);
      if (w === undefined) return undefined;
      groups.push(w >>> 16, w & 0xffff);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
      groups.push(Number.parseInt(part, 16));
    }
  }
  return groups;
}

/** What an address is good for. */
export type AddressClass = 'unspecified' | 'loopback' | 'link-local' | 'private' | 'multicast' | 'global';

/**
 * RFC 6890 in six words. Private: RFC 1918, shared space RFC 6598, unique local RFC 4193. The limited broadcast
 * address counts as multicast: nobody can be connected to there. IPv4-mapped IPv6 addresses are what they map.
 */
export function classifyAddress(address: IpAddress): AddressClass {
  const { w0, w1, w2, w3 } = address;
  if (address.family === 4) return classifyIpv4(w0);
  if (w0 === 0 && w1 === 0 && w2 === 0xffff) return classifyIpv4(w3);
  if (w0 === 0 && w1 === 0 && w2 === 0 && w3 <= 1) return w3 === 0 ? 'unspecified' : 'loopback';
  if (w0 >>> 24 === 0xff) return 'multicast';
  if (w0 >>> 22 === 0xfe80 >>> 6) return 'link-local';
  return w0 >>> 25 === 0xfc >>> 1 ? 'private' : 'global';
}

function classifyIpv4(w: number): AddressClass {
  if (w === 0) return 'unspecified';
  if (w >>> 24 === 127) return 'loopback';
  if (w >>> 16 === 0xa9fe) return 'link-local';
  if (w >>> 28 === 0xe || w === 0xffffffff) return 'multicast';
  const isPrivate = w >>> 24 === 10 || w >>> 20 === 0xac1 || w >>> 16 === 0xc0a8 || w >>> 22 === 0x6440 >>> 6;
  return isPrivate ? 'private' : 'global';
}
