/** Every view at three sizes as text: what stands in screens/ is what a terminal shows (see terminal.test.ts). */
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/bytes/text.js';
import { CHINESE, TEXTS } from '../support/texts.js';
import { GOLDEN_SIZES, GOLDEN_VIEWS, goldenKeys } from './support/golden.js';
import { type Stage, stageOf } from './support/stage.js';

/** Relative, since the screens show it: the tests run in the project's folder, wherever that is. */
const FIXTURE = 'fixtures/active/capture.pcap';

describe.each([
  ['', TEXTS],
  ['-zh-CN', CHINESE],
])('the views of an active session%s', (suffix, texts) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageOf(FIXTURE, { texts });
  });
  for (const { columns, rows } of GOLDEN_SIZES) {
    for (const view of GOLDEN_VIEWS) {
      const { name } = view;
      test(`${name} at ${columns}x${rows}`, async () => {
        stage.size = { columns, rows };
        stage.press(...goldenKeys(view, columns));
        const { lines, text } = await stage.identified();
        expect(lines).toHaveLength(rows);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        await expect(text).toMatchFileSnapshot(
          path.join(import.meta.dirname, 'screens', `${name}-${columns}x${rows}${suffix}.txt`),
        );
        stage.press('esc', 'esc');
      });
    }
  }
});

describe('sizes', () => {
  test.each([
    [40, 12],
    [41, 13],
    [79, 24],
    [109, 30],
    [110, 30],
    [300, 100],
  ])('%ix%i: every view fills the screen and stays within it', async (columns, rows) => {
    const stage = await stageOf(FIXTURE, { size: { columns, rows } });
    for (const view of GOLDEN_VIEWS) {
      stage.press(...goldenKeys(view, columns));
      const { lines } = stage;
      expect(lines).toHaveLength(rows);
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      expect(lines.at(-1)).toMatch(/quit|Esc|leave it/);
      stage.press('esc', 'esc');
    }
  });

  test('too small says so, and what is needed', async () => {
    const stage = await stageOf(FIXTURE, { size: { columns: 39, rows: 24 } });
    expect(stage.text).toContain('Too small: 39x24. At least 40x12');
    stage.size = { columns: 10, rows: 3 };
    expect(stage.lines).toHaveLength(3);
  });
});

test('ASCII terminals get ASCII alone, in the same columns', async () => {
  const stage = await stageOf(FIXTURE, { size: { columns: 80, rows: 24 }, ascii: true });
  for (const view of GOLDEN_VIEWS) {
    stage.press(...goldenKeys(view, 80));
    expect(stage.text).toMatch(/^[\x20-\x7e\n]*$/);
    for (const line of stage.lines) expect(line.length).toBeLessThanOrEqual(80);
    stage.press('esc', 'esc');
  }
});
