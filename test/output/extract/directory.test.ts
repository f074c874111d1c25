import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorText } from '../../../src/output/errors.js';
import { ExtractError, SafeDirectory } from '../../../src/output/extract/directory.js';
import { temporaryFolder } from '../../support/temporary.js';
import { TEXTS } from '../../support/texts.js';

/** The line that the user is shown for what `work` throws. */
function refusal(work: () => unknown): string | null {
  try {
    work();
  } catch (error) {
    return errorText(TEXTS, error);
  }
  return null;
}

describe('the directory for files', () => {
  test('makes new files, and takes the ending off when they are whole', () => {
    const root = temporaryFolder();
    const directory = SafeDirectory.open(path.join(root, 'new', 'one'));
    const made = directory.make(['server', 'pub'], 'a.txt');
    expect(made.relative).toBe('server/pub/a.txt.partial');
    expect(directory.publish(made).relative).toBe('server/pub/a.txt');
    expect(readdirSync(path.join(root, 'new/one/server/pub'))).toEqual(['a.txt']);
  });

  test('writes over nothing: not over files of before, not over each other, not in another case', () => {
    const root = temporaryFolder();
    mkdirSync(path.join(root, 's'));
    writeFileSync(path.join(root, 's/a.txt'), 'mine');
    writeFileSync(path.join(root, 's/b.txt.partial'), 'mine too');
    const directory = SafeDirectory.open(root);
    const names = ['a.txt', 'A.TXT', 'b.txt', 'a~2.txt'].map(
      (name) => directory.publish(directory.make(['s'], name)).relative,
    );
    expect(names).toEqual(['s/a~2.txt', 's/A~3.TXT', 's/b~2.txt', 's/a~2~2.txt']);
    expect(readFileSync(path.join(root, 's/a.txt'), 'utf8')).toBe('mine');
    expect(readFileSync(path.join(root, 's/b.txt.partial'), 'utf8')).toBe('mine too');
  });

  test('does not write over a file that comes while it works', () => {
    const root = temporaryFolder();
    const directory = SafeDirectory.open(root);
    const made = directory.make(['s'], 'a');
    writeFileSync(path.join(root, 's/a'), 'planted');
    expect(directory.publish(made).relative).toBe('s/a~2');
    expect(readFileSync(path.join(root, 's/a'), 'utf8')).toBe('planted');
  });

  test('keeps a file and a directory of one name apart', () => {
    const directory = SafeDirectory.open(temporaryFolder());
    expect(directory.make(['s'], 'a').relative).toBe('s/a.partial');
    expect(directory.make(['s', 'a'], 'b').relative).toBe('s/a~2/b.partial');
    expect(directory.make(['s', 'A'], 'b').relative).toBe('s/A~3/b.partial');
    expect(directory.make(['s', 'a'], 'c').relative).toBe('s/a~2/c.partial');
  });

  test('follows no link that was planted before: neither as a directory nor as a file', () => {
    const root = temporaryFolder();
    const outside = temporaryFolder();
    mkdirSync(path.join(root, 's'));
    symlinkSync(outside, path.join(root, 's/pub'));
    symlinkSync(path.join(outside, 'victim'), path.join(root, 's/a.partial'));
    symlinkSync(path.join(outside, 'victim'), path.join(root, 's/b'));
    const directory = SafeDirectory.open(root);
    expect(directory.make(['s', 'pub'], 'x').relative).toBe('s/pub~2/x.partial');
    expect(directory.make(['s'], 'a').relative).toBe('s/a~2.partial');
    expect(directory.make(['s'], 'b').relative).toBe('s/b~2.partial');
    expect(readdirSync(outside)).toEqual([]);
  });

  test('follows no link that takes the place of a directory while it works', () => {
    const root = temporaryFolder();
    const outside = temporaryFolder();
    const directory = SafeDirectory.open(root);
    const made = directory.make(['s', 'pub'], 'a');
    renameSync(path.join(root, 's'), path.join(root, 'moved'));
    symlinkSync(outside, path.join(root, 's'));
    mkdirSync(path.join(outside, 'pub'));
    writeFileSync(path.join(outside, 'pub/a.partial'), 'precious');
    expect(() => directory.open(made, 'write')).toThrow(ExtractError);
    expect(() => directory.publish(made)).toThrow(ExtractError);
    expect(() => directory.remove(made)).toThrow(ExtractError);
    expect(() => directory.make(['s', 'pub'], 'b')).toThrow(ExtractError);
    expect(readdirSync(path.join(outside, 'pub'))).toEqual(['a.partial']);
    expect(readFileSync(path.join(outside, 'pub/a.partial'), 'utf8')).toBe('precious');
  });

  test('writes to no other file that takes the place of its own', () => {
    const root = temporaryFolder();
    const directory = SafeDirectory.open(root);
    const made = directory.make(['s'], 'a');
    closeSync(directory.open(made, 'write'));
    renameSync(path.join(root, 's/a.partial'), path.join(root, 's/away'));
    writeFileSync(path.join(root, 's/a.partial'), 'other');
    expect(() => directory.open(made, 'write')).toThrow(/^file-replaced/);
    expect(() => directory.remove(made)).toThrow(/^file-replaced/);
    expect(existsSync(path.join(root, 's/a.partial'))).toBe(true);
  });

  test('may itself be reached through a link: that is the choice of the user', () => {
    const root = temporaryFolder();
    mkdirSync(path.join(root, 'real'));
    symlinkSync(path.join(root, 'real'), path.join(root, 'link'));
    SafeDirectory.open(path.join(root, 'link')).make(['s'], 'a');
    expect(readdirSync(path.join(root, 'real/s'))).toEqual(['a.partial']);
  });

  test('says in one line why it cannot be used', () => {
    const root = temporaryFolder();
    writeFileSync(path.join(root, 'file'), '');
    expect(refusal(() => SafeDirectory.open(path.join(root, 'file')))).toMatch(
      /cannot extract into .*file: it exists already/,
    );
    expect(refusal(() => SafeDirectory.open(path.join(root, 'file/below')))).toMatch(/no directory/);
  });

  test.skipIf(process.getuid?.() === 0)('says so where there is no permission', () => {
    const root = temporaryFolder();
    const directory = SafeDirectory.open(root);
    chmodSync(root, 0o500);
    expect(refusal(() => directory.make(['s'], 'a'))).toMatch(/permission denied/);
    chmodSync(root, 0o700);
  });
});
