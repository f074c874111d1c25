// count-tests.mjs RESULTS.json STATUS [STATUS...]: prints 'N passed, N failed, N skipped' from vitest's JSON report, and
// exits with the STATUS of its run. A check that failed outside the tests (types, lint, no report at all) counts as one
// failure; so does each further STATUS that is not 0, and one that is 0 as one that passed.
import { readFileSync } from 'node:fs';

const [file = '', ...statuses] = process.argv.slice(2);
const [status = 1, ...further] = statuses.map(Number);
const counts = { passed: 0, failed: 0, skipped: 0 };
try {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  counts.passed = report.numPassedTests;
  counts.skipped = report.numPendingTests + report.numTodoTests;
  // A file that cannot be loaded has no test to fail.
  const brokenFiles = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  counts.failed = report.numFailedTests + brokenFiles.length;
} catch {
  console.log(`no test report in ${file}`);
}
if (status !== 0 && counts.failed === 0) counts.failed = 1;
for (const one of further) counts[one === 0 ? 'passed' : 'failed']++;
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 || counts.passed === 0 ? status || 1 : 0);
