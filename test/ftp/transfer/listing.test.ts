import { describe, expect, test } from 'vitest';
import { rowOf } from '../../../src/ftp/protocol/commands.js';
import { entryPath, type ListingEntry, ListingReader } from '../../../src/ftp/transfer/listing.js';

function read(verb: string, text: string | Uint8Array, cut?: number): ListingReader & { sections: (string | null)[] } {
  const sections: (string | null)[] = [];
  const reader = new ListingReader(rowOf(verb)!.listing!, (_entry, section) => sections.push(section));
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  reader.data(bytes, 0, cut ?? bytes.length);
  if (cut !== undefined) reader.data(bytes, cut, bytes.length);
  reader.end();
  return Object.assign(reader, { sections });
}

const file = (name: string, bytes: number | null, modified: string | null): ListingEntry => ({
  name,
  bytes,
  kind: 'file',
  modified,
});

/** What servers write, and what it says. */
const LINES: readonly [string, string, string, ListingEntry | null][] = [
  [
    'vsftpd',
    'LIST',
    '-rw-r--r--    1 1000     1000         7698 Nov 22 05:58 unix.txt',
    file('unix.txt', 7698, 'Nov 22 05:58'),
  ],
  ['an old file', 'LIST', '-rw-r--r--   1 ftp  ftp   12 Jan  1  2001 a', file('a', 12, 'Jan 1 2001')],
  ['no group', 'LIST', '-rw-r--r--  1 owner  7698 Nov 22 08:30 a b.txt', file('a b.txt', 7698, 'Nov 22 08:30')],
  ['a name with spaces before it', 'LIST', '-rw-r--r-- 1 o g 5 Nov 22 08:30  two', file(' two', 5, 'Nov 22 08:30')],
  ['a group of two words', 'LIST', '-rw-r--r-- 1 o Domain Users 5 Nov 22 08:30 x', file('x', 5, 'Nov 22 08:30')],
  ['long ISO dates', 'LIST', '-rw-r--r-- 1 o g 5 2026-11-22 08:30 x', file('x', 5, '2026-11-22 08:30')],
  ['day before month', 'LIST', '-rw-r--r-- 1 o g 5 22 Nov 08:30 x', file('x', 5, '22 Nov 08:30')],
  ['ACL mark', 'LIST', '-rw-rw-r--+ 1 o g 5 Nov 22 08:30 x', file('x', 5, 'Nov 22 08:30')],
  [
    'a directory',
    'LIST',
    'drwxr-xr-x 2 o g 4096 Nov 22 08:30 pub',
    { name: 'pub', bytes: null, kind: 'directory', modified: 'Nov 22 08:30' },
  ],
  [
    'a link',
    'LIST',
    'lrwxrwxrwx 1 o g 7 Nov 22 08:30 now -> then',
    { name: 'now', bytes: 7, kind: 'link', modified: 'Nov 22 08:30' },
  ],
  [
    'a device',
    'LIST',
    'crw-rw-rw- 1 root root 1, 3 Nov 22 08:30 null',
    { name: 'null', bytes: null, kind: 'other', modified: 'Nov 22 08:30' },
  ],
  ['IIS', 'LIST', '11-22-26  08:30AM                 7698 unix.txt', file('unix.txt', 7698, '11-22-26  08:30AM')],
  [
    'IIS, four digits of a year',
    'LIST',
    '11-22-2026  08:30PM       1,234,567 a b',
    file('a b', 1234567, '11-22-2026  08:30PM'),
  ],
  [
    'IIS, a directory',
    'LIST',
    '11-22-26  08:30AM       <DIR>          pub',
    { name: 'pub', bytes: null, kind: 'directory', modified: '11-22-26  08:30AM' },
  ],
  [
    'MLSD',
    'MLSD',
    'type=file;size=7698;modify=20261122083000;UNIX.mode=0644; a b',
    file('a b', 7698, '20261122083000'),
  ],
  ['MLSD, capital letters', 'MLSD', 'Type=file;Size=7; a', file('a', 7, null)],
  [
    'MLSD, a directory',
    'MLSD',
    'type=dir;modify=20261122083000; pub',
    { name: 'pub', bytes: null, kind: 'directory', modified: '20261122083000' },
  ],
  ['MLSD, the directory itself', 'MLSD', 'type=cdir;modify=20261122083000; .', null],
  ['MLSD, a link', 'MLSD', 'type=OS.unix=symlink;size=4; l', { name: 'l', bytes: null, kind: 'link', modified: null }],
  ['NLST', 'NLST', 'a b.txt', { name: 'a b.txt', bytes: null, kind: 'other', modified: null }],
  ['a size beyond all sense', 'LIST', '-rw-r--r-- 1 o g 99999999999999999999 Nov 22 08:30 x', null],
  ['something else', 'LIST', 'ftpd: no such file', null],
];

