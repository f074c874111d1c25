/** How V8 is set for this program. */
import { setFlagsFromString } from 'node:v8';

/** Node 20's. A V8 that does not know a flag says so on standard error. */
const IS_V8_11 = process.versions.v8.startsWith('11.');

const FLAGS: readonly string[] = [
  // V8's nursery doubles, as it does by default: said, for it may have been held since.
  '--semi-space-growth-factor=2',
  // V8 lets garbage grow to four times what lives before it collects, which costs more memory here than it saves time
  // (measured on floods, many sessions and one large transfer).
  '--heap-growing-percent=70',
  // V8 optimizes most functions of a report for nothing, on other threads: a fifth of the processor time of a thousand
  // sessions. What is really hot is optimized all the same, three times as late. Later versions have no such flag, and Maglev.
  ...(IS_V8_11 ? ['--interrupt-budget=400000'] : []),
];

/** Before code is loaded or kept: V8 takes what it compiled before only under the same flags. */
export function applyV8Flags(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}

/** V8's nursery grows no more: four times as large it saves no time that can be measured, and costs 20 to 30 MB. */
export function holdNursery(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
