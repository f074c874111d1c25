/** `--write FILE.pcapng`: the conversations with comments, as Wireshark shows them. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordings } from '../support/cases.js';
import type { Report } from '../support/report.js';
import { ROOT, reportOf, run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';

const folder = temporaryFolder();
const write = (capture: string, ...options: string[]): string => {
  const file = path.join(folder, `${path.basename(path.dirname(capture))}.pcapng`);
  const { status, stderr } = run(['--json', '-w', file, '-q', ...options, capture], { cwd: ROOT });
  expect([status === 3 ? 0 : status, stderr]).toEqual([0, '']);
  return file;
};

/** Everything that does not speak of the file, or of frames, which are numbered anew where others were left out. */
const facts = ({ sessions }: Report) =>
  sessions.map(({ user, dialogue, dataConnections }) => ({
    user,
    dialogue: dialogue.map(({ command, code }) => [command?.verb, command?.argument, command?.time, code]),
    data: dataConnections.map(({ mode, outcome, transfer }) => [mode, outcome, transfer?.sha256, transfer?.verdict]),
  }));

test('read back, it gives the same report: times, frames and all', () => {
  const capture = path.join(ROOT, 'fixtures', 'active', 'capture.pcap');
  const [before, after] = [reportOf([capture]), reportOf([write(capture)])];
  expect(after.capture.format).toBe('pcapng');
  expect({ ...after, capture: null }).toEqual({ ...before, capture: null });
  expect(after.capture.firstTime).toBe(before.capture.firstTime);
});

test.each(['nanoseconds', 'any-sll2', 'fxp', 'vxlan-ipv6', 'ftps-keys-inside'])(
  '%s: read back, the same facts',
  (name) => {
    const { capture } = recordings().find((each) => each.name === name)!;
    const before = reportOf([capture]);
    const after = reportOf([write(capture)]);
    // TLS secrets are not written: what they opened is closed again.
    if (name === 'ftps-keys-inside') expect(after.sessions[0]?.tls?.decrypted).toBe(false);
    else expect(facts(after)).toEqual(facts(before));
  },
);

const hasTshark = spawnSync('tshark', ['--version']).status === 0;
// Skipped where tshark is not installed.
describe.skipIf(!hasTshark)('tshark', () => {
  test('prints the comments: announcement, match, steps, verdict', () => {
    const file = write(path.join(ROOT, 'fixtures', 'active', 'capture.pcap'));
    const fields = ['-e', 'frame.number', '-e', 'frame.comment'];
    const { stdout } = spawnSync('tshark', ['-r', file, '-Y', 'frame.comment', '-T', 'fields', ...fields], {
      encoding: 'utf8',
    });
    const comments = new Map(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split('\t') as [string, string]),
    );
    expect(comments.get('1')).toBe('session 1: step 1 of 10');
    expect(comments.get('31')).toBe('session 1: ② listens on 56795 = 221×256+219; active mode: step 4 of 10');
    expect(comments.get('38')).toBe('session 1: ② matched after 643 µs; active mode: step 5 of 10');
    expect(comments.get('107')).toMatch(/^session 1: ② ✔ 60,000 bytes, complete; /);
  });

  test('reads every one without complaint', () => {
    for (const name of ['fxp', 'names-utf8', 'pasv-dropped', 'ascii']) {
      const { capture } = recordings().find((each) => each.name === name)!;
      const { status, stderr } = spawnSync('tshark', ['-r', write(capture), '-T', 'fields', '-e', 'frame.number'], {
        encoding: 'utf8',
      });
      expect(status, stderr).toBe(0);
    }
  });
});

describe('TLS secrets', () => {
  const capture = 'fixtures/ftps-tls12/capture.pcap';
  const keys = 'fixtures/ftps-tls12/keys.txt';

  test('are in the file when they are asked for: read back, the session is readable', () => {
    const file = path.join(temporaryFolder(), 'with.pcapng');
    const { status, stderr } = run([
      '-q',
      '-w',
      file,
      '--write-secrets',
      '--keylog',
      keys,
      '-o',
      `${file}.txt`,
      capture,
    ]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const commands = (args: string[]) =>
      reportOf(args).sessions.map(({ dialogue }) => dialogue.map(({ command }) => command?.verb ?? null));
    expect(commands([file])).toEqual(commands(['--keylog', keys, capture]));
    expect(readFileSync(file).includes('CLIENT_RANDOM')).toBe(true);
  });

  test('are never there without, and never beside what is redacted', () => {
    const file = path.join(temporaryFolder(), 'without.pcapng');
    expect(run(['-q', '-w', file, '--keylog', keys, '-o', `${file}.txt`, capture]).status).toBe(0);
    expect(readFileSync(file).includes('CLIENT_RANDOM')).toBe(false);
    expect(run(['-w', file, '--write-secrets', '--redact', capture]).status).toBe(2);
    expect(run(['-w', `${file}.pcap`, '--write-secrets', capture])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('pcapng'),
    });
  });
});
