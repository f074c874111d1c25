/** A heap that is too small for what a capture has in it: the program ends in good order, with what it has. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { address, CaptureWriter, Talk } from '../bench/captureWriter.js';
import type { Report } from './support/report.js';
import { PROGRAM } from './support/run.js';
import { temporaryFolder } from './support/temporary.js';

const SESSIONS = 5_000;
const HEAP_MIB = 64;

/** Sessions that never end: all of them are kept until the capture does. */
function openSessions(file: string): void {
  const out = new CaptureWriter(file);
  const server = { address: address('10.9.0.1'), port: 21 };
  for (let i = 0; i < SESSIONS; i++) {
    const talk = new Talk(out, { address: address('10.16.0.1') + i, port: 40_000 }, server, i * 7919);
    talk.open();
    talk.say(1, '220 ready');
    for (let k = 0; k < 12; k++) {
      talk.say(0, `CWD /some/folder/${i}/${k}`);
      talk.say(1, `250 Directory changed to ${i}/${k}.`);
    }
  }
  out.close();
}

describe('a heap that is nearly full', { timeout: 180_000 }, () => {
  let capture = '';
  beforeAll(() => {
    capture = path.join(temporaryFolder(), 'open.pcap');
    openSessions(capture);
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
