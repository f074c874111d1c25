/** `ftp-sniff check` as a user runs it: every format whole, exit codes, sheets that are made from captures. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { XMLParser } from 'fast-xml-parser';
import { Parser } from 'tap-parser';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT, run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';

const folder = temporaryFolder();
const write = (name: string, text: string | Uint8Array): string => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const SHEET = write(
  'active.yaml',
  `
title: Active mode <&> "quoted"
param:
  student: { from: folder, default: nobody }
require:
  - { expr: count(sessions) >= 1, hint: Record at least one session. }
check:
  - { id: login, points: 1, title: You logged in, expr: loggedIn and user == $student, hint: Log in under your own name. }
  - { id: port, points: 2, title: 'A PORT announcement # of yours', needs: login, expr: 'any(dataConnections, mode == PORT && outcome == ok)' }
  - id: passive
    points: 3
    expr: any(dataConnections, mode == PASV)
    hint: Look at "passive" in your client.
    explain: |
      In passive mode the server names the port,
      and the client opens the connection.
  - { id: after, needs: [passive], expr: count(sessions) == 1 }
  - { id: closed, expr: 'all(sessions, ended == closed)' }
`,
);
const capture = (name: string) => `fixtures/${name}/capture.pcap`;
const check = (name: string, ...more: string[]) =>
  run(['check', SHEET, capture(name), '--set', 'student=student', ...more], { env: { COLUMNS: '80' } });

describe('results', () => {
  test.each([
    ['active', 'text'],
    ['active', 'json'],
    ['active', 'junit'],
    ['active', 'tap'],
    ['active', 'gradescope'],
    ['ends-early', 'text'],
    ['ftps-no-keys', 'text'],
    ['ftps-no-keys', 'gradescope'],
  ])('%s as %s', async (name, format) => {
    const { stdout, stderr, status } = check(name, '-F', format);
    expect([status, stderr]).toEqual([4, '']);
    await expect(stdout).toMatchFileSnapshot(`./check/${name}.${format}.txt`);
  });

  test.each([
    ['active', 'text'],
    ['active', 'gradescope'],
    ['ends-early', 'text'],
  ])('%s as %s, in brief: neither rules nor what was found, but hints and what is open', async (name, format) => {
    const { stdout, stderr, status } = check(name, '--brief', '-F', format);
    expect([status, stderr]).toEqual([4, '']);
    expect(stdout).not.toMatch(/any\(|loggedIn|frames? +\d/);
    await expect(stdout).toMatchFileSnapshot(`./check/${name}-brief.${format}.txt`);
  });

  test('what programs read is never brief', () => {
    expect(check('active', '--brief', '-F', 'json')).toMatchObject({ status: 2 });
    expect(check('active', '--brief', '-F', 'junit').stderr).toContain('--brief');
  });

  test('JUnit is read by an XML parser, and counts what it has', () => {
    for (const [name, counts] of [
      ['active', { tests: 5, failures: 1, errors: 0, skipped: 1 }],
      ['ends-early', { tests: 5, failures: 0, errors: 2, skipped: 0 }],
    ] as const) {
      const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', parseAttributeValue: true });
      const { testsuites } = parser.parse(check(name, '-F', 'junit').stdout);
      const { testsuite } = testsuites;
      expect(testsuites).toMatchObject(counts);
      expect(testsuite).toMatchObject(counts);
      const cases = testsuite.testcase as Record<string, unknown>[];
      const count = (element: string) => cases.filter((one) => element in one).length;
      expect({
        tests: cases.length,
        failures: count('failure'),
        errors: count('error'),
        skipped: count('skipped'),
      }).toEqual(counts);
    }
  });

  test('TAP is read by a TAP parser: not ok where something failed or is not known', () => {
    const read = (name: string) => {
      const results: unknown[] = [];
      const parser = new Parser({ strict: true });
      parser.on('assert', ({ ok, name, skip, diag }) =>
        results.push([ok, name, skip !== false && skip !== undefined, diag?.state ?? null]),
      );
      let fine: boolean | null = null;
      parser.on('complete', ({ ok }) => {
        fine = ok;
      });
      parser.end(check(name, '-F', 'tap').stdout);
      return { fine, results };
    };
    expect(read('active')).toEqual({
      fine: false,
      results: [
        [true, 'login: You logged in', false, 'passed'],
        [true, 'port: A PORT announcement # of yours', false, 'passed'],
        [false, 'passive', false, 'failed'],
        [true, 'after', true, null],
        [true, 'closed', false, 'passed'],
      ],
    });
    expect(read('ends-early').results.map((one) => (one as unknown[])[3])).toEqual([
      'passed', 'unknown', 'passed', 'passed', 'unknown',
    ]); // biome-ignore format: a list
  });

  test('JSON is what its schema says', () => {
    const text = readFileSync(path.join(ROOT, 'schema', 'check.schema.json'), 'utf8');
    const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(JSON.parse(text));
    for (const name of ['active', 'ends-early', 'ftps-no-keys', 'bruteforce', 'fxp']) {
      expect(validate(JSON.parse(check(name, '-F', 'json').stdout)), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  test('the example of the documentation is what is printed', () => {
    const [, sheet, , shown] = /```yaml\n(.*?)```(.*?)```\n(.*?)```/s.exec(
      readFileSync(path.join(ROOT, 'docs', 'checks.md'), 'utf8'),
    )!;
    write('doc/active.yaml', sheet!);
    write('doc/ada/capture.pcap', readFileSync(path.join(ROOT, capture('active'))));
    const { stdout } = run(['check', 'active.yaml', 'ada/capture.pcap'], {
      cwd: path.join(folder, 'doc'),
      env: { COLUMNS: '86' },
    });
    expect(stdout).toBe(shown);
  });
});

describe('exit codes', () => {
  const sheet = (name: string, expr: string) => write(`${name}.yaml`, JSON.stringify({ check: [{ id: 'a', expr }] }));
  const status = (args: string[]) => run(['check', '-q', ...args]).status;
  const yes = sheet('yes', 'count(sessions) >= 1');

  test('0 all passed, 4 failed, 4 a person must look', () => {
    expect(status([yes, capture('active')])).toBe(0);
    expect(status([sheet('no', 'mode == EPSV'), capture('active')])).toBe(4);
    expect(status([sheet('open', 'mode == EPSV'), capture('no-syn')])).toBe(4);
  });

  test('3 all passed in a damaged capture, 4 where something did not', () => {
    const cut = write('cut.pcap', readFileSync(path.join(ROOT, capture('active'))).subarray(0, 9_000));
    const passed = run(['check', yes, cut]);
    expect([passed.status, passed.stderr]).toEqual([3, expect.stringContaining('cut short')]);
    expect(status([sheet('no', 'mode == EPSV'), cut])).toBe(4);
  });

  test('1 for a capture or a sheet that cannot be read', () => {
    expect(status([yes, 'nowhere.pcap'])).toBe(1);
    expect(status(['nowhere.yaml', capture('active')])).toBe(1);
    const wrong = write(
      'wrong.yaml',
      'check:\n  - { id: a, expr: moed == PORT }\n  - { id: b, expr: user, needs: c }\n',
    );
    const { status: code, stderr } = run(['check', wrong, capture('active')]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `ftp-sniff: ${wrong}:2:20: unknown word 'moed': is 'mode' meant?\nftp-sniff: ${wrong}:3:33: there is no check 'c'\n`,
    );
    expect(status([capture('active'), capture('active')])).toBe(1);
  });

  test.each([
    [[], /name a sheet and a capture file/],
    [['a.yaml'], /name a sheet and a capture file/],
    [['--nonsense', 'a', 'b'], /unknown option '--nonsense'/],
    [['-F', 'html', 'a', 'b'], /unknown format 'html'; there are text, json, junit, tap, gradescope/],
    [['--set', 'x', 'a', 'b'], /--set takes NAME=VALUE; got 'x'/],
    [['--set', 'x=1', SHEET, capture('active')], /the sheet has no parameter 'x'; it has student/],
    [['--exact', 'a', 'b'], /'--exact' needs --init/],
    [['-', '-'], /can be read once/],
    [['--init'], /nothing to read/],
    [['--port', 'x', SHEET, capture('active')], /--port takes a whole number/],
  ])('2 for %j, naming the help of check', (args, message) => {
    const { status: code, stderr, stdout } = run(['check', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('(see ftp-sniff check --help)');
  });

  test('the help fits 80 columns; a parameter that nothing gives is asked for', () => {
    const { stdout } = run(['check', '--help']);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    const asks = write('asks.yaml', 'param: { student: }\ncheck: [{ id: a, expr: user == $student }]');
    expect(run(['check', asks, capture('active')])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--set student=VALUE'),
    });
  });

  test('a file named check is ./check; an output is no input', () => {
    write('check', readFileSync(path.join(ROOT, capture('active'))));
    expect(run(['./check', '--json'], { cwd: folder }).status).toBe(0);
    expect(run(['check', SHEET, capture('active'), '-o', SHEET])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('is being read'),
    });
  });
});

test('parameters come from the folder, the file, --set or the default, in a Moodle download from the name in it', () => {
  const sheet = write(
    'who.yaml',
    'param: { who: { from: folder }, lab: { from: file }, more: { default: 7 } }\ncheck: [{ id: a, expr: user }]',
  );
  const bytes = readFileSync(path.join(ROOT, capture('active')));
  const parameters = (file: string, ...more: string[]) =>
    JSON.parse(run(['check', sheet, write(file, bytes), '-F', 'json', ...more]).stdout).parameters;
  expect(parameters('ada/lab2.pcap')).toEqual({ who: 'ada', lab: 'lab2', more: '7' });
  expect(parameters('Zoë O’Hara_123_assignsubmission_file_/x.pcapng.gz', '--set', 'more=8')).toEqual({
    who: 'Zoë O’Hara',
    lab: 'x',
    more: '8',
  });
});

test('standard input is a capture', () => {
  const { status } = run(['check', SHEET, '-', '-q'], { input: readFileSync(path.join(ROOT, capture('active'))) });
  expect(status).toBe(4);
});

/** The same experiment again: other times, other data ports, announced and used. */
function anotherRun(bytes: Buffer): Buffer {
  const again = Buffer.from(bytes);
  for (let at = 24; at < again.length; at += 16 + again.readUInt32LE(at + 8)) {
    again.writeUInt32LE(again.readUInt32LE(at) + 86_400, at);
    for (const port of [at + 50, at + 52]) {
      const number = again.readUInt16BE(port);
      if (number !== 21 && again.readUInt16BE(at + 50) !== 21 && again.readUInt16BE(at + 52) !== 21)
        again.writeUInt16BE(number === 20 ? 20 : number + 1, port);
    }
  }
  return Buffer.from(
    again
      .toString('latin1')
      .replace(/(PORT [\d,]+,)(\d+)\r/g, (_, head: string, low: string) => `${head}${Number(low) + 1}\r`),
    'latin1',
  );
}

