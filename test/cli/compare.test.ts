/** `ftp-sniff compare A B`, as its user sees it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { COMPARE_ROWS } from '../../src/cli/compare/options.js';
import type { Comparison } from '../../src/output/json/comparison.js';
import { ROOT, run } from '../support/run.js';
import { isOfPort, later, natSides, type PcapRecord, rewriteLine, writeSide } from '../support/sides.js';
import { temporaryFolder } from '../support/temporary.js';

const capture = (name: string): string => `fixtures/${name}/capture.pcap`;
const compare = (...args: string[]) => run(['compare', ...args]);
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(path.join(ROOT, 'schema/compare.schema.json'), 'utf8')),
);

/** The comparison as JSON, which is as the schema says; the exit code is that of what it says. */
function compared(...args: string[]): Comparison {
  const { status, stdout, stderr } = compare('-F', 'json', ...args);
  expect(stderr).toBe('');
  const comparison = JSON.parse(stdout) as Comparison;
  expect(validate(comparison), JSON.stringify(validate.errors)).toBe(true);
  expect(status).toBe(comparison.equal ? 0 : 4);
  return comparison;
}

const lineOf = ({ lines }: Comparison, label: string) => lines.find((line) => line.label.text === label)!;
const conclusions = (comparison: Comparison): string => comparison.conclusions.map(({ text }) => text).join('\n');

describe('modes', () => {
  const comparison = compared(capture('active'), capture('passive'));

  test('are chosen where one capture is active and the other passive, and both in good order', () => {
    expect(comparison.as).toBe('modes');
    expect(compared(capture('passive'), capture('active')).as).toBe('modes');
  });

  test('steps 4 to 7 differ, the others do not', () => {
    const states = comparison.lines.filter(({ label }) => label.code === 'label-step').map(({ state }) => state);
    expect(states.map((state) => state === 'same')).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((step) => step < 4 || step > 7),
    );
  });

  test('lines that are the same but for ports say so: in JSON, as text, on the page', () => {
    const step = (number: number) => lineOf(comparison, `step ${number}`);
    expect([step(1), step(9), step(5)].map(({ state, exact }) => [state, exact])).toEqual([
      ['same', false],
      ['same', true],
      ['differs', false],
    ]);
    expect(conclusions(comparison)).toContain('≈ marks 4 lines that are the same in kind');
    expect(compare(capture('active'), capture('passive')).stdout).toMatch(/step 1 +≈ /);
    expect(compare(capture('active'), capture('passive'), '-F', 'html').stdout).toContain('≈ alike');
    expect(conclusions(compared(capture('active'), capture('active')))).not.toContain('≈');
  });

  test('who sends the SYN, classes of ports, and which firewall must be open', () => {
    expect(lineOf(comparison, 'sends the SYN')).toMatchObject({
      a: { text: 'the server', frames: [20] },
      b: { text: 'the client', frames: [17] },
    });
    expect(lineOf(comparison, 'from port').a!.text).toBe('20 (ftp-data; well-known, 0–1023)');
    expect(lineOf(comparison, "client's firewall").a!.text).toContain('let in: SYN from 10.77.0.1 port 20');
    expect(lineOf(comparison, "client's firewall").b!.text).toBe('nothing has to come in');
    expect(lineOf(comparison, "server's firewall").b!.text).toContain('17965, 39839 and 52835');
  });

  test('of captures without that mode are not equal', () => {
    const { equal, conclusions: list } = compared('--as', 'modes', capture('bruteforce'), capture('passive'));
    expect(equal).toBe(false);
    expect(list[0]!.text).toContain('A has no data connection in');
  });
});

