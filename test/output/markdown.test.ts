/** `--format markdown`: what a ticket shows. */
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { cell, code, fence, prose } from '../../src/output/markdown/escape.js';
import { recordings } from '../support/cases.js';
import { ROOT, run } from '../support/run.js';

/** As GitHub reads it: tables, links by themselves, HTML. */
const reader = new MarkdownIt({ html: true, linkify: true });
const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[link](javascript:alert(1))',
  '![picture](https://example.org/x.png)',
  'https://example.org/ and www.example.org',
  '@everyone, see #1 and !2',
  '`code` ``more``',
  '*bold* _under_ ~~gone~~ a|b',
  '&lt;b&gt; &#64;all',
  '\\`\\*',
  '| a | b |',
  '```\nfence\n```',
];

/** What a reader of the page sees. */
const shown = (markdown: string): string =>
  reader
    .render(markdown)
    .replaceAll('<!-- -->', '')
    .replace(/<\/?(p|code|pre)( class="[^"]*")?>|\n$/g, '')
    .replace(/&(lt|gt|quot|amp);/g, (_, name: 'lt') => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name]!)
    .trim();

describe('text of the network', () => {
  test.each(HOSTILE.filter((text) => !text.includes('\n')))('%s stays text in a sentence', (text) => {
    expect(shown(`says ${prose(text)} here`)).toBe(`says ${text} here`);
    expect(prose(text)).not.toMatch(/[@#](?=[\w])|:\/\//);
  });
  test.each(HOSTILE)('%s stays text as code, in a cell and in a block', (text) => {
    if (!text.includes('\n')) expect(shown(`says ${code(text)} here`)).toBe(`says ${text} here`);
    const table = reader.render(`| a | b |\n|---|---|\n| ${cell(text)} | x |\n`);
    expect(table.match(/<td>/g)).toHaveLength(2);
    expect(table).not.toMatch(/<(script|img|a|strong|em)\b/);
    expect(reader.render(fence(text)).match(/<pre>/g)).toHaveLength(1);
  });
});

test('says what went wrong first, then each session: user, transfers, ladder, findings', () => {
  const { stdout } = run(['-F', 'markdown', 'fixtures/pasv-dropped/capture.pcap'], { cwd: ROOT });
  const at = (text: string | RegExp) => stdout.search(text);
  const order = [
    /^# FTP in/m,
    /^## What went wrong/m,
    /nothing answered/,
    /^## Session 1/m,
    /`RETR`/,
    /<details>/,
    / SYN Seq=0 .*═/,
  ];
  const places = order.map(at);
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(stdout).not.toContain('letmein');
  expect(run(['-F', 'markdown', '--session', '2', 'fixtures/fxp/capture.pcap'], { cwd: ROOT }).stdout).not.toContain(
    '## Session 1',
  );
});

test.each(recordings().map(({ name }) => name))(
  '%s: tables are tables, and nothing is a picture or script',
  async (name) => {
    const recording = recordings().find((each) => each.name === name)!;
    const html = reader.render((await recording.analysed()).render('markdown'));
    expect(html).not.toMatch(/<(script|img|a)\b/);
    for (const [row] of html.matchAll(/<tr>[\s\S]*?<\/tr>/g)) expect(row.match(/<t[dh]/g)).toHaveLength(9);
  },
);
