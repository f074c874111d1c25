/** Lists that are too long to be made between a key and its picture: made and searched in pieces, they say the same. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runToEnd, sortSliced } from '../../src/model/sliced.js';
import { continueSearch } from '../../src/ui/actions/search.js';
import { Tasks } from '../../src/ui/data/tasks.js';
import { RowList } from '../../src/ui/terminal/rowList.js';
import { SessionBuilder } from '../support/sessions.js';
import { stageOf, stageOfSessions } from './support/stage.js';

const SMALL = 'fixtures/login-failures/capture.pcap';

describe('sorting in pieces', () => {
  test('is sorting', () => {
    const list = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer()), { maxLength: 200 });
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 60 }), (few, times) => {
        const many = Array.from({ length: times }, () => few).flat();
        const by = (a: readonly number[], b: readonly number[]): number => a[0]! - b[0]!;
        expect(runToEnd(sortSliced(many, by))).toEqual([...many].sort(by));
      }),
      { numRuns: 40 },
    );
  });

  test('yields often, and goes up to 1', () => {
    const work = sortSliced(
      Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 100_003),
      (a, b) => a - b,
    );
    let last = 0;
    let steps = 0;
    for (let step = work.next(); step.done !== true; step = work.next()) {
      expect(step.value).toBeGreaterThanOrEqual(last);
      expect(step.value).toBeLessThanOrEqual(1);
      last = step.value;
      steps++;
    }
    expect(steps).toBeGreaterThan(100);
  });
});

describe('a task', () => {
  /** A clock that every look moves on by a millisecond. */
  const slow = (): (() => number) => {
    let ms = 0;
    return () => ms++;
  };
  function* count(to: number): Generator<number, string> {
    for (let i = 0; i < to; i++) yield i / to;
    return `counted to ${to}`;
  }

  test('that is short is done at once', () => {
    expect(new Tasks(slow(), { old: false }).get('n', [3], 0, () => count(3))).toBe('counted to 3');
  });

  test('that is long goes on, and says how far it is', () => {
    const tasks = new Tasks(slow(), { old: false });
    const get = () => tasks.get('n', ['a'], 0, () => count(500));
    expect(get()).toBeUndefined();
    expect(tasks.share).toBeGreaterThan(0);
    let runs = 0;
    while (!tasks.run(10)) runs++;
    expect(runs).toBeGreaterThan(10);
    expect(get()).toBe('counted to 500');
    expect(tasks.share).toBeNull();
  });

  test('is given up where something else is wanted', () => {
    const tasks = new Tasks(slow(), { old: false });
    expect(tasks.get('n', ['a'], 0, () => count(500))).toBeUndefined();
    expect(tasks.get('n', ['b'], 0, () => count(2))).toBe('counted to 2');
    expect(tasks.share).toBeNull();
  });

  test('shows what it was while the capture grows', () => {
    const freshness = { old: false };
    const tasks = new Tasks(slow(), freshness);
    tasks.get('n', ['a'], 1, () => count(100));
    while (!tasks.run(10));
    expect(tasks.get('n', ['a'], 1, () => count(100))).toBe('counted to 100');
    expect(tasks.get('n', ['a'], 2, () => count(200))).toBe('counted to 100');
    expect(freshness.old).toBe(true);
  });
});

describe('rows by key', () => {
  test('are found from anywhere', () => {
    const rows = new RowList(
      Array.from({ length: 50 }, (_, i) => `k${i}`),
      (row) => row,
    );
    for (const hint of [-1, 0, 20, 49, 50, 1000])
      for (const at of [0, 1, 19, 20, 21, 48, 49]) expect(rows.indexOf(`k${at}`, hint)).toBe(at);
    expect(rows.indexOf('k50', 7)).toBe(-1);
  });
});

describe('searching in pieces', () => {
  test.each(['PASS', '530', 'zzz'])("finds for '%s' what searching at once finds", async (words) => {
    const whole = await stageOf(SMALL);
    const pieces = await stageOf(SMALL);
    for (const stage of [whole, pieces]) stage.press('enter', `type:/${words}`, 'enter');
    whole.press('n');
    // Now every look at the clock takes a second.
    const tick = setTick(pieces);
    pieces.press('n');
    let turns = 0;
    while (pieces.state.searching) {
      pieces.state = continueSearch(pieces.state, pieces.scene, pieces.state.searching, 0).state;
      turns++;
    }
    tick.stop();
    expect(turns).toBeGreaterThan(words === 'zzz' ? 1 : -1);
    expect(pieces.state.cursors).toEqual(whole.state.cursors);
    expect(pieces.state.message).toEqual(whole.state.message);
  });

  test('goes on where Enter comes before the hit', async () => {
    const [whole, hasty] = [await stageOf(SMALL), await stageOf(SMALL)];
    whole.press('enter', 'type:/530', 'enter');
    hasty.press('enter', 'g');
    const tick = setTick(hasty);
    hasty.press('type:/530', 'enter');
    while (hasty.state.searching)
      hasty.state = continueSearch(hasty.state, hasty.scene, hasty.state.searching, 0).state;
    tick.stop();
    expect(hasty.row).toBe(whole.row);
    expect(hasty.row).toContain('530');
  });

  test('stops with Esc, and stays where it was', async () => {
    const stage = await stageOf(SMALL);
    stage.press('enter', 'type:/zzz', 'enter');
    const before = stage.state.cursors;
    const tick = setTick(stage);
    stage.press('n');
    tick.stop();
    expect(stage.state.message?.text).toMatch(/^Searching \.\.\. \d+ % of \d+ rows/);
    stage.press('esc');
    expect(stage.state.searching).toBeNull();
    expect(stage.state.search).toBe('zzz');
    expect(stage.state.cursors).toEqual(before);
  });
});

/** Lets the stage's clock run with every look at it. */
function setTick(stage: { now: number }): { stop(): void } {
  let ms = 0;
  Object.defineProperty(stage, 'now', { configurable: true, get: () => (ms += 1000), set: () => {} });
  return {
    stop() {
      Object.defineProperty(stage, 'now', { configurable: true, writable: true, value: ms });
    },
  };
}

test('what is said of a session in its heading is not counted again for every key', () => {
  const s = new SessionBuilder().open();
  const data = s.port('10.77.0.2:44441');
  const list = s.command('LIST');
  data.open();
  data.send(100);
  data.close();
  data.transferred(list);
  s.reply('226 done');
  const [one] = s.session.dataConnections;
  let looks = 0;
  const look = {
    get: () => {
      looks++;
      return one!.transfer;
    },
  };
  const many = Array.from({ length: 5_000 }, () => Object.create(one!, { transfer: look }));
  const stage = stageOfSessions([Object.create(s.session, { dataConnections: { value: many } })]);
  stage.press('enter');
  expect(stage.lines[2]).toContain('5,000 ok');
  looks = 0;
  for (let i = 0; i < 20; i++) {
    stage.press('j');
    expect(stage.lines[2]).toContain('5,000 ok');
  }
  expect(looks).toBeLessThan(5_000);
});
