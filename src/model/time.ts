/** Times of the capture as text. */

/** Splits nanoseconds since the epoch into whole seconds and the rest, both exact; the rest is never negative. */
function split(timeNs: number): { seconds: number; nanoseconds: number } {
  const seconds = Math.floor(timeNs / 1e9);
  return { seconds, nanoseconds: Math.round(timeNs - seconds * 1e9) };
}

/**
 * RFC 3339, UTC, with 6 or 9 fractional digits.
 * @param epochSeconds Unix seconds of the capture's epoch
 * @param timeNs nanoseconds since that epoch
 */
export function rfc3339(epochSeconds: number, timeNs: number, fractionDigits: 6 | 9): string {
  let { seconds, nanoseconds } = split(timeNs);
  if (fractionDigits === 6) nanoseconds = Math.round(nanoseconds / 1000) * 1000;
  if (nanoseconds >= 1e9) {
    nanoseconds -= 1e9;
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
