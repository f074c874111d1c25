// biome-ignore-all lint/suspicious/noTemplateCurlyInString: source code to look at
/** Sentences are in `src/text/` alone: a second language is a second folder, and nothing decides by reading a sentence. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { phrasesIn } from './support/phrases.js';

const SOURCES = path.join(import.meta.dirname, '..', 'src');

/** Names of header fields and of the values that protocols define for them, as the packet view lists them. */
const FIELD_NAMES: readonly string[] = [
  ...['wire/', 'ui/panels/packetPane.ts', 'ui/data/dissection.ts', 'tcp/summary.ts'],
  // What servers say, by which they are known.
  ...['ftp/keyless/families.ts', 'ftp/keyless/forms.ts'],
];

/** What servers say, word for word: known by their lengths. */
const SERVERS: readonly string[] = ['model/findings/samples.ts', 'ftp/keyless/families.ts', 'ftp/keyless/forms.ts'];

/** Style sheets, the program of a page, firewall rules, expressions of check sheets: another language, with no sentence in it. */
const OTHER_LANGUAGES: ReadonlySet<string> = new Set([
  'output/firewall/rules.ts',
  'output/html/style.ts',
  'output/html/script.ts',
  'cli/check/init.ts',
]);
const FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";

/** Words of protocols, file formats and of other programs, by the file that has them. */
const PROTOCOL_WORDS: Readonly<Record<string, readonly string[]>> = {
  // Magic numbers.
  'capture/foreign.ts': ['TRSNIFF data', ' COMMUNICATIONS TRACE', 'SQLite format 3\0', 'version https://git-lfs'],
  // Mermaid's own words, names of fonts.
  'output/mermaid.ts': ['note over …: …', 'participant … as …', 'note right of …: …'],
  'output/export/svgLadder.ts': [FONTS],
  // The language of a block of code; a rule of CSS.
  'output/markdown/escape.ts': ['…text\n…\n…\n\n'],
  'output/export/palette.ts': ['…{…}@media (prefers-color-scheme:dark){…{…}}'],
  // A policy in the words of CSP.
  'output/html.ts': [
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-…'; base-uri 'none'; form-action 'none'",
  ],
  // The same, of a page without script; its markup.
  'output/sheet/html.ts': ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"],
  'output/html/comparison.ts': ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"],
  // Prometheus' text form.
  'cli/statistics.ts': ['# TYPE … …'],
  // A field of JSON (expectedFrom), a field of the manifest.
  'output/json/dataConnection.ts': ['… (frame …)'],
  'output/extract/extractor.ts': ['… port …'],
  // Verbs, modes, labels of key derivation (RFC 5246 §6.3, RFC 8446 §7.1), names of manuals, filters of other programs.
  'ftp/control.ts': ['AUTH …'],
  'ftp/wrappers/httpConnect.ts': ['HTTP CONNECT'],
  'model/filter/values.ts': ['AUTH TLS', 'AUTH SSL'],
  // A policy in the words of CSP; columns of Moodle's worksheet and of tables, which programs read.
  'output/grade/feedback.ts': ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"],
  'output/grade/tables.ts': [
    ...['Full name', 'Email address', 'Maximum Grade', 'Grade can be changed', 'Last modified (submission)'],
    ...['Last modified (grade)', 'Feedback comments', 'Needs a person', 'Participant …', 'share right'],
  ],
  // TAP version 14.
  'output/check/machines.ts': ['TAP version 14', 'not ok', ' # SKIP …'],
  'model/findings/table.ts': ['pcap(3PCAP): snapshot length'],
  'model/transfers.ts': ['MODE …'],
  'tls/keySchedule.ts': ['key expansion', 'traffic upd'],
  'tls/resumable.ts': ['ticket …'],
  'ui/panels/certificate.ts': ['MODE …', 'STRU …'],
  // The same in every language.
  'model/format.ts': ['… … UTC'],
};

function sources(): { name: string; text: string }[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts') && !name.startsWith('text/'))
    .map((name) => ({ name, text: readFileSync(path.join(SOURCES, name), 'utf8') }));
}

const phrasesOf = ({ name, text }: { name: string; text: string }): string[] => {
  const known = PROTOCOL_WORDS[name] ?? [];
  if (OTHER_LANGUAGES.has(name)) return [];
  return phrasesIn(text, name.endsWith('x')).filter((phrase) => !known.includes(phrase));
};

const isExempt = (name: string): boolean => [...FIELD_NAMES, ...SERVERS].some((room) => name.startsWith(room));

describe('outside src/text/', () => {
  test('no literal is a phrase, but for protocol words and internal errors', () => {
    const found = sources()
      .filter(({ name }) => !isExempt(name))
      .flatMap((file) => phrasesOf(file).map((phrase) => `${file.name}: ${JSON.stringify(phrase)}`));
    expect(found).toEqual([]);
  });

  test('every exempt room still has one', () => {
    const all = sources();
    const needless = [...FIELD_NAMES, ...SERVERS].filter(
      (room) => !all.some((file) => file.name.startsWith(room) && phrasesOf(file).length > 0),
    );
    expect(needless).toEqual([]);
  });

  test('every protocol word on the list is still there', () => {
    const texts = new Map(sources().map(({ name, text }) => [name, phrasesIn(text, name.endsWith('x'))]));
    const gone = Object.entries(PROTOCOL_WORDS).flatMap(([name, words]) =>
      words.filter((word) => !texts.get(name)?.includes(word)),
    );
    expect(gone).toEqual([]);
  });
});

describe('the finder', () => {
  test.each([
    ["const a = 'two words';", ['two words']],
    ['const a = `only ${n} bytes`;', ['only … bytes']],
    ['const a = `frame ${n}`;', ['frame …']],
    ["const a = cond ? 'one' : 'it is gone';", ['it is gone']],
    ["const a = { text: 'Nothing, then.' };", ['Nothing, then.']],
    ["throw new UsageError('no such option');", ['no such option']],
  ])('finds %s', (source, phrases) => expect(phrasesIn(source, false)).toEqual(phrases));

  test('finds the text of an element', () => {
    expect(phrasesIn('const a = <Text>Press a key</Text>;', true)).toEqual(['Press a key']);
  });

  test.each([
    "import x from './two words.js';",
    "throw new Error('the list is empty');",
    "const a = 'one';",
    "const a = 'a-code-of-words';",
    'const a = `ftp-sniff ${version}`;',
    'const a = `--format ${name}`;',
    'const a = `${host}:${port} ${kind}`;',
    '// two words',
    'const a = /two words/;',
  ])('leaves %s', (source) => expect(phrasesIn(source, false)).toEqual([]));
});
