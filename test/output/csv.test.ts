/** `--format csv`: tables that spreadsheets read, and that do nothing in them. */
import { describe, expect, test } from 'vitest';
import { TABLE_NAMES } from '../../src/cli/options.js';
import { field } from '../../src/output/csv/value.js';
import { recordings } from '../support/cases.js';
import { ROOT, reportOf, run } from '../support/run.js';

/** The records of RFC 4180. */
function parse(csv: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    record.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  return records.slice(0, -1);
}

const tableOf = (args: readonly string[]): Record<string, string>[] => {
  const { stdout, stderr, status } = run(['-F', 'csv', ...args], { cwd: ROOT });
  expect([stderr, status]).toEqual(['', 0]);
  const [header = [], ...records] = parse(stdout);
  for (const record of records) expect(record).toHaveLength(header.length);
  return records.map((record) => Object.fromEntries(record.map((value, i) => [header[i]!, value])));
};

const ACTIVE = 'fixtures/active/capture.pcap';

test('transfers, without --table', () => {
  expect(tableOf([ACTIVE]).map(({ path, bytes, verdict, user }) => [path, bytes, verdict, user])).toEqual([
    ['/', '266', 'complete', 'student'],
    ['/data.bin', '60000', 'complete', 'student'],
    ['/incoming/up.txt', expect.any(String), 'complete', 'student'],
  ]);
});

test('every table says what the JSON report says', () => {
  const file = 'fixtures/pasv-dropped/capture.pcap';
  const report = reportOf([file], { cwd: ROOT });
  const [session] = report.sessions;
  const rows = Object.fromEntries(TABLE_NAMES.map((name) => [name, tableOf(['--table', name, file])]));
  expect(rows.sessions!.map(({ session: id, client }) => [id, client])).toEqual([['1', session!.client.address]]);
  expect(rows.commands!.map(({ verb, code }) => [verb, code])).toEqual(
    session!.dialogue.map(({ command, code }) => [command?.verb ?? '', String(code ?? '')]),
  );
  expect(rows['data-connections']!.map(({ dataConnection, outcome }) => [dataConnection, outcome])).toEqual(
    session!.dataConnections.map(({ id, outcome }) => [id, outcome]),
  );
  const kinds = [...report.findings, ...session!.findings].map(({ kind }) => kind);
  expect(rows.findings!.map(({ kind }) => kind)).toEqual(kinds);
});

test('--session chooses, passwords are masked, and a table needs csv', () => {
  const file = 'fixtures/login-failures/capture.pcap';
  expect(tableOf(['--table', 'sessions', '--session', '2', file]).map(({ session }) => session)).toEqual(['2']);
  const passwords = (args: readonly string[]) =>
    tableOf(['--table', 'commands', ...args, ACTIVE]).flatMap(({ verb, argument }) =>
      verb === 'PASS' ? argument : [],
    );
  expect([passwords([]), passwords(['--show-passwords'])]).toEqual([['********'], ['letmein']]);
  expect(run(['--json', '--table', 'sessions', ACTIVE]).stderr).toMatch(/--table.* needs --format csv/);
  expect(run(['-F', 'csv', '--table', 'files', ACTIVE]).stderr).toMatch(/unknown table 'files'; there are sessions/);
});

describe('a field', () => {
  test.each([
    ['=cmd|calc', "'=cmd|calc"],
    ['+1', "'+1"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\u00a0=1', "'\u00a0=1"],
    ['\t=1', '\\x09=1'],
    ['＝1', "'＝1"],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\r\nlines', 'two\\x0d\\x0alines'],
    [' blank', '" blank"'],
    [-0.5, '-0.5'],
    [true, 'true'],
    [null, ''],
  ] as const)('%j is %s', (value, want) => expect(field(value)).toBe(want));
});

test.each(recordings().map(({ name }) => name))(
  '%s: no text is a formula, every record has its fields',
  async (name) => {
    const recording = recordings().find((each) => each.name === name)!;
    const [header, ...records] = parse((await recording.analysed()).render('csv'));
    for (const record of records) {
      expect(record).toHaveLength(header!.length);
      for (const value of record) expect(value).not.toMatch(/^[=+@]|^-(?!\d)/);
    }
  },
);
