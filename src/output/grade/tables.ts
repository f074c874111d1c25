/** Tables of a class: grades in the columns of Moodle's offline worksheet, and how each check did. */
import type { Texts } from '../../text/texts.js';
import { pointsNumber } from '../check/format.js';
import { record } from '../csv/value.js';
import type { CopyGroup } from './copies.js';
import { type Graded, needsPerson } from './graded.js';
import { remarksOf } from './remarks.js';

/** Moodle's own, which it finds by name when the sheet is uploaded; further ones it leaves alone. */
const MOODLE = [
  'Identifier', 'Full name', 'Email address', 'Status', 'Grade', 'Maximum Grade', 'Grade can be changed', 'Last modified (submission)', 'Last modified (grade)', 'Feedback comments',
]; // biome-ignore format: a list
const OWN = ['Points', 'Needs a person', 'Remarks'];

/** A grade stands there where nothing is open: what a person must give is no 0. */
export function* gradesTable(
  class_: readonly Graded[],
  copies: readonly CopyGroup[],
  maxPoints: number,
  texts: Texts,
): Iterable<string> {
  yield record([...MOODLE, ...OWN]);
  for (const graded of class_) {
    const { report, number, id, name } = graded;
    const open = needsPerson(graded);
    const points = report === null ? null : pointsNumber(report.points);
    const remarks = remarksOf(graded, copies, texts).join(' ');
    yield record([
      number === null ? id : `Participant ${number}`,
      name,
      '',
      '',
      open ? null : points,
      pointsNumber(maxPoints),
      'Yes',
      '',
      '',
      feedbackLine(graded, texts),
      points,
      open ? 'yes' : 'no',
      remarks,
    ]);
  }
}

/** What a student reads beside the grade. */
function feedbackLine({ report, problem }: Graded, { check, grade, format }: Texts): string {
  if (report === null) return problem === null ? '' : grade.problems[problem.code];
  const points = check.points(pointsNumber(report.points), pointsNumber(report.maxPoints), format);
  const open = report.openPoints > 0 ? check.openPoints(pointsNumber(report.openPoints), format) : null;
  const refused = report.refused === null ? null : check.refused[report.refused.state];
  return [points, open, refused].filter((one) => one !== null).join(check.between);
}

/** How often each check passed, and whether those who did well otherwise passed it (item-rest correlation). */
export function* itemsTable(class_: readonly Graded[]): Iterable<string> {
  yield record(['id', 'title', 'points', 'passed', 'failed', 'unknown', 'skipped', 'share right', 'discrimination']);
  const reports = class_.flatMap(({ report }) => (report === null || report.refused !== null ? [] : [report]));
  for (const [i, { id, title, maxPoints }] of (reports[0]?.checks ?? []).entries()) {
    const entries = reports.map(({ checks }) => checks[i]!);
    const count = (state: string): number => entries.filter((one) => one.state === state).length;
    const decided = reports.flatMap((report) => {
      const { points } = report.checks[i]!;
      return points === null
        ? []
        : [{ right: points > 0 || report.checks[i]!.state === 'passed' ? 1 : 0, rest: report.points - points }];
    });
    const right = decided.filter((one) => one.right === 1).length;
    yield record([
      id,
      title ?? '',
      pointsNumber(maxPoints),
      count('passed'),
      count('failed'),
      count('unknown'),
      count('skipped'),
      decided.length === 0 ? null : rounded(right / decided.length),
      rounded(correlation(decided)),
    ]);
  }
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 1000) / 1000);

/** Pearson's; null: fewer than three, or all alike. */
function correlation(pairs: readonly { readonly right: number; readonly rest: number }[]): number | null {
  const n = pairs.length;
  if (n < 3) return null;
  const mean = (of: (one: (typeof pairs)[number]) => number): number =>
    pairs.reduce((sum, one) => sum + of(one), 0) / n;
  const [x, y] = [mean((one) => one.right), mean((one) => one.rest)];
  const xy = mean((one) => (one.right - x) * (one.rest - y));
  const xx = mean((one) => (one.right - x) ** 2);
  const yy = mean((one) => (one.rest - y) ** 2);
  return xx < 1e-12 || yy < 1e-12 ? null : xy / Math.sqrt(xx * yy);
}
