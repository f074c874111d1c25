/** What a server or client says reaches no terminal alive: one hostile session through every way out of the program. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pcapBytes } from './support/packets.js';
import type { Report } from './support/report.js';
import { run } from './support/run.js';
import { readScript } from './support/script.js';
import { stageOf } from './ui/support/stage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sets the title, clears the screen by C0 and by C1 (U+009B in UTF-8), rings, reorders, hides. */
const EVIL = String.raw`\x1b]0;PWNED\x07\x1b[2J\xc2\x9b2J\x7f\xe2\x80\xae\xe2\x80\x8b\xef\xbb\xbf`;
const SCRIPT = `title t
why w
control 10.0.0.2:40000 -> 10.0.0.1:21
S: 220 hello ${EVIL}
C: USER ${EVIL}
S: 331 ${EVIL}
C: PASS ${EVIL}
S: 230 ${EVIL}
C: CWD /${EVIL}
S: 250 ${EVIL}
C: ${EVIL} ${EVIL}
S: 500 ${EVIL}
C: PASV
S: 227 ${EVIL} (10,0,0,1,19,137)
data d 10.0.0.2:40001 -> 10.0.0.1:5001
C: RETR ${EVIL}
S: 150 ${EVIL}
d < "${EVIL}"
d < close
S: 550 ${EVIL}
`;
const file = path.join(folder, 'hostile\x1b[2J.pcap');
writeFileSync(file, pcapBytes(readScript(SCRIPT).packets));

/** All controls but line ends, DEL, C1, marks that reorder or hide. */
const ALIVE = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

test.each([
  ['text', ['--format', 'text', '-v']],
  ['JSON', ['--json']],
  ['ndjson', ['--format', 'ndjson']],
])('%s', (_name, options) => {
  const { status, stdout, stderr } = run([...options, '--show-passwords', file]);
  expect(status).toBe(0);
  expect(stdout).toContain('PWNED');
  expect(stdout).not.toMatch(ALIVE);
  expect(stderr).not.toMatch(ALIVE);
});

test('JSON still says exactly what was sent', () => {
  const { sessions } = JSON.parse(run(['--json', file]).stdout) as Report;
  expect(sessions[0]?.user).toBe('\x1b]0;PWNED\x07\x1b[2J\u009b2J\x7f\u202e\u200b\ufeff');
});

test('file names and manifest of --extract', () => {
  const directory = path.join(folder, 'out');
  const { stderr } = run(['-q', '--extract', directory, '-o', path.join(folder, 'report'), file]);
  expect(stderr).not.toMatch(ALIVE);
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) expect(name).not.toMatch(ALIVE);
  expect(readFileSync(path.join(directory, 'manifest.json'), 'utf8')).not.toMatch(ALIVE);
});

test('what cannot be extracted, on standard error', () => {
  const directory = path.join(folder, 'full');
  expect(run(['-q', '--extract', directory, '-o', path.join(folder, 'report'), file]).stderr).toBe('');
  // The folder of the server is a file now: nothing can be written into it.
  const server = path.join(directory, readdirSync(directory).find((name) => name.includes('10.0.0.1')) ?? '');
  rmSync(server, { recursive: true });
  writeFileSync(server, '');
  const { stderr } = run(['-q', '--extract', directory, '-o', path.join(folder, 'report'), file]);
  expect(stderr).not.toMatch(ALIVE);
  expect(existsSync(server)).toBe(true);
});

test('names on the command line', () => {
  const evil = 'no\x1b]0;PWNED\x07\u009b2J';
  for (const args of [[`${evil}.pcap`], ['--keylog', evil, file], [`--${evil}`], ['-o', `/${evil}/x`, file]]) {
    const { status, stderr } = run(args);
    expect(status).toBeGreaterThan(0);
    expect(stderr).toContain('PWNED');
    expect(stderr).not.toMatch(ALIVE);
  }
});

test('the screen, in every view', async () => {
  const stage = await stageOf(file, { size: { columns: 200, rows: 60 } });
  stage.press('enter');
  for (const view of ['2', '3', '4', '5', '6', '7', '1']) {
    stage.press(view);
    // What the painter makes of it is the last gate; here it is shown that none of it has to be caught there.
    expect(stage.text.replaceAll('\n', '')).not.toMatch(ALIVE);
  }
});

test('a finding is escaped once', async () => {
  const { stdout } = run(['--format', 'text', file]);
  const stage = await stageOf(file, { size: { columns: 200, rows: 60 } });
  stage.press('5');
  expect(stdout).toContain(String.raw`\x1b]0;PWNED`);
  expect(stdout).not.toContain(String.raw`\\x1b]0;PWNED`);
  expect(stage.text).not.toContain(String.raw`\\x1b]0;PWNED`);
});
