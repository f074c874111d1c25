import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { decodeText, displayWidth, escapeText, fitToWidth, padToWidth, truncateToWidth } from '../../src/bytes/text.js';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('decodeText', () => {
  test.each([
    ['plain', '48 69', 'Hi', 'ascii'],
    ['nothing', '', '', 'ascii'],
    ['UTF-8', 'e4 bd a0 e5 a5 bd', '你好', 'utf-8'],
    ['UTF-8 with a byte order mark, which stays', 'ef bb bf 61', '\ufeffa', 'utf-8'],
    ['GBK', 'c4 e3 ba c3 2e 74 78 74', '你好.txt', 'gbk'],
    ['GBK with a hanzi outside GB 2312', 'd6 ec e9 46 bb f9', '朱镕基', 'gbk'],
    ['Latin-1', '63 61 66 e9 2e 74 78 74', 'café.txt', 'latin-1'],
    ['Latin-1 that GBK could decode', '4d e1 6c 61 67 61', 'Málaga', 'latin-1'],
    ['overlong UTF-8 is not UTF-8', 'c0 af 41 c0 af 2f e0', 'À¯AÀ¯/à', 'latin-1'],
    ['C1 controls keep their numbers', '80 9f', '\x80\x9f', 'latin-1'],
  ])('%s', (_name, bytes, text, encoding) => {
    expect(decodeText(hex(bytes))).toEqual({ text, encoding });
  });

  test('reads only the range that it is given', () => {
    expect(decodeText(hex('ff 41 42 ff'), 1, 3)).toEqual({ text: 'AB', encoding: 'ascii' });
    expect(decodeText(hex('ff 41 42 ff').subarray(1), 1, 2)).toEqual({ text: 'B', encoding: 'ascii' });
  });

  test('never throws and loses no byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const { text, encoding } = decodeText(bytes);
        if (encoding === 'gbk') return;
        expect([...Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'latin1')]).toEqual([...bytes]);
      }),
    );
  });
});

describe('escapeText', () => {
  test.each([
    ['plain text stays', 'RETR a b.txt', 'RETR a b.txt'],
    ['Chinese stays', '你好 café', '你好 café'],
    ['ESC', '\x1b[2J', '\\x1b[2J'],
    ['line ends and tabs', 'a\r\n\tb', 'a\\x0d\\x0a\\x09b'],
    ['DEL and C1 (8-bit CSI)', '\x7f\x9b31m', '\\x7f\\x9b31m'],
    ['bidi override', 'gpj\u202e.exe', 'gpj\\u{202e}.exe'],
    ['bidi isolates and marks', '\u2066\u2069\u200e\u200f\u061c', '\\u{2066}\\u{2069}\\u{200e}\\u{200f}\\u{61c}'],
    ['zero width', 'a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['line and paragraph separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['a surrogate without partner', 'a\ud800b', 'a\\u{d800}b'],
    ['a pair stays', '😀', '😀'],
    ['private use and tags', '\ue000\u{e0041}\u{f0000}', '\\u{e000}\\u{e0041}\\u{f0000}'],
    ['a backslash stays', 'C:\\dir\\new', 'C:\\dir\\new'],
    ['a backslash that reads like an escape is doubled', '\\x1b \\u{41}', '\\\\x1b \\\\u{41}'],
    ['a backslash before an escape is doubled', '\\\x1b', '\\\\\\x1b'],
  ])('%s', (_name, text, want) => {
    expect(escapeText(text)).toBe(want);
  });

  test('what was escaped can be read back', () => {
    const readBack = (text: string): string =>
      text.replace(/(?<!\\)(\\+)(?:x([0-9a-f]{2})|u\{([0-9a-f]+)\})/g, (all, slashes: string, two, many) => {
        const literal = '\\'.repeat(slashes.length >> 1);
        if (slashes.length % 2 === 0) return literal + all.slice(slashes.length);
        return literal + String.fromCodePoint(Number.parseInt(two ?? many, 16));
      });
    const pieces = fc.constantFrom('\\', 'x1b', 'u{41}', 'x', '\x1b', '\u202e', 'a', '{', '}', 'u');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (list) => {
        const text = list.join('');
        expect(readBack(escapeText(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  test('a very long run of backslashes takes no time', () => {
    const text = '\\'.repeat(100_000);
    expect(escapeText(text)).toBe(text);
  });
});

describe('width', () => {
  test.each([
    ['abc', 3],
    ['中文', 4],
    ['│ ├ ═▶ ┆ ① ✔ ✘ … × → ·', 22],
    ['e\u0301', 1],
    ['😀', 2],
    ['', 0],
  ])('%s takes %i columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });

  test('what is measured without tables is as wide as the tables say', () => {
    const units = Array.from({ length: 0x3000 }, (_, unit) => String.fromCharCode(unit));
    const wrong = units.filter((unit) => displayWidth(`${unit}a${unit}`) !== stringWidth(`${unit}a${unit}`));
    expect(wrong).toEqual([]);
    expect(displayWidth('\ue000')).toBe(stringWidth('\ue000'));
  });

  test.each([
    ['abcdef', 4, 'abc…'],
    ['abcd', 4, 'abcd'],
    ['中文字', 4, '中…'],
    ['中文字', 5, '中文…'],
    ['中文', 4, '中文'],
    ['e\u0301e\u0301e\u0301', 3, 'e\u0301e\u0301e\u0301'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
  ])('%s in %i columns is %s', (text, columns, want) => {
    expect(truncateToWidth(text, columns)).toBe(want);
  });

  test('padding counts columns, not characters', () => {
    expect(padToWidth('中', 4)).toBe('中  ');
    expect(padToWidth('中', 4, 'right')).toBe('  中');
    expect(padToWidth('ab', 5, 'center')).toBe(' ab  ');
    expect(fitToWidth('中文字', 4)).toBe('中… ');
  });

  test('fitToWidth is always exactly as wide as asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.integer({ min: 1, max: 20 }), (text, columns) => {
        expect(displayWidth(fitToWidth(escapeText(text), columns))).toBe(columns);
      }),
    );
  });
});
