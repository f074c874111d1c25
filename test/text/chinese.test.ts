/** Chinese is Chinese: no English word but those of protocols, and what hosts said, in reports and lessons. */
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/bytes/text.js';
import { run } from '../support/run.js';

/** Words of protocols, of other tools and of file formats; options and values of this program. */
const ALLOWED: ReadonlySet<string> = new Set(
  `ABOR ACK ACT ASCII AUTH Ack Complete DATA ECDSA EN10MB EPRT EPSV FILE FIN FTP ICMP Incomplete LIST MSS NAT OK PASS PASV
   PORT QUIT RETR RFC RSA RST SHA SHADOW SIZE STOR SYN Seq TCP TLS TYPE USER UTC Wireshark Win Zeek data ftp kB pcap
   sha256 show passwords with fixtures capture ms conn passive active txt bin incoming student`.split(/\s+/),
);

/** What hosts said stands in arrows, and behind a reply code. */
const SAID = /.*[◀▶].*|\d{3} [A-Z][^。]*|"[^"]*"/g;
const wordsOf = (text: string): string[] =>
  [...text.replace(SAID, '').matchAll(/(?<![\w./:@-])[A-Za-z]{3,}(?![\w./:@-])/g)].map(([word]) => word);

/** Flags in the order in which they were seen, as Zeek writes them; states of its connections. */
const isHistory = (word: string): boolean => /^[ShAaDdFfRrTtWw]+$/.test(word) || /^(S[0-3F]|RST[OR]\w*)$/.test(word);

describe.each(['active', 'passive', 'pasv-dropped'])('fixtures/%s in Chinese', (name) => {
  const file = `fixtures/${name}/capture.pcap`;

  test.each([['text'], ['steps'], ['markdown']])('%s has no English word but those of protocols', (format) => {
    const { stdout } = run(['--lang', 'zh-CN', '-F', format, file]);
    const own = format === 'markdown' ? stdout.replace(/```text|<\/?(?:details|summary)>|`[^`]*`/g, '') : stdout;
    expect([...new Set(wordsOf(own))].filter((word) => !ALLOWED.has(word) && !isHistory(word))).toEqual([]);
    expect(stdout).not.toMatch(/[。，；：] [\u4e00-\u9fff]/);
  });

  test.each([80, 100, 120])('no line of text is wider than %i columns', (columns) => {
    const { stdout } = run(['--lang', 'zh-CN', file], { env: { COLUMNS: String(columns) } });
    for (const line of stdout.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
  });
});

test('help is at most 80 columns wide', () => {
  for (const words of [[], ['check'], ['compare'], ['explain'], ['lab']])
    for (const line of run(['--lang', 'zh-CN', ...words, '--help']).stdout.split('\n'))
      if (!line.includes('格式：text')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
});
