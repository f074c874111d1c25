import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/limits.js';
import { BASES, HANDSHAKE, run } from './segments.js';

/** What one side's summary should say; what is left out is 0. */
type Want = Partial<
  Record<
    'bytes' | 'retransmissions' | 'outOfOrder' | 'missingBytes' | 'conflictingBytes' | 'lateBytes' | 'duplicates',
    number
  >
> & { missing?: [number, number][] };

/** After a handshake: these segments give these events, and this of the client's side. */
const CASES: { name: string; segments: string[]; events: string[]; client?: Want; finish?: boolean }[] = [
  {
    name: 'in order: at once, each byte once',
    segments: ['> A 1 1 "abc"', '> A 4 1 "def"'],
    events: ['> abc', '> def'],
    client: { bytes: 6 },
  },
  {
    name: 'out of order: held until the earlier part comes',
    segments: ['> A 4 1 "def"', '> A 7 1 "ghi"', '> A 1 1 "abc"'],
    events: ['> abc', '> def', '> ghi'],
    client: { bytes: 9, outOfOrder: 2 },
  },
  {
    name: 'a retransmission is dropped and counted',
    segments: ['> A 1 1 "abc"', '> A 1 1 "abc"'],
    events: ['> abc'],
    client: { bytes: 3, retransmissions: 1 },
  },
  {
    name: 'a retransmission with more than before: the rest counts',
    segments: ['> A 1 1 "abc"', '> A 2 1 "bcdef"'],
    events: ['> abc', '> def'],
    client: { bytes: 6, retransmissions: 1 },
  },
  {
    name: 'overlap with other content behind what was delivered: the first bytes count',
    segments: ['> A 1 1 "abc"', '> A 1 1 "aXYdef"'],
    events: ['> abc', '> def'],
    client: { bytes: 6, retransmissions: 1, conflictingBytes: 2 },
  },
  {
    name: 'overlap with other content in the buffer: the first bytes count',
    segments: ['> A 4 1 "def"', '> A 1 1 "abcXef"'],
    events: ['> abc', '> def'],
    client: { bytes: 6, retransmissions: 1, outOfOrder: 1, conflictingBytes: 1 },
  },
  {
    name: 'a segment around a held one fills both holes',
    segments: ['> A 4 1 "de"', '> A 2 1 "bcdefg"', '> A 1 1 "a"'],
    events: ['> a', '> bc', '> de', '> fg'],
    client: { bytes: 7, retransmissions: 1, outOfOrder: 2 },
  },
  {
    name: 'an ACK with data behind it proves that bytes lack, and the reply comes after the gap',
    segments: ['> A 4 1 "def"', '< PA 1 7 "ok"'],
    events: ['> gap 3', '> def', '< ok'],
    client: { bytes: 6, missingBytes: 3, missing: [[0, 3]] },
  },
  {
    name: 'a pure ACK proves it too when bytes wait behind the hole: nothing is held up',
    segments: ['> A 4 1 "def"', '< A 1 7'],
    events: ['> gap 3', '> def'],
    client: { bytes: 6, missingBytes: 3, missing: [[0, 3]] },
  },
  {
    name: 'an ACK of only a part of the hole gives up that part',
    segments: ['> A 6 1 "fgh"', '< PA 1 4 "x"', '> A 4 1 "de"'],
    events: ['> gap 3', '< x', '> de', '> fgh'],
    client: { bytes: 8, missingBytes: 3, outOfOrder: 1, missing: [[0, 3]] },
  },
  {
    name: 'an ACK captured a moment before its data is no loss',
    segments: ['> A 1 1 "abc" t=10', '< A 1 7 t=10.001', '> A 4 1 "def" t=10.002', '< A 1 7 t=10.003'],
    events: ['> abc', '> def'],
    client: { bytes: 6 },
  },
  {
    name: '... but data that come much later are late: counted, not delivered',
    segments: ['> A 1 1 "abc" t=10', '< A 1 7 t=10.001', '> A 4 1 "def" t=11', '> A 7 1 "g" t=11.1'],
    events: ['> abc', '> gap 3', '> g'],
    client: { bytes: 7, missingBytes: 3, lateBytes: 3, missing: [[3, 6]] },
  },
  {
    name: '... and the end of the capture settles what no ACK was followed by',
    segments: ['> A 1 1 "abc"', '< A 1 7'],
    finish: true,
    events: ['> abc', '> gap 3', 'released 1'],
    client: { bytes: 6, missingBytes: 3, missing: [[3, 6]] },
  },
  {
    name: 'a lost FIN is not a lost byte',
    segments: ['> A 1 1 "abc"', '< FA 1 5', '> A 5 2'],
    events: ['> abc', 'closed 1'],
    client: { bytes: 3 },
  },
  {
    name: '... and a FIN that comes after all tells how long the stream really was',
    segments: ['> A 1 1 "abc"', '< FA 1 6', '> A 6 2', '> FA 6 2', '< A 2 7'],
    events: ['> abc', '> gap 1', 'closed 1', '> gap 1'],
    client: { bytes: 5, missingBytes: 2, missing: [[3, 5]] },
  },
  {
    name: 'payload that the snaplen cut is a gap of known length, and the stream goes on',
    segments: ['> A 1 1 "abcdef" cut=2', '> A 7 1 "ghi"', '> A 10 1 "jkl" cut=0'],
    events: ['> ab', '> gap 4', '> ghi', '> gap 3'],
    client: {
      bytes: 12,
      missingBytes: 7,
      missing: [
        [2, 6],
        [9, 12],
      ],
    },
  },
  {
    name: 'the same out of order',
    segments: ['> A 7 1 "ghi" cut=1', '> A 1 1 "abcdef" cut=2'],
    events: ['> ab', '> gap 4', '> g', '> gap 2'],
    client: {
      bytes: 9,
      missingBytes: 6,
      outOfOrder: 1,
      missing: [
        [2, 6],
        [7, 9],
      ],
    },
  },
  {
    name: 'a repeated cut segment is a retransmission, not late data',
    segments: ['> A 1 1 "abcdef" cut=2', '> A 1 1 "abcdef" cut=2'],
    events: ['> ab', '> gap 4'],
    client: { bytes: 6, missingBytes: 4, retransmissions: 1, missing: [[2, 6]] },
  },
  {
    name: 'a keep-alive with no byte and with one is neither data nor a retransmission',
    segments: ['> A 1 1 "abc"', '< A 1 4', '> A 3 1', '> A 3 1 "c"', '> A 3 1 "?"'],
    events: ['> abc'],
    client: { bytes: 3 },
  },
  {
    name: 'one unacknowledged byte sent again is a retransmission, no keep-alive',
    segments: ['> A 1 1 "a"', '> A 2 1 "b"', '> A 2 1 "b"'],
    events: ['> a', '> b'],
    client: { bytes: 2, retransmissions: 1 },
  },
  {
    name: 'a zero-window probe carries a byte that is not counted again when it is sent again',
    segments: ['> A 1 1 "abc"', '< A 1 4 w=0', '> A 4 1 "d"', '> A 4 1 "d"', '< A 1 4 w=9000', '> A 4 1 "def"'],
    events: ['> abc', '> d', '> ef'],
    client: { bytes: 6 },
  },
  {
    name: 'data with FIN, data behind FIN',
    segments: ['> FA 1 1 "abc"', '> A 4 1 "zzz"', '> A 5 1 "zzz"'],
    events: ['> abc'],
    client: { bytes: 3 },
  },
  {
    name: 'FIN before the data in front of it',
    segments: ['> FA 4 1 "def"', '> A 1 1 "abc"'],
    events: ['> abc', '> def'],
    client: { bytes: 6, outOfOrder: 1 },
  },
  {
    name: 'only the FIN is captured: its sequence number gives the length when it is acknowledged',
    segments: ['> FA 1001 1', '< A 1 1002'],
    finish: true,
    events: ['> gap 1000', 'released 1'],
    client: { bytes: 1000, missingBytes: 1000, missing: [[0, 1000]] },
  },
  {
    name: 'what is further away than any window is not part of the stream',
    segments: ['> A 1 1 "abc"', '> A 1500000000 1 "zzz"', '> A 4 1 "def"'],
    events: ['> abc', '> def'],
    client: { bytes: 6 },
  },
  {
    name: 'captured twice within microseconds: no retransmission',
    segments: ['> A 1 1 "abc" t=10', '> A 1 1 "abc" t=10.00002', '> A 4 1 "def" t=10.1', '> A 4 1 "def" t=10.2'],
    events: ['> abc', '> def'],
    client: { bytes: 6, retransmissions: 1, duplicates: 1 },
  },
  {
    name: 'a burst captured twice',
    segments: ['> A 1 1 "abc" t=10', '> A 4 1 "def" t=10', '> A 1 1 "abc" t=10.00002', '> A 4 1 "def" t=10.00002'],
    events: ['> abc', '> def'],
    client: { bytes: 6, duplicates: 2 },
  },
  {
    name: 'sent again with another window within microseconds: a retransmission',
    segments: ['> A 1 1 "abc" t=10', '> A 1 1 "abc" t=10.00002 w=1'],
    events: ['> abc'],
    client: { bytes: 3, retransmissions: 1 },
  },
  {
    name: 'the end gives up every hole',
    segments: ['> A 4 1 "def"', '> A 10 1 "jkl"'],
    finish: true,
    events: ['> gap 3', '> def', '> gap 3', '> jkl', 'released 1'],
    client: {
      bytes: 12,
      missingBytes: 6,
      missing: [
        [0, 3],
        [6, 9],
      ],
    },
  },
  {
    name: 'so does a RST',
    segments: ['> A 4 1 "def"', '> R 7 1'],
    events: ['> gap 3', '> def', 'closed 1'],
    client: { bytes: 6, missingBytes: 3, missing: [[0, 3]] },
  },
];

