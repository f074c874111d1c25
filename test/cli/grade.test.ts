/** `ftp-sniff grade` on a class of thirty: every file it writes, whole; and what it must not do. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { XMLParser } from 'fast-xml-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, startBrowser, violationsOf } from '../support/browser.js';
import { byStudent, onlyFrom } from '../support/classes.js';
import { PROGRAM, ROOT, run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';

const folder = temporaryFolder();
const class_ = path.join(folder, 'class');
const out = path.join(folder, 'out');
const fixture = (name: string): Buffer => readFileSync(path.join(ROOT, 'fixtures', name, 'capture.pcap'));

const SHEET = path.join(folder, 'active.yaml');
const SHEET_TEXT = `
title: Active <mode>
param: { student: { from: folder } }
require:
  - { expr: count(sessions) >= 1, hint: Record the FTP session. }
check:
  - { id: login, title: The login succeeds, expr: 'any(sessions, loggedIn)' }
  - id: active
    title: A file was downloaded in active mode
    points: 3
    needs: login
    expr: any(dataConnections, modeKind == active && transfer.direction == download && transfer.verdict == complete)
    hint: The command "passive" changes the mode.
    explain: In active mode the server opens the data connection.
  - { id: closed, title: The session was closed, expr: 'all(sessions, ended == closed)', points: 0.5 }
`;

function student(name: string, files: Readonly<Record<string, Buffer>>): void {
  const place = path.join(class_, name);
  mkdirSync(place, { recursive: true });
  for (const [file, bytes] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
    writeFileSync(path.join(place, file), bytes);
  }
}

const moodle = (name: string, number: number): string => `${name}_${number}_assignsubmission_file_`;

/** Good, late, cut, copied, empty, wrong mode, huge, encrypted, one direction, and names that are traps. */
function makeClass(): void {
  const [active, passive] = [fixture('active'), fixture('passive')];
  for (let i = 1; i <= 11; i++) student(moodle(`Good ${i}`, 100 + i), { 'lab.pcap': byStudent(active, i) });
  student(moodle('=Good("12")', 112), { 'in/a/folder/lab.pcap': byStudent(active, 12) });
  for (let i = 13; i <= 16; i++) student(moodle(`Wrong Mode ${i}`, 100 + i), { 'lab.pcap': byStudent(passive, i) });
  for (let i = 17; i <= 19; i++)
    student(moodle(`Late ${i}`, 100 + i), { 'lab.pcap': byStudent(active, i, 30 * 86_400) });
  student(moodle('Cut 20', 120), { 'lab.pcap': byStudent(active, 20).subarray(0, 9_000) });
  student(moodle('Cut 21', 121), { 'lab.pcap': byStudent(active, 21).subarray(0, 3_000) });
  student(moodle('Ended Early 22', 122), { 'lab.pcap': fixture('ends-early') });
  student(moodle('Copied 23', 123), { 'lab.pcap': byStudent(active, 1) });
  student(moodle('Copied 24', 124), { 'mine.pcap': byStudent(active, 2, 0).subarray(0, 12_000) });
  student(moodle('Copied Later 25', 125), { 'lab.pcap': shifted(byStudent(active, 3), 3_600) });
  student(moodle('Empty 26', 126), {});
  student(moodle('<b>Nothing & 27', 127), { 'lab.pcap': Buffer.alloc(0), '.DS_Store': Buffer.from('x') });
  student(moodle('No Packets 28', 128), { 'lab.pcap': active.subarray(0, 24) });
  student(moodle('Huge 29', 129), { 'lab.pcap': active.subarray(0, 24) });
  truncateSync(path.join(class_, moodle('Huge 29', 129), 'lab.pcap'), 5_000_000_000);
  student(moodle('One Direction 30', 130), { 'lab.pcap': onlyFrom(byStudent(active, 30), '10.77.0.2') });
  symlinkSync(path.join(ROOT, 'fixtures', 'active'), path.join(class_, 'Link_131_assignsubmission_file_'));
}

/** At another time, by the same numbers. */
function shifted(bytes: Buffer, seconds: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 24; at < copy.length; at += 16 + copy.readUInt32LE(at + 8))
    copy.writeUInt32LE(copy.readUInt32LE(at) + seconds, at);
  return copy;
}

