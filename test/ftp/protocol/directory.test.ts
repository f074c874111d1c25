import { expect, test } from 'vitest';
import { parentPath, quotedPath, resolvePath } from '../../../src/ftp/protocol/directory.js';

test.each([
  [null, 'docs', null],
  [null, '/docs', '/docs'],
  ['/', 'docs', '/docs'],
  ['/docs', '../a//b/./c', '/a/b/c'],
  ['/docs', '', '/docs'],
  ['/docs', '~bob', null],
  ['/docs', 'C:\\x', 'C:\\x'],
  ['/', '../../..', '/'],
])('from %s, %s is %s', (directory, name, want) => {
  expect(resolvePath(directory, name)).toBe(want);
});

test('the parent of an unknown directory is unknown', () => {
  expect(parentPath(null)).toBeNull();
  expect(parentPath('/a/b')).toBe('/a');
});

test('quotes in a 257 reply are doubled', () => {
  expect(quotedPath('"/a ""b"" c" is the current directory')).toBe('/a "b" c');
  expect(quotedPath('no quotes here')).toBeNull();
});
