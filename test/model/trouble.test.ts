/** What went wrong: each row has a fixture that shows it and one that does not; healthy recordings show nothing. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FindingCode } from '../../src/model/findings/finding.js';
import { FINDING_ROWS } from '../../src/model/findings/table.js';
import { type Case, recordings, scripted } from '../support/cases.js';
import type { Report } from '../support/report.js';
import { ROOT } from '../support/run.js';
import { NOT_HEALTHY, TROUBLE_CODES, TROUBLE_PROOFS } from '../support/troubleProofs.js';
import { troubleshootingDocument } from '../support/troubleshooting.js';

const RECORDINGS = recordings();
const CASES = new Map<string, Case>([...scripted(), ...RECORDINGS].map((each) => [each.name, each]));
const reports = new Map<string, Promise<Report>>();

function reportOf(name: string): Promise<Report> {
  const each = CASES.get(name);
  if (each === undefined) throw new Error(`no fixture ${name}`);
  const report = reports.get(name) ?? each.report();
  reports.set(name, report);
  return report;
}

const codesOf = async (name: string): Promise<string[]> => (await reportOf(name)).trouble.map(({ code }) => code);

describe.each(TROUBLE_CODES)('%s', (code: FindingCode) => {
  const row = TROUBLE_PROOFS[code];
  test('has a fixture and a counter-fixture', () => expect(row).toBeDefined());
  test('is what went wrong in its fixture', async () => expect(await codesOf(row!.fixture)).toContain(code));
  test('is not in the other, which looks like it', async () => expect(await codesOf(row!.counter)).not.toContain(code));
});

test('every row names its source', () => {
  for (const code of TROUBLE_CODES) expect(FINDING_ROWS[code].source).toMatch(/RFC|\(\d|draft/);
});

describe('healthy recordings', () => {
  const healthy = RECORDINGS.filter(({ name }) => !NOT_HEALTHY.has(name));
  test.each(healthy.map(({ name }) => name))('%s: nothing went wrong', async (name) => {
    const report = await reportOf(name);
    expect(report.trouble.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    const warnings = [...report.findings, ...report.sessions.flatMap((session) => session.findings)]
      .filter(({ severity }) => severity !== 'info')
      .map(({ code }) => code);
    expect(warnings.filter((code) => code !== 'clear-text-password')).toEqual([]);
  });
});

test('docs/troubleshooting.md is what the table says: npm run docs:findings', () => {
  expect(readFileSync(path.join(ROOT, 'docs', 'troubleshooting.md'), 'utf8')).toBe(troubleshootingDocument());
});
