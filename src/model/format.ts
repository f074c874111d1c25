/** Numbers, durations and times as people read them. Everything here is pure; units stand in the names. */

import { NS_PER_SECOND, splitTime } from '../bytes/units.js';

export { formatCount, plural } from '../bytes/digits.js';

const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in powers of 1000: '980 B', '68.7 kB', '1.2 MB'. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes;
  let unit = -1;
  do {
    value /= 1000;
    unit++;
  } while (value >= 999.5 && unit < UNITS.length - 1);
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

const MILLISECOND_NS = 1e6;

/**
 * Nanoseconds as a span: '800 ns', '420 µs', '4.8 ms', '250 ms', '1.0 s', '2 min 05 s', '3 h 07 min'.
 * @param coarse times may be a millisecond off (`Session.coarseTimes`): less than that is '<1 ms'
 */
export function formatDuration(ns: number, coarse?: boolean): string {
  if (coarse === true && Math.abs(ns) < MILLISECOND_NS) return '<1 ms';
  if (ns < 0) return `-${formatDuration(-ns)}`;
  if (ns < 1000) return `${Math.round(ns)} ns`;
  if (ns < 999_500) return `${Math.round(ns / 1e3)} µs`;
  if (ns < 99_950_000) return `${(ns / 1e6).toFixed(1)} ms`;
  if (ns < 999_500_000) return `${Math.round(ns / 1e6)} ms`;
  if (ns < 99_950_000_000) return `${(ns / NS_PER_SECOND).toFixed(1)} s`;
  const seconds = Math.round(ns / NS_PER_SECOND);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** Seconds with a fixed number of decimals: '0.081252'. */
export function formatSeconds(ns: number, fractionDigits: 6 | 9 = 6): string {
  return (ns / NS_PER_SECOND).toFixed(fractionDigits);
}

/** Bytes a second: '1.2 MB/s'. */
export const formatRate = (bytesPerSecond: number): string => `${formatBytes(Math.round(bytesPerSecond))}/s`;

function instant(epochSeconds: number, ns: number): { date: Date; fraction: string } | undefined {
  const { seconds, nanoseconds } = splitTime(ns);
  const date = new Date((epochSeconds + seconds) * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  return { date, fraction: String(nanoseconds).padStart(9, '0') };
}

/** Time of day, UTC: '12:04:11.081252'; '?' where the capture's time lies outside the calendar. */
export function formatClock(epochSeconds: number, ns: number, fractionDigits: 0 | 6 | 9 = 6): string {
  const at = instant(epochSeconds, ns);
  if (at === undefined) return '?';
  const clock = at.date.toISOString().slice(-13, -5);
  return fractionDigits === 0 ? clock : `${clock}.${at.fraction.slice(0, fractionDigits)}`;
}

/** Date and time of day, UTC: '2026-11-22 12:04:11.081252 UTC'. */
export function formatDateTime(epochSeconds: number, ns: number, fractionDigits: 0 | 6 | 9 = 6): string {
  const at = instant(epochSeconds, ns);
  if (at === undefined) return 'unknown';
  return `${at.date.toISOString().slice(0, 10)} ${formatClock(epochSeconds, ns, fractionDigits)} UTC`;
}

/** 'address:port', IPv6 in brackets (RFC 5952 §6). */
export function formatEndpoint(endpoint: { readonly address: string; readonly port: number }): string {
  return endpoint.address.includes(':')
    ? `[${endpoint.address}]:${endpoint.port}`
    : `${endpoint.address}:${endpoint.port}`;
}

/** '①' to '⑳', then '(21)'. */
export const circled = (number: number): string =>
  number >= 1 && number <= 20 ? String.fromCharCode(0x245f + number) : `(${number})`;

/** 'frame 16', 'frames 16, 17 and 20'. */
export function formatFrames(frames: readonly number[]): string {
  return frames.length === 1 ? `frame ${frames[0]}` : `frames ${listWords(frames.map(String))}`;
}

/** Joins with commas and a last 'and'. */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
