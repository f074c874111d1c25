/** Numbers, sizes, durations, lists and plurals of one language, by the platform's Intl. Units stand in the names. */
import type { Endpoint } from '../tcp/types.js';

/** What messages are given to write numbers with. */
export interface Format {
  /** '60,000'. */
  count(value: number): string;
  /**
   * A number with its noun: `plural(3, { one: '# segment', other: '# segments' })` is '3 segments'. `#` is the number;
   * the forms are those of CLDR, of which a language needs `other` and those that it has.
   */
  plural(value: number, forms: PluralForms): string;
  /** Bytes in powers of 1000: '980 B', '68.7 kB', '1.2 MB'. */
  bytes(bytes: number): string;
  /** Bytes a second: '1.2 MB/s'. */
  rate(bytesPerSecond: number): string;
  /** Nanoseconds as a span: '420 µs', '4.8 ms', '1.0 s', '2 min 05 s'; `coarse`: below a millisecond nothing is known. */
  duration(ns: number, coarse?: boolean): string;
  /** A share between 0 and 1: '12 %', '0.4 %'. */
  percent(share: number): string;
  /** 'a, b and c'. */
  list(items: readonly string[]): string;
  /** 'a, b or c'. */
  either(items: readonly string[]): string;
  /** The first few, and how many more: 'a, b and 7 more'. Repeats are left out. */
  few(items: readonly string[]): string;
  /** 'frame 16', 'frames 16, 17 and 20', 'frames 4, 5, 6, 7, 8 and 12 more'. */
  frames(frames: readonly number[]): string;
  /** 'address:port', IPv6 in brackets (RFC 5952 §6). */
  endpoint(endpoint: Endpoint): string;
}

export type PluralForms = { readonly one?: string; readonly other: string };

/** Words that the formats of a language are made of. */
export type FormatWords = {
  readonly locale: string;
  readonly frames: PluralForms;
  readonly more: (count: number) => string;
  /** Between value and unit. */
  readonly unitSpace: string;
};

const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;
const MILLISECOND_NS = 1e6;
const SECOND_NS = 1e9;
/** Names and frames in one sentence at most. */
const SHOWN = 5;

/** Formats are made when they are first asked for: a small report needs few of them. */
export function formatOf(words: FormatWords): Format {
  const { locale } = words;
  const lazy = <T>(make: () => T) => {
    let made: T | undefined;
    return (): T => {
      made ??= make();
      return made;
    };
  };
  const whole = lazy(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
  const one = lazy(() => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
  const rules = lazy(() => new Intl.PluralRules(locale));
  const and = lazy(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const or = lazy(() => new Intl.ListFormat(locale, { type: 'disjunction' }));
  const count = (value: number): string => (value < 1000 && value >= 0 ? String(value) : whole().format(value));
  const unit = (value: number, name: string): string =>
    `${value < 100 ? one().format(value) : count(Math.round(value))}${words.unitSpace}${name}`;
  const bytes = (value: number): string => {
    if (value < 1000) return `${value}${words.unitSpace}B`;
    let scaled = value;
    let index = -1;
    do {
      scaled /= 1000;
      index++;
    } while (scaled >= 999.5 && index < UNITS.length - 1);
    return unit(scaled, UNITS[index]!);
  };
  const plural = (value: number, forms: PluralForms): string => {
    const form = rules().select(value) === 'one' ? (forms.one ?? forms.other) : forms.other;
    return form.replace('#', count(value));
  };
  const list = (items: readonly string[]): string =>
    items.length < 2
      ? items.join('')
      : and()
          .format(items)
          .replace(/, and /, ' and ');
  const few = (items: readonly string[]): string => {
    const all = [...new Set(items)];
    return list(all.length > SHOWN ? [...all.slice(0, SHOWN), words.more(all.length - SHOWN)] : all);
  };
  const duration = (ns: number, coarse?: boolean): string => {
    const space = words.unitSpace;
    if (coarse === true && Math.abs(ns) < MILLISECOND_NS) return `<1${space}ms`;
    if (ns < 0) return `-${duration(-ns)}`;
    if (ns < 1000) return `${Math.round(ns)}${space}ns`;
    if (ns < 999_500) return `${Math.round(ns / 1e3)}${space}µs`;
    if (ns < 999_500_000) return unit(ns / 1e6 >= 99.95 ? Math.round(ns / 1e6) : ns / 1e6, 'ms');
    if (ns < 99_950_000_000) return unit(ns / SECOND_NS, 's');
    const seconds = Math.round(ns / SECOND_NS);
    const two = (value: number) => String(value).padStart(2, '0');
    if (seconds < 3600) return `${Math.floor(seconds / 60)}${space}min${space}${two(seconds % 60)}${space}s`;
    const minutes = Math.round(seconds / 60);
    return `${Math.floor(minutes / 60)}${space}h${space}${two(minutes % 60)}${space}min`;
  };
  return {
    count,
    plural,
    bytes,
    rate: (bytesPerSecond) => `${bytes(Math.round(bytesPerSecond))}/s`,
    duration,
    percent: (share) =>
      `${share < 0.1 ? one().format(share * 100) : count(Math.round(share * 100))}${words.unitSpace}%`,
    list,
    either: (items) => (items.length < 2 ? items.join('') : or().format(items).replace(/, or /, ' or ')),
    few,
    frames: (frames) => plural(frames.length, words.frames).replace('@', few(frames.map(String))),
    endpoint: ({ address, port }) => (address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`),
  };
}
