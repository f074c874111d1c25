/**
 * Addresses in place of others, of the same length as text and of the same kind: private ones stay private, hosts of one
 * network stay in one network. Loopback, 0.0.0.0 and groups stay as they are.
 */

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

  /** Groups of zeros stay, and so does the first group: the text is as long, and link-local stays link-local. */
  #v6(address: Uint8Array): Uint8Array {
    const mapped = address.slice();
    const isShort = address.subarray(0, 15).every((byte) => byte === 0);
    if (isShort || address[0] === 0xff) return mapped;
    for (let group = 1; group < 8; group++) {
      const value = (address[group * 2]! << 8) | address[group * 2 + 1]!;
      const digits = value === 0 ? '' : value.toString(16);
      let changed = '';
      for (const [i, digit] of [...digits].entries()) {
        const shift = 1 + (this.#shifts[group + 4 + (i % 4)]! % 14);
        const number = Number.parseInt(digit, 16);
        changed += i === 0 ? (1 + ((number - 1 + shift) % 15)).toString(16) : ((number + shift) % 16).toString(16);
      }
      const result = changed === '' ? 0 : Number.parseInt(changed, 16);
      mapped[group * 2] = result >> 8;
      mapped[group * 2 + 1] = result & 255;
    }
    return mapped;
  }
}
