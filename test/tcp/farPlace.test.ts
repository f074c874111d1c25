import { describe, expect, test } from 'vitest';
import { BASES, HANDSHAKE, run } from './segments.js';

const GIB = 2 ** 30;
const AROUND = 2 ** 32;

/** Bytes of the server by sequence numbers, those that are missing, and what was read, at the end of the capture. */
function ending(segments: readonly string[], base = BASES[0]!) {
  const { first, table, events } = run(segments, base);
  table.finish();
  const { bytes, missingBytes } = first.sides.responder;
  const read = events.filter((event) => event.startsWith('<') && !event.includes('gap'));
  return { bytes, missingBytes, read, connection: first, connections: table.count };
}

/** A jump of so many bytes in the data of the server; where `ack` is true the client acknowledges what comes behind it. */
function jump(by: number, ack: boolean): string[] {
  const to = 5 + by;
  return [
    ...HANDSHAKE,
    '< A 1 1 "abcd"',
    '> A 1 5',
    `< A ${to} 1 "efgh"`,
    ...(ack ? [`> A 1 ${to + 4}`] : []),
    `< A ${to + 4} 1 "ijkl"`,
    ...(ack ? [`> A 1 ${to + 8}`] : []),
  ];
}

describe('a jump in a stream', () => {
  for (const base of BASES) {
    const from = base.server.toString(16);
    for (const by of [GIB / 2, 1.2 * GIB, 2.5 * GIB, 2.999 * GIB]) {
      test(`of ${by} bytes that the other side acknowledges is a gap (from ${from})`, () => {
        const { bytes, missingBytes, read } = ending(jump(Math.floor(by), true), base);
        expect({ bytes, missingBytes }).toEqual({ bytes: Math.floor(by) + 12, missingBytes: Math.floor(by) });
        expect(read).toEqual(['< abcd', '< efgh', '< ijkl']);
      });
    }

    test(`that was acknowledged before it was captured is a gap too (from ${from})`, () => {
      const { bytes, read } = ending(
        [...HANDSHAKE, '< A 1 1 "abcd"', `> A 1 ${2 * GIB + 9}`, `< A ${2 * GIB + 5} 1 "efgh"`],
        base,
      );
      expect(bytes).toBe(2 * GIB + 8);
      expect(read).toEqual(['< abcd', '< efgh']);
    });
  }

  test('beyond every window that nobody acknowledges is left out', () => {
    const { bytes, read, connection } = ending([...jump(1.5 * GIB, false), '< A 5 1 "real"', '> A 1 9']);
    expect(bytes).toBe(8);
    expect(read).toEqual(['< abcd', '< real']);
    expect((connection.sides.responder as unknown as { outsideWindow: number }).outsideWindow).toBe(2);
  });

  test('an acknowledgment of what was never sent moves nothing', () => {
    const { bytes, read } = ending([...HANDSHAKE, '< A 1 1 "abcd"', `> A 1 ${1.5 * GIB}`, '< A 5 1 "efgh"', '> A 1 9']);
    expect(bytes).toBe(8);
    expect(read).toEqual(['< abcd', '< efgh']);
  });

  test('is believed after some segments where the other side was not captured', () => {
    const far = Array.from({ length: 20 }, (_, i) => `< A ${1.5 * GIB + 4 * i} 1 "data"`);
    const { bytes, read } = ending(['< SA 0 1', '< A 1 1 "abcd"', ...far]);
    expect(bytes).toBe(1.5 * GIB + 80 - 1);
    expect(read).toHaveLength(21);
  });

  test('several jumps go around the circle more than once', () => {
    const jumps = [1, 2, 3, 4, 5].flatMap((n) => [`< A ${n * 1.9 * GIB} 1 "x${n}"`, `> A 1 ${n * 1.9 * GIB + 2}`]);
    const { bytes } = ending([...HANDSHAKE, ...jumps]);
    expect(bytes).toBe(5 * 1.9 * GIB + 1);
  });
});

describe('a capture of SYN, FIN and RST alone', () => {
  const OPEN = ['> S 0', '< SA 0 1'];
  for (const base of BASES) {
    for (const bytes of [1_500_000_000, 2_200_000_000, 4_000_000_000]) {
      test(`the FINs tell of ${bytes} bytes (from ${base.server.toString(16)})`, () => {
        const end = bytes + 1;
        const told = ending([...OPEN, `< FA ${end} 1`, `> FA 1 ${end + 1}`, `< A ${end + 1} 2`], base);
        expect(told).toMatchObject({ bytes, missingBytes: bytes, connections: 1 });
        expect(told.connection.teardown).toMatchObject({ kind: 'fin', fins: [{ ackFrame: 4 }, { ackFrame: 5 }] });
        expect(told.connection.closed).toBe(true);
      });

      // An acknowledgment that lies before the SYN is one of an older connection as well as one of 3 to 4 GiB.
      if (bytes < 3 * GIB)
        test(`the other FIN acknowledges ${bytes} bytes and a FIN that was lost (from ${base.server.toString(16)})`, () => {
          const told = ending([...OPEN, `> FA 1 ${bytes + 2}`], base);
          expect(told).toMatchObject({ bytes, missingBytes: bytes });
        });

      test(`the sender's RST tells of ${bytes} bytes (from ${base.server.toString(16)})`, () => {
        const told = ending([...OPEN, `< R ${bytes + 1}`], base);
        expect(told).toMatchObject({ bytes, missingBytes: bytes });
        expect(told.connection.teardown).toMatchObject({ kind: 'rst', rst: { from: 'responder', frame: 3 } });
      });
    }
  }

  test('beyond 4 GiB the numbers have gone around: the rest is what they tell', () => {
    const end = 5_416_666_670 + 1;
    expect(ending([...OPEN, `< FA ${end} 1`, `> FA 1 ${end + 1}`]).bytes).toBe(5_416_666_670 - AROUND);
  });

  test('a RST beyond the window is not believed once data pass', () => {
    const { connection, bytes } = ending([...OPEN, '< R 9000000', '> A 1 1', '< A 1 1 "220"', '> A 1 4']);
    expect(connection.teardown.kind).toBe('none');
    expect(connection.resetsIgnored).toBe(1);
    expect(bytes).toBe(3);
  });

  test('a FIN beyond every window that does not fit the other side is not believed', () => {
    const { connection, bytes } = ending([...HANDSHAKE, `< FA ${1.5 * GIB} 777`, '< A 1 1 "220"', '> A 1 4']);
    expect(connection.teardown.fins).toEqual([]);
    expect(bytes).toBe(3);
  });
});
