/** Bounds that were reached, counted where it happens; `model/noticed.ts` puts them in words. */
export type ReachedKind =
  | 'resets-ignored'
  | 'segments-outside-window'
  | 'reassembly-full'
  | 'missing-ranges-dropped'
  | 'comparisons-dropped'
  | 'announcements-crowded'
  | 'prefixes-dropped'
  | 'contents-dropped'
  | 'listing-entries-dropped'
  | 'sizes-dropped'
  | 'hashes-dropped'
  | 'remarks-dropped'
  | 'unclaimed-dropped'
  | 'unasked-dropped';

export type Reached = { [Kind in ReachedKind]?: number };

export function reach(reached: Reached, kind: ReachedKind, count = 1): void {
  if (count > 0) reached[kind] = (reached[kind] ?? 0) + count;
}

export const reachedKinds = (reached: Reached): [ReachedKind, number][] =>
  Object.entries(reached) as [ReachedKind, number][];
