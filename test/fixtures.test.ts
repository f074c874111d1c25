/** Every fixture through the whole analysis, some through the built program too, compared with the complete expected report. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectedReport, recordings } from './support/cases.js';
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

    test('is reported as expected.json says', async () => {
      expect(await each.report()).toEqual(expectedReport(each));
    });

    if (THROUGH_PROGRAM.has(each.name)) {
      test('is reported the same by the built program', () => {
        expect(each.programReport()).toEqual(expectedReport(each));
      });
    }

    const truthFile = path.join(each.folder, 'truth.json');
    if (existsSync(truthFile)) {
      test('expected.json agrees with what the end points did', () => {
        const truth = JSON.parse(readFileSync(truthFile, 'utf8')) as Truth;
        expect(differences(truth, expectedReport(each)!)).toEqual([]);
      });
    }
  });
}
