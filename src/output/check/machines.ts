/** For programs: JSON, JUnit's XML, TAP version 14, and results.json of a Gradescope autograder. */
import { stringify } from 'yaml';
import { xml } from '../export/xml.js';
import { jsonText } from '../jsonText.js';
import { type CheckFormat, detailText, nameOf, pointsNumber, refusedText } from './format.js';
import type { CheckEntry, CheckReport } from './report.js';

export const renderJson: CheckFormat = (report) => `${jsonText(report, 2)}\n`;

/** One suite: unknown is an error, for nobody has decided it; what was not asked is skipped. */
export const renderJunit: CheckFormat = (report, { texts }) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${countsOf([report])}>\n${junitSuite(report, suiteName(report), texts)}</testsuites>\n`;

export const suiteName = ({ title, capture }: CheckReport): string => title ?? capture.sources.join(' ');

export function junitSuite(report: CheckReport, name: string, texts: Parameters<CheckFormat>[1]['texts']): string {
  const refused = refusedText(report, texts);
  const cases = report.checks.map((entry) => {
    const said = xml(refused ?? detailText(entry, texts));
    const rule = xml(entry.rule);
    const body = {
      passed: `<system-out>${said}</system-out>`,
      failed: `<failure message="${rule}">${said}</failure>`,
      unknown: `<error message="${rule}">${said}</error>`,
      skipped: `<skipped message="${said}"/>`,
    }[entry.state];
    return `    <testcase classname="${xml(name)}" name="${xml(nameOf(entry))}">${body}</testcase>\n`;
  });
  return `  <testsuite name="${xml(name)}" ${countsOf([report])}>\n${cases.join('')}  </testsuite>\n`;
}

/** @param more cases that are errors */
export function countsOf(reports: readonly CheckReport[], more = 0): string {
  const checks = reports.flatMap((report) => report.checks);
  const count = (state: CheckEntry['state']) => checks.filter((one) => one.state === state).length;
  return `tests="${checks.length + more}" failures="${count('failed')}" errors="${count('unknown') + more}" skipped="${count('skipped')}"`;
}

/** unknown is no `ok`, for nobody has decided it; what was not asked has SKIP. */
export const renderTap: CheckFormat = (report, { texts }) => {
  const refused = refusedText(report, texts);
  const lines = ['TAP version 14', `1..${report.checks.length}`];
  for (const [i, entry] of report.checks.entries()) {
    const { state, points, maxPoints, frames } = entry;
    const name = nameOf(entry)
      .replace(/[\\#]/g, '\\$&')
      .replace(/[\r\n]/g, ' ');
    const ok = state === 'passed' || state === 'skipped' ? 'ok' : 'not ok';
    lines.push(`${ok} ${i + 1} - ${name}${state === 'skipped' ? ` # SKIP ${texts.check.states.skipped}` : ''}`);
    if (state === 'skipped') continue;
    const message = refused ?? detailText(entry, texts);
    const said = stringify({ state, points, maxPoints, frames, message }, { lineWidth: 0 });
    lines.push(
      '  ---',
      ...said
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`.trimEnd()),
      '  ...',
    );
  }
  return `${lines.join('\n')}\n`;
};

/** What a person must give points for has no score and no status: Gradescope then shows what is said of it. */
export const renderGradescope: CheckFormat = (report, { texts, brief }) => {
  const refused = refusedText(report, texts, brief);
  const { check, format } = texts;
  return `${jsonText(
    {
      score: pointsNumber(report.points),
      output: refused ?? (report.needsPerson ? check.openPoints(pointsNumber(report.openPoints), format) : ''),
      output_format: 'text',
      visibility: 'visible',
      tests: report.checks.map((entry) => ({
        name: nameOf(entry),
        ...(entry.points === null
          ? {}
          : { score: pointsNumber(entry.points), status: entry.state === 'passed' ? 'passed' : 'failed' }),
        max_score: pointsNumber(entry.maxPoints),
        output: [...(entry.state === 'unknown' ? [check.states.unknown] : []), detailText(entry, texts, brief)].join(
          '\n',
        ),
        output_format: 'text',
        tags: entry.points === null ? ['needs-person'] : [],
      })),
      extra_data: { state: report.state, needsPerson: report.needsPerson, openPoints: pointsNumber(report.openPoints) },
    },
    2,
  )}\n`;
};
