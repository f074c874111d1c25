/** Every fixture through the whole analysis, some through the built program too: a dozen complete reports, the facts of all others. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectedOf, readExpected, recordings } from './support/cases.js';
import { differences, type Truth } from './support/truth.js';

/** One of each way into the program: formats, keys, cuts, addresses. Starting it for all of them takes a minute. */
const THROUGH_PROGRAM = new Set([
  ...['active', 'passive', 'epsv-ipv6', 'gzip', 'nanoseconds', 'snaplen-96', 'names-utf8'],
  ...['ftps-keys-inside', 'ftps-no-keys', 'ftps-tls12'],
]);

for (const each of recordings()) {
  describe(each.name, () => {
    test('has a README with a title and its provenance', () => {
      const text = readFileSync(path.join(each.folder, 'README.md'), 'utf8');
      expect(text).toMatch(/^# \S/);
      expect(text).toMatch(/Server: \S[\s\S]*Client: \S/);
    });

    const expected = expectedOf(each);
    test(`is reported as ${path.basename(expected.file)} says`, async () => {
      expect(expected.of(await each.report())).toEqual(readExpected(expected));
    });

    if (THROUGH_PROGRAM.has(each.name)) {
      test('is reported the same by the built program', () => {
        expect(expected.of(each.programReport())).toEqual(readExpected(expected));
      });
    }

    const truthFile = path.join(each.folder, 'truth.json');
    if (existsSync(truthFile)) {
      test('the report agrees with what the end points did', async () => {
        const truth = JSON.parse(readFileSync(truthFile, 'utf8')) as Truth;
        expect(differences(truth, await each.report())).toEqual([]);
      });
    }
  });
}
