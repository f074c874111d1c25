/** docs/query.md: its questions are asked by DuckDB, over files as `-F ndjson` writes them, and answered as the reports say. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../src/output/json/report.js';
import { ROOT, reportOf, run } from './support/run.js';
import { temporaryFolder } from './support/temporary.js';

const duckdb = await import('@duckdb/node-api').catch(() => null);
const NAMES = ['active', 'passive', 'parallel-uploads', 'pasv-dropped', 'ftps-tls12', 'bruteforce', 'port-refused'];
const fixture = (name: string): string => path.join(ROOT, 'fixtures', name, 'capture.pcap');

type Row = Record<string, unknown>;
type Question = { readonly title: string; readonly sql: string };

/** The blocks of SQL of the page, each with the heading above it. */
function questions(): Question[] {
  const page = readFileSync(path.join(ROOT, 'docs', 'query.md'), 'utf8');
  return [...page.matchAll(/(?:^## ([^\n]+)$[^`]*?)?^```sql\n(.*?)^```$/gms)].map(([, title, sql]) => ({
    title: title ?? 'views',
    sql: sql!,
  }));
}

const [views, ...asked] = questions();

/** Why the tests are skipped where they are. */
const needs = duckdb === null ? ' (skipped: @duckdb/node-api cannot be loaded here)' : '';

describe.skipIf(duckdb === null)(`docs/query.md${needs}`, () => {
  const answers = new Map<string, Row[]>();

  beforeAll(async () => {
    const folder = temporaryFolder();
    for (const [i, name] of NAMES.entries()) {
      const day = path.join(folder, 'out', `2026112${i}`);
      mkdirSync(day, { recursive: true });
      expect(
        run(['-q', '-F', 'ndjson', '--sensor', 'e1', '-o', path.join(day, '10.ndjson'), fixture(name)]).status,
      ).toBe(0);
    }
    // What a shipper delivers twice counts once.
    mkdirSync(path.join(folder, 'out', 'again'), { recursive: true });
    run([
      '-q',
      '-F',
      'ndjson',
      '--sensor',
      'e1',
      '-o',
      path.join(folder, 'out', 'again', '10.ndjson'),
      fixture('active'),
    ]);
    const connection = await (await duckdb!.DuckDBInstance.create(':memory:')).connect();
    await connection.run(views!.sql.replaceAll("'out/**", `'${folder}/out/**`));
    for (const { title, sql } of asked)
      answers.set(title, (await connection.runAndReadAll(sql)).getRowObjectsJson() as Row[]);
    connection.closeSync();
  });

  const answer = (start: string): Row[] => {
    const title = asked.find((one) => one.title.startsWith(start))?.title;
    expect(title, start).toBeDefined();
    return answers.get(title!)!;
  };

  test('a dozen questions, and all are answered by rows', () => {
    expect(asked.length).toBeGreaterThanOrEqual(12);
    // Of no recording among these the content has two names, or a server does not know a command.
    const without = asked.filter(({ title }) => answers.get(title)!.length === 0).map(({ title }) => title);
    expect(without.filter((title) => !/several names|not know/.test(title))).toEqual([]);
  });

  let known: Session[] | null = null;
  const sessions = (): Session[] => {
    known ??= NAMES.flatMap((name) => reportOf(['-q', fixture(name)]).sessions);
    return known;
  };
  const transfers = () =>
    sessions().flatMap((session) =>
      session.dataConnections.flatMap(({ transfer }) => (transfer?.direction ? [{ session, transfer }] : [])),
    );

  test('who uploaded what: as many files and bytes as the reports have', () => {
    const uploads = transfers().filter(({ transfer }) => transfer.direction === 'upload');
    const rows = answer('Who uploaded');
    const sum = (name: string) => rows.reduce((all, row) => all + Number(row[name]), 0);
    expect(sum('files')).toBe(uploads.length);
    expect(sum('bytes')).toBe(uploads.reduce((all, { transfer }) => all + transfer.bytes, 0));
  });

  test('the largest file is the largest of the reports', () => {
    const largest = Math.max(...transfers().map(({ transfer }) => transfer.bytes));
    expect(Number(answer('The largest')[0]!.bytes)).toBe(largest);
  });

  test('the hash finds the file', () => {
    const wanted = /sha256 = '(\w+)'/.exec(asked.find(({ title }) => title.startsWith('Where was'))!.sql)![1];
    const found = transfers().filter(({ transfer }) => transfer.sha256 === wanted);
    expect(found.length).toBeGreaterThan(0);
    expect(answer('Where was').length).toBe(found.length);
  });

  test('dropped data connections and refused logins are counted', () => {
    expect(answer('Data connections').map(({ outcome }) => outcome)).toContain('unanswered');
    const refused = sessions().filter((one) => one.loggedIn === false);
    expect(answer('Logins').reduce((all, row) => all + Number(row.refused), 0)).toBe(refused.length);
  });
});
