/** The documents tell the truth: what they show and promise is what the program does. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXCERPT, ladderExcerpt } from '../scripts/ladderExcerpt.js';
import { OPTION_ROWS } from '../src/cli/options.js';
import { FORMATS } from '../src/output/formats.js';
import { filterDocument } from './support/filterDocument.js';
import { ROOT, run } from './support/run.js';

const below = (folder: string) =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
const DOCUMENTS = [
  ...below('.').map((name) => name.slice(2)),
  ...below('docs'),
  ...below('docs/decisions'),
  'fixtures/README.md',
];
const read = (name: string) => readFileSync(path.join(ROOT, name), 'utf8');
const readme = read('README.md');
const reference = read('docs/reference.md');

describe('README', () => {
  test('is read in a minute', () => {
    const words = readme.split(/\s+/).length;
    expect(words).toBeLessThan(650);
  });

  test('has the commands for a fresh machine before anything else', () => {
    const commands = [...readme.matchAll(/^ {4}(\S.*)$/gm)].map((match) => match[1]);
    expect(commands.slice(0, 2)).toEqual([
      'npm ci && node dist/main.js fixtures/active/capture.pcap',
      'npm ci && npm run check',
    ]);
  });
});

describe('the reference', () => {
  test.each(OPTION_ROWS.map((row) => row.name))('names --%s with its short form and value', (name) => {
    const row = OPTION_ROWS.find((each) => each.name === name)!;
    const short = 'short' in row ? `-${row.short}, ` : '';
    expect(reference).toContain(`\`${short}--${name}`);
  });

  test('names every format', () => {
    for (const format of Object.keys(FORMATS)) expect(reference).toContain(`\`${format}\``);
  });

  test('shows the ladder as the program draws it (npm run docs)', () => {
    expect(EXCERPT.exec(reference)?.[0]).toBe(ladderExcerpt());
  });
});

test('docs/filter.md is that of the tables of words (npm run docs)', () => {
  expect(read('docs/filter.md')).toBe(filterDocument());
});

describe('questions for jq', () => {
  const hasJq = spawnSync('jq', ['--version']).status === 0;
  const questions = [...read('docs/json.md').matchAll(/ftp-sniff --json trace\.pcap \| jq (-r )?'([^']+)'/g)];
  test('are there', () => expect(questions.length).toBeGreaterThanOrEqual(4));
  test.skipIf(!hasJq).each(questions.map((match) => match[2]!))('%s', (question) => {
    const { stdout } = run(['--json', 'fixtures/pasv-dropped/capture.pcap']);
    const { status, stderr } = spawnSync('jq', ['-r', question], { input: stdout, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

describe.each(DOCUMENTS)('%s', (name) => {
  test('links to files that are there', () => {
    const targets = [...read(name).matchAll(/\]\(([^)#]+)\)/g)]
      .map((match) => match[1]!)
      .filter((to) => !/^https?:/.test(to));
    expect(targets.filter((to) => !existsSync(path.join(ROOT, path.dirname(name), to)))).toEqual([]);
  });

  test('names files of the project that are there', () => {
    const named = [...read(name).matchAll(/`((?:src|test|scripts|bench|docs|fixtures)\/[\w./-]*)`/g)].map(
      (match) => match[1]!,
    );
    expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
  });
});
