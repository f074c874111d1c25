/** The table of keys: every key does something that is seen, and none means two things. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACTIONS, bindingOf, KEYS, keyTitle, worksIn } from '../../src/ui/keys.js';
import { VIEW_IDS } from '../../src/ui/state.js';
import { ROOT } from '../support/run.js';
import { activeListing } from '../support/scenes.js';
import { TEXTS } from '../support/texts.js';
import { RESET, SETUPS } from './support/keyCases.js';
import { stageOf, stageOfSessions } from './support/stage.js';

const FIXTURE = path.join(ROOT, 'fixtures', 'login-failures', 'capture.pcap');

test('every action has keys, and no key means two things in one view', () => {
  expect(new Set(KEYS.map(({ action }) => action))).toEqual(new Set(ACTIONS));
  for (const view of VIEW_IDS) {
    const keys = KEYS.filter((binding) => worksIn(binding, view, true)).flatMap((binding) => binding.keys);
    expect(
      keys.filter((key, i) => keys.indexOf(key) !== i),
      view,
    ).toEqual([]);
  }
});

describe('every key has an effect', async () => {
  const stage = await stageOf(FIXTURE, { size: { columns: 100, rows: 30 } });
  for (const { action, keys, live } of KEYS) {
    if (live) continue;
    test.each(keys)(`${action}: %s`, (key) => {
      stage.press(...RESET, ...SETUPS[action]);
      const before = stage.text;
      const effects = stage.effects.length;
      stage.press(key);
      const changed = stage.text !== before;
      expect(changed || stage.effects.length > effects, `${before}\n${stage.text}`).toBe(true);
      stage.press(...RESET);
    });
  }
});

test('p pauses a live capture, and does not exist elsewhere', async () => {
  const live = stageOfSessions([activeListing().session], { live: true });
  expect(live.press('p').effects).toEqual([{ do: 'pause' }]);
  expect(live.lines.at(-1)).toContain('p pause');
  const still = stageOfSessions([activeListing().session]);
  expect(still.press('p').effects).toEqual([]);
  expect(bindingOf(KEYS, 'p', 'sessions', false)).toBeUndefined();
});

test('the last line shows keys that work there, ? and q at every width', () => {
  const stage = stageOfSessions([activeListing().session]);
  for (const view of ['1', '2', '3', '4', '5', '6', '7']) {
    for (const columns of [40, 60, 80, 120, 200]) {
      stage.size = { columns, rows: 24 };
      stage.press(view);
      const foot = stage.lines.at(-1) ?? '';
      expect(foot).toMatch(/\? keys {2}q quit/);
      for (const [, key] of foot.matchAll(/ {2}(\S+) \S+/g)) {
        const known = KEYS.some((binding) => binding.keys.some((name) => keyTitle(name) === key));
        expect(known, `${key} in ${foot}`).toBe(true);
      }
    }
  }
});

test('what is wanted most survives on narrow terminals', () => {
  const stage = stageOfSessions([activeListing().session]);
  for (const view of [['1'], ['2'], ['3'], ['4'], ['4', 'v'], ['5'], ['6'], ['7']]) {
    stage.press('1', 'enter', ...view);
    stage.size = { columns: 80, rows: 24 };
    for (const words of ['Enter open', '/ search', 'f filter', '? keys', 'q quit'])
      expect(stage.lines.at(-1), view.join(' ')).toContain(words);
    if (view[0] !== '1') expect(stage.lines.at(-1)).toContain('Esc back');
    stage.size = { columns: 40, rows: 24 };
    expect(stage.lines.at(-1)).toMatch(/Enter open.*\? keys {2}q quit/);
  }
});

test('? lists every key of the table', () => {
  const stage = stageOfSessions([activeListing().session], { size: { columns: 260, rows: 150 } });
  const { text } = stage.press('2', '?');
  for (const { action, keys, live } of KEYS) {
    if (live) continue;
    expect(text).toContain(keys.map(keyTitle).join(' '));
    expect(text).toContain(TEXTS.ui.keys[action].help.slice(0, 60));
  }
});

describe('the first screen of the help', () => {
  test.each(['1', '2', '3', '4', '5', '6', '7', 'S'])(
    'at 80 × 24 has the dozen keys that matter in view %s',
    async (view) => {
      const stage = (await stageOf(FIXTURE, { size: { columns: 80, rows: 24 } })).press('enter', view, '?');
      const lines = stage.lines.slice(4, -2);
      const end = lines.indexOf('');
      expect(lines[0]).toBe(' First of all');
      // All of them are on it, and each key of them works in the view.
      expect(end).toBeGreaterThan(8);
      expect(end).toBeLessThan(18);
      const first = lines.slice(0, end).join('\n');
      expect(first).toMatch(/^ {2}↑ ↓ /m);
      expect(first).toMatch(/^ {2}\? F1 /m);
      expect(first).toMatch(/^ {2}q /m);
      // Nothing is listed twice, and what is searched for is found wherever it was.
      const whole = stageText(stage);
      expect(whole.match(/back: one level up/g)).toHaveLength(1);
      const found = stage.press('/', ...'leave'.split(''), 'enter').text;
      expect(found).not.toContain('First of all');
      expect(found).toMatch(/ q +leave/);
    },
  );

  /** All of the help, by a screen that has room for it. */
  const stageText = (stage: Awaited<ReturnType<typeof stageOf>>): string => {
    const { size } = stage;
    stage.size = { columns: 80, rows: 400 };
    const { text } = stage;
    stage.size = size;
    return text;
  };
});
