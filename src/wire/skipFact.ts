/** A reason of `reasons.ts` with its count, as a fact. */
import { type Fact, factsOf } from '../fact.js';
import type { NumberedReason, SkipParams } from './codes.js';
import { REASON } from './reasons.js';

const NUMBERED: readonly NumberedReason[] = [
  'link-type',
  'address-family',
  'ethertype',
  'ip-protocol',
  'ppp-protocol',
  'llc-sap',
];

type Reason = (typeof REASON)[keyof typeof REASON];
const REASONS: ReadonlySet<string> = new Set(Object.values(REASON));
const skipped = factsOf<SkipParams>();

/** @param reason a key of `skipped` */
export function skipFact(reason: string, count: number): Fact<SkipParams> {
  if (REASONS.has(reason)) return skipped(reason as Reason, { count }) as Fact<SkipParams>;
  const code = NUMBERED.find((name) => reason.startsWith(`${name}-`));
  return code === undefined
    ? skipped('other', { count, reason })
    : (skipped(code, { count, number: reason.slice(code.length + 1) }) as Fact<SkipParams>);
}
