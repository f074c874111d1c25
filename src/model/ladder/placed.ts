import type { LadderRow } from '../rows.js';
import type { LadderFact } from './codes.js';

/** A row under construction: `at` is its place, the frame and a fraction for what stands before or after it. */
export type Placed = { -readonly [Key in keyof Omit<LadderRow, 'remarks'>]: LadderRow[Key] } & {
  at: number;
  remarks: LadderFact[];
};
