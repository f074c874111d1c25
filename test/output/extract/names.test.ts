import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { nameKey, numbered, safeComponent, safePath, serverComponent } from '../../../src/output/extract/names.js';

const PATHS: readonly [string, string, boolean][] = [
  ['/pub/a.txt', 'pub/a.txt', false],
  ['a.txt', 'a.txt', false],
  ['/报告 2024.txt', '报告 2024.txt', false],
  ['/say "hi"?.txt', 'say "hi"?.txt', false],
  ['/.profile', '.profile', false],
  ['/-rf', '-rf', false],
  ['../../etc/passwd', '__/__/etc/passwd', true],
  ['/../a', '__/a', true],
  ['/a/./b//c', 'a/b/c', false],
  ['/...', '___', true],
  ['/a/..\\..\\b', 'a/.._.._b', true],
  ['C:\\dir\\a.txt', 'C/dir/a.txt', true],
  ['c:/dir/../a.txt', 'c/dir/__/a.txt', true],
  ['/a\0b', 'a_b', true],
  ['/a\nb\x1b[31m\x7f\x9b', 'a_b_[31m__', true],
  ['/\u202egnp.exe', '_gnp.exe', true],
  ['/\ud800x', '_x', true],
  ['/trailing. . ', 'trailing____', true],
  ['/CON', '_CON', true],
  ['/con.txt', '_con.txt', true],
  ['/nul .txt', '_nul .txt', true],
  ['/COM1', '_COM1', true],
  ['/LPT².log', '_LPT².log', true],
  ['/console', 'console', false],
  ['/aux/b', '_aux/b', true],
  ['', '_', true],
  ['/', '_', true],
];

describe('a name from the wire', () => {
  test.each(PATHS)('%j becomes %j', (wire, safe, changed) => {
    expect(safePath(wire)).toEqual({ components: safe.split('/'), changed });
  });

  test('is cut to what file systems take, keeps its extension, and stays apart from its neighbours', () => {
    const names = ['a', 'b'].map((last) => safePath(`/${'ä'.repeat(300)}${last}.tar.gz`).components[0]!);
    for (const name of names) {
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(235);
      expect(name).toMatch(/^ä+~[0-9a-f]{12}\.gz$/);
    }
    expect(new Set(names).size).toBe(2);
  });

  test('of more directories than any path can have is put aside', () => {
    const { components, changed } = safePath(`/${'d/'.repeat(2000)}a.txt`);
    expect(components).toEqual(['_deep', expect.stringMatching(/^[0-9a-f]{12}$/), 'a.txt']);
    expect(changed).toBe(true);
    expect(safePath(`/${`${'x'.repeat(230)}/`.repeat(6)}a`).components).toHaveLength(3);
  });

  test('never leads out of a directory, whatever it is made of', () => {
    const pieces = ['..', '.', '/', '\\', '\0', 'a', ' ', 'C:', '~', '\u2028', '．．', 'con', ':', '...', '\ufeff'];
    let seed = 7;
    for (let i = 0; i < 5000; i++) {
      let wire = '';
      for (let n = 0; n < 8; n++) {
        seed = (seed * 1103515245 + 12345) >>> 0;
        wire += pieces[(seed >>> 16) % pieces.length];
      }
      const { components } = safePath(wire, i % 2 === 0);
      const full = path.resolve('/root', ...components);
      expect(full.startsWith('/root/')).toBe(true);
      for (const part of components) {
        expect(part).not.toMatch(/^\.*$/);
        expect(part).not.toMatch(/[/\\\0]/);
        expect(part).not.toMatch(/[. ]$/);
      }
    }
  });

  test('also loses what only Windows minds, on Windows', () => {
    expect(safeComponent('a:b<c>"|?*', true)).toBe('a_b_c_____');
    expect(safeComponent('a:b', false)).toBe('a:b');
  });
});

test('servers have names of their own', () => {
  expect(serverComponent({ address: '10.0.0.1', port: 21 })).toBe('10.0.0.1');
  expect(serverComponent({ address: '10.0.0.1', port: 2121 })).toBe('10.0.0.1_2121');
  expect(serverComponent({ address: 'fe80::1%eth0', port: 21 })).toBe('fe80--1_eth0');
});

test('numbers stand before the extension', () => {
  expect(numbered('a.txt', 1)).toBe('a.txt');
  expect(numbered('a.txt', 3)).toBe('a~3.txt');
  expect(numbered('.profile', 2)).toBe('.profile~2');
  expect(numbered('a', 2)).toBe('a~2');
});

test('names that some system takes for one have one key', () => {
  expect(nameKey('README')).toBe(nameKey('ReadMe'));
  expect(nameKey('caf\u00e9')).toBe(nameKey('cafe\u0301'));
  expect(nameKey('straße')).toBe(nameKey('STRASSE'));
});
