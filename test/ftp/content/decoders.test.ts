import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { newFacts, openDecoder, travelsAsIs } from '../../../src/ftp/content/decoder.js';
import type { ContentFacts, Mode, RepresentationType, Structure } from '../../../src/ftp/content/types.js';

type Decoded = { text: string; facts: ContentFacts; gaps: (number | null)[] };

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const bytesOf = (...parts: (string | number | Uint8Array)[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'number' ? Buffer.of(part) : typeof part === 'string' ? Buffer.from(part, 'latin1') : part,
    ),
  );

/** Decodes pieces; a number among them is a hole of so many bytes. Records end in '|'. */
function decode(
  mode: Mode,
  structure: Structure,
  type: RepresentationType,
  pieces: readonly (Uint8Array | number)[],
): Decoded {
  const facts = newFacts();
  const gaps: (number | null)[] = [];
  let text = '';
  const decoder = openDecoder(
    mode,
    structure,
    type,
    {
      data: (bytes, start, end) => {
        text += latin1(bytes.subarray(start, end));
      },
      gap: (length) => {
        gaps.push(length);
        text += length === null ? '<lost>' : '?'.repeat(length);
      },
      recordEnd: () => {
        text += '|';
      },
    },
    facts,
  );
  for (const piece of pieces) {
    if (typeof piece === 'number') decoder?.gap(piece);
    else decoder?.data(piece, 0, piece.length);
  }
  decoder?.end();
  return { text, facts, gaps };
}

const block = (descriptor: number, content: string): Uint8Array =>
  bytesOf(descriptor, content.length >> 8, content.length & 0xff, content);

/** name, mode, structure, type, as it travels, what is in it, and what else is known. */
const CASES: readonly [string, Mode, Structure, RepresentationType, Uint8Array, string, Partial<ContentFacts>][] = [
  ['block: one block that is the end of the file', 'B', 'F', 'I', block(64, 'hello'), 'hello', { ended: true }],
  [
    'block: data, then an empty block with EOF',
    'B',
    'F',
    'I',
    bytesOf(block(0, 'hello'), block(64, '')),
    'hello',
    { ended: true },
  ],
  ['block: no end marked', 'B', 'F', 'I', block(0, 'hello'), 'hello', { ended: false }],
  ['block: a count of more than 255', 'B', 'F', 'I', block(64, 'x'.repeat(300)), 'x'.repeat(300), { ended: true }],
  [
    'block: a restart marker is no data',
    'B',
    'F',
    'I',
    bytesOf(block(0, 'ab'), block(16, '000042'), block(64, 'cd')),
    'abcd',
    { ended: true },
  ],
  ['block: suspect data is data', 'B', 'F', 'I', block(32 | 64, 'ab'), 'ab', { ended: true }],
  [
    'block: records',
    'B',
    'R',
    'A',
    bytesOf(block(128, 'one'), block(192, 'two')),
    'one|two|',
    { ended: true, records: 2 },
  ],
  ['block: bytes after the end', 'B', 'F', 'I', bytesOf(block(64, 'a'), 'zzz'), 'a', { ended: true, trailingBytes: 3 }],
  ['compressed: literal strings', 'C', 'F', 'I', bytesOf(3, 'abc', 2, 'de', 0, 64), 'abcde', { ended: true }],
  ['compressed: a repeated byte', 'C', 'F', 'I', bytesOf(0x80 | 5, 'x', 1, 'y'), 'xxxxxy', { ended: false }],
  ['compressed: filler is zero for image', 'C', 'F', 'I', bytesOf(0xc0 | 3), '\0\0\0', {}],
  ['compressed: filler is space for text', 'C', 'F', 'A', bytesOf(1, 'a', 0xc0 | 3, 1, 'b'), 'a   b', {}],
  ['compressed: EOF describes the string after it', 'C', 'F', 'I', bytesOf(0, 64, 2, 'ab'), 'ab', { ended: true }],
  ['compressed: a restart marker is no data', 'C', 'F', 'I', bytesOf(1, 'a', 0, 16, 3, '042', 1, 'b'), 'ab', {}],
  [
    'compressed: records',
    'C',
    'R',
    'A',
    bytesOf(0, 128, 3, 'one', 0, 192, 3, 'two'),
    'one|two|',
    { ended: true, records: 2 },
  ],
  [
    'records: in stream mode',
    'S',
    'R',
    'A',
    bytesOf('one', 0xff, 1, 'two', 0xff, 3),
    'one|two|',
    { ended: true, records: 2 },
  ],
  [
    'records: FF is doubled',
    'S',
    'R',
    'I',
    bytesOf('a', 0xff, 0xff, 'b', 0xff, 2),
    'a\xffb',
    { ended: true, records: 0 },
  ],
  ['records: bytes after the end', 'S', 'R', 'I', bytesOf('a', 0xff, 2, 'bc'), 'a', { ended: true, trailingBytes: 2 }],
  [
    'pages: headers off, descriptor pages out',
    'S',
    'P',
    'L',
    bytesOf(4, 0, 3, 1, 'abc', 4, 0, 2, 2, 'dd', 5, 1, 2, 1, 99, 'ef', 4, 0, 0, 0),
    'abcef',
    { ended: true },
  ],
  ['deflate', 'Z', 'F', 'I', deflateSync('hello hello hello'), 'hello hello hello', { ended: true }],
  ['deflate: empty', 'Z', 'F', 'I', deflateSync(''), '', { ended: true }],
  [
    'deflate: bytes after the end',
    'Z',
    'F',
    'I',
    bytesOf(deflateSync('abc'), 'zz'),
    'abc',
    { ended: true, trailingBytes: 2 },
  ],
  ['deflate around records', 'Z', 'R', 'A', deflateSync(bytesOf('one', 0xff, 3)), 'one|', { ended: true, records: 1 }],
];