describe('segments give these bytes and gaps', () => {
  for (const { name, segments, events, client = {}, finish } of CASES) {
    for (const base of BASES) {
      test(`${name} (from ${base.client.toString(16)})`, () => {
        const got = run([...HANDSHAKE, ...segments], base);
        if (finish) got.table.finish();
        expect(got.events.slice(1)).toEqual(events);
        const { initiator } = got.first.sides;
        const { bytes, retransmissions, outOfOrder, missingBytes, conflictingBytes, lateBytes, duplicates, missing } =
          initiator;
        const seen = {
          bytes,
          retransmissions,
          outOfOrder,
          missingBytes,
          conflictingBytes,
          lateBytes,
          duplicates,
          missing,
        };
        const nothing = {
          bytes: 0,
          retransmissions: 0,
          outOfOrder: 0,
          missingBytes: 0,
          conflictingBytes: 0,
          lateBytes: 0,
        };
        expect(seen).toEqual({ ...nothing, duplicates: 0, missing: [], ...client });
      });
    }
  }
});

describe('streams of which the beginning was not captured', () => {
  test('the first segment seen is the beginning', () => {
    const got = run(['> PA 100 7 "abc"', '< PA 7 103 "ok"', '> A 103 9 "def"']);
    expect(got.events).toEqual(['opened 1', '> abc', '< ok', '> def']);
    expect(got.first.sides.initiator.missingBytes).toBe(0);
  });

  test('an ACK tells where the other side is: what it acknowledges next and was not seen lacks', () => {
    const got = run(['> A 100 7', '< PA 17 100 "klm"', '> PA 100 20 "x"']);
    expect(got.events).toEqual(['opened 1', '< gap 10', '< klm', '> x']);
  });

  test('data from before that ACK, swapped by the capture, move the beginning', () => {
    const got = run(['> A 100 7', '< PA 4 100 "abc"', '< PA 7 100 "def"']);
    expect(got.events).toEqual(['opened 1', '< abc', '< def']);
  });

  test('a keep-alive as first segment does not make a byte lack', () => {
    const got = run(['> A 99 7', '< A 7 100', '> PA 100 7 "abc"', '< A 7 103']);
    got.table.finish();
    expect(got.events).toEqual(['opened 1', '> abc', 'released 1']);
    expect(got.first.sides.initiator.bytes).toBe(3);
  });
});

