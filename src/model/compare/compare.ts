/** Which comparison two captures ask for. */
import type { As } from './codes.js';
import { type Captured, type Comparison, Lines, say } from './comparison.js';
import { compareGood, troubleIn } from './goodBad.js';
import { compareKey } from './key.js';
import { compareModes, modesOf } from './modes.js';
import { compareNat, isTranslated } from './nat.js';

const WAYS: Readonly<Record<As, (a: Captured, b: Captured, chosen: boolean) => Comparison>> = {
  modes: compareModes,
  nat: compareNat,
  good: compareGood,
  key: compareKey,
};

/** @param asked null: what fits the captures */
export function compare(a: Captured, b: Captured, asked: As | null): Comparison {
  const as = asked ?? chosenFor(a, b);
  const empty = (['a', 'b'] as const).filter((which) => (which === 'a' ? a : b).sessions.length === 0);
  if (empty.length > 0) {
    const lines = new Lines();
    const conclusions = empty.map((which) => say('no-session', { which }));
    return { ...lines.end(as, asked === null, conclusions), equal: empty.length === 2 };
  }
  const compared = WAYS[as](a, b, asked === null);
  const leftOut = (
    [
      ['a', a],
      ['b', b],
    ] as const
  ).flatMap(([which, { sessionsLeftOut: count }]) => (count === 0 ? [] : [say('sessions-left-out', { which, count })]));
  return leftOut.length === 0 ? compared : { ...compared, conclusions: [...compared.conclusions, ...leftOut] };
}

/** One path at two places; else two modes, each in one capture, both in good order; else step by step. */
function chosenFor(a: Captured, b: Captured): As {
  if (isTranslated(a, b)) return 'nat';
  const [ofA, ofB] = [modesOf(a), modesOf(b)];
  const apart = ofA.active !== ofA.passive && ofB.active !== ofB.passive && ofA.active !== ofB.active;
  const fine = troubleIn(a).length === 0 && troubleIn(b).length === 0;
  return apart && fine ? 'modes' : 'good';
}
