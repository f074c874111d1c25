import { expect, test } from 'vitest';
import { LIMITS } from '../../src/limits.js';
import { RecentBytes } from '../../src/tcp/recent.js';

const bytes = (from: number, to: number): Uint8Array =>
  Uint8Array.from({ length: to - from }, (_, i) => ((from + i) * 7) & 0xff);

for (const piece of [1, 100, 511, 512, 1460, LIMITS.recentBytes - 1, LIMITS.recentBytes + 3]) {
  test(`appended in pieces of ${piece}, exactly the last bytes are compared`, () => {
    const recent = new RecentBytes(1000, { recentBytes: 0 });
    let end = 1000;
    while (end < 1000 + 3 * LIMITS.recentBytes) {
      recent.append(bytes(end, end + piece), 0, piece);
      end += piece;
    }
    const from = end - LIMITS.recentBytes;
    expect(recent.differing(from, end, bytes(from, end), 0)).toBe(0);
    const other = bytes(from - 10, end).map((byte) => byte ^ 1);
    expect(recent.differing(from - 10, end, other, 0)).toBe(LIMITS.recentBytes);
  });
}

test('after a gap nothing older is compared', () => {
  const recent = new RecentBytes(0, { recentBytes: 0 });
  recent.append(bytes(0, 10), 0, 10);
  recent.restart(20);
  recent.append(bytes(20, 25), 0, 5);
  expect(recent.differing(0, 25, new Uint8Array(25), 0)).toBe(bytes(20, 25).filter((byte) => byte !== 0).length);
});

test('rings stop growing when all together are large, and give back what they took', () => {
  const budget = { recentBytes: LIMITS.recentBytesTotal - 512 };
  const recent = new RecentBytes(0, budget);
  recent.append(bytes(0, 5000), 0, 5000);
  expect(
    recent.differing(
      0,
      5000,
      bytes(0, 5000).map((byte) => byte ^ 1),
      0,
    ),
  ).toBe(512);
  recent.release();
  expect(budget.recentBytes).toBe(LIMITS.recentBytesTotal - 512);
});

test('a stream for which there is no room at all keeps nothing, and begins when there is room again', () => {
  const budget = { recentBytes: LIMITS.recentBytesTotal - 511, recentRefused: 0 };
  const recent = new RecentBytes(0, budget);
  for (let at = 0; at < 5_000; at += 100) recent.append(bytes(at, at + 100), 0, 100);
  expect(recent.differing(0, 5_000, new Uint8Array(5_000), 0)).toBe(0);
  expect(budget.recentBytes).toBe(LIMITS.recentBytesTotal - 511);
  expect(budget.recentRefused).toBe(50);
  budget.recentBytes = 0;
  recent.append(bytes(5_000, 5_100), 0, 100);
  expect(recent.differing(0, 5_100, bytes(0, 5_100), 0)).toBe(0);
  expect(
    recent.differing(
      4_000,
      5_100,
      bytes(4_000, 5_100).map((byte) => byte ^ 1),
      0,
    ),
  ).toBe(100);
});

test('all streams together stay within the limit, however many they are', () => {
  const budget = { recentBytes: 0 };
  for (let i = 0; i < 100_000; i++) new RecentBytes(0, budget).append(bytes(0, 100), 0, 100);
  expect(budget.recentBytes).toBeLessThanOrEqual(LIMITS.recentBytesTotal);
});
