/** What a teacher should know of a submission, a sentence each. */
import { escapeText } from '../../bytes/text.js';
import type { Texts } from '../../text/texts.js';
import type { CopyGroup } from './copies.js';
import type { Graded } from './graded.js';

export function remarksOf(graded: Graded, copies: readonly CopyGroup[], { grade, check, format }: Texts): string[] {
  const { report, problem, late } = graded;
  const others = copies.flatMap(({ members }) =>
    members.includes(graded) ? members.filter((one) => one !== graded) : [],
  );
  const names = [...new Set(others)].map(({ name }) => escapeText(name));
  const open = report?.checks.filter(({ state }) => state === 'unknown').length ?? 0;
  return [
    ...(problem === null
      ? []
      : [[grade.problems[problem.code], escapeText(problem.text)].filter((one) => one !== '').join(' ')]),
    ...(report?.refused ? [check.refused[report.refused.state]] : []),
    ...(open > 0 ? [grade.open(open, format)] : []),
    ...(report?.capture.damaged ? [grade.damaged] : []),
    ...(late ? [grade.late] : []),
    ...(names.length > 0 ? [grade.sameCapture(names, format)] : []),
  ];
}
