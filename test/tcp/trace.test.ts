/** The curves of a connection are bounded, even, and right across the wrap of sequence numbers. */
import { expect, test } from 'vitest';
import { LIMITS } from '../../src/limits.js';
import { Trace } from '../../src/tcp/trace.js';

const filled = (segments: number, first: number, budget = { points: 0 }): Trace => {
  const trace = new Trace(budget);
  for (let i = 0; i < segments; i++) {
    const seq = (first + i * 1000) | 0;
    trace.segment(seq, 1000, false, i * 1000);
    trace.answer((seq + 1000) | 0, 5000, i * 1000 + 500);
  }
  return trace;
};

test('a long transfer keeps so many points, from the first to the last, evenly', () => {
  const { sent, acked } = filled(100_000, 7);
  expect(sent.length).toBeLessThanOrEqual(LIMITS.tracePoints + 1);
  expect(sent.length).toBeGreaterThan(LIMITS.tracePoints / 4);
  expect(sent.at(-1)).toEqual({ timeNs: 99_999_000, offset: 100_000_000, room: null });
  const steps = sent.slice(1, -1).map(({ offset }, i) => offset - sent[i]!.offset);
  expect(new Set(steps).size).toBeLessThanOrEqual(2);
  expect(acked.at(-1)).toEqual({ timeNs: 99_999_500, offset: 100_000_000, room: 100_005_000 });
});

test('sequence numbers wrap, offsets go on', () => {
  const { sent } = filled(6000, 0xffff_f000 | 0);
  expect(sent.at(-1)!.offset).toBe(6_000_000);
  expect(sent.every(({ offset }, i) => i === 0 || offset > sent[i - 1]!.offset)).toBe(true);
});

test('what is sent again lies where it was sent before', () => {
  const trace = filled(10, 100);
  trace.segment(100 + 3000, 1000, true, 20_000);
  expect(trace.again).toEqual([{ timeNs: 20_000, offset: 4000, room: null }]);
});

test('all connections share a bound, which is given back', () => {
  const budget = { points: 0 };
  const trace = filled(1000, 1, budget);
  expect(budget.points).toBeGreaterThan(0);
  trace.uncount();
  expect(budget.points).toBe(0);
  budget.points = LIMITS.tracePointsTotal;
  expect(filled(100, 1, budget).sent.length).toBeLessThanOrEqual(1);
});
