/** Long work in short steps: a generator that its caller may leave for a while, or for good, wherever it yields. */

/** Yields how much of it is done, 0..1; returns what was wanted. */
export type Sliced<T> = Generator<number, T, undefined>;

/** Runs to the end at once. */
export function runToEnd<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Elements that are sorted, or merged, in one step. */
const STEP = 4096;

/**
 * The list sorted; stable. A merge sort: natively in runs of a step, then runs that do not stand in order already.
 * `share` is what was done before it.
 */
export function* sortSliced<T>(list: readonly T[], compare: (a: T, b: T) => number, share = 0): Sliced<T[]> {
  const { length } = list;
  const passes = Math.max(1, Math.ceil(Math.log2(Math.max(2, length / STEP)))) + 1;
  let from: T[] = [];
  for (let at = 0; at < length; at += STEP) {
    for (const one of list.slice(at, at + STEP).sort(compare)) from.push(one);
    yield share + ((1 - share) * at) / length / passes;
  }
  let pass = 1;
  for (let run = STEP; run < length; run *= 2, pass++) {
    const to = new Array<T>(length);
    for (let start = 0; start < length; start += 2 * run) {
      const middle = Math.min(start + run, length);
      const end = Math.min(start + 2 * run, length);
      let a = start;
      let b = middle;
      const sorted = middle >= end || compare(from[middle - 1]!, from[middle]!) <= 0;
      for (let at = start; at < end; at++) {
        const first = sorted ? at < middle : a < middle && (b >= end || compare(from[a]!, from[b]!) <= 0);
        to[at] = from[first ? a++ : b++]!;
        if (at % STEP === 0) yield share + ((1 - share) * (pass + at / length)) / passes;
      }
    }
    from = to;
  }
  return from;
}
