/** `ftp-sniff lab new`: sheets in every format, and what is wrong with a command line. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { parse } from 'gift-pegjs';
import MarkdownIt from 'markdown-it';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LabSheet } from '../../src/output/sheet/json.js';
import { CHROMIUM, startBrowser, violationsOf } from '../support/browser.js';
import { ROOT, run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';

const CAPTURE = 'fixtures/active/capture.pcap';
const sheet = (...args: string[]): string => {
  const { status, stdout, stderr } = run(['lab', 'new', ...args]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
};
const json = (...args: string[]): LabSheet => JSON.parse(sheet('-F', 'json', ...args)) as LabSheet;

test.each(['md', 'html', 'gift', 'json'])('%s: twelve questions, with answers', async (format) => {
  const text = sheet(CAPTURE, '-F', format, '--answers');
  // The style sheet is that of every page.
  await expect(text.replace(/<style>.*<\/style>/s, '')).toMatchFileSnapshot(
    `../output/pictures/lab-active-${format}.txt`,
  );
});

test('the JSON of every kind of question is as its schema says', () => {
  const schema = JSON.parse(readFileSync(path.join(ROOT, 'schema', 'lab.schema.json'), 'utf8')) as object;
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
  for (const name of ['active', 'fxp', 'ftps-tls12', 'pasv-dropped'])
    expect(validate(json(`fixtures/${name}/capture.pcap`, '-q', '--pick', '1000')) ? [] : validate.errors).toEqual([]);
});

test('--topic chooses what the questions are about', () => {
  const { questions } = json(CAPTURE, '-q', '--topic', 'closing,login', '--pick', '100');
  expect(new Set(questions.map(({ topic }) => topic))).toEqual(new Set(['login', 'closing']));
  expect(run(['lab', 'new', '--topic', 'weather', CAPTURE])).toMatchObject({ status: 2 });
});

test('the same seed gives the same sheet, another seed another one; --pick says how many', () => {
  expect(json(CAPTURE, '--seed', '7')).toEqual(json(CAPTURE, '--seed', '7'));
  const ids = (seed: string) => json(CAPTURE, '--seed', seed).questions.map(({ id }) => id);
  expect(ids('8')).not.toEqual(ids('7'));
  expect(json(CAPTURE, '--pick', '5').questions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
});

test('a sheet for students has no answers on it', () => {
  const text = sheet(CAPTURE, '--pick', '60');
  expect(text).not.toContain('Solutions');
  expect(sheet(CAPTURE, '--pick', '60', '--answers')).toContain('## Solutions');
});

test('questions about several sessions name theirs, and --session chooses', () => {
  const { questions } = json('fixtures/fxp/capture.pcap', '--pick', '40');
  expect(new Set(questions.map(({ session }) => session))).toEqual(new Set([1, 2]));
  expect(sheet('fixtures/fxp/capture.pcap')).toMatch(/\(session 2: \S+ → \S+\)/);
  const second = json('fixtures/fxp/capture.pcap', '--session', '2', '--pick', '40');
  expect(new Set(second.questions.map(({ session }) => session))).toEqual(new Set([2]));
});

test('Moodle reads the sheet: every question has its kind, its right answer and the reason of wrong ones', () => {
  const questions = parse(sheet(CAPTURE, '-F', 'gift', '-q', '--pick', '1000'));
  const { questions: wanted } = json(CAPTURE, '-q', '--pick', '1000');
  const asked = questions.filter(({ type }) => type !== 'Category');
  expect(asked.map((one) => ('title' in one ? one.title : null)?.slice(-wanted[0]!.id.length))).toHaveLength(
    wanted.length,
  );
  const kinds = {
    number: 'Numerical',
    port: 'Numerical',
    frame: 'Numerical',
    choice: 'MC',
    order: 'Matching',
    free: 'Essay',
  };
  for (const [i, { type, id, answer }] of wanted.entries()) {
    const one = asked[i]!;
    expect(one.type, id).toBe(kinds[type as keyof typeof kinds] ?? 'Short');
    expect(JSON.stringify(one), id).toContain(id);
    if (one.type === 'Numerical')
      expect(one.choices, id).toContainEqual(
        expect.objectContaining({
          weight: null,
          text: expect.objectContaining({ number: Number(Number(answer).toPrecision(12)) }),
        }),
      );
    if (one.type === 'Short')
      expect(
        one.choices.some(({ text, weight }) => text.text === answer && weight === null),
        id,
      ).toBe(true);
  }
});

test('names of the network stay text in every format', () => {
  const folder = temporaryFolder();
  // 'USER student' of the recording, with a name of the same length.
  const bytes = readFileSync(CAPTURE);
  const at = bytes.indexOf('USER student');
  expect(at).toBeGreaterThan(0);
  bytes.write('USER <b>*~}\u001b', at, 'latin1');
  const hostile = path.join(folder, 'hostile.pcap');
  writeFileSync(hostile, bytes);
  const of = (format: string) => sheet(hostile, '-F', format, '-q', '--pick', '1000', '--answers');
  expect(of('html')).not.toContain('<b>*');
  expect(new MarkdownIt({ html: true }).render(of('md'))).not.toContain('<b>');
  const gift = parse(of('gift')).find((one) => 'title' in one && one.title?.includes('user-name'));
  expect(JSON.stringify(gift)).toContain('<b>*~}');
  for (const format of ['html', 'md', 'gift', 'json']) expect(of(format)).not.toContain('\u001b');
});

test('what is wrong with the command line, and where there is nothing to ask', () => {
  const wrong = (...args: string[]) => run(['lab', 'new', ...args]);
  expect(wrong('--pick', 'many', CAPTURE)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--pick takes a whole number, 1 to 1000'),
  });
  expect(wrong('-F', 'pdf', CAPTURE)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('md, html, gift, json'),
  });
  expect(wrong('--frobnicate').stderr).toContain('(see ftp-sniff lab --help)');
  expect(wrong()).toMatchObject({ status: 2 });
  expect(wrong('no-such-file')).toMatchObject({ status: 1 });
  expect(wrong('-o', CAPTURE, CAPTURE)).toMatchObject({ status: 1 });
  const { status, stdout } = run(['lab', '--help']);
  expect(status).toBe(0);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

// Skipped where Chromium is not installed (Debian: apt-get install chromium), or CHROMIUM does not name it.
describe.skipIf(CHROMIUM === undefined)('the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('has no violation that axe finds, and asks for nothing', async () => {
    const file = path.join(temporaryFolder(), 'sheet.html');
    writeFileSync(file, sheet(CAPTURE, '-F', 'html', '--answers'));
    const page = await browser.newPage({ bypassCSP: true });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    expect(await page.locator('ol.questions > li').count()).toBe(24);
    expect(await violationsOf(page)).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});
