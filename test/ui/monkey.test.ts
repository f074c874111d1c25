/** A monkey at the keyboard, on every fixture and at any size: nothing throws, nothing leaves the frame. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/bytes/text.js';
import { KEYS } from '../../src/ui/keys.js';
import { FIXTURES, recordings } from '../support/cases.js';
import { type Stage, stageOf } from './support/stage.js';

/** Every key of the table, and some typing. */
const ALL_KEYS = KEYS.flatMap(({ keys }) => keys).concat([
  'enter',
  'enter',
  'enter',
  'down',
  'down',
  'a',
  '1',
  '"',
  '=',
  'delete',
  'ctrl+w',
]);
const SIZES = [
  [40, 12],
  [57, 13],
  [80, 24],
  [111, 33],
  [150, 20],
  [233, 61],
] as const;

function expectWhole(stage: Stage): void {
  const { lines } = stage;
  const { columns, rows } = stage.size;
  expect(lines).toHaveLength(rows);
  for (const line of lines) {
    expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
    expect(line).not.toMatch(/[\p{Cc}\p{Co}]/u);
  }
  // Not where the monkey's own words may stand.
  if (stage.state.filter === '' && !stage.state.prompt) expect(stage.text).not.toMatch(/undefined|NaN|\[object/);
}

describe('any keys, in any order', () => {
  test.each(recordings().map(({ name, capture }) => [name, capture]))('%s', async (_name, capture) => {
    const stage = await stageOf(capture);
    const presses = fc.array(fc.constantFrom(...ALL_KEYS), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(presses, fc.constantFrom(...SIZES), (keys, [columns, rows]) => {
        stage.size = { columns, rows };
        for (const [i, key] of keys.entries()) {
          stage.press(key);
          if (i % 10 === 9) expectWhole(stage);
        }
      }),
      { numRuns: Number(process.env.MONKEYS ?? 8) },
    );
  });
});

test('the fixtures are where they are looked for', () => {
  expect(FIXTURES).toContain('fixtures');
  expect(recordings().length).toBeGreaterThan(20);
});
