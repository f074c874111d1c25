/** Every fixture through the whole built program, compared with its complete expected report. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectedReport, recordings } from './support/cases.js';
import { differences, type Truth } from './support/truth.js';

for (const each of recordings()) {
  describe(each.name, () => {
    test('has a README with a title and its provenance', () => {
      const text = readFileSync(path.join(each.folder, 'README.md'), 'utf8');
      expect(text).toMatch(/^# \S/);
      expect(text).toMatch(/Server: \S[\s\S]*Client: \S/);
    });

    test('is reported as expected.json says', () => {
      expect(each.programReport()).toEqual(expectedReport(each));
    });

    const truthFile = path.join(each.folder, 'truth.json');
    if (existsSync(truthFile)) {
      test('expected.json agrees with what the end points did', () => {
        const truth = JSON.parse(readFileSync(truthFile, 'utf8')) as Truth;
        expect(differences(truth, expectedReport(each)!)).toEqual([]);
      });
    }
  });
}