describe('check --init', () => {
  const fixtures = readdirSync(path.join(ROOT, 'fixtures')).filter((name) => !/\.|conformance/.test(name));
  const captureFile = (name: string) =>
    readdirSync(path.join(ROOT, 'fixtures', name)).find((one) => one.startsWith('capture.'))!;

  test.each([
    'active',
    'passive',
    'fxp',
    'pasv-dropped',
    'ftps-no-keys',
    'bounce-refused',
    'ends-early',
    'names-utf8',
    'bruteforce',
  ])('of %s makes a sheet that it passes', (name) => {
    const file = `fixtures/${name}/${captureFile(name)}`;
    const sheet = path.join(folder, `init-${name}.yaml`);
    expect(run(['check', '--init', file, '-o', sheet]).status).toBe(0);
    const { stdout, status, stderr } = run(['check', sheet, file]);
    expect([status, stderr], stdout).toEqual([0, '']);
    expect(parse(readFileSync(sheet, 'utf8')).check.length).toBeGreaterThan(0);
    expect(readFileSync(sheet, 'utf8')).not.toMatch(/port ==|sha256|bytes ==/i);
  });
  test('knows fixtures to try', () => expect(fixtures.length).toBeGreaterThan(50));

  test('passes another run of the same experiment, with other ports and times; an exact one does not', () => {
    const first = readFileSync(path.join(ROOT, capture('active')));
    const second = write('second.pcap', anotherRun(first));
    expect(run(['--json', second]).stdout).not.toContain('37367');
    const sheet = path.join(folder, 'again.yaml');
    run(['check', '--init', capture('active'), '-o', sheet]);
    expect(run(['check', sheet, second])).toMatchObject({ status: 0 });
    run(['check', '--init', '--exact', capture('active'), '-o', sheet]);
    expect(run(['check', sheet, capture('active')]).status).toBe(0);
    expect(run(['check', sheet, second]).status).toBe(4);
  });

  test('another experiment does not pass it', () => {
    const sheet = path.join(folder, 'other.yaml');
    run(['check', '--init', capture('active'), '-o', sheet]);
    expect(run(['check', sheet, capture('passive')]).status).toBe(4);
  });
});
