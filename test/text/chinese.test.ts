/** Chinese is Chinese: no English word but those of protocols, and what hosts said, in reports and lessons. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/bytes/text.js';
import { run } from '../support/run.js';

/** Words of protocols, of other tools and of file formats; options and values of this program. */
const ALLOWED: ReadonlySet<string> = new Set(
  `ACK ASCII AUTH Ack CWD EBCDIC EN10MB EPRT FIN FTP LIST Linux MSS PASS PASV PORT PWD QUIT RETR RFC SACK SIZE STOR
   SYN Seq TCP TLS TYPE USER UTC Wireshark Win ftp kB pcap sha256 student incoming`.split(/\s+/),
);

/** What hosts said stands in arrows, and behind a reply code. */
const SAID = /.*[◀▶].*|\d{3} [A-Z("][^。]*|"[^"]*"/g;
const wordsOf = (text: string): string[] =>
  [...text.replace(SAID, '').matchAll(/(?<![\w./:@-])[A-Za-z]{3,}(?![\w./:@-])/g)].map(([word]) => word);

/** Flags in the order in which they were seen, as Zeek writes them; states of its connections. */
const isHistory = (word: string): boolean => /^[ShAaDdFfRrTtWw]+$/.test(word) || /^(S[0-3F]|RST[OR]\w*)$/.test(word);

/** What a page shows and reads out: a line a block, attributes for screen readers, none of the report that it carries for programs. */
function wordsOfPage(page: string): string[] {
  const spoken = [...page.matchAll(/(?:aria-label|title|placeholder|alt)="([^"]*)"/g)].map(([, words]) => words!);
  const shown = page
    .replace(/<(script|style)\b.*?<\/\1>|<code>.*?<\/code>/gs, '')
    .replace(/<\/?(?:a|b|em|strong|span|tspan)\b[^>]*>/g, '')
    .split(/<[^>]*>/);
  return [...shown, ...spoken].flatMap((text) => wordsOf(text.replaceAll('&quot;', '"').replace(/&[a-z]+;/g, ' ')));
}

describe.each(['active', 'passive', 'pasv-dropped'])('fixtures/%s in Chinese', (name) => {
  const file = `fixtures/${name}/capture.pcap`;

  test.each([['text'], ['steps'], ['markdown']])('%s has no English word but those of protocols', (format) => {
    const { stdout } = run(['--lang', 'zh-CN', '-F', format, file]);
    const own = format === 'markdown' ? stdout.replace(/```text|<\/?(?:details|summary)>|`[^`]*`/g, '') : stdout;
    expect([...new Set(wordsOf(own))].filter((word) => !ALLOWED.has(word) && !isHistory(word))).toEqual([]);
    expect(stdout).not.toMatch(/[。，；：] [\u4e00-\u9fff]/);
  });

  test('the page has no English word but those of protocols', () => {
    const { stdout } = run(['--lang', 'zh-CN', '-F', 'html', file]);
    const words = new Set(wordsOfPage(stdout));
    expect(words.size).toBeGreaterThan(20);
    expect([...words].filter((word) => !ALLOWED.has(word) && !isHistory(word))).toEqual([]);
  });

  test.each(['html', 'svg', 'mermaid', 'markdown'])('%s has Chinese colons and brackets behind Chinese', (format) => {
    const { stdout } = run(['--lang', 'zh-CN', '-F', format, file]);
    const shown = stdout.replace(/<(script|style)\b.*?<\/\1>/gs, '');
    expect(shown).not.toMatch(
      /[\u4e00-\u9fff](?:<[^>]*>)*\d*: |会话 \d+(?:<[^>]*>)*(?:: |#58;)|[\u4e00-\u9fff。] \(帧/,
    );
  });

  test.each([80, 100, 120])('no line of text is wider than %i columns', (columns) => {
    const { stdout } = run(['--lang', 'zh-CN', file], { env: { COLUMNS: String(columns) } });
    for (const line of stdout.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
  });
});

test.each([
  ['the report', 'report', []],
  ['the lesson', 'lesson', ['--step']],
])('%s of an active session, word for word', async (_, name, options) => {
  const { stdout } = run(['--lang', 'zh-CN', ...options, 'fixtures/active/capture.pcap'], { env: { COLUMNS: '100' } });
  await expect(stdout).toMatchFileSnapshot(path.join(import.meta.dirname, 'golden', `${name}-active-zh-CN.txt`));
});

test.each(['en', 'zh-CN'])('help in %s is at most 80 columns wide', (language) => {
  for (const words of [[], ['check'], ['compare'], ['explain'], ['lab'], ['grade']])
    for (const line of run(['--lang', language, ...words, '--help']).stdout.split('\n'))
      expect(displayWidth(line), line).toBeLessThanOrEqual(80);
});
