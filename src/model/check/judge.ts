/** A sheet held against a capture. */
import { LIMITS } from '../../limits.js';
import type { Uncovered } from '../coverage.js';
import { asking, scopeOf, truth } from '../filter/ask.js';
import type { Answer } from '../filter/compare.js';
import type { CaptureSubject } from '../filter/fields.js';
import type { FindingsOf } from '../filter/language.js';
import { framesIn, type Look, looksOf } from '../filter/looks.js';
import type { Node } from '../filter/tree.js';
import type { Check, Requirement, Sheet } from './sheet.js';

/**
 * passed, failed: the capture shows it; unknown: the capture does not tell, and a person must look; skipped: what it needs
 * has not passed, or the capture is not of this exercise.
 */
export type CheckState = 'passed' | 'failed' | 'unknown' | 'skipped';

/** An expression that was asked, and what it rests on. */
export type Asked = {
  readonly answer: Answer;
  readonly looks: readonly Look[];
  /** Frames of what decided, ascending. */
  readonly frames: readonly number[];
  /** Why the answer is not known; empty where it is. */
  readonly reasons: readonly Uncovered[];
};

export type CheckResult = {
  readonly check: Check;
  readonly state: CheckState;
  /** Null: a person must give them. */
  readonly points: number | null;
  /** Null: it was skipped. */
  readonly asked: Asked | null;
  /** The check that it needs and that has not passed; null: none, or the capture was refused. */
  readonly missing: string | null;
};

export type Judgement = {
  readonly sheet: Sheet;
  /** The first requirement that does not hold: then nothing else was asked. */
  readonly refused: (Asked & { readonly requirement: Requirement }) | null;
  /** In the order of the sheet. */
  readonly results: readonly CheckResult[];
};

/** @param parameters a value for each parameter of the sheet */
export function judge(
  sheet: Sheet,
  capture: CaptureSubject,
  findings: FindingsOf,
  parameters: ReadonlyMap<string, string>,
): Judgement {
  const ask = (node: Node): Asked => {
    const by = asking(findings, true, parameters);
    const answer = truth(node, scopeOf(capture), by);
    const reasons = answer === null ? [...by.reasons] : [];
    const looks = looksOf(node, scopeOf(capture), asking(findings, true, parameters));
    return { answer, looks, reasons, frames: framesIn(looks).slice(0, LIMITS.framesPerFinding) };
  };
  for (const requirement of sheet.require) {
    const asked = ask(requirement.expr.node);
    if (asked.answer === true) continue;
    const results = sheet.check.map((check) => skipped(check, asked.answer === null, null));
    return { sheet, refused: { ...asked, requirement }, results };
  }
  const byId = new Map(sheet.check.map((check) => [check.id, check]));
  const known = new Map<string, CheckResult>();
  const resultOf = (check: Check): CheckResult => {
    const before = known.get(check.id);
    if (before !== undefined) return before;
    const open = check.needs.map((id) => resultOf(byId.get(id)!)).filter(({ state }) => state !== 'passed');
    // What certainly did not pass counts before what may have.
    const missing = open.find(({ points }) => points !== null) ?? open[0];
    const result =
      missing === undefined
        ? judged(check, ask(check.expr.node))
        : skipped(check, missing.points === null, missing.check.id);
    known.set(check.id, result);
    return result;
  };
  return { sheet, refused: null, results: sheet.check.map(resultOf) };
}

function judged(check: Check, asked: Asked): CheckResult {
  const { answer } = asked;
  const state = answer === null ? 'unknown' : answer ? 'passed' : 'failed';
  return { check, state, points: answer === null ? null : answer ? check.points : 0, asked, missing: null };
}

/** @param open what it needs is not known: neither are its points */
const skipped = (check: Check, open: boolean, missing: string | null): CheckResult => ({
  check,
  state: 'skipped',
  points: open ? null : 0,
  asked: null,
  missing,
});
