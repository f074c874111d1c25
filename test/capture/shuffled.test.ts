import { describe, expect, test } from 'vitest';
import type { Packet } from '../../src/capture/packet.js';
import { ShuffledPackets } from '../../src/capture/shuffled.js';
import { LIMITS } from '../../src/limits.js';

/** A packet for each number: milliseconds, which are its frame too. */
const packets = (times: readonly number[]): Packet[] =>
  times.map((ms, i) => ({
    frame: i + 1,
    seconds: Math.floor(ms / 1000),
    nanoseconds: (ms % 1000) * 1_000_000,
    linkType: 1,
    originalBytes: 1,
    bytes: Uint8Array.of(ms & 0xff),
  }));
const timeOf = ({ seconds, nanoseconds }: Packet): number => seconds * 1000 + nanoseconds / 1_000_000;

/** Packets that say nothing of their order. */
const SILENT = { trace: () => null, order: () => 0, repeats: () => false };

/** Times in the order in which they come out; the buffer of each batch is used again for the next. */
function ordered(times: readonly number[], batchPackets: number): number[] {
  const shuffled = new ShuffledPackets(SILENT, () => {});
  const out: number[] = [];
  const take = (some: readonly Packet[]) => {
    for (const packet of some) {
      expect(packet.bytes[0]).toBe(timeOf(packet) & 0xff);
      out.push(timeOf(packet));
    }
  };
  const all = packets(times);
  for (let at = 0; at < all.length; at += batchPackets) {
    const batch = all.slice(at, at + batchPackets);
    take(shuffled.inOrder(batch));
    for (const { bytes } of batch) bytes.fill(0xee);
  }
  take(shuffled.rest());
  return out;
}

const rising = Array.from({ length: 300 }, (_, i) => i * 3);
/** Every packet at most `places` from where it belongs. */
const shuffledBy = (places: number): number[] =>
  rising
    .map((ms, i) => [ms, i + ((i * 7919) % (places + 1))] as const)
    .sort((a, b) => a[1] - b[1])
    .map(([ms]) => ms);

describe('packets that are a few places out of order', () => {
  for (const places of [1, 3, 8, 20]) {
    for (const batch of [1000, 64, 7]) {
      test(`${places} places, in batches of ${batch}`, () => {
        const out = ordered(shuffledBy(places), batch);
        expect(out).toHaveLength(rising.length);
        // Before the first one that is out of order nothing is held back yet.
        if (batch === 1000) expect(out).toEqual(rising);
        const late = out.filter((ms, i) => i > places + batch && ms < out[i - 1]!);
        expect(late).toEqual([]);
      });
    }
  }
});

test('batches whose times do not go back are handed on as they are', () => {
  const shuffled = new ShuffledPackets(SILENT, () => {});
  const batch = packets([1, 2, 2, 9]);
  expect(shuffled.inOrder(batch)).toBe(batch);
  expect(shuffled.rest()).toEqual([]);
});

test('packets of one time keep their order', () => {
  const shuffled = new ShuffledPackets(SILENT, () => {});
  const batch = packets([5, 7, 7, 6, 7]);
  const out = [...shuffled.inOrder(batch), ...shuffled.rest()];
  expect(out.map(({ frame }) => frame)).toEqual([1, 4, 2, 3, 5]);
});

test('a clock that was set back is no disorder', () => {
  const times = [10_000, 10_001, 4_000, 4_001, 4_002];
  expect(ordered(times, 1000)).toEqual(times);
});

describe('where packets say nothing of their order', () => {
  const before = Array.from({ length: 50 }, (_, i) => 1_000 + i);

  test('times that stay back are those of a clock that was set back', () => {
    const times = [...before, ...Array.from({ length: 50 }, (_, i) => 700 + i)];
    expect(ordered(times, 1000)).toEqual(times);
  });

  test('times that soon rise again are those of packets that were shuffled', () => {
    const times = [...before, 1_040, 1_041, 1_050, 1_051];
    expect(ordered(times, 1000)).toEqual([...times].sort((a, b) => a - b));
  });
});

test('packets that were shuffled once do not keep later ones back for ever', () => {
  const shuffled = new ShuffledPackets(SILENT, () => {});
  const times = [1, 3, 2, ...Array.from({ length: LIMITS.inOrderPackets }, (_, i) => 4 + i)];
  const out = packets(times).flatMap((packet) => shuffled.inOrder([packet]).map(timeOf));
  expect(out).toHaveLength(times.length);
  expect(shuffled.rest()).toEqual([]);
});