const grade = (...args: string[]) =>
  spawnSync(process.execPath, [PROGRAM, 'grade', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', LC_ALL: 'C.UTF-8', COLUMNS: '120' },
  });

const everything = (place: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(place, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(path.join(place, name)).isFile() && !name.includes('Huge'))
      .map((name) => [
        name,
        `${statSync(path.join(place, name)).mtimeMs} ${readFileSync(path.join(place, name)).toString('base64')}`,
      ]),
  );

const written = (name: string): string => readFileSync(path.join(out, name), 'utf8');

let result: ReturnType<typeof grade>;
let before: Record<string, string>;
beforeAll(() => {
  writeFileSync(SHEET, SHEET_TEXT);
  makeClass();
  before = everything(class_);
  // The late ones are those that began a month after the others.
  result = grade('active.yaml', 'class', '-o', 'out', '--due', '2026-12-10');
}, 600_000);

describe('a class of thirty', () => {
  test('is graded to its end, and nothing is written into it', () => {
    expect([result.status, result.stderr]).toEqual([0, 'ftp-sniff: results are in out\n']);
    expect(everything(class_)).toEqual(before);
    expect(readdirSync(path.join(out, 'results'))).toHaveLength(30);
    expect(readdirSync(path.join(out, 'feedback'))).toHaveLength(30);
  });

  test('a line for each is printed', async () => {
    await expect(result.stdout).toMatchFileSnapshot('./grade/printed.txt');
  });

  test.each(['grades.csv', 'items.csv', 'copies.txt', 'junit.xml'])('%s', async (name) => {
    await expect(written(name)).toMatchFileSnapshot(`./grade/${name}.txt`);
  });

  test.each(['101', '113', '120', '126'])('results and feedback of %s', async (id) => {
    await expect(written(`results/${id}.json`)).toMatchFileSnapshot(`./grade/${id}.json.txt`);
    await expect(written(`feedback/${id}.html`).replace(/<style>.*<\/style>/s, '')).toMatchFileSnapshot(
      `./grade/${id}.html.txt`,
    );
  });

  test('who made what: points, and who needs a person', () => {
    const rows = written('grades.csv').trimEnd().split('\r\n').slice(1);
    const cells = new Map(rows.map((row) => [/^Participant (\d+)/.exec(row)![1]!, row]));
    const is = (from: number, to: number, pattern: RegExp) => {
      for (let i = from; i <= to; i++) expect(cells.get(String(i))).toMatch(pattern);
    };
    is(101, 112, /,4\.5,4\.5,Yes,.*,4\.5,no,/);
    is(113, 116, /,1\.5,4\.5,Yes,.*,no,/);
    is(117, 119, /,4\.5,4\.5,Yes,.*,no,It was captured after the deadline\.$/);
    // Never 0 points for what the capture does not show.
    is(120, 122, /,,4\.5,Yes,.*,yes,/);
    is(126, 130, /,,4\.5,Yes,.*,yes,/);
    expect(cells.get('112')).toContain(`"'=Good(""12"")"`);
  });

  test('JUnit is read by an XML parser, a suite for each', () => {
    const { testsuites } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(
      written('junit.xml'),
    );
    expect(testsuites.testsuite).toHaveLength(30);
    expect(testsuites.testsuite.map(({ name }: { name: string }) => name)).toContain('<b>Nothing & 27');
  });

  test('results are what Gradescope takes', () => {
    const test = { type: 'object', required: ['name'], properties: { score: { type: 'number' }, max_score: { type: 'number' }, status: { enum: ['passed', 'failed'] }, name: { type: 'string' }, output: { type: 'string' }, output_format: { const: 'text' }, tags: { type: 'array', items: { type: 'string' } } }, additionalProperties: false }; // biome-ignore format: a schema
    const validate = new Ajv({ strictTypes: false }).compile({
      type: 'object',
      required: ['tests'],
      properties: { score: { type: 'number' }, tests: { type: 'array', items: test } },
    });
    for (const name of readdirSync(path.join(out, 'results')))
      expect(validate(JSON.parse(written(`results/${name}`))), JSON.stringify(validate.errors)).toBe(true);
  });

  test('nothing of a name becomes markup', () => {
    const page = written('feedback/127.html');
    expect(page).toContain('&lt;b&gt;Nothing &amp; 27');
    expect(page).not.toContain('<b>');
  });

  test.skipIf(CHROMIUM === undefined)(
    'pages load nothing, and axe finds nothing wrong with them',
    { timeout: 120_000 },
    async () => {
      const browser = await startBrowser();
      try {
        const page = await (
          await browser.newContext({ bypassCSP: true, viewport: { width: 900, height: 700 } })
        ).newPage();
        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        for (const id of ['101', '113', '120', '126']) {
          await page.goto(`file://${path.join(out, 'feedback', `${id}.html`)}`);
          expect(await violationsOf(page), id).toEqual([]);
        }
        expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});

describe('what it must not do', () => {
  test('overwrite without saying; and with --force it says', { timeout: 120_000 }, () => {
    const small = path.join(folder, 'small', 'ada');
    mkdirSync(small, { recursive: true });
    writeFileSync(path.join(small, 'lab.pcap'), fixture('active'));
    expect(grade('active.yaml', 'small', '-o', 'again', '-q').status).toBe(0);
    const second = grade('active.yaml', 'small', '-o', 'again');
    expect([second.status, second.stderr]).toEqual([1, expect.stringContaining('there is something in again')]);
    const forced = grade('active.yaml', 'small', '-o', 'again', '--force');
    expect([forced.status, forced.stderr]).toEqual([0, expect.stringContaining('6 files in again replaced')]);
  });

  test.each(['class', 'class/results', './class/../class/x'])('write into the class: -o %s', (place) => {
    const { status, stderr } = grade('active.yaml', 'class', '-o', place);
    expect([status, stderr]).toEqual([1, expect.stringContaining('nothing is written there')]);
  });

  test('wait for ever', { timeout: 60_000 }, () => {
    const slow = path.join(folder, 'slow', 'ada');
    mkdirSync(slow, { recursive: true });
    spawnSync('mkfifo', [path.join(slow, 'lab.pcap')]);
    writeFileSync(path.join(slow, 'lab2.pcap'), fixture('active'));
    expect(grade('active.yaml', 'slow', '-o', 'slow-out', '--timeout', '0.001').stdout).toContain('took too long');
  });
});

describe('the command line', () => {
  test('--min-score: 4 where one has fewer, of points that are certain', { timeout: 120_000 }, () => {
    const two = path.join(folder, 'two');
    for (const [name, capture] of [['ada', 'active'], ['bob', 'passive']] as const) {
      mkdirSync(path.join(two, name), { recursive: true });
      writeFileSync(path.join(two, name, 'lab.pcap'), fixture(capture));
    } // biome-ignore format: pairs
    const status = (score: string, to: string) => grade('active.yaml', 'two', '-o', to, '--min-score', score).status;
    expect(status('1.5', 'm1')).toBe(0);
    expect(status('2', 'm2')).toBe(4);
    expect(status('50%', 'm3')).toBe(4);
    expect(status('30%', 'm4')).toBe(0);
  });

  test.each([
    [[], /name a sheet, a folder, and where the results go/],
    [['a.yaml', 'class'], /name a sheet, a folder/],
    [['-', 'class', '-o', 'x'], /has to be a file/],
    [['a', 'b', '-o', 'x', '--min-score', 'many'], /--min-score takes points or a percentage/],
    [['a', 'b', '-o', 'x', '--due', 'tomorrow'], /--due takes a date/],
    [['a', 'b', '-o', 'x', '--jobs', '0'], /--jobs takes a whole number/],
  ])('2 for %j, naming the help of grade', (args, message) => {
    const { status, stderr } = run(['grade', ...args]);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('(see ftp-sniff grade --help)');
  });

  test('1 for a class, a sheet or a folder that is not there; the help fits 80 columns', () => {
    expect(grade('active.yaml', 'nowhere', '-o', 'x1')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('cannot read the folder'),
    });
    expect(grade('nowhere.yaml', 'class', '-o', 'x2').status).toBe(1);
    for (const line of run(['grade', '--help']).stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});
