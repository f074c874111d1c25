import { expect, test } from 'vitest';
import { LIMITS } from '../../src/limits.js';
import { DORMANT, ForgottenConnections, GONE, UNKNOWN } from '../../src/tcp/forgotten.js';

/** Well mixed, as the table's are. */
const hash = (i: number): number => Math.imul(i, 0x9e3779b1);

test('what was put in is found, with its state and sequence number', () => {
  const rows = new ForgottenConnections();
  for (let i = 0; i < 100_000; i++) rows.add(hash(i), i * 31, -i, i % 2 === 0, i % 3 === 0 ? GONE : DORMANT);
  expect(rows.rows).toBe(100_000);
  for (let i = 0; i < 100_000; i += 997) {
    expect(rows.find(hash(i), i * 31)).toBe(i % 3 === 0 ? GONE : DORMANT);
    expect([rows.foundIsn, rows.foundIsnKnown]).toEqual([-i | 0, i % 2 === 0]);
    expect(rows.find(hash(i), i * 31 + 1)).toBe(UNKNOWN);
  }
});

test('a row put in again replaces the old one', () => {
  const rows = new ForgottenConnections();
  rows.add(1, 2, 3, true, DORMANT);
  rows.add(1, 2, 4, true, GONE);
  expect([rows.find(1, 2), rows.foundIsn, rows.rows]).toEqual([GONE, 4, 1]);
});

test('when it is full, what was put in first is dropped and counted', { timeout: 60_000 }, () => {
  const rows = new ForgottenConnections();
  const generation = (LIMITS.forgottenSlots * 3) / 4;
  for (let i = 0; i < 2 * generation + 1; i++) rows.add(hash(i), i, 0, false, GONE);
  expect(rows.dropped).toBe(generation);
  expect(rows.find(hash(0), 0)).toBe(UNKNOWN);
  expect(rows.find(hash(generation), generation)).toBe(GONE);
  expect(rows.find(hash(2 * generation), 2 * generation)).toBe(GONE);
});