describe('only one direction is captured', () => {
  test('nobody proves a hole: the FIN gives it up', () => {
    const got = run(['> S 0', '> A 1 1', '> A 4 1 "def"', '> FA 7 1']);
    expect(got.events).toEqual(['opened 1', '> gap 3', '> def']);
  });

  test('the ACKs of the side that is seen count the bytes of the other', () => {
    const got = run(['> S 0', '> A 1 1', '> A 1 1001', '> A 1 2001', '> A 1 2001']);
    got.table.finish();
    expect(got.events).toEqual(['opened 1', '< gap 1000', '< gap 1000', 'released 1']);
    expect(got.first.sides.responder).toMatchObject({ bytes: 2000, missingBytes: 2000, missing: [[0, 2000]] });
  });
});

describe('bounds', () => {
  test('a hole is given up when too many segments wait behind it', () => {
    const got = run(HANDSHAKE);
    for (let i = 0; i < LIMITS.reassemblyPieces; i++) got.push(`> A ${3 + 2 * i} 1 "x"`);
    expect(got.events).toEqual(['opened 1']);
    got.push('> A 100003 1 "y"');
    expect(got.events).toEqual(['opened 1', '> gap 2', '> x']);
    expect(got.first.sides.initiator.missing).toEqual([[0, 2]]);
  });

  test('a hole is given up when too many bytes wait behind it', () => {
    const got = run(HANDSHAKE);
    const kilobyte = 'k'.repeat(65_536);
    for (let i = 0; i <= LIMITS.reassemblyBytes / 65_536; i++) got.push(`> A ${2 + 65_536 * i} 1 "${kilobyte}"`);
    expect(got.events[1]).toBe('> gap 1');
    expect(got.first.sides.initiator.missing).toEqual([[0, 1]]);
  });

  test('the list of lacking ranges ends, their sum does not', () => {
    const got = run(HANDSHAKE);
    const many = LIMITS.missingRanges + 5;
    for (let i = 0; i < many; i++) got.push(`> A ${1 + 3 * i} 1 "abc" cut=1`);
    const { missing, missingBytes, missingRangesDropped } = got.first.sides.initiator;
    expect(missing).toHaveLength(LIMITS.missingRanges);
    expect(missingBytes).toBe(2 * many);
    expect(missingRangesDropped).toBe(5);
  });
});