describe('what a transfer really moved', () => {
  for (const [name, mode, structure, type, travelled, content, facts] of CASES) {
    test(`${name}: whole, and cut at every place`, () => {
      const whole = decode(mode, structure, type, [travelled]);
      expect(whole).toMatchObject({ text: content, facts: { malformed: null, ...facts }, gaps: [] });
      for (let cut = 0; cut <= travelled.length; cut++)
        expect(decode(mode, structure, type, [travelled.subarray(0, cut), travelled.subarray(cut)])).toEqual(whole);
      expect(
        decode(
          mode,
          structure,
          type,
          [...travelled].map((byte) => Uint8Array.of(byte)),
        ),
      ).toEqual(whole);
    });
  }

  test('a file that travels as it is needs no decoder', () => {
    expect(travelsAsIs('S', 'F')).toBe(true);
    expect(openDecoder('S', 'F', 'I', { data() {}, gap() {}, recordEnd() {} }, newFacts())).toBeNull();
  });
});

describe('damaged content', () => {
  const MALFORMED: readonly [string, Mode, Structure, Uint8Array, string, object][] = [
    [
      'a header that is none',
      'B',
      'F',
      bytesOf(block(0, 'ab'), 0x3f, 'cd'),
      'ab<lost>',
      { code: 'not-blocks', params: { header: 0x3f } },
    ],
    [
      'an escape that is none',
      'C',
      'F',
      bytesOf(1, 'a', 0, 7, 'b'),
      'a<lost>',
      { code: 'not-compressed', params: { descriptor: 7 } },
    ],
    [
      'a code that is none',
      'S',
      'R',
      bytesOf('ab', 0xff, 9, 'cd'),
      'ab<lost>',
      { code: 'not-records', params: { code: 9 } },
    ],
    ['a page of no length', 'S', 'P', bytesOf(0, 1, 2, 3), '<lost>', { code: 'not-pages' }],
    [
      'records that are none in deflate',
      'Z',
      'R',
      deflateSync(bytesOf('ab', 0xff, 9, 'cd')),
      'ab<lost>',
      { code: 'not-records' },
    ],
    [
      'no zlib at all',
      'Z',
      'F',
      bytesOf('hello, this is plain text'),
      '<lost>',
      { code: 'not-zlib', params: { why: 'incorrect header check' } },
    ],
  ];
  test.each(MALFORMED)('%s is named, and nothing is thrown', (_name, mode, structure, travelled, content, why) => {
    const { text, facts } = decode(mode, structure, 'I', [travelled, bytesOf('more'), bytesOf('and more')]);
    expect(text).toBe(content);
    expect(facts.malformed).toMatchObject(why);
  });

  test('a wrong checksum is named', () => {
    const travelled = deflateSync('hello');
    travelled[travelled.length - 1]! ^= 1;
    const { text, facts } = decode('Z', 'F', 'I', [travelled]);
    expect(text).toBe('hello<lost>');
    expect(facts).toMatchObject({
      malformed: { code: 'not-zlib', params: { why: 'incorrect data check' } },
      ended: false,
    });
  });

  test('deflate that is cut short has not ended', () => {
    const travelled = deflateSync(Buffer.alloc(5000, 'abc'));
    const { facts } = decode('Z', 'F', 'I', [travelled.subarray(0, travelled.length - 5)]);
    expect(facts).toMatchObject({ malformed: null, ended: false });
  });

  test('any bytes at all end in facts, not in an exception', () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 1103515245 + 12345) >>> 0;
      return seed >>> 16;
    };
    for (let round = 0; round < 300; round++) {
      const travelled = Uint8Array.from({ length: random() % 60 }, () => random() & (round % 2 ? 0xff : 0xd3));
      for (const mode of ['S', 'B', 'C', 'Z'] as const)
        for (const structure of ['F', 'R', 'P'] as const)
          expect(() => decode(mode, structure, 'A', [travelled, 3, travelled])).not.toThrow();
    }
  });
});

