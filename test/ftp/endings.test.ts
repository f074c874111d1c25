import { describe, expect, test } from 'vitest';
import { NS_PER_SECOND } from '../../src/bytes/units.js';
import { Endings } from '../../src/ftp/endings.js';
import { LIMITS } from '../../src/limits.js';

const session = (name: string) => ({ name, stillTransfers: false, stillExpects: false });
const seconds = (value: number) => value * NS_PER_SECOND;

describe('a session ends', () => {
  test('a moment after its control connection, once', () => {
    const endings = new Endings<ReturnType<typeof session>>(1);
    const one = session('one');
    endings.add(one, seconds(10));
    endings.add(one, seconds(10.5));
    expect([...endings.due(seconds(10.9))]).toEqual([]);
    expect(endings.nextDueNs).toBe(seconds(11));
    expect([...endings.due(seconds(11))]).toEqual([one]);
    expect([...endings.due(seconds(20))]).toEqual([]);
    expect(endings.nextDueNs).toBe(Number.POSITIVE_INFINITY);
  });

  test('not while a data connection is open, and then at once', () => {
    const endings = new Endings<ReturnType<typeof session>>(1);
    const [slow, quick] = [session('slow'), session('quick')];
    slow.stillTransfers = true;
    endings.add(slow, 0);
    endings.add(quick, 0);
    expect([...endings.due(seconds(1))]).toEqual([quick]);
    expect([...endings.due(seconds(3600))]).toEqual([]);
    slow.stillTransfers = false;
    expect([...endings.due(seconds(3601))]).toEqual([slow]);
  });

  test('without the data connection that it expects after a while', () => {
    const endings = new Endings<ReturnType<typeof session>>(1);
    const one = { ...session('one'), stillExpects: true };
    endings.add(one, 0);
    for (let at = 1; at < LIMITS.endedExpectsSeconds; at++) expect([...endings.due(seconds(at))]).toEqual([]);
    expect([...endings.due(seconds(LIMITS.endedExpectsSeconds + 1))]).toEqual([one]);
  });
});
