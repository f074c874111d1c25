/** Times and names that are the same in every language; what a language has a say in is `text/format.ts`. */

import { NS_PER_SECOND, splitTime } from '../bytes/units.js';

/** Seconds with a fixed number of decimals: '0.081252'. */
export function formatSeconds(ns: number, fractionDigits: 6 | 9 = 6): string {
  return (ns / NS_PER_SECOND).toFixed(fractionDigits);
}

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
