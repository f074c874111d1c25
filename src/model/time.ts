/** Times of the capture as text. */
import { NS_PER_SECOND, splitTime } from '../bytes/units.js';
import type { AnalyzerView } from './view.js';

/** Times of one capture as the report writes them: nanoseconds since its epoch as RFC 3339. */
export type Clock = (timeNs: number) => string;

/** The clock of a capture; before the first packet every time is the Unix epoch. */
export const clockOf = (view: Pick<AnalyzerView, 'epochSeconds'>, fractionDigits: 6 | 9): Clock => {
  return (timeNs) => rfc3339(view.epochSeconds ?? 0, timeNs, fractionDigits);
};

/**
 * RFC 3339, UTC, with 6 or 9 fractional digits.
 * @param epochSeconds Unix seconds of the capture's epoch
 * @param timeNs nanoseconds since that epoch
 */
export function rfc3339(epochSeconds: number, timeNs: number, fractionDigits: 6 | 9): string {
  let { seconds, nanoseconds } = splitTime(timeNs);
  if (fractionDigits === 6) nanoseconds = Math.round(nanoseconds / 1000) * 1000;
  if (nanoseconds >= NS_PER_SECOND) {
    nanoseconds -= NS_PER_SECOND;
    seconds += 1;
  }
  const fraction = fractionDigits === 6 ? 1_000_000 + nanoseconds / 1000 : 1_000_000_000 + nanoseconds;
  return `${wholeSecond(epochSeconds + seconds)}.${String(fraction).slice(1)}Z`;
}

/** The last second that was written: times of a capture come in runs. */
let last = { unixSeconds: Number.NaN, text: '' };

function wholeSecond(unixSeconds: number): string {
  if (last.unixSeconds !== unixSeconds) {
    const date = new Date(unixSeconds * 1000);
    // Beyond what a Date holds only a damaged file can be.
    const text = Number.isNaN(date.getTime()) ? '1970-01-01T00:00:00' : date.toISOString().slice(0, -5);
    last = { unixSeconds, text };
  }
  return last.text;
}
