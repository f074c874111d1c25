/** The texts of findings: every code and variant is a sentence, and the document that lists them is up to date. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FindingCode } from '../../src/model/findings/finding.js';
import { FINDING_SAMPLES } from '../../src/model/findings/samples.js';
import { FINDING_ROWS } from '../../src/model/findings/table.js';
import { findingsDocument, variantsOf } from '../support/findingsDocument.js';
import { ROOT } from '../support/run.js';
import { TEXTS } from '../support/texts.js';

const CODES = Object.keys(FINDING_ROWS) as FindingCode[];

describe.each(CODES)('%s', (code) => {
  test('says whole sentences', () => {
    const { messages, causes, advice } = variantsOf(code);
    expect(messages.length).toBeGreaterThan(0);
    for (const text of [...messages, ...causes, ...advice]) {
      expect(text).toMatch(/^[\dA-Z"[].*\.$/s);
      expect(text).not.toMatch(/\.\.(?!\.)|undefined|null|NaN|\[object|\s\s|\s\./);
    }
  });

  test('has a title and a source', () => {
    const { title } = TEXTS.finding({ code, params: FINDING_SAMPLES[code][0], frames: [] } as never);
    expect(title).toMatch(/^\S.*[^.]$/);
    expect(FINDING_ROWS[code].source).not.toBe('');
  });
});

test('docs/findings.md is what the table says: npm run docs:findings', () => {
  expect(readFileSync(path.join(ROOT, 'docs', 'findings.md'), 'utf8')).toBe(findingsDocument());
});
