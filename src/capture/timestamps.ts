/**
 * 64-bit timestamps in units of 10^-n or 2^-n seconds (pcapng's if_tsresol) as whole seconds and nanoseconds: exact,
 * without a BigInt for any packet of a resolution that is in use.
 */
import { NS_PER_SECOND } from '../bytes/units.js';

const TWO_32 = 0x1_0000_0000;

/** Resolutions up to these are computed in doubles without loss: 10^-9 and 2^-32 seconds. */
const MAX_FAST_DECIMAL = 9;
const MAX_FAST_BINARY = 32;

/** Converts the timestamps of one interface. After `set`, `seconds` and `nanoseconds` hold the result. */
export class TimestampReader {
  seconds = 0;
  nanoseconds = 0;
  /** True where the unit is finer than a microsecond. */
  readonly finerThanMicroseconds: boolean;

  private readonly binary: boolean;
  private readonly exponent: number;
  private readonly unitsPerSecond: number;
  private readonly fast: boolean;
  /** The upper word changes every few seconds or hours; its share of the result is kept. */
  private lastHigh = -1;
  private highSeconds = 0;
  private highUnits = 0;

  /** `resolution` is the if_tsresol octet: the highest bit set means 2^-n. `offsetSeconds` is if_tsoffset. */
  constructor(
    resolution = 6,
    private readonly offsetSeconds = 0,
  ) {
    this.binary = (resolution & 0x80) !== 0;
    this.exponent = resolution & 0x7f;
    this.finerThanMicroseconds = this.exponent > (this.binary ? 19 : 6);
    this.fast = this.exponent <= (this.binary ? MAX_FAST_BINARY : MAX_FAST_DECIMAL);
    this.unitsPerSecond = (this.binary ? 2 : 10) ** this.exponent;
  }

  /** `high` and `low` are the two unsigned 32-bit words of the timestamp. */
  set(high: number, low: number): void {
    if (!this.fast) {
      this.setExactly(high, low);
      return;
    }
    const perSecond = this.unitsPerSecond;
    if (high !== this.lastHigh) this.setHigh(high);
    const units = this.highUnits + low;
    const carried = Math.floor(units / perSecond);
    const fraction = units - carried * perSecond;
    this.seconds = this.highSeconds + carried + this.offsetSeconds;
    this.nanoseconds = this.binary
      ? // f * 10^9 / 2^n = f * 5^9 / 2^(n-9): the product stays below 2^53, and dividing by a power of two is exact.
        Math.floor((fraction * 1_953_125) / 2 ** (this.exponent - 9))
      : fraction * (NS_PER_SECOND / perSecond);
  }

  /** Long division of high * 2^32 by the units of a second, 16 bits at a time, so that no step exceeds 2^53. */
  private setHigh(high: number): void {
    const perSecond = this.unitsPerSecond;
    let quotient = 0;
    let rest = 0;
    for (const digit of [high >>> 16, high & 0xffff, 0, 0]) {
      const part = rest * 65_536 + digit;
      const q = Math.floor(part / perSecond);
      quotient = quotient * 65_536 + q;
      rest = part - q * perSecond;
    }
    this.lastHigh = high;
    this.highSeconds = quotient;
    this.highUnits = rest;
  }

  private setExactly(high: number, low: number): void {
    const units = (BigInt(high) << 32n) | BigInt(low);
    const perSecond = this.binary ? 1n << BigInt(this.exponent) : 10n ** BigInt(this.exponent);
    this.seconds = Number(units / perSecond) + this.offsetSeconds;
    this.nanoseconds = Number(((units % perSecond) * BigInt(NS_PER_SECOND)) / perSecond);
  }
}

/** A signed 64-bit number of seconds from its two words. Beyond 2^53 the last digits are lost; no clock is there. */
export const signed64 = (high: number, low: number): number => (high | 0) * TWO_32 + low;

/** An unsigned 64-bit count from its two words, not above 2^53 - 1. */
export const unsigned64 = (high: number, low: number): number => Math.min(high * TWO_32 + low, Number.MAX_SAFE_INTEGER);
