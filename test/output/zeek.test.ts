/** Logs in Zeek's forms: their heads, and values that the JSON report says as well. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { tsvValue } from '../../src/output/zeek/value.js';
import { recordings } from '../support/cases.js';
import { ROOT, reportOf, run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';

const fixture = (name: string): string => path.join(ROOT, 'fixtures', name, 'capture.pcap');

type Table = { readonly head: Readonly<Record<string, string>>; readonly rows: Record<string, string>[] };

/** Reads a log as programs read Zeek's. */
function readLog(text: string): Table {
  const lines = text.trimEnd().split('\n');
  const head: Record<string, string> = {};
  const rows: Record<string, string>[] = [];
  for (const line of lines) {
    const named = /^#(\w+)[ \t](.*)$/.exec(line);
    if (named) head[named[1]!] = named[2]!;
    else {
      const names = head.fields!.split('\t');
      const values = line.split('\t');
      expect(values.length).toBe(names.length);
      rows.push(Object.fromEntries(names.map((name, i) => [name, values[i]!])));
    }
  }
  return { head, rows };
}

const logOf = (table: string, name: string, ...more: string[]): Table =>
  readLog(run(['-F', 'zeek', '--table', table, ...more, fixture(name)]).stdout);

test('the head is that of Zeek, and there are as many types as fields', () => {
  const text = run(['-F', 'zeek', '--table', 'conn', fixture('active')]).stdout;
  expect(text.split('\n').slice(0, 5)).toEqual([
    '#separator \\x09',
    '#set_separator\t,',
    '#empty_field\t(empty)',
    '#unset_field\t-',
    '#path\tconn',
  ]);
  const { head } = readLog(text);
  expect(head.open).toMatch(/^\d{4}(-\d\d){5}$/);
  expect(head.close).toMatch(/^\d{4}(-\d\d){5}$/);
  expect(head.types!.split('\t').length).toBe(head.fields!.split('\t').length);
});

test('conn.log has what the report says of each connection', () => {
  const { rows } = logOf('conn', 'active');
  const [session] = reportOf([fixture('active')]).sessions as unknown as Record<string, never>[];
  const { control, uid, dataConnections } = session as never as {
    control: { communityId: string; bytes: { initiator: number }; history: string; connState: string };
    uid: string;
    dataConnections: { connection: { communityId: string } | null }[];
  };
  const last = rows.at(-1)!;
  expect(last).toMatchObject({ uid, service: 'ftp', community_id: control.communityId, history: control.history });
  expect(last).toMatchObject({ conn_state: control.connState, orig_bytes: String(control.bytes.initiator) });
  const matched = dataConnections.flatMap(({ connection }) => (connection === null ? [] : [connection.communityId]));
  expect(rows.slice(0, -1).map((row) => row.community_id)).toEqual(matched);
  expect(new Set(rows.slice(0, -1).map(({ service }) => service))).toEqual(new Set(['ftp-data']));
});

test('ftp.log masks passwords, names files by URL and data channels as announced', () => {
  const { rows } = logOf('ftp', 'active');
  const [port] = rows.filter(({ command }) => command === 'PORT');
  expect(port).toMatchObject({ password: '<hidden>', 'data_channel.passive': 'F', 'data_channel.orig_h': '10.77.0.1' });
  const file = rows.find(({ command }) => command === 'RETR' || command === 'STOR')!;
  expect(file.arg).toMatch(/^ftp:\/\/10\.77\.0\.1\//);
  const files = logOf('files', 'active');
  expect(files.rows.map(({ fuid }) => fuid)).toContain(file.fuid);
  expect(logOf('ftp', 'active', '--show-passwords').rows[0]!.password).toBe('letmein');
});

describe('a folder', () => {
  test('gets a file for each log with rows, and loses that of an earlier run', () => {
    const folder = path.join(temporaryFolder(), 'logs');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'weird.log'), 'of an earlier run');
    run(['-F', 'zeek', '-o', folder, fixture('pasv-dropped')]);
    expect(readdirSync(folder).sort()).toEqual(['conn.log', 'files.log', 'ftp.log', 'notice.log']);
    run(['-F', 'zeek-json', '-o', folder, fixture('passive'), '--session', '1']);
    expect(existsSync(path.join(folder, 'files.log'))).toBe(true);
    for (const name of readdirSync(folder))
      for (const line of readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n'))
        expect(JSON.parse(line)).toHaveProperty('ts');
  });

  test('is asked for where no log is named', () => {
    const { status, stderr } = run(['-F', 'zeek', fixture('active')]);
    expect(status).toBe(2);
    expect(stderr).toContain('-o DIR');
  });
});

test('both forms say the same', () => {
  const { rows } = logOf('conn', 'fxp');
  const json = run(['-F', 'zeek-json', '--table', 'conn', fixture('fxp')])
    .stdout.trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(json.map(({ uid }) => uid)).toEqual(rows.map(({ uid }) => uid));
  for (const [i, row] of rows.entries())
    for (const [name, value] of Object.entries(row))
      if (value === '-') expect(json[i]).not.toHaveProperty([name]);
      else if (/^-?\d+$/.test(value)) expect(String(json[i]![name])).toBe(value);
});

test.each([
  ['-', '\\x2d'],
  ['(empty)x', '\\x28empty)x'],
  ['', '(empty)'],
  ['a\tb\\c\r', 'a\\x09b\\\\c\\x0d'],
  ['Größe', 'Größe'],
])('the string %j is written as %s', (text, written) => expect(tsvValue(text, 'string')).toBe(written));

test('every recording makes logs whose rows fit their heads', async () => {
  for (const each of recordings()) {
    const rendered = (await each.analysed()).render('zeek');
    expect(readLog(rendered).rows.length, each.name).toBeGreaterThanOrEqual(0);
  }
});
