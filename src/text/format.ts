/** Numbers, sizes, durations, lists and plurals of one language, by the platform's Intl. Units stand in the names. */
import { lazy } from '../bytes/lazy.js';
import { formatEndpoint } from '../model/format.js';
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
  /** 'label: text'. */
  labelled(label: string, text: string): string;
  /** ' (text)', behind a word or a sentence. */
  aside(text: string): string;
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
  /** A data connection's number in its session: '①' to '⑳', then '(21)'. */
  announcement(number: number): string;
  /** From one event to the next: '+420 µs', '+2.1 min', '<1 ms' where times are `coarse`; at most 8 columns. */
  step(ns: number, coarse?: boolean): string;
}

export type PluralForms = { readonly one?: string; readonly other: string };

/** What a language is written with; where it is Chinese characters, they stay also where signs are drawn in ASCII. */
export type Script = 'latin' | 'han';

/** Words that the formats of a language are made of. */
export type FormatWords = {
  readonly locale: string;
  readonly script: Script;
  readonly frames: PluralForms;
  readonly more: (count: number) => string;
  /** Between value and unit. */
  readonly unitSpace: string;
  /** Between value and '%'. */
  readonly percentSpace: string;
  /** Between a label and its text. */
  readonly colon: string;
  /** Around what is said in brackets, with the space before them. */
  readonly brackets: readonly [open: string, close: string];
  /** 'a, b and c', of two or more. */
  readonly list: (items: readonly string[]) => string;
  /** 'a, b or c', of two or more. */
  readonly either: (items: readonly string[]) => string;
};

const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;
const MILLISECOND_NS = 1e6;
const SECOND_NS = 1e9;
/** One less than '①'. */
const CIRCLED_ZERO = 0x245f;
/** Names and frames in one sentence at most. */
const SHOWN = 5;

type Numbers = Pick<Format, 'count' | 'plural' | 'bytes' | 'rate' | 'percent'> & {
  /** '68.7 kB', '420 ms': three digits or so, and a unit. */
  readonly unit: (value: number, name: string) => string;
  /** One decimal. */
  readonly tenths: (value: number) => string;
};

/** Whole numbers up to here are asked for again and again. */
const SMALL = 256;

/** What Intl says of a number; it takes a microsecond each time, and is asked again and again for the same few. */
function remembered(ask: (value: number) => boolean): (value: number) => boolean {
  const known: (boolean | undefined)[] = new Array<boolean | undefined>(SMALL).fill(undefined);
  return (value) => {
    if (!Number.isInteger(value) || value < 0 || value >= SMALL) return ask(value);
    known[value] ??= ask(value);
    return known[value];
  };
}

/** In groups of three between commas, where the language writes so: Intl takes longer for it. */
function groupedBy(format: Intl.NumberFormat): (value: number) => string {
  const inThrees = format.format(1234) === '1,234' && format.format(-1234567890) === '-1,234,567,890';
  const whole = (value: number): string => {
    if (value < 1000) return String(value);
    const rest = value % 1000;
    return `${whole((value - rest) / 1000)},${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}`;
  };
  return (value) => (inThrees && value >= 0 && Number.isSafeInteger(value) ? whole(value) : format.format(value));
}

