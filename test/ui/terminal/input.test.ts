import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Input, KeyParser } from '../../../src/ui/terminal/input.js';

const names = (keys: readonly Input[]): string[] =>
  keys.map((key) => {
    if (key.kind === 'key') return key.name;
    if (key.kind === 'mouse') return `${key.mouse}@${key.x},${key.y}`;
    return key.of === 'cursor' ? `column ${key.column}` : key.light ? 'light' : 'dark';
  });

const CASES: readonly (readonly [what: string, bytes: string, keys: readonly string[]])[] = [
  ['letters', 'jjG', ['j', 'j', 'G']],
  ['a search in one read', '/ab\r', ['/', 'a', 'b', 'enter']],
  ['arrows', '\x1b[A\x1b[B\x1b[C\x1b[D', ['up', 'down', 'right', 'left']],
  ['arrows in application mode', '\x1bOA\x1bOB', ['up', 'down']],
  [
    'Home and End as xterm, VT and rxvt send them',
    '\x1b[H\x1b[1~\x1b[7~\x1b[F\x1b[4~\x1b[8~',
    ['home', 'home', 'home', 'end', 'end', 'end'],
  ],
  ['pages', '\x1b[5~\x1b[6~', ['pageup', 'pagedown']],
  ['Tab and back', '\t\x1b[Z', ['tab', 'shift+tab']],
  ['F1', '\x1bOP\x1b[11~\x1b[[A', ['f1', 'f1', 'f1']],
  ['Backspace, both kinds', '\x7f\b', ['backspace', 'backspace']],
  ['space and control keys', ' \x03\x0c\x1a', ['space', 'ctrl+c', 'ctrl+l', 'ctrl+z']],
  ['Chinese and pictographs', '中👍', ['中', '👍']],
  [
    'wheel and click',
    '\x1b[<64;10;5M\x1b[<65;10;5M\x1b[<0;3;2M\x1b[<0;3;2m',
    ['wheel-up@9,4', 'wheel-down@9,4', 'click@2,1'],
  ],
  ['Esc twice', '\x1b\x1b', ['esc', 'esc']],
  ['Esc and a letter', '\x1bq', ['esc', 'q']],
  ['Esc before an arrow', '\x1b\x1b[A', ['esc', 'up']],
  ['unknown sequences are dropped whole', '\x1b[99;5~x\x1b[?1;2c', ['x']],
  ['a light background, ended by BEL', '\x1b]11;rgb:ffff/fafa/e6e6\x07', ['light']],
  ['a dark background, ended by ST, and a key', '\x1b]11;rgb:1c/1c/1c\x1b\\j', ['dark', 'j']],
  ['where the cursor is', '\x1b[1;3Rx', ['column 3', 'x']],
  ['C1 controls are no characters', '\u009b31m', ['3', '1', 'm']],
];

describe('keys', () => {
  test.each(CASES)('%s', (_what, bytes, keys) => {
    const parser = new KeyParser();
    expect(names([...parser.push(bytes), ...parser.flush()])).toEqual(keys);
    expect(parser.pending).toBe(false);
  });

  test.each(CASES)('%s, cut at every place', (_what, bytes, keys) => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      // Streams are decoded as UTF-8 before: a pair of surrogates is never cut.
      if (/[\ud800-\udbff]/.test(bytes[cut - 1] ?? '')) continue;
      const parser = new KeyParser();
      expect(names([...parser.push(bytes.slice(0, cut)), ...parser.push(bytes.slice(cut)), ...parser.flush()])).toEqual(
        keys,
      );
    }
  });
});

test('a lone Esc waits until it is clear that nothing follows', () => {
  const parser = new KeyParser();
  expect(parser.push('\x1b')).toEqual([]);
  expect(parser.pending).toBe(true);
  expect(names(parser.flush())).toEqual(['esc']);
});

test('whatever is typed, nothing hangs, throws or is kept for ever', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 10 }), (chunks) => {
      const parser = new KeyParser();
      for (const chunk of chunks) parser.push(`\x1b[${chunk}\x1b`);
      parser.flush();
      expect(parser.pending).toBe(false);
      expect(names(parser.push('j'))).toEqual(['j']);
    }),
  );
});
