import { describe, expect, test } from 'vitest';
import { seqAdd, seqDistance, seqEqual, seqFrom, seqToHeader } from '../../src/tcp/seq.js';

describe('sequence numbers, on both sides of 2^32 and of 2^31', () => {
  for (const [from, to, distance] of [
    [0, 0, 0],
    [0, 1, 1],
    [1, 0, -1],
    [0xffff_ffff, 0, 1],
    [0, 0xffff_ffff, -1],
    [0xffff_fff0, 0x10, 0x20],
    [0x10, 0xffff_fff0, -0x20],
    [0x7fff_ffff, 0x8000_0000, 1],
    [0x8000_0000, 0x7fff_ffff, -1],
    [0, 0x7fff_ffff, 0x7fff_ffff],
    [0, 0x8000_0000, -0x8000_0000],
    [0x1234_5678, 0x9234_5677, 0x7fff_ffff],
  ] as const) {
    test(`from ${from} to ${to} it is ${distance}`, () => {
      expect(seqDistance(from, to)).toBe(distance);
      expect(seqDistance(seqFrom(from), to)).toBe(distance);
      expect(seqDistance(from, seqFrom(to))).toBe(distance);
      expect(seqEqual(seqAdd(from, distance), to)).toBe(true);
      expect(seqToHeader(seqAdd(from, distance))).toBe(to);
    });
  }

  test('the signed and the unsigned reading name the same number', () => {
    expect(seqEqual(0xffff_ffff, -1)).toBe(true);
    expect(seqEqual(0xffff_ffff, 1)).toBe(false);
    expect(seqToHeader(seqFrom(0xffff_fffe))).toBe(0xffff_fffe);
  });

  test('a long way is gone modulo 2^32', () => {
    expect(seqToHeader(seqAdd(5, 2 ** 40 + 7))).toBe(12);
    expect(seqToHeader(seqAdd(5, -6))).toBe(0xffff_ffff);
  });
});
