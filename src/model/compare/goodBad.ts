/** What works against what does not: the first step that differs, and what followed. */

import type { Finding } from '../findings/finding.js';
import { weightOf } from '../findings/table.js';
import { findingsOf } from '../findings.js';
import type { CompareFact, Which } from './codes.js';
import { type Captured, type Comparison, firstDifference, firstFailure, Lines, label, say } from './comparison.js';
import { alignMoves, movesOf } from './moves.js';

/** Sessions are compared in order: the first with the first. */
export function compareGood(a: Captured, b: Captured, chosen: boolean): Comparison {
  const lines = new Lines();
  const count = Math.max(a.sessions.length, b.sessions.length);
  lines.add(
    label('sessions'),
    say('number', { value: a.sessions.length }),
    say('number', { value: b.sessions.length }),
  );
  for (let i = 0; i < count; i++) {
    const [one, other] = [a.sessions[i], b.sessions[i]];
    alignMoves(one === undefined ? [] : movesOf(one), other === undefined ? [] : movesOf(other), lines);
  }
  return lines.end(
    'good',
    chosen,
    [firstDifference(lines.all), firstFailure(lines.all), ...onlyTrouble(a, b)].filter((one) => one !== null),
  );
}

/** Trouble of a kind that the other capture does not have. */
export function onlyTrouble(a: Captured, b: Captured): CompareFact[] {
  const [ofA, ofB] = [troubleIn(a), troubleIn(b)];
  const only = (which: Which, mine: readonly Finding[], others: readonly Finding[]): CompareFact[] =>
    mine
      .filter(({ code }) => !others.some((other) => other.code === code))
      .map((finding) => say('only-trouble', { which, finding }, finding.frames));
  return [...only('a', ofA, ofB), ...only('b', ofB, ofA)];
}

/** One finding of each kind that counts as a failure. */
export function troubleIn({ sessions }: Captured): readonly Finding[] {
  const list: Finding[] = [];
  for (const session of sessions)
    for (const finding of findingsOf(session))
      if (weightOf(finding) !== null && !list.some(({ code }) => code === finding.code)) list.push(finding);
  return list;
}
