import type { LadderRow } from '../rows.js';

/** A row under construction: `at` is its place, the frame and a fraction for what stands before or after it. */
export type Placed = { -readonly [Key in keyof LadderRow]: LadderRow[Key] } & { at: number };
