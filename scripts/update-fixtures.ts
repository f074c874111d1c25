// npm run fixtures:update [-- NAME ...]: writes expected.json or facts.json of every recording (or of those whose name
// contains NAME) as it is reported now. Read the differences by hand before you commit them: they are what is tested.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expectedOf, readExpected, recordings } from '../test/support/cases.js';

const names = process.argv.slice(2);
let changed = 0;
for (const each of recordings()) {
  if (names.length > 0 && !names.some((name) => each.name.includes(name))) continue;
  const expected = expectedOf(each);
  // As JSON has it: what is undefined does not stand there.
  const now: unknown = JSON.parse(JSON.stringify(expected.of(await each.report())));
  if (isDeepStrictEqual(now, readExpected(expected))) continue;
  writeFileSync(expected.file, `${JSON.stringify(now, null, 1)}\n`);
  console.log(`changed: ${path.relative(process.cwd(), expected.file)}`);
  changed++;
}
console.log(
  changed === 0 ? 'nothing changed' : `${changed} changed: read the differences (git diff) before you commit`,
);
