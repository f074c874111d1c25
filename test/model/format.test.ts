import { describe, expect, test } from 'vitest';
import { circled, formatClock, formatDateTime, formatEndpoint, formatSeconds } from '../../src/model/format.js';
import { frameRange, table } from '../../src/output/columns.js';
import { TEXTS } from '../support/texts.js';

const f = TEXTS.format;

describe('numbers', () => {
  test.each([
    [0, '0'],
    [980, '980'],
    [7698, '7,698'],
    [10_000, '10,000'],
    [1_234_567, '1,234,567'],
  ])('count %i', (count, want) => expect(f.count(count)).toBe(want));

  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [68_700, '68.7 kB'],
    [999_949, '1.0 MB'],
    [123_456_789, '123 MB'],
    [5e12, '5.0 TB'],
  ])('bytes %i', (bytes, want) => expect(f.bytes(bytes)).toBe(want));

  test('plural', () => {
    expect([
      f.plural(0, { one: '# byte', other: '# bytes' }),
      f.plural(1, { one: '# byte', other: '# bytes' }),
      f.plural(2, { one: '# reply', other: '# replies' }),
    ]).toEqual(['0 bytes', '1 byte', '2 replies']);
  });
});

describe('times', () => {
  test.each([
    [0, '0 ns'],
    [800, '800 ns'],
    [420_000, '420 µs'],
    [999_499, '999 µs'],
    [999_600, '1.0 ms'],
    [4_800_000, '4.8 ms'],
    [99_960_000, '100 ms'],
    [999_600_000, '1.0 s'],
    [59_940_000_000, '59.9 s'],
    [125_000_000_000, '2 min 05 s'],
    [3_599_600_000_000, '1 h 00 min'],
    [11_220_000_000_000, '3 h 07 min'],
    [-420_000, '-420 µs'],
  ])('%i ns', (ns, want) => expect(f.duration(ns)).toBe(want));

  test.each([
    [0, '<1 ms', '<1 ms'],
    [7_000, '<1 ms', '<1 ms'],
    [-999_999, '<1 ms', '<1 ms'],
    [1_000_000, '1.0 ms', '+1.0 ms'],
    [-4_800_000, '-4.8 ms', '-4.8 ms'],
  ])('%i ns, where times may be a millisecond off', (ns, duration, delta) => {
    expect([f.duration(ns, true), TEXTS.format.step(ns, true)]).toEqual([duration, delta]);
  });

  test.each([
    [0, '+0'],
    [420_000, '+420 µs'],
    [-5e6, '-5.0 ms'],
    [150e9, '+2.5 min'],
    [7200e9, '+2.0 h'],
    [864_000e9, '+10 d'],
  ])('a step of %i ns never takes more than 8 columns', (ns, want) => {
    expect(TEXTS.format.step(ns)).toBe(want);
    expect(want.length).toBeLessThanOrEqual(8);
  });

  test('time of day in UTC, and outside the calendar', () => {
    expect(formatClock(1_795_000_000, 81_252_000)).toBe('11:06:40.081252');
    expect(formatClock(1_795_000_000, 81_252_123, 9)).toBe('11:06:40.081252123');
    expect(formatClock(1_795_000_000, 61_000_000_000, 0)).toBe('11:07:41');
    expect(formatDateTime(1_795_000_000, 0)).toBe('2026-11-18 11:06:40.000000 UTC');
    expect(formatClock(1e18, 0)).toBe('?');
    expect(formatDateTime(1e18, 0)).toBe('unknown');
    expect(formatSeconds(81_252_123, 9)).toBe('0.081252123');
  });
});

describe('words', () => {
  test('endpoints', () => {
    expect(formatEndpoint({ address: '10.0.0.1', port: 21 })).toBe('10.0.0.1:21');
    expect(formatEndpoint({ address: 'fd77::1', port: 21 })).toBe('[fd77::1]:21');
  });

  test('lists and frames', () => {
    expect(f.list([])).toBe('');
    expect(f.list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(f.frames([7])).toBe('frame 7');
    expect(f.frames([7, 9, 12])).toBe('frames 7, 9 and 12');
  });

  test('announcement numbers', () => {
    expect([1, 2, 20, 21].map(circled)).toEqual(['①', '②', '⑳', '(21)']);
  });
});

describe('columns', () => {
  test.each([
    [5, 5, 7, '5'],
    [20, 22, 7, '20–22'],
    [1049, 1050, 7, '1049–50'],
    [10_021, 10_038, 8, '10021–38'],
    [999, 1001, 5, '999…'],
    [10_021, 20_038, 8, '10021…'],
  ])('frames %i to %i in %i columns', (first, last, columns, want) =>
    expect(frameRange(first, last, columns)).toBe(want),
  );

  test('a table that is too wide gives up its optional columns first', () => {
    const columns = [{ title: 'aaaa', optional: 1 }, { title: 'bbbb' }, { title: 'cccc', optional: 2 }];
    const titles = (width: number) => table(columns, [], width)[0];
    expect([titles(16), titles(15), titles(9)]).toEqual(['aaaa  bbbb  cccc', 'aaaa  bbbb', 'bbbb']);
  });

  test('a table shrinks its flexible column, and counts columns of wide characters', () => {
    const columns = [
      { title: 'name', flexible: true },
      { title: 'n', align: 'right' as const },
    ];
    expect(
      table(
        columns,
        [
          ['中文', '1'],
          ['abcdefghijklmnop', '22'],
        ],
        14,
      ),
    ).toEqual(['name         n', '中文         1', 'abcdefghi…  22']);
  });
});
