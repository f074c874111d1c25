import { describe, expect, test } from 'vitest';
import { ConnectionTable } from '../../src/tcp/connections.js';
import type { Connection } from '../../src/tcp/types.js';
import type { IcmpError } from '../../src/wire/segment.js';
import { BASES, HANDSHAKE, Recorder, run, segment } from './segments.js';

const CLOSE = ['> FA 1 1', '< FA 1 2', '> A 2 2'] as const;

describe('what is one connection and what is a new one', () => {
  const CASES: { name: string; segments: string[]; count: number }[] = [
    { name: 'both directions', segments: [...HANDSHAKE, '< A 1 1 "x"'], count: 1 },
    { name: 'another port', segments: ['> S 0', '> S 0 cp=40001'], count: 2 },
    { name: 'another address', segments: ['> S 0', '> S 0 ca=9'], count: 2 },
    { name: 'a repeated SYN', segments: ['> S 0', '> S 0'], count: 1 },
    { name: 'a SYN with another number on an unanswered one', segments: ['> S 0', '> S 77'], count: 2 },
    { name: 'a SYN with another number on a live one', segments: [...HANDSHAKE, '> S 90000'], count: 2 },
    {
      name: 'ports used again right after the end',
      segments: [...HANDSHAKE, ...CLOSE, '> S 90000', '< SA 70000 90001'],
      count: 2,
    },
    { name: '... with a number only slightly larger', segments: [...HANDSHAKE, ...CLOSE, '> S 3'], count: 2 },
    { name: '... from the other side', segments: [...HANDSHAKE, ...CLOSE, '< S 5000'], count: 2 },
    { name: '... whose SYN was not captured', segments: [...HANDSHAKE, ...CLOSE, '< SA 70000 90001'], count: 2 },
    { name: 'the same SYN after the end', segments: [...HANDSHAKE, ...CLOSE, ...HANDSHAKE], count: 1 },
    {
      name: 'a server that answers a repeated SYN with another number',
      segments: ['> S 0', '< SA 0 1', '> S 0', '< SA 999 1'],
      count: 1,
    },
    { name: 'a lone ACK', segments: ['> A 1 1'], count: 1 },
    { name: 'a lone RST', segments: ['> R 1'], count: 1 },
    { name: 'late segments after the end', segments: [...HANDSHAKE, ...CLOSE, '< FA 1 2', '> R 2'], count: 1 },
    { name: 'a SYN on one that was joined in its middle', segments: ['> A 1 1 "x"', '> S 90000'], count: 2 },
    { name: 'its own SYN, swapped by the capture', segments: ['> A 1 1', '> S 0'], count: 1 },
    { name: 'a SYN with RST opens nothing again', segments: [...HANDSHAKE, '> SR 77'], count: 1 },
  ];
  for (const { name, segments, count } of CASES) {
    for (const base of BASES) {
      test(`${name}: ${count} (from ${base.client.toString(16)})`, () => {
        const got = run(segments, base);
        expect(got.table.count).toBe(count);
        expect(got.connections.map((c) => c.number)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
      });
    }
  }

  test('the old connection is completed and released before the new one opens', () => {
    const { events } = run([...HANDSHAKE, '> A 4 1 "def"', '> S 90000']);
    expect(events).toEqual(['opened 1', '> gap 3', '> def', 'released 1', 'opened 2']);
  });

  test('a capture that stands twice in its file is one connection, and its second half repeats the first', () => {
    const once = [...HANDSHAKE, '> PA 1 1 "abc"', '< A 1 4', '> FA 4 1', '< FA 1 5', '> A 5 2'];
    const { table, push, first, events } = run(once);
    push('> S 0 t=1', ...once.slice(1));
    expect(table.count).toBe(1);
    expect(first.synRetransmissions).toEqual([9, 10]);
    expect(first.sides.initiator.retransmissions).toBe(3);
    expect(first.teardown.fins.map((fin) => fin.frame)).toEqual([6, 7]);
    expect(events).toEqual(['opened 1', '> abc', 'closed 1']);
  });

  test('IPv6 addresses that differ in one word are different', () => {
    const recorder = new Recorder();
    const table = new ConnectionTable(recorder);
    for (const word of ['src1', 'src2', 'src3', 'dst1', 'dst2', 'dst3'] as const) {
      const s = { ...segment('> S 0', 1, 0, BASES[0]!), family: 6 as const };
      s[word] = 0x8000_0001;
      table.push(s);
      table.push({ ...s, seq: s.seq });
    }
    expect(table.count).toBe(6);
    expect(recorder.connections[0]!.initiator.address).toBe('a00:1:8000:1::');
  });

  test('thousands of connections at once are told apart', () => {
    const got = run([]);
    for (let port = 1; port <= 3000; port++) got.push(`> S 0 cp=${port + 1024}`);
    for (let port = 1; port <= 3000; port++) got.push(`< SA 0 1 cp=${port + 1024}`);
    expect(got.table.count).toBe(3000);
    expect(got.connections.every((c) => c.segments === 2)).toBe(true);
  });
});

describe('connections nobody wants', () => {
  test('are only counted, until a new SYN', () => {
    const got = run([...HANDSHAKE]);
    got.table.forget(got.first);
    got.push('> A 1 1 "abc"', '> S 0', '< FA 1 4');
    expect(got.events).toEqual(['opened 1']);
    expect(got.table).toMatchObject({ count: 1, followed: 0, counters: { forgotten: 1, forgottenSegments: 3 } });
    got.push('> S 90000', '< SA 70000 90001', '> A 90001 70001 "hi"');
    expect(got.events).toEqual(['opened 1', 'opened 2', '> hi']);
    expect(got.table).toMatchObject({ count: 2, followed: 1 });
  });

  test('one joined in its middle and forgotten is new with any SYN', () => {
    const got = run(['> A 1 1 "x"']);
    got.table.forget(got.first);
    got.push('> A 2 1 "y"', '> S 5');
    expect(got.table.count).toBe(2);
  });

  test('may be forgotten inside a callback, and twice', () => {
    const recorder = new Recorder();
    const table: ConnectionTable = new ConnectionTable({
      opened: (connection, s) => {
        recorder.opened(connection);
        if (s.srcPort === 1) table.forget(connection);
        connection.consumer = { data: (c) => table.forget(c), gap: () => {} };
      },
      closed: (connection) => recorder.closed(connection),
      released: (connection) => recorder.released(connection),
    });
    for (const line of ['> S 0 cp=1', '< SA 0 1 cp=1', '> S 0', '> A 1 1 "x"', '> FA 2 1', '< FA 1 3', '> A 3 2']) {
      table.push(segment(line, 1, 0, BASES[0]!));
    }
    table.forget(recorder.connections[1]!);
    table.finish();
    expect(recorder.events).toEqual(['opened 1', 'opened 2']);
    expect(table.counters.forgotten).toBe(2);
  });
});

test('connections forgotten amid their data leave nothing behind: the next is followed as ever', () => {
  const recorder = new Recorder();
  const table: ConnectionTable = new ConnectionTable({
    opened: (connection) => {
      recorder.opened(connection);
      const drop = (c: Connection): void => table.forget(c);
      connection.consumer = { data: drop, gap: drop };
    },
    closed: () => {},
    released: () => {},
  });
  const push = (line: string): void => void table.push(segment(line, 1, 0, BASES[0]!));
  for (let port = 1; port <= 50; port++) {
    push(`> S 0 cp=${port}`);
    // Two held pieces: forgotten at the first, the second must not be counted any more.
    for (const at of [3, 6]) push(`> A ${at} 1 "xx" cp=${port}`);
    push(port % 2 === 0 ? `> A 1 1 "abcdefghi" cp=${port}` : `< A 1 8 cp=${port}`);
  }
  expect(table.counters.forgotten).toBe(50);
  expect(table.held).toEqual({ outOfOrderBytes: 0, comparedBytes: 0, journalEntries: 0 });
});

describe('bounds', () => {
  test('of unanswered SYNs only the latest are followed; an answer brings one back without counting it twice', () => {
    const got = run([], BASES[0], { limits: { halfOpenConnections: 2 } });
    got.push('> S 0 cp=1001', '> S 0 cp=1002', '> S 0 cp=1003', '> S 0 cp=1004');
    expect(got.events.filter((e) => e.startsWith('released'))).toEqual(['released 1', 'released 2']);
    expect(got.table).toMatchObject({ count: 4, followed: 2, counters: { evictedHalfOpen: 2 } });
    got.push('> S 0 cp=1001');
    expect(got.table.followed).toBe(2);
    got.push('< SA 0 1 cp=1001');
    expect(got.table).toMatchObject({ count: 4, followed: 3 });
    expect(got.connections[4]).toMatchObject({ initiatorKnown: true, initiator: { port: 1001 } });
  });

  test('an unanswered SYN that is marked stays', () => {
    const got = run(['> S 0 cp=1001'], BASES[0], { limits: { halfOpenConnections: 1 } });
    got.first.keep = true;
    got.push('> S 0 cp=1002', '> S 0 cp=1003', '> S 0 cp=1004');
    expect(got.events.filter((e) => e.startsWith('released'))).toEqual(['released 2', 'released 3']);
  });

  test('too many: closed first, then the oldest idle, answered or not, and the marked last', () => {
    const got = run([], BASES[0], { limits: { connections: 4 } });
    const released = (): string[] => got.events.filter((event) => event.startsWith('released'));
    const answered = (port: number): void => got.push(`> S 0 cp=${port}`, `< SA 0 1 cp=${port}`);
    answered(1);
    got.first.keep = true;
    answered(2);
    got.push('> S 0 cp=3');
    answered(4);
    got.push('< R 1 cp=4');
    for (const port of [5, 6, 7, 8]) answered(port);
    expect(released()).toEqual(['released 4', 'released 2', 'released 3', 'released 5']);
    expect(got.table.counters).toMatchObject({ evictedClosed: 1, evictedFull: 2, evictedHalfOpen: 1, evictedKept: 0 });
    for (const connection of got.connections) connection.keep = true;
    answered(9);
    expect(released().at(-1)).toBe('released 1');
    expect(got.table.counters.evictedKept).toBe(1);
    expect(got.table).toMatchObject({ count: 9, followed: 4 });
    expect(got.connections.at(-1)!.handshake).toMatchObject({ syn: 17, synAck: 18 });
  });

  test('closed ones: the latest are kept for their late segments', () => {
    const got = run([], BASES[0], { limits: { closedConnections: 1 } });
    for (const port of [1001, 1002]) got.push(`> S 0 cp=${port}`, `< RA 0 1 cp=${port}`);
    expect(got.events).toEqual(['opened 1', 'closed 1', 'opened 2', 'closed 2', 'released 1']);
    got.push('< RA 0 1 cp=1001');
    expect(got.table).toMatchObject({ count: 2, counters: { evictedClosed: 1, forgottenSegments: 1 } });
  });

  test('silence by packet time ends a connection; it comes back when it speaks', () => {
    const got = run([...HANDSHAKE], BASES[0], { limits: { idleSeconds: 100 } });
    for (const t of [50, 80, 103]) got.push(`> S 0 cp=1 t=${t}`);
    expect(got.table.counters.evictedIdle).toBe(0);
    got.push('> S 0 cp=1 t=104.5');
    expect(got.events).toEqual(['opened 1', 'opened 2', 'released 1']);
    got.push('> PA 1 1 "hi"');
    expect(got.events.slice(3)).toEqual(['opened 3', '> hi']);
    expect(got.table).toMatchObject({ count: 2, counters: { evictedIdle: 1 } });
  });

  test('one wrong time stamp ends nothing', () => {
    const got = run([...HANDSHAKE], BASES[0], { limits: { idleSeconds: 100 } });
    got.push('> S 0 cp=1 t=900000000', '> S 0 cp=1 t=4', '> S 0 cp=1 t=5');
    expect(got.table.counters.evictedIdle).toBe(0);
  });
});

test('the end of the capture releases what is left, in order of numbers', () => {
  const got = run(['> S 0 cp=1001', '> S 0 cp=1002', '< SA 0 1 cp=1002', '< SA 0 1 cp=1001']);
  got.table.finish();
  expect(got.events).toEqual(['opened 1', 'opened 2', 'released 1', 'released 2']);
  expect(got.table.followed).toBe(0);
});

describe('ICMP errors', () => {
  const error = (line: string): IcmpError => {
    const quoted = segment(line, 9, 9e9, BASES[0]!);
    const { seq } = quoted;
    const text = 'communication administratively prohibited';
    return {
      frame: 9,
      timeNs: 9e9,
      reporter: '10.9.9.9',
      family: 4,
      type: 3,
      code: 13,
      text,
      prohibited: true,
      tooBig: false,
      mtu: null,
      quoted,
      seq,
    };
  };

  test('belong to the connection that they quote', () => {
    const got = run(['> S 0']);
    got.table.icmpError(error('> S 0'));
    expect(got.first.icmpError).toEqual({
      frame: 9,
      text: error('> S 0').text,
      prohibited: true,
      reporter: '10.9.9.9',
      tooBig: false,
      mtu: null,
    });
    expect(got.first.journal[1]).toMatchObject({ kind: 'icmp-error', from: 'initiator', firstFrame: 9 });
    expect(got.table.counters.strayIcmpErrors).toBe(0);
  });

  for (const [name, line] of [
    ['whose sequence number was never sent', '> S 500'],
    ['of another connection', '> S 0 cp=7'],
  ] as const) {
    test(`one ${name} is stray`, () => {
      const got = run(['> S 0']);
      got.table.icmpError(error(line));
      expect(got.first.icmpError).toBeNull();
      expect(got.table.counters.strayIcmpErrors).toBe(1);
    });
  }
});
