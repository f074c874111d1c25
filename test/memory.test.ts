/** A heap that is too small for what a capture has in it: the program ends in good order, with what it has. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeSessions } from './support/manySessions.js';
import type { Report } from './support/report.js';
import { PROGRAM } from './support/run.js';
import { temporaryFolder } from './support/temporary.js';

/** They never end: all of them are kept until the capture does. */
const SESSIONS = 5_000;
const HEAP_MIB = 64;

describe('a heap that is nearly full', { timeout: 180_000 }, () => {
  let capture = '';
  beforeAll(() => {
    capture = path.join(temporaryFolder(), 'open.pcap');
    writeSessions(capture, { sessions: SESSIONS, commands: 12, closed: false });
  });
  const inSmallHeap = (...args: string[]) =>
    spawnSync(process.execPath, [`--max-old-space-size=${HEAP_MIB}`, PROGRAM, ...args, capture], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...process.env, NODE_OPTIONS: '' },
    });

  test('ends the reading: the report has what was read, says so, and exit code 3', () => {
    const { status, stdout, stderr } = inSmallHeap('--json', '-q');
    expect(status, stderr).toBe(3);
    expect(stderr).toMatch(/memory of \d+ MiB was nearly full after [\d,]+ packets/);
    const { sessions, capture: read } = JSON.parse(stdout) as Report;
    expect(sessions.length).toBeGreaterThan(100);
    expect(sessions.length).toBeLessThan(SESSIONS);
    expect(read.problems.map(({ kind }) => kind)).toContain('memory-full');
  });

  test('as lines: each session has its last line, and the capture its own', () => {
    const { status, stdout } = inSmallHeap('-F', 'ndjson', '-q');
    expect(status).toBe(3);
    const lines = stdout.trimEnd().split('\n');
    const count = (type: string) => lines.filter((line) => line.startsWith(`{"type":"${type}",`)).length;
    expect(count('session')).toBe(count('session-start'));
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ type: 'capture', problems: [{ kind: 'memory-full' }] });
  });
});