describe('nat', () => {
  const folder = temporaryFolder();
  const { header, inside, outside } = natSides();
  const write = (name: string, records: readonly PcapRecord[]) => writeSide(path.join(folder, name), header, records);
  const a = write('inside.pcap', inside);

  test('is chosen, and pairs what the clocks do not: addresses, TTL, announcements', () => {
    const comparison = compared(a, write('outside.pcap', later(outside, 86_400)));
    expect(comparison.as).toBe('nat');
    expect(lineOf(comparison, 'client')).toMatchObject({
      a: { text: '192.168.50.10:60042' },
      b: { text: '203.0.113.1:60042' },
      state: 'differs',
    });
    expect(lineOf(comparison, 'TTL of client').remark!.text).toContain('1 router between A and B; A is nearer');
    expect(lineOf(comparison, 'announcement 1.4').remark!.text).toContain('192.168.50.10 holds on one side only');
    expect(conclusions(comparison)).toContain('A is the inner side');
    expect(conclusions(comparison)).toContain('The clock of B is 24 h 00 min ahead');
    expect(comparison.lines.filter(({ label }) => label.text.startsWith('packets'))).toEqual([]);
  });

  test('a connection that left inside and never came out, and one that is lost on the way in', () => {
    const lost = compared(
      a,
      write(
        'dropped.pcap',
        outside.filter((record) => !isOfPort(record, 40_549)),
      ),
    );
    const line = lost.lines.find(({ remark }) => remark?.code === 'lost')!;
    expect(line).toMatchObject({ state: 'only-a', label: { text: 'packets 1.2' }, a: { text: '1 SYN' }, b: null });
    expect(line.remark!.text).toMatch(/^the SYN of frame 31 left inside and never came out$/);
    const answers = inside.filter(
      (record) => !(isOfPort(record, 40_549) && record.readUInt16BE(16 + 20 + 20) === 40_549),
    );
    const unanswered = compared(write('unanswered.pcap', answers), write('all.pcap', outside));
    expect(conclusions(unanswered)).toMatch(/the SYN\+ACK of frame \d+ came from outside and never got in/i);
  });

  test('what the other capture did not last for is not called lost', () => {
    const short = compared(a, write('short.pcap', outside.slice(0, 20)));
    expect(short.lines.some(({ remark }) => remark?.code === 'lost')).toBe(false);
    expect(short.lines.some(({ remark }) => remark?.code === 'lost-open')).toBe(true);
  });

  test('a helper that rewrites PORT: the address, the length, and nothing is called missing after it', () => {
    const rewritten = rewriteLine(outside, '192,168,50,10,158,169', '203,0,113,1,158,169');
    const comparison = compared(a, write('helper.pcap', rewritten));
    const { remark, b } = lineOf(comparison, 'announcement 1.4');
    expect(b!.text).toContain('203,0,113,1,158,169');
    expect(remark!.text).toContain('rewrote the address: 2 bytes shorter in B');
    expect(comparison.lines.filter(({ label }) => label.text.startsWith('packets'))).toEqual([]);
  });

  test('different sessions are no pair', () => {
    const { lines, equal, conclusions: list } = compared('--as', 'nat', capture('active'), capture('passive'));
    expect(lines).toEqual([]);
    expect(equal).toBe(false);
    expect(list[0]!.code).toBe('no-pair');
  });
});

describe('good against bad', () => {
  test('the first line on which one fails, and what followed', () => {
    const comparison = compared(capture('passive'), capture('pasv-dropped'));
    expect(comparison.as).toBe('good');
    const failure = comparison.conclusions.find(({ code }) => code === 'first-failure')!;
    const { line } = failure.params as { line: number };
    expect(comparison.lines[line - 1]).toMatchObject({
      a: { text: 'PASV, SYN by the client: opened and closed in good order' },
      b: { text: 'PASV, SYN by the client: SYN not answered', frames: [17] },
    });
    expect(conclusions(comparison)).toContain('Only in B: The client 10.77.0.2 tried to open');
  });

  test('a client that is killed in mid-transfer', () => {
    const comparison = compared(capture('passive'), capture('client-killed'));
    expect(conclusions(comparison)).toMatch(/Line \d+ is the first on which B fails and the other does not/);
    expect(conclusions(comparison)).toContain('RETR big.bin failed after 76,800');
  });

  test.each(['active', 'fxp', 'ftps-no-keys', 'bruteforce', 'no-syn', 'two-taps'])('%s is equal to itself', (name) => {
    const comparison = compared(capture(name), capture(name));
    expect(comparison.lines.filter(({ state }) => state !== 'same')).toEqual([]);
    expect(comparison.equal).toBe(true);
  });
});

describe('key', () => {
  test('what was done counts, not how: commands that clients add make no difference', () => {
    const comparison = compared('--as', 'key', capture('active'), capture('active-tnftp'));
    expect(comparison.lines.every(({ label }) => label.text !== 'command')).toBe(true);
    expect(conclusions(comparison)).toMatch(/\d+ of \d+ lines are the same/);
  });

  test('another mode, and a file with other bytes', () => {
    const comparison = compared('--as', 'key', capture('active'), capture('passive'));
    expect(lineOf(comparison, 'mode').state).toBe('differs');
    const transfers = comparison.lines.filter(({ label }) => label.text === 'transfer');
    expect(transfers.map(({ state }) => state)).toEqual(['same', 'differs', 'same']);
  });
});

describe('the command', () => {
  test.each([80, 100, 120])('its text keeps to %d columns', (columns) => {
    process.env.COLUMNS = String(columns);
    const { stdout } = compare(capture('active'), capture('passive'));
    delete process.env.COLUMNS;
    for (const line of stdout.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(columns);
  });

  test.each(['passive', 'bruteforce'])('a page without script, with every line: active beside %s', (name) => {
    const { status, stdout } = compare('-F', 'html', capture('active'), capture(name));
    expect(status).toBe(4);
    expect(stdout.match(/<tr>/g)!.length).toBe(compared(capture('active'), capture(name)).lines.length + 1);
    expect(stdout).not.toContain('<script');
    expect(stdout).not.toMatch(/(?:src|href)="http/);
  });

  test('what is wrong with its command line is named', () => {
    expect(compare('one.pcap')).toMatchObject({ status: 2, stderr: expect.stringContaining('compare --help') });
    expect(compare('a', 'b', '--as', 'x').stderr).toContain('--as takes modes, nat, good, key');
    expect(compare(capture('active'), 'no-such.pcap').status).toBe(1);
  });

  test('its help names every option and fits a terminal', () => {
    const { stdout } = compare('--help');
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    for (const { name } of COMPARE_ROWS) expect(stdout).toContain(`--${name}`);
  });
});
