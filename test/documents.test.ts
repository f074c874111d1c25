/** The documents tell the truth: what README shows and promises is what the program does. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { OPTION_ROWS } from '../src/cli/options.js';
import { FORMATS } from '../src/output/formats.js';
import { PROGRAM, ROOT, run } from './support/run.js';

const DOCUMENTS = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'docs/terminal-ui.md',
  'fixtures/README.md',
];
const read = (name: string) => readFileSync(path.join(ROOT, name), 'utf8');
const readme = read('README.md');

describe('README', () => {
  test.each(OPTION_ROWS.map((row) => row.name))('names --%s with its short form and value', (name) => {
    const row = OPTION_ROWS.find((each) => each.name === name)!;
    const short = 'short' in row ? `-${row.short}, ` : '';
    expect(readme).toContain(`\`${short}--${name}`);
  });

  test('names every format', () => {
    for (const format of Object.keys(FORMATS)) expect(readme).toContain(`\`${format}\``);
  });

  test('has every field of the report in the types that it points to', () => {
    const types = read('src/output/json/report.ts');
    const named = new Set([...types.matchAll(/\b(\w+)\??: /g)].map((match) => match[1]!));
    const unnamed = new Set<string>();
    const look = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(look);
      else if (value !== null && typeof value === 'object') {
        for (const [key, inner] of Object.entries(value)) {
          if (!named.has(key)) unnamed.add(key);
          if (key !== 'skipped' && key !== 'params') look(inner);
        }
      }
    };
    for (const name of readdirSync(path.join(ROOT, 'fixtures'))) {
      const file = `fixtures/${name}/expected.json`;
      if (existsSync(path.join(ROOT, file))) look(JSON.parse(read(file)));
    }
    expect([...unnamed]).toEqual([]);
  });

  test('shows the ladder as the program draws it', () => {
    const shown = /```\n( {3}frame[\s\S]*?)```/.exec(readme)![1]!;
    const lines = shown.split('\n').filter((line) => line !== '' && !line.includes('⋮'));
    const { stdout } = spawnSync(process.execPath, [PROGRAM, 'fixtures/active/capture.pcap'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, COLUMNS: '80', NO_COLOR: '1' },
    });
    const drawn = new Set(stdout.split('\n'));
    expect(lines.filter((line) => !drawn.has(line))).toEqual([]);
  });

  const hasJq = spawnSync('jq', ['--version']).status === 0;
  const questions = [...readme.matchAll(/ftp-sniff --json trace\.pcap \| jq (-r )?'([^']+)'/g)];
  test('has questions for jq', () => expect(questions.length).toBeGreaterThanOrEqual(4));
  test.skipIf(!hasJq).each(questions.map((match) => match[2]!))('jq understands %s', (question) => {
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
