import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { Spool } from '../../src/output/spool.js';

const textOf = (spool: Spool, key: number): string => {
  let text = '';
  for (const piece of spool.read(key)) text += piece.toString();
  return text;
};
const left = (): string[] => readdirSync(tmpdir()).filter((name) => /^ftp-sniff-\w{6}$/.test(name));

describe.each([
  ['in memory', 1_000_000],
  ['in a file, piece by piece', 10],
])('%s', (_name, memoryBytes) => {
  test('gives back each piece whole, in any order, while more are added', () => {
    const before = left();
    const spool = new Spool(memoryBytes);
    spool.add(7, ['seven ', 'and more of it']);
    spool.add(2, ['zwei: 第二 ', '✔']);
    expect(textOf(spool, 7)).toBe('seven and more of it');
    spool.add(5, []);
    spool.add(1, ['x'.repeat(200_000)]);
    expect(textOf(spool, 2)).toBe('zwei: 第二 ✔');
    expect(textOf(spool, 1)).toBe('x'.repeat(200_000));
    expect(textOf(spool, 5)).toBe('');
    expect(textOf(spool, 99)).toBe('');
    expect(spool.keys()).toEqual([1, 2, 5, 7]);
    spool.close();
    expect(left()).toEqual(before);
  });
});

test('characters of several bytes may lie on the edge of what is read at once', () => {
  const spool = new Spool(10);
  const text = `a${'中'.repeat(100_000)}`;
  spool.add(1, [text]);
  expect(textOf(spool, 1)).toBe(text);
  spool.close();
});
