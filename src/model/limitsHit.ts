/** Limits that the analysis hit, and oddities of packets that it counted, as facts. One row each. */
import { type Fact, factsOf } from '../fact.js';
import { LIMITS } from '../limits.js';
import type { LimitHitParams } from './codes.js';

type Limit = keyof typeof LIMITS;

/** Which bounds each reports, and the one whose value its message needs. */
export const LIMIT_HITS: Readonly<
  Record<keyof LimitHitParams, { readonly limits: readonly Limit[]; readonly shown?: Limit }>
> = {
  'clock-set-back': { limits: [] },
  'fragment-overlap': { limits: [] },
  'fragment-timeout': { limits: ['fragmentSeconds'], shown: 'fragmentSeconds' },
  'fragment-evicted': { limits: ['fragmentBytes', 'fragmentedDatagrams'] },
  'half-open-evicted': { limits: ['halfOpenConnections'], shown: 'halfOpenConnections' },
  'connections-evicted': { limits: ['connections'], shown: 'connections' },
  'ftp-connections-evicted': { limits: ['connections'], shown: 'connections' },
  'connections-idle': { limits: ['idleSeconds'], shown: 'idleSeconds' },
  'connections-miscounted': { limits: ['forgottenSlots'] },
  'icmp-errors-stray': { limits: [] },
  'resets-ignored': { limits: [] },
  'segments-captured-twice': { limits: [] },
  'segments-outside-window': { limits: [] },
  'reassembly-full': { limits: ['reassemblyBytes', 'reassemblyPieces', 'reassemblyBytesTotal'] },
  'missing-ranges-dropped': { limits: ['missingRanges'], shown: 'missingRanges' },
  'comparisons-dropped': { limits: ['recentBytesTotal'] },
  'announcements-expired': { limits: ['expectationSeconds', 'expectations'], shown: 'expectationSeconds' },
  'announcements-crowded': { limits: ['expectationsPerEndpoint'], shown: 'expectationsPerEndpoint' },
  'prefixes-dropped': { limits: ['prefixBytes', 'prefixPieces', 'prefixBytesTotal'] },
  'contents-dropped': { limits: ['contentHeldBytes', 'contentHeldBytesTotal', 'contentHeldPieces'] },
  'exchanges-dropped': { limits: ['exchangesPerSession'], shown: 'exchangesPerSession' },
  'listing-entries-dropped': { limits: ['listingEntries'], shown: 'listingEntries' },
  'sizes-dropped': { limits: ['sizesPerSession'], shown: 'sizesPerSession' },
  'hashes-dropped': { limits: ['reportedHashesPerSession'], shown: 'reportedHashesPerSession' },
  'remarks-dropped': { limits: ['noticedPerSession'], shown: 'noticedPerSession' },
  'unclaimed-dropped': { limits: ['unclaimedConnections'], shown: 'unclaimedConnections' },
  'orphans-dropped': { limits: ['orphanTransfers'], shown: 'orphanTransfers' },
  'keyless-candidates': { limits: ['keylessCandidates'], shown: 'keylessCandidates' },
};

const limitHit = factsOf<LimitHitParams>();

/** Counts by code -> facts, those of zero left out. `frame`: the first at which it happened, where one can be named. */
export function limitsHitFacts(
  counts: Iterable<readonly [code: string, count: number, frame?: number | null | undefined]>,
): Fact<LimitHitParams>[] {
  const facts: Fact<LimitHitParams>[] = [];
  for (const [name, count, frame] of counts) {
    if (count === 0 || !Object.hasOwn(LIMIT_HITS, name)) continue;
    const code = name as keyof LimitHitParams;
    const { shown } = LIMIT_HITS[code];
    facts.push(limitHit(code, (shown === undefined ? { count } : { count, limit: LIMITS[shown] }) as Limited, [frame]));
  }
  return facts;
}

type Limited = { readonly count: number; readonly limit: number };
