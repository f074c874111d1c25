import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { keyLogFile } from '../../src/capture/keyLogFile.js';
import { CaptureError } from '../../src/capture/packet.js';
import { LIMITS } from '../../src/limits.js';
import { lineOf } from './support.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (text: string): string => {
  const name = path.join(folder, 'keys');
  writeFileSync(name, text);
  return name;
};

describe('a key log file', () => {
  test('gives its lines, whatever ends them, the last one too', () => {
    expect(keyLogFile(file('one\ntwo\r\nthree'))()).toEqual(['one', 'two', 'three']);
  });

  test('gives lines that lie across reads of it', () => {
    const lines = Array.from({ length: 3_000 }, (_, i) => `line ${i} ${'x'.repeat(i % 90)}`);
    expect(keyLogFile(file(`${lines.join('\n')}\n`))()).toEqual(lines);
  });

  test('gives later what is added later, line by line', () => {
    const name = file('one\n');
    const newLines = keyLogFile(name);
    expect(newLines()).toEqual(['one']);
    expect(newLines()).toEqual([]);
    appendFileSync(name, 'two\nthr');
    expect(newLines()).toEqual(['two']);
    appendFileSync(name, 'ee\n');
    expect(newLines()).toEqual(['three']);
  });

  test('keeps a bounded part of a line that does not end', () => {
    const lines = keyLogFile(file('x'.repeat(1_000_000)))();
    expect(lines).toHaveLength(1);
    expect(lines[0]!.length).toBeLessThanOrEqual(LIMITS.keyLogLineBytes);
  });

  test.each([
    ['that is not there', path.join(folder, 'none'), 'no such file'],
    ['that is a directory', folder, 'it is a directory'],
  ])('%s is refused in one line', (_name, name, why) => {
    const open = () => keyLogFile(name)();
    expect(open).toThrow(CaptureError);
    try {
      open();
    } catch (error) {
      expect(lineOf(error)).toContain(why);
    }
  });
});
