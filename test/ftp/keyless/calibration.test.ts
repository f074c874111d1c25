/** What the model's probabilities are worth. */
import { describe, expect, test } from 'vitest';
import { CALIBRATION, calibrated } from '../../../src/ftp/keyless/calibration.js';

const curves = Object.entries(CALIBRATION).flatMap(([kind, row]) =>
  Object.entries(row).map(([what, curve]) => [`${what} of ${kind} servers`, curve] as const),
);
const grid = Array.from({ length: 1_001 }, (_, i) => i / 1_000);

describe.each(curves)('%s', (_name, curve) => {
  test('what the model finds likelier is likelier, from 0 to 1', () => {
    const values = grid.map((p) => calibrated(p, curve));
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect([values[0], values.at(-1)]).toEqual([0, 1]);
  });
});

test('between two points of a curve it is between their shares', () => {
  const curve = [
    [0, 0],
    [0.5, 0.4],
    [1, 1],
  ] as const;
  expect(calibrated(0.25, curve)).toBeCloseTo(0.2);
  expect(calibrated(0.75, curve)).toBeCloseTo(0.7);
  expect(calibrated(0.5, curve)).toBeCloseTo(0.4);
});
