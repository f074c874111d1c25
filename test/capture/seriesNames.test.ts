import { describe, expect, test } from 'vitest';
import { SeriesNames, withTime } from '../../src/capture/seriesNames.js';

const rotation = { megabytes: null, seconds: null, files: null };
const at = new Date(2026, 0, 5, 6, 7, 8).getTime() / 1_000;

describe('names of a series of files', () => {
  test('have the time where strftime would put it', () => {
    expect(withTime('a-%Y%m%d-%H:%M:%S-%j-%y-%F-%T-%%-%Q', at)).toBe(
      'a-20260105-06:07:08-005-26-2026-01-05-06:07:08-%-%Q',
    );
  });

  test('without a time are numbered from the second on, as tcpdump -C does it', () => {
    const names = new SeriesNames('f', { ...rotation, megabytes: 1 });
    expect([names.next(at), names.next(at), names.next(at)].map(({ name }) => name)).toEqual(['f', 'f1', 'f2']);
    expect([names.isFull(999_999, at), names.isFull(1_000_000, at)]).toEqual([false, true]);
  });

  test('with -W are a ring, numbered from 0 in one length, as tcpdump -C -W does it', () => {
    const names = new SeriesNames('f', { ...rotation, megabytes: 1, files: 2 });
    const all = [1, 2, 3, 4].map(() => names.next(at));
    expect(all.map(({ name, again }) => [name, again])).toEqual([
      ['f0', false],
      ['f1', false],
      ['f0', true],
      ['f1', true],
    ]);
    expect(new SeriesNames('f', { ...rotation, megabytes: 1, files: 11 }).next(at).name).toBe('f00');
    expect(all.flatMap(({ remove }) => remove)).toEqual([]);
  });

  test('of -G begin after so many seconds; those beyond -W are removed', () => {
    const names = new SeriesNames('f%S', { ...rotation, seconds: 10, files: 2 });
    const first = names.next(at).name;
    expect([names.isFull(0, at + 9), names.isFull(0, at + 10)]).toEqual([false, true]);
    names.next(at + 10);
    expect(names.next(at + 20)).toMatchObject({ name: 'f28', remove: [first] });
  });
});

test('where asked for, a file is full when its name has another time', () => {
  const names = new SeriesNames('out/%H-%M', { megabytes: null, seconds: null, files: null }, true);
  const at = Date.UTC(2026, 10, 26, 3, 59, 30) / 1000;
  expect(names.next(at).name).toMatch(/-59$/);
  expect([names.isFull(0, at), names.isFull(0, at + 29), names.isFull(0, at + 30)]).toEqual([false, false, true]);
  expect(names.next(at + 30).name).toMatch(/-00$/);
});
