// biome-ignore-all lint/suspicious/noTemplateCurlyInString: source code to look at
/** Sentences are in `src/text/` alone: a second language is a second folder, and nothing decides by reading a sentence. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { phrasesIn } from './support/phrases.js';

const SOURCES = path.join(import.meta.dirname, '..', 'src');

/** Rooms that still write English; only ever taken from. */
const STILL_TO_DO: readonly string[] = ['ftp/', 'model/', 'tcp/summary.ts', 'tls/', 'ui/', 'wire/'];

/** Words of protocols, file formats and of other programs, by the file that has them. */
const PROTOCOL_WORDS: Readonly<Record<string, readonly string[]>> = {
  // Magic numbers.
  'capture/foreign.ts': ['TRSNIFF data', ' COMMUNICATIONS TRACE', 'SQLite format 3\0', 'version https://git-lfs'],
  // A field of JSON (expectedFrom), a field of the manifest.
  'output/json/dataConnection.ts': ['… (frame …)'],
  'output/extract/extractor.ts': ['… port …'],
};

function sources(): { name: string; text: string }[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts') && !name.startsWith('text/'))
    .map((name) => ({ name, text: readFileSync(path.join(SOURCES, name), 'utf8') }));
}

const phrasesOf = ({ name, text }: { name: string; text: string }): string[] => {
  const known = PROTOCOL_WORDS[name] ?? [];
  return phrasesIn(text, name.endsWith('x')).filter((phrase) => !known.includes(phrase));
};

const isToDo = (name: string): boolean => STILL_TO_DO.some((room) => name === room || name.startsWith(room));

describe('outside src/text/', () => {
  test('no literal is a phrase, but for protocol words and internal errors', () => {
    const found = sources()
      .filter(({ name }) => !isToDo(name))
      .flatMap((file) => phrasesOf(file).map((phrase) => `${file.name}: ${JSON.stringify(phrase)}`));
    expect(found).toEqual([]);
  });

  test('every room on the list of those to do still has one', () => {
    const todo = sources().filter(({ name }) => isToDo(name));
    const done = STILL_TO_DO.filter(
      (room) => !todo.some((file) => (file.name === room || file.name.startsWith(room)) && phrasesOf(file).length > 0),
    );
    expect(done).toEqual([]);
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
