import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/limits.js';
import { decodeAll, payloadText } from '../support/decoding.js';
import {
  ethernet,
  ipv4,
  ipv4Fragments,
  ipv6,
  ipv6Fragment,
  ipv6Fragments,
  type Layer,
  packet,
  START_SECONDS,
  tcp,
} from '../support/packets.js';

const TEXT = 'The quick brown fox jumps over the lazy dog. '.repeat(4);
const SEGMENT = tcp({ srcPort: 1, dstPort: 2, flags: 'PA' }, TEXT);
const CUTS = [24, 64, 120];

const inOrder = (layers: readonly Layer[], order: readonly number[] = layers.map((_, i) => i)) =>
  order.map((which, i) => packet(ethernet(layers[which]!), { frame: i + 1, nanoseconds: i }));

/** All orders of 0..n-1. */
const permutations = (n: number): number[][] =>
  n === 0 ? [[]] : permutations(n - 1).flatMap((p) => Array.from({ length: n }, (_, i) => p.toSpliced(i, 0, n - 1)));

describe.each([
  ['IPv4', ipv4Fragments({ id: 9 }, SEGMENT, CUTS)],
  ['IPv6', ipv6Fragments({}, SEGMENT, CUTS)],
])('%s fragments', (_, fragments) => {
  test.each(permutations(4))('in the order %i %i %i %i make the segment at the last', (...order) => {
    const { segments, skipped, problems } = decodeAll(...inOrder(fragments, order));
    expect(segments).toHaveLength(1);
    expect(segments[0]).toMatchObject({ frame: 4, timeNs: 3, payloadBytes: TEXT.length });
    expect(payloadText(segments[0]!)).toBe(TEXT);
    expect(skipped).toEqual({ fragment: 3 });
    expect(problems).toEqual({});
  });

  test('seen twice are no overlap', () => {
    const { segments, problems } = decodeAll(...inOrder(fragments, [0, 0, 1, 1, 2, 3]));
    expect(payloadText(segments[0]!)).toBe(TEXT);
    expect(problems).toEqual({});
  });

  test('repeated after the segment is complete make no second one, and wait for nothing', () => {
    const { segments, skipped } = decodeAll(...inOrder(fragments, [0, 1, 2, 3, 3, 0]));
    expect(segments).toHaveLength(1);
    expect(skipped).toEqual({ fragment: 3, 'fragment-duplicate': 2 });
  });

  test('of another datagram with the same identification are no repetition', () => {
    const other = TEXT.toUpperCase();
    const more =
      _ === 'IPv4'
        ? ipv4Fragments({ id: 9 }, tcp({ srcPort: 1, dstPort: 2, flags: 'PA' }, other), CUTS)
        : ipv6Fragments({}, tcp({ srcPort: 1, dstPort: 2, flags: 'PA' }, other), CUTS);
    const { segments, skipped } = decodeAll(...inOrder([...fragments, ...more, ...fragments]));
    expect(segments.map(payloadText)).toEqual([TEXT, other, TEXT]);
    expect(skipped).toEqual({ fragment: 9 });
  });

  test('without one of them make nothing', () => {
    for (let lost = 0; lost < 4; lost++) {
      const { segments, skipped } = decodeAll(...inOrder(fragments.toSpliced(lost, 1)));
      expect(segments).toEqual([]);
      expect(skipped).toEqual({ fragment: 3 });
    }
  });

  test('cut by the snaplen cannot complete a datagram', () => {
    const packets = inOrder(fragments).map((each, i) =>
      i === 1 ? { ...each, bytes: each.bytes.subarray(0, 64) } : each,
    );
    const { segments, skipped } = decodeAll(...packets);
    expect(segments).toEqual([]);
    expect(skipped).toEqual({ fragment: 3, 'fragment-truncated': 1 });
  });

  test('that come too late find the others gone', () => {
    const packets = inOrder(fragments);
    const late = { ...packets[3]!, seconds: START_SECONDS + LIMITS.fragmentSeconds + 1 };
    const { segments, problems } = decodeAll(...packets.slice(0, 3), late);
    expect(segments).toEqual([]);
    expect(problems).toEqual({ 'fragment-timeout': 1 });
  });
});

test('fragments of different datagrams do not mix', () => {
  const a = ipv4Fragments({ id: 1 }, tcp({ srcPort: 1 }, 'a'.repeat(100)), [64]);
  const b = ipv4Fragments({ id: 2 }, tcp({ srcPort: 2 }, 'b'.repeat(100)), [64]);
  const { segments } = decodeAll(...inOrder([a[0]!, b[1]!, b[0]!, a[1]!]));
  expect(segments.map(payloadText)).toEqual(['b'.repeat(100), 'a'.repeat(100)]);
});

test('the first to arrive wins an overlap, and the overlap is reported', () => {
  const [head, tail] = ipv4Fragments({ id: 3 }, SEGMENT, [64]) as [Layer, Layer];
  const forged = ipv4({ id: 3, protocol: 6, fragmentOffset: 40, moreFragments: true }, new Uint8Array(48));
  const first = decodeAll(...inOrder([head, forged, tail]));
  expect(first.problems['fragment-overlap']).toBeGreaterThan(0);
  const text = payloadText(first.segments[0]!);
  // head holds [0, 64) of the datagram, forged [40, 88): its zeros count from 64 to 88, which is 44..68 of the payload.
  expect(text).toBe(`${TEXT.slice(0, 44)}${'\0'.repeat(24)}${TEXT.slice(68)}`);
});

test('an atomic IPv6 fragment is whole', () => {
  const datagram = ipv6({}, ipv6Fragment({ id: 5, offset: 0, more: false, nextHeader: 6 }, SEGMENT.bytes));
  expect(payloadText(decodeAll(packet(ethernet(datagram))).segments[0]!)).toBe(TEXT);
});

test.each([
  ['ends behind 65535', ipv4({ protocol: 6, fragmentOffset: 65528 }, new Uint8Array(100))],
  ['is empty', ipv4({ protocol: 6, fragmentOffset: 8 }, '')],
  ['has more to come but is no multiple of eight', ipv4({ protocol: 6, moreFragments: true }, new Uint8Array(12))],
])('a fragment that %s is malformed', (_, fragment) => {
  expect(decodeAll(packet(ethernet(fragment))).skipped).toEqual({ 'fragment-malformed': 1 });
});

test('datagrams that never complete are bounded in number', () => {
  const packets = Array.from({ length: LIMITS.fragmentedDatagrams + 10 }, (_, id) =>
    packet(
      ethernet(
        ipv4({ id: id & 0xffff, src: `10.0.${id >> 16}.1`, protocol: 6, moreFragments: true }, new Uint8Array(8)),
      ),
    ),
  );
  expect(decodeAll(...packets).problems).toEqual({ 'fragment-evicted': 10 });
});

test('datagrams that never complete are bounded in bytes', () => {
  const perDatagram = 60_000;
  const packets = Array.from({ length: 400 }, (_, id) =>
    packet(ethernet(ipv4({ id, protocol: 6, moreFragments: true }, new Uint8Array(perDatagram)))),
  );
  const { problems } = decodeAll(...packets);
  const kept = 400 - problems['fragment-evicted']!;
  expect(kept * perDatagram).toBeLessThanOrEqual(LIMITS.fragmentBytes);
  expect((kept + 1) * (perDatagram + 1000)).toBeGreaterThan(LIMITS.fragmentBytes);
});
