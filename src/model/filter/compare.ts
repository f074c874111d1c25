/** How values compare, with three answers: what the capture leaves open may make a comparison neither true nor false. */
import type { Uncovered } from '../coverage.js';
import type { Value } from './language.js';

/** True, false, or null: the capture does not tell. */
export type Answer = boolean | null;

/** A value as the capture shows it. */
export type Seen = {
  readonly value: Value;
  /** Why it may be another one; null: it is this one. */
  readonly open: Uncovered | null;
  /** An open number is at least `value`, and at most this; null: it may be anything. */
  readonly most: number | null;
};

export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'contains';

const COMPARE: Readonly<Record<Operator, (a: Value, b: Value) => boolean>> = {
  '==': (a, b) => order(a, b) === 0,
  '!=': (a, b) => order(a, b) !== 0,
  '<': (a, b) => (order(a, b) ?? 1) < 0,
  '<=': (a, b) => (order(a, b) ?? 1) <= 0,
  '>': (a, b) => (order(a, b) ?? -1) > 0,
  '>=': (a, b) => (order(a, b) ?? -1) >= 0,
  contains: (a, b) => a !== null && String(a).toLowerCase().includes(String(b).toLowerCase()),
};

const SAME: Readonly<Record<string, Operator>> = {
  '=': '==',
  '~': 'contains',
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/** The operator that is written so; undefined: it is none. */
export function operatorOf(written: string): Operator | undefined {
  const lower = written.toLowerCase();
  if (Object.hasOwn(SAME, lower)) return SAME[lower];
  return Object.hasOwn(COMPARE, lower) ? (lower as Operator) : undefined;
}

/** Texts compare without regard to case. */
export function holds(operator: Operator, { value, open, most }: Seen, wanted: Value): Answer {
  if (open === null) return COMPARE[operator](value, wanted);
  if (most !== null && typeof value === 'number') {
    const low = COMPARE[operator](value, wanted);
    // What lies between the least and the most compares like both, unless the wanted number is there too.
    const between = typeof wanted === 'number' && wanted >= value && wanted <= most;
    const high = COMPARE[operator](most, wanted);
    if (low !== high) return null;
    return between && (operator === '==' || operator === '!=') && most > value ? null : low;
  }
  // What is shown, word for word, is an answer: `outcome == incomplete`, `user == null`.
  if (operator === '==' || operator === '!=') return COMPARE['=='](value, wanted) ? operator === '==' : null;
  return null;
}

/** Neither null, false, '' nor 0. */
export function isThere({ value, open }: Seen): Answer {
  if (value !== null && value !== false && value !== '' && value !== 0) return true;
  return open === null ? false : null;
}

/** Negative, 0 or positive; undefined where the two cannot be ordered (they are then unequal). */
function order(a: Value, b: Value): number | undefined {
  if (a === null || b === null || typeof a === 'boolean' || typeof b === 'boolean') {
    return String(a) === String(b) ? 0 : undefined;
  }
  if (typeof a === 'number') {
    const other = Number(b);
    return Number.isNaN(other) ? undefined : a - other;
  }
  return a.localeCompare(String(b), 'en', { sensitivity: 'base' });
}
