/** Nanoseconds of a second: times are nanoseconds, limits and what people read are seconds. */
export const NS_PER_SECOND = 1e9;

/** Splits nanoseconds since the epoch into whole seconds and the rest, both exact; the rest is never negative. */
export function splitTime(timeNs: number): { seconds: number; nanoseconds: number } {
  const seconds = Math.floor(timeNs / NS_PER_SECOND);
  return { seconds, nanoseconds: Math.round(timeNs - seconds * NS_PER_SECOND) };
}

/** A packet's time in nanoseconds since an epoch of whole Unix seconds; exact for a hundred days before and after. */
export const sinceEpoch = (
  { seconds, nanoseconds }: { readonly seconds: number; readonly nanoseconds: number },
  epochSeconds: number,
): number => (seconds - epochSeconds) * NS_PER_SECOND + nanoseconds;
