import { describe, expect, test } from 'vitest';
import { Stalls } from '../../src/capture/stalls.js';

/** A ring of 100 packets; `steps` move the clock and take packets. */
function watch(steps: (stalls: Stalls, at: (ms: number) => void, take: (count: number, ms: number) => void) => void) {
  let now = 0;
  let overruns = 0;
  const stalls = new Stalls(
    () => now,
    () => {
      overruns++;
    },
  );
  stalls.start(100);
  const at = (ms: number) => {
    now += ms;
  };
  steps(stalls, at, (count, ms) => {
    for (let i = 0; i < count; i++) {
      now += ms / count;
      stalls.packet(now);
    }
  });
  stalls.stop();
  return overruns;
}

describe('a ring that was full after a pause', () => {
  test('is noticed, once a pause', () => {
    expect(
      watch((_, at, take) => {
        at(3_000);
        take(400, 20);
        at(3_000);
        take(100, 5);
      }),
    ).toBe(2);
  });

  test('is noticed where the timer comes before the packets', () => {
    expect(
      watch((stalls, at, take) => {
        at(3_000);
        stalls.alive(3_000);
        take(100, 5);
      }),
    ).toBe(1);
  });

  test('is none where fewer packets waited, or they came one by one', () => {
    expect(
      watch((_, at, take) => {
        at(3_000);
        take(99, 5);
        at(10);
        take(1, 2_000);
      }),
    ).toBe(0);
    expect(
      watch((_, at, take) => {
        at(40);
        take(300, 120);
      }),
    ).toBe(0);
  });

  test('is none in traffic that never pauses', () => {
    expect(watch((_, __, take) => take(100_000, 1_000))).toBe(0);
  });
});
