/** RSTs in the name of a host that did not send them. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { Connection } from '../../tcp/types.js';
import type { MiddleboxRef } from './codes.js';

/** RSTs of both sides within this time have one cause. */
const TOGETHER_NS = NS_PER_SECOND;

/**
 * RSTs that neither side sent: both within a moment, or with another TTL than that side's segments. A host answers a RST
 * with nothing (RFC 9293 §3.5.2).
 */
export function middlebox({ resets }: Connection): MiddleboxRef | null {
  const foreign = resets.filter(({ ttl, usualTtl }) => usualTtl !== null && ttl !== usualTtl);
  const [first] = resets;
  const other = resets.find(({ from, timeNs }) => from !== first?.from && timeNs - first!.timeNs <= TOGETHER_NS);
  const both = other !== undefined;
  if (foreign.length === 0) return null;
  const { ttl, usualTtl } = foreign[0]!;
  return { both, ttl, usualTtl: usualTtl!, otherUsualTtl: foreign[1]?.usualTtl ?? null };
}
