/** A class as JUnit's XML: one suite a submission. */
import type { Texts } from '../../text/texts.js';
import { countsOf, junitSuite } from '../check/machines.js';
import { xml } from '../export/xml.js';
import type { Graded } from './graded.js';

export function classJunit(class_: readonly Graded[], texts: Texts): string {
  const suites = class_.map((graded) =>
    graded.report === null ? failedSuite(graded, texts) : junitSuite(graded.report, graded.name, texts),
  );
  const failed = class_.filter(({ report }) => report === null).length;
  const counts = countsOf(
    class_.flatMap(({ report }) => (report === null ? [] : [report])),
    failed,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n${suites.join('')}</testsuites>\n`;
}

/** What could not be graded is one error. */
function failedSuite({ name, problem }: Graded, { grade }: Texts): string {
  const said = xml(grade.problems[problem?.code ?? 'unread']);
  return `  <testsuite name="${xml(name)}" ${countsOf([], 1)}>\n    <testcase classname="${xml(name)}" name="${xml(grade.feedback.files)}"><error message="${said}">${xml(problem?.text ?? '')}</error></testcase>\n  </testsuite>\n`;
}