/** Formats are made when they are first asked for: a small report needs few of them. */
function numbersOf({ locale, unitSpace, percentSpace }: FormatWords): Numbers {
  const whole = lazy(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
  const one = lazy(() => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
  const rules = lazy(() => new Intl.PluralRules(locale));
  const grouped = lazy(() => groupedBy(whole()));
  const count = (value: number): string => (value < 1000 && value >= 0 ? String(value) : grouped()(value));
  const tenths = (value: number): string => one().format(value);
  const unit = (value: number, name: string): string =>
    `${value < 100 ? tenths(value) : count(Math.round(value))}${unitSpace}${name}`;
  const bytes = (value: number): string => {
    if (value < 1000) return `${value}${unitSpace}B`;
    let scaled = value;
    let index = -1;
    do {
      scaled /= 1000;
      index++;
    } while (scaled >= 999.5 && index < UNITS.length - 1);
    return unit(scaled, UNITS[index]!);
  };
  const isOne = remembered((value) => rules().select(value) === 'one');
  const plural = (value: number, forms: PluralForms): string => {
    const form = isOne(value) ? (forms.one ?? forms.other) : forms.other;
    return form.replace('#', count(value));
  };
  return {
    count,
    plural,
    bytes,
    rate: (bytesPerSecond) => `${bytes(Math.round(bytesPerSecond))}/s`,
    percent: (share) => `${share < 0.1 ? tenths(share * 100) : count(Math.round(share * 100))}${percentSpace}%`,
    unit,
    tenths,
  };
}

/** Below it, durations are seconds with a unit; from it on, minutes. */
const LONGEST_SECONDS_NS = 99_950_000_000;

function timesOf({ unitSpace: space }: FormatWords, { unit, tenths }: Numbers): Pick<Format, 'duration' | 'step'> {
  const two = (value: number): string => String(value).padStart(2, '0');
  const duration = (ns: number, coarse?: boolean): string => {
    if (coarse === true && Math.abs(ns) < MILLISECOND_NS) return `<1${space}ms`;
    if (ns < 0) return `-${duration(-ns)}`;
    if (ns < 1000) return `${Math.round(ns)}${space}ns`;
    if (ns < 999_500) return `${Math.round(ns / 1e3)}${space}µs`;
    if (ns < 999_500_000) return unit(ns / 1e6 >= 99.95 ? Math.round(ns / 1e6) : ns / 1e6, 'ms');
    if (ns < LONGEST_SECONDS_NS) return unit(ns / SECOND_NS, 's');
    const seconds = Math.round(ns / SECOND_NS);
    if (seconds < 3600) return `${Math.floor(seconds / 60)}${space}min${space}${two(seconds % 60)}${space}s`;
    const minutes = Math.round(seconds / 60);
    return `${Math.floor(minutes / 60)}${space}h${space}${two(minutes % 60)}${space}min`;
  };
  const step = (ns: number, coarse?: boolean): string => {
    const sign = ns < 0 ? '-' : '+';
    const size = Math.abs(ns);
    if (coarse === true && size < MILLISECOND_NS) return duration(size, coarse);
    if (size < 1) return '+0';
    if (size < LONGEST_SECONDS_NS) return sign + duration(size);
    const minutes = size / (60 * SECOND_NS);
    if (minutes < 99.95) return `${sign}${tenths(minutes)}${space}min`;
    const hours = minutes / 60;
    return hours < 99.95 ? `${sign}${tenths(hours)}${space}h` : `${sign}${Math.round(hours / 24)}${space}d`;
  };
  return { duration, step };
}

function listsOf(words: FormatWords, { plural }: Numbers): Pick<Format, 'list' | 'either' | 'few' | 'frames'> {
  const list = (items: readonly string[]): string => (items.length < 2 ? items.join('') : words.list(items));
  const one = lazy(() => plural(1, words.frames));
  const few = (items: readonly string[]): string => {
    const all = [...new Set(items)];
    return list(all.length > SHOWN ? [...all.slice(0, SHOWN), words.more(all.length - SHOWN)] : all);
  };
  return {
    list,
    either: (items) => (items.length < 2 ? items.join('') : words.either(items)),
    few,
    frames: (frames) => {
      const [only] = frames;
      if (frames.length === 1) return one().replace('@', String(only));
      return plural(frames.length, words.frames).replace('@', few(frames.map(String)));
    },
  };
}

export function formatOf(words: FormatWords): Format {
  const numbers = numbersOf(words);
  return {
    ...numbers,
    ...timesOf(words, numbers),
    ...listsOf(words, numbers),
    labelled: (label, text) => `${label}${words.colon}${text}`,
    aside: (text) => `${words.brackets[0]}${text}${words.brackets[1]}`,
    endpoint: formatEndpoint,
    announcement: (number) =>
      number >= 1 && number <= 20 ? String.fromCharCode(CIRCLED_ZERO + number) : `(${number})`,
  };
}