describe('a listing', () => {
  test.each(LINES)('%s', (_name, verb, line, entry) => {
    for (let cut = 0; cut <= line.length; cut++)
      expect(read(verb, `${line}\r\n`, cut).entries).toEqual(entry === null ? [] : [entry]);
    expect(read(verb, line).entries).toEqual(entry === null ? [] : [entry]);
  });

  test('of directories below directories says where each file is', () => {
    const text =
      '.:\r\ntotal 4\r\n-rw-r--r-- 1 o g 5 Nov 22 08:30 a\r\n\r\n./sub:\r\n-rw-r--r-- 1 o g 6 Nov 22 08:30 b\r\n';
    const { entries, sections } = read('LIST', text);
    expect(entries.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(sections).toEqual(['.', './sub']);
  });

  test('with a hole loses the line that the hole cuts, and no other', () => {
    const reader = new ListingReader('names', () => {});
    const bytes = Buffer.from('one\r\ntwo\r\nthree\r\n');
    reader.data(bytes, 0, 7);
    reader.gap();
    reader.data(bytes, 8, bytes.length);
    reader.end();
    expect(reader.entries.map(({ name }) => name)).toEqual(['one', 'three']);
    expect(reader.dropped).toBe(1);
  });

  test('of endless lines and endless length stays small', () => {
    const reader = new ListingReader('names', () => {});
    const bytes = Buffer.from('x'.repeat(100_000));
    for (let i = 0; i < 20; i++) reader.data(bytes, 0, bytes.length);
    const many = Buffer.from('a\n'.repeat(30_000));
    reader.data(many, 0, many.length);
    reader.end();
    expect(reader.entries.length).toBe(20_000);
    expect(reader.dropped).toBe(10_000);
  });

  // Milliseconds; work in the square of the length would take minutes, and the runner would end the test.
  test('full of spaces lists nothing', () => {
    const line = `-rw-r--r-- ${'1 '.repeat(4000)}`;
    expect(read('LIST', `${line}\r\n`.repeat(500)).entries).toEqual([]);
  });
});

describe('the path of a listed file', () => {
  const named = (name: string) => file(name, 1, null);
  const PATHS: readonly [string, string, string | null, string, string | null, string | null][] = [
    // name, section, listed path, argument, working directory -> path
    ['a', '', '/pub', '', '/pub', '/pub/a'],
    ['a', '', '/pub/x', 'x', '/pub', '/pub/x/a'],
    ['a', '', '/pub/a', 'a', '/pub', null],
    ['x/a', '', '/pub/x', 'x', '/pub', '/pub/x/a'],
    ['/etc/a', '', '/pub', '', '/pub', '/etc/a'],
    ['a.txt', '', '/pub/*.txt', '*.txt', '/pub', '/pub/a.txt'],
    ['a.txt', '', '/pub/x/*.txt', 'x/*.txt', '/pub', null],
    ['b', './sub', '/pub', '', '/pub', '/pub/sub/b'],
    ['a', '', null, '', null, null],
    ['..', '', '/pub', '', '/pub', null],
  ];
  test.each(PATHS)('%s in "%s" of %s', (name, section, listed, argument, directory, path) => {
    expect(entryPath(named(name), section === '' ? null : section, listed, argument, directory)).toBe(path);
  });
});
