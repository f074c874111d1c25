/** A folder for temporary files that is too small for a report which waits in it until the capture has ended. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeSessions } from './support/manySessions.js';
import type { Report } from './support/report.js';
import { PROGRAM, run } from './support/run.js';
import { temporaryFolder } from './support/temporary.js';

/** They take some 18 MB as JSON. */
const SESSIONS = 1_500;

const mayMount = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp']).status === 0;

describe.skipIf(!mayMount)('a full folder for temporary files', { timeout: 60_000 }, () => {
  const folder = temporaryFolder();
  const small = temporaryFolder();
  const capture = path.join(folder, 'sessions.pcap');
  beforeAll(() => writeSessions(capture, { sessions: SESSIONS, commands: 20, closed: true }));
  /** The mount is gone with the program. */
  const inSmallFolder = (...args: string[]) =>
    spawnSync(
      'unshare',
      [
        '-m',
        'sh',
        '-c',
        'mount -t tmpfs -o size=64k tmpfs "$TMPDIR" && exec "$@"',
        'sh',
        process.execPath,
        PROGRAM,
        ...args,
      ],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        env: { ...process.env, LC_ALL: 'C.UTF-8', NO_COLOR: '1', TMPDIR: small },
      },
    );
  const SAID = `ftp-sniff: the report cannot be kept in ${small} until its end: the disk is full; `;
  const ADVICE = 'TMPDIR names another folder, --format ndjson needs none';

  test('ends the reading: what was read is reported, with the problem, and the exit code is 3', () => {
    const { status, stdout, stderr } = inSmallFolder('--json', capture);
    expect(status, stderr).toBe(3);
    const report = JSON.parse(stdout) as Report;
    const { packets, problems } = report.capture;
    expect(stderr).toBe(
      `${SAID}reading ended after ${packets.toLocaleString('en')} packets, and what was read is reported; ${ADVICE}\n`,
    );
    expect(problems).toMatchObject([{ kind: 'report-cut', params: { packets, folder: small, error: 'ENOSPC' } }]);
    expect(report.sessions.length).toBeGreaterThan(100);
    expect(report.sessions.length).toBeLessThan(SESSIONS);
    // Whole, and the first ones: what the same capture has without the bound.
    const whole = JSON.parse(run(['--json', '-c', String(packets), capture]).stdout) as Report;
    expect(report.sessions).toEqual(whole.sessions);
  });

  test('in text too', () => {
    const { status, stdout, stderr } = inSmallFolder('-F', 'text', capture);
    expect(status, stderr).toBe(3);
    expect(stdout).toMatch(/problem +the report cannot be kept in/);
    expect(stderr).toContain(SAID);
  });

  test('is no matter for lines, which need none', () => {
    const { status, stdout, stderr } = inSmallFolder('-F', 'ndjson', capture);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.match(/^\{"type":"session",/gm)).toHaveLength(SESSIONS);
  });

  test('keeps nothing from -w, and the report says where it ends', () => {
    const written = path.join(folder, 'written.pcap');
    const { status, stdout, stderr } = inSmallFolder('--json', '-w', written, capture);
    expect(status, stderr).toBe(3);
    expect(readFileSync(written)).toHaveLength(readFileSync(capture).length);
    const report = JSON.parse(stdout) as Report;
    expect(report.capture.problems).toMatchObject([{ kind: 'report-cut', params: { goesOn: true } }]);
    expect(stderr).toMatch(/sessions that had not ended after [\d,]+ packets are not in it/);
    expect(report.sessions.length).toBeGreaterThan(100);
    expect(report.sessions.length).toBeLessThan(SESSIONS);
  });
});
