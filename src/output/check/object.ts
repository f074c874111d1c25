/** A judgement as a `CheckReport`. */
import type { Session } from '../../ftp/protocol/session.js';
import type { CheckResult, Judgement } from '../../model/check/judge.js';
import type { CaptureSubject } from '../../model/filter/fields.js';
import type { Look } from '../../model/filter/looks.js';
import { clockOf } from '../../model/time.js';
import { limitHitWithFrame, problemWithFrame } from '../../text/problems.js';
import type { Reported } from '../reporting.js';
import type { CheckEntry, CheckReport, Measured } from './report.js';

/** Connections that are named; two captures of one experiment differ in the first. */
const HANDSHAKES = 40;

export function checkReport(
  { sheet, refused, results }: Judgement,
  { sessions }: CaptureSubject,
  reported: Reported,
  parameters: ReadonlyMap<string, string>,
): CheckReport {
  const checks = results.map(entry);
  const sum = (points: readonly number[]): number => points.reduce((all, one) => all + one, 0);
  const states = checks.map(({ state, points }) =>
    state === 'skipped' ? (points === null ? 'unknown' : 'failed') : state,
  );
  const needsPerson = states.includes('unknown') || refused?.answer === null;
  return {
    schema: 'ftp-sniff-check/1',
    title: sheet.title,
    capture: captureOf(reported, sessions),
    parameters: Object.fromEntries(parameters),
    state: states.includes('failed') ? 'failed' : needsPerson ? 'unknown' : 'passed',
    needsPerson,
    points: sum(checks.map(({ points }) => points ?? 0)),
    openPoints: sum(checks.map(({ points, maxPoints }) => (points === null ? maxPoints : 0))),
    maxPoints: sum(checks.map(({ maxPoints }) => maxPoints)),
    refused: refused && {
      rule: refused.requirement.expr.text,
      state: refused.answer === null ? 'unknown' : 'failed',
      hint: refused.requirement.hint,
      measured: refused.looks.map(measured),
      frames: [...refused.frames],
      reasons: [...refused.reasons],
    },
    checks,
  };
}

function captureOf({ view, info, texts }: Reported, sessions: readonly Session[]): CheckReport['capture'] {
  const clock = clockOf(view, info.fractionDigits);
  const connections = sessions.flatMap(({ control, dataConnections }) => [
    control,
    ...dataConnections.flatMap(({ connection }) => (connection === null ? [] : [connection])),
  ]);
  const problems = info.problems.map((problem) => problemWithFrame(texts, problem));
  return {
    sources: [...info.sources],
    packets: view.packets,
    sessions: view.sessionCount,
    firstTime: view.firstTimeNs === null ? null : clock(view.firstTimeNs),
    damaged: info.damaged,
    problems: [...problems, ...info.limitsHit.map((fact) => limitHitWithFrame(texts, fact))],
    handshakes: connections.slice(0, HANDSHAKES).map(({ firstTimeNs, sides }) => ({
      time: clock(firstTimeNs),
      initialSequenceNumbers: [sides.initiator.initialSeq, sides.responder.initialSeq],
    })),
  };
}

function entry({ check, state, points, asked, missing }: CheckResult): CheckEntry {
  return {
    id: check.id,
    title: check.title,
    state,
    points,
    maxPoints: check.points,
    rule: check.expr.text,
    measured: asked?.looks.map(measured) ?? [],
    frames: [...(asked?.frames ?? [])],
    reasons: [...(asked?.reasons ?? [])],
    missing,
    hint: check.hint,
    explain: check.explain,
  };
}

const measured = ({ what, kind, all, found }: Look): Measured => ({
  what,
  kind,
  all,
  found: found.map(({ element, values, frames }) => ({ element, values: [...values], frames: [...frames] })),
});
