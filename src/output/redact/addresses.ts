/**
 * Addresses in place of others, of the same length as text and of the same kind: private ones stay private, hosts of one
 * network stay in one network. Loopback, 0.0.0.0 and groups stay as they are.
 */
import { LIMITS } from '../../limits.js';

/** An address as a key of maps and sets. */
export const keyOf = (address: Uint8Array): string => address.join('.');

/** First octets of other kinds: none of a public address becomes one. */
const SPECIAL: ReadonlySet<number> = new Set([100, 127, 169, 172, 192, 198, 203]);

/** Octets of so many digits. */
const CLASSES = [
  [0, 9],
  [10, 99],
  [100, 255],
] as const;

export class AddressMap {
  readonly #shifts: readonly number[];

  /** @param random bytes that nobody can guess; at least 16 */
  constructor(random: Uint8Array) {
    this.#shifts = [...random];
  }

  /**
   * A map that puts none of these in the place of another: who reads the copy must not take a replacement for a host of
   * the original. Where no try comes that far (a network in which every host is in use), the one that comes nearest.
   * @param random see the constructor; called once a try
   */
  static avoiding(addresses: readonly Uint8Array[], random: () => Uint8Array): AddressMap {
    const taken = new Set(addresses.map(keyOf));
    let best = new AddressMap(random());
    let fewest = best.#reused(addresses, taken);
    for (let tries = 1; tries < LIMITS.redactTries && fewest > 0; tries++) {
      const other = new AddressMap(random());
      const reused = other.#reused(addresses, taken);
      if (reused < fewest) [best, fewest] = [other, reused];
    }
    return best;
  }

  /** How many are replaced by one that is there already. */
  #reused(addresses: readonly Uint8Array[], taken: ReadonlySet<string>): number {
    let count = 0;
    for (const address of addresses) {
      const key = keyOf(this.map(address));
      if (key !== keyOf(address) && taken.has(key)) count++;
    }
    return count;
  }

  /** Of four octets or sixteen bytes. */
  map(address: Uint8Array): Uint8Array {
    return address.length === 4 ? this.#v4(address) : this.#v6(address);
  }

  #v4(address: Uint8Array): Uint8Array {
    const [a, b] = [address[0]!, address[1]!];
    if (a === 0 || a === 127 || a >= 224) return address;
    const kept =
      a === 10
        ? 1
        : (a === 192 && b === 168) ||
            (a === 172 && b >= 16 && b < 32) ||
            (a === 169 && b === 254) ||
            (a === 100 && b >= 64 && b < 128)
          ? 2
          : 0;
    return address.map((octet, i) => (i < kept ? octet : this.#octet(octet, i, i === 0)));
  }

  #octet(octet: number, place: number, first: boolean): number {
    const [from, to] = CLASSES.find(([, last]) => octet <= last)!;
    const last = first ? Math.min(to, 223) : to;
    const size = last - from + 1;
    let shifted = from + ((octet - from + 1 + (this.#shifts[place]! % (size - 1))) % size);
    while (first && (shifted === 0 || shifted === 10 || SPECIAL.has(shifted)))
      shifted = from + ((shifted - from + 1) % size);
    return shifted;
  }

  /**
   * Groups of zeros stay, and so does the first group: the text is as long, and link-local stays link-local. Of a unique
   * local address (fd00::/8, RFC 4193) `fd` stays, the rest is the number of a site.
   */
  #v6(address: Uint8Array): Uint8Array {
    const mapped = address.slice();
    const isShort = address.subarray(0, 15).every((byte) => byte === 0);
    if (isShort || address[0] === 0xff) return mapped;
    for (let group = address[0] === 0xfd ? 0 : 1; group < 8; group++) {
      const value = (address[group * 2]! << 8) | address[group * 2 + 1]!;
      const result = value === 0 ? 0 : this.#group(value, group);
      mapped[group * 2] = result >> 8;
      mapped[group * 2 + 1] = result & 255;
    }
    return mapped;
  }

  /** Each digit is another; the first does not become 0. */
  #group(value: number, group: number): number {
    let changed = '';
    for (const [i, digit] of [...value.toString(16)].entries()) {
      const shift = 1 + (this.#shifts[group + 4 + (i % 4)]! % 14);
      const number = Number.parseInt(digit, 16);
      if (group === 0 && i < 2) changed += digit;
      else changed += i === 0 ? (1 + ((number - 1 + shift) % 15)).toString(16) : ((number + shift) % 16).toString(16);
    }
    return Number.parseInt(changed, 16);
  }
}
