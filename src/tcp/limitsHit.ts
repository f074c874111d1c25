/** Bounds that were hit, counted where it happens; `model/limitsHit.ts` makes facts of them. */
export type LimitHit =
  | 'resets-ignored'
  | 'segments-captured-twice'
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
  | 'orphans-dropped'
  | 'exchanges-dropped'
  | 'keyless-candidates';

export type LimitsHit = { [Kind in LimitHit]?: number };

export function hitLimit(limitsHit: LimitsHit, kind: LimitHit, count = 1): void {
  if (count > 0) limitsHit[kind] = (limitsHit[kind] ?? 0) + count;
}

export const limitsHitKinds = (limitsHit: LimitsHit): [LimitHit, number][] =>
  Object.entries(limitsHit) as [LimitHit, number][];
