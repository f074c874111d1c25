/** docs/wireshark.md and its profile: a filter for every finding, and Wireshark understands them all. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FINDING_ROWS } from '../src/model/findings/table.js';
import { recordings } from './support/cases.js';
import { ROOT } from './support/run.js';

const read = (name: string) => readFileSync(path.join(ROOT, 'docs', name), 'utf8');
/** Code and display filter; null where no packet shows it. */
const FILTERS = new Map(
  [...read('wireshark.md').matchAll(/^\| `([a-z0-9-]+)` \| (?:`(.*)`|-) \|$/gm)].map(
    ([, code, filter]) => [code!, filter?.replaceAll('\\|', '|') ?? null] as const,
  ),
);

test('every finding has its row', () => {
  expect([...FILTERS.keys()].sort()).toEqual(Object.keys(FINDING_ROWS).sort());
});

const hasTshark = spawnSync('tshark', ['--version']).status === 0;
const frames = (capture: string, filter: string): number[] => {
  const args = ['-r', capture, '-Y', filter, '-T', 'fields', '-e', 'frame.number'];
  const { stdout, stderr, status } = spawnSync('tshark', args, { encoding: 'utf8' });
  expect(status, `${filter}: ${stderr}`).toBe(0);
  return stdout.trim().split('\n').filter(Boolean).map(Number);
};

// Skipped where tshark is not installed.
describe.skipIf(!hasTshark)('tshark', () => {
  const [first] = recordings();
  test('understands every display filter', () => {
    // All at once: starting tshark for each takes a minute.
    const all = [...FILTERS.values()].filter((filter) => filter !== null);
    frames(first!.capture, all.map((filter) => `(${filter})`).join(' || '));
  });

  test("understands the profile's colours", () => {
    const filters = [...read('wireshark/colorfilters').matchAll(/^@[^@]+@([^@]+)@/gm)].map(([, filter]) => filter!);
    expect(filters.length).toBeGreaterThan(8);
    frames(first!.capture, filters.map((filter) => `(${filter})`).join(' || '));
  });

  /** One fixture a finding; the filter shows at least one of the frames that the report names. */
  test.each([
    ['active', 'clear-text-password'],
    ['bounce-refused', 'bounce'],
    ['bounce-refused', 'privileged-port'],
    ['pasv-dropped', 'data-unanswered'],
    ['pasv-refused-rst', 'data-refused'],
    ['epsv-prohibited-icmp6', 'data-prohibited'],
    ['nat-server-private-address', 'nat-suspected'],
    ['idle-421', 'server-closed'],
    ['holes', 'bytes-missing'],
    ['bruteforce', 'password-guessing'],
    ['snaplen-96', 'packets-cut'],
    ['ftps-tls12', 'tls'],
    ['empty-and-550', 'transfer-refused'],
  ])('%s: the filter of %s shows what the report names', async (name, code) => {
    const recording = recordings().find((each) => each.name === name)!;
    const report = await recording.report();
    const found = [...report.findings, ...report.sessions.flatMap(({ findings }) => findings)].filter(
      (one) => one.code === code,
    );
    expect(found.length).toBeGreaterThan(0);
    const shown = new Set(frames(recording.capture, FILTERS.get(code)!));
    expect(found.flatMap((one) => one.frames).some((frame) => shown.has(frame))).toBe(true);
  });
});
