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
