// npm run fixtures:update [-- NAME ...]: writes expected.json of every fixture (or of those whose name contains NAME) as
// it is reported now. Read the differences by hand before you commit them: they are what is tested.
import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { expectedFile, expectedReport, recordings, scripted } from '../test/support/cases.js';

const names = process.argv.slice(2);
let changed = 0;
for (const each of [...recordings(), ...scripted()]) {
  if (names.length > 0 && !names.some((name) => each.name.includes(name))) continue;
  const report = await each.report();
  if (isDeepStrictEqual(report, expectedReport(each))) continue;
  writeFileSync(expectedFile(each), `${JSON.stringify(report, null, 1)}\n`);
  console.log(`changed: fixtures/${each.name}/expected.json`);
  changed++;
}
console.log(
  changed === 0 ? 'nothing changed' : `${changed} changed: read the differences (git diff) before you commit`,
);