describe('holes', () => {
  test('inside a block leave the rest readable', () => {
    const { text, facts } = decode('B', 'F', 'I', [bytesOf(0, 0, 6, 'ab'), 3, bytesOf('f'), block(64, 'gh')]);
    expect(text).toBe('ab???fgh');
    expect(facts).toMatchObject({ malformed: null, ended: true });
  });
  test('over the header of a block end what can be read', () => {
    const { text, facts } = decode('B', 'F', 'I', [bytesOf(0, 0, 3, 'ab'), 4, block(64, 'gh')]);
    expect(text).toBe('ab<lost>');
    expect(facts.malformed?.code).toBe('block-header-missing');
  });
  test('inside a literal string leave the rest readable', () => {
    expect(decode('C', 'F', 'I', [bytesOf(5, 'ab'), 2, bytesOf('e', 0x82, 'x')]).text).toBe('ab??exx');
  });
  test('in records are of unknown length: what is lost may have held codes', () => {
    const { text, facts } = decode('S', 'R', 'A', [bytesOf('ab'), 4, bytesOf('cd', 0xff, 3)]);
    expect(text).toBe('ab<lost>cd|');
    expect(facts).toMatchObject({ malformed: null, ended: true });
  });
  test('over the header of a block are passed on through the decoder of records within', () => {
    const { text, facts } = decode('B', 'P', 'I', [bytesOf(0, 0, 9, 4, 0, 3, 1, 'a'), 4, block(64, 'gh')]);
    expect(text).toBe('a<lost>');
    expect(facts.malformed?.code).toMatch(/^(block|page)-header-missing$/);
  });
  test('in deflate end what can be read', () => {
    const travelled = deflateSync(Buffer.from('0123456789'.repeat(50)));
    const { text, facts } = decode('Z', 'F', 'I', [travelled.subarray(0, 4), 2, travelled.subarray(6)]);
    expect(text).toMatch(/<lost>$/);
    expect(facts.malformed?.code).toBe('deflate-bytes-missing');
  });
});

test('a bomb is inflated in pieces of 64 KiB, and given up once it grows beyond belief', () => {
  const bomb = deflateSync(Buffer.alloc(32 * 1024 * 1024));
  let largest = 0;
  let total = 0;
  const facts = newFacts();
  const decoder = openDecoder(
    'Z',
    'F',
    'I',
    {
      data: (_bytes, start, end) => {
        largest = Math.max(largest, end - start);
        total += end - start;
      },
      gap() {},
      recordEnd() {},
    },
    facts,
  );
  decoder?.data(bomb, 0, bomb.length);
  expect(largest).toBeLessThanOrEqual(65_536);
  expect(total).toBe(32 * 1024 * 1024);
});
