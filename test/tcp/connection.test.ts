import { describe, expect, test } from 'vitest';
import { BASES, HANDSHAKE, run } from './segments.js';

const NOTHING = { syn: null, synAck: null, ack: null };

/** The whole capture gives these frames. */
const HANDSHAKES: { name: string; segments: string[]; want: object; repeats?: number[] }[] = [
  { name: 'three steps', segments: [...HANDSHAKE], want: { syn: 1, synAck: 2, ack: 3 } },
  {
    name: 'repeated steps are listed; the first of each counts',
    segments: ['> S 0', '> S 0', '< SA 0 1', '< SA 0 1', '> A 1 1', '> A 1 1'],
    want: { syn: 1, synAck: 3, ack: 5 },
    repeats: [2, 4],
  },
  {
    name: 'the third step carries data',
    segments: ['> S 0', '< SA 0 1', '> PA 1 1 "x"'],
    want: { syn: 1, synAck: 2, ack: 3 },
  },
  {
    name: 'the third step carries a FIN',
    segments: ['> S 0', '< SA 0 1', '> FA 1 1'],
    want: { syn: 1, synAck: 2, ack: 3 },
  },
  {
    name: 'the third step was not captured: the next ACK of the initiator stands for it',
    segments: ['> S 0', '< SA 0 1', '< PA 1 1 "220"', '> A 1 4'],
    want: { syn: 1, synAck: 2, ack: 4 },
  },
  { name: 'a RST is no third step', segments: ['> S 0', '< SA 0 1', '> R 1'], want: { syn: 1, synAck: 2, ack: null } },
  {
    name: 'an ACK of something older is no third step',
    segments: ['> S 0', '< SA 0 1', '> A 1 0'],
    want: { syn: 1, synAck: 2, ack: null },
  },
  { name: 'without SYN', segments: ['< SA 0 1', '> A 1 1'], want: { syn: null, synAck: 1, ack: 2 } },
  {
    name: 'without SYN+ACK nobody knows what the ACK acknowledges',
    segments: ['> S 0', '> A 1 1'],
    want: { ...NOTHING, syn: 1 },
  },
  { name: 'from the middle', segments: ['> A 1 1', '< PA 1 1 "x"', '> A 1 2'], want: NOTHING },
  {
    name: 'the capture swapped SYN and SYN+ACK',
    segments: ['< SA 0 1', '> S 0', '> A 1 1'],
    want: { syn: 2, synAck: 1, ack: 3 },
  },
  {
    name: 'simultaneous open (RFC 9293 figure 8)',
    segments: ['> S 0', '< S 0', '> SA 0 1', '< SA 0 1', '> A 1 1'],
    want: { syn: 1, synAck: 3, ack: 5 },
  },
];

describe('handshake', () => {
  for (const { name, segments, want, repeats = [] } of HANDSHAKES) {
    for (const base of BASES) {
      test(`${name} (from ${base.client.toString(16)})`, () => {
        const { first, table } = run(segments, base);
        expect(table.count).toBe(1);
        expect(first.handshake).toEqual(want);
        expect(first.synRetransmissions).toEqual(repeats);
        expect(first.sides.initiator.retransmissions + first.sides.responder.retransmissions).toBe(repeats.length);
      });
    }
  }

  test('a SYN captured twice is not a retransmission', () => {
    const { first } = run(['> S 0 t=1', '> S 0 t=1.00001', '< SA 0 1']);
    expect(first.synRetransmissions).toEqual([]);
    expect(first.sides.initiator.duplicates).toBe(1);
  });

  test('data in the SYN and SYN+ACK (TCP Fast Open) belong to the stream', () => {
    const { events, first } = run(['> S 0 "abc"', '< SA 0 4 "hi"', '> A 4 3 "def"']);
    expect(events).toEqual(['opened 1', '> abc', '< hi', '> def']);
    expect(first.handshake).toEqual({ syn: 1, synAck: 2, ack: 3 });
  });
});

describe('SYN+ACKs with different sequence numbers', () => {
  const stories: { name: string; segments: string[]; synAck: number; read: string[] }[] = [
    {
      name: 'the second is the one that the client acknowledges',
      segments: ['> S 0', '< SA 900 1', '< SA 0 1', '> A 1 1', '< PA 1 1 "220"', '> A 1 4'],
      synAck: 3,
      read: ['< 220'],
    },
    {
      name: 'the first is the one that the client acknowledges',
      segments: ['> S 0', '< SA 0 1', '< SA 900 1', '> A 1 1', '< PA 1 1 "220"', '> A 1 4'],
      synAck: 2,
      read: ['< 220'],
    },
    {
      name: 'one that comes after the ACK does not count',
      segments: ['> S 0', '< SA 0 1', '> A 1 1', '< SA 900 1', '< PA 1 1 "220"', '> A 1 4', '< SA 900 1'],
      synAck: 2,
      read: ['< 220'],
    },
    {
      name: 'the ACK was not captured: the data of the server decide',
      segments: ['> S 0', '< SA 900 1', '< SA 0 1', '< PA 1 1 "220"', '> A 1 4'],
      synAck: 3,
      read: ['< 220'],
    },
    {
      name: 'three of them, the middle one counts',
      segments: ['> S 0', '< SA 700 1', '< SA 0 1', '< SA 900 1', '> PA 1 1 "USER"', '< PA 1 5 "331"'],
      synAck: 3,
      read: ['> USER', '< 331'],
    },
  ];
  for (const { name, segments, synAck, read } of stories) {
    for (const base of BASES) {
      test(`${name} (from ${base.client.toString(16)})`, () => {
        const { first, table, events } = run(segments, base);
        table.finish();
        expect(table.count).toBe(1);
        expect(first.handshake.synAck).toBe(synAck);
        expect(events).toEqual(['opened 1', ...read, 'released 1']);
        expect(first.sides.responder.missingBytes).toBe(0);
      });
    }
  }

  test('one that answers another SYN is another connection', () => {
    const { table } = run([...HANDSHAKE, '< SA 900 700']);
    expect(table.count).toBe(2);
  });
});

describe('forged segments', () => {
  for (const base of BASES) {
    const from = base.client.toString(16);
    test(`a RST in the name of the server before its SYN+ACK does not end the connection (from ${from})`, () => {
      const { first, events } = run(['> S 0', '< RA 0 1', '< SA 0 1', '> A 1 1', '< PA 1 1 "220"', '> A 1 4'], base);
      expect(first.teardown).toMatchObject({ kind: 'none', rst: null });
      expect(first.closed).toBe(false);
      expect(events).toContain('< 220');
    });

    test(`a RST in the name of the client before the SYN+ACK does not end the connection (from ${from})`, () => {
      const { first, events } = run(['> S 0', '> R 1', '< SA 0 1', '> A 1 1', '< PA 1 1 "220"', '> A 1 4'], base);
      expect(first.teardown).toMatchObject({ kind: 'none', rst: null });
      expect(events).toContain('< 220');
    });

    test(`a FIN in the name of the server before its SYN+ACK has no place in its stream (from ${from})`, () => {
      const { first, table, events } = run(
        ['> S 0', '< FA 5000 1', '< SA 0 1', '> A 1 1', '< PA 1 1 "220"', '> A 1 4', '< FA 4 1', '> FA 1 5', '< A 5 2'],
        base,
      );
      expect(table.count).toBe(1);
      expect(first.teardown.fins).toEqual([fin('responder', 7, 8), fin('initiator', 8, 9)]);
      expect(events).toEqual(['opened 1', '< 220', 'closed 1']);
    });

    test(`a RST that its receiver did not act on: it acknowledges what came after (from ${from})`, () => {
      const { first } = run([...HANDSHAKE, '< R 1', '< PA 1 1 "220"', '> A 1 4'], base);
      expect(first.teardown).toMatchObject({ kind: 'none', rst: null });
      expect(first.resetsIgnored).toBe(1);
    });
  }

  test('data in flight after a RST are read, and the RST stays', () => {
    const { first, events } = run([...HANDSHAKE, '> R 1', '< PA 1 1 "500 bye"']);
    expect(first.teardown).toMatchObject({ kind: 'rst', rst: rst('initiator', 4) });
    expect(events).toEqual(['opened 1', 'closed 1', '< 500 bye']);
  });

  test('a client that gives up, and a SYN+ACK in flight: still reset', () => {
    const { first } = run(['> S 0', '> R 1', '< SA 0 1', '> R 1']);
    expect(first.teardown).toMatchObject({ kind: 'rst', rst: rst('initiator', 2) });
  });
});

describe('a keep-alive', () => {
  test('with a byte before any data is no data', () => {
    const { first, events } = run([...HANDSHAKE, '< PA 1 1 "421"', '> A 1 4', '> A 0 4 "x"', '< A 4 1']);
    expect(first.sides.initiator.bytes).toBe(0);
    expect(first.sides.initiator.retransmissions).toBe(0);
    expect(events).toEqual(['opened 1', '< 421']);
  });

  test('without a SYN in the capture: what was acknowledged before is no data', () => {
    const { first } = run(['< PA 1 1 "421"', '> A 1 4', '> A 0 4 "x"', '< A 4 1']);
    expect(first.sides.initiator.bytes).toBe(0);
  });

  test('a single byte that is next in the stream is data', () => {
    const { events } = run([...HANDSHAKE, '> A 1 1 "x"']);
    expect(events).toEqual(['opened 1', '> x']);
  });
});

const rst = (from: string, frame: number) => ({ from, frame });
const fin = (from: string, frame: number, ackFrame: number | null) => ({ from, frame, ackFrame });

/** After a handshake (frames 1 to 3) these segments end it like this. */
const ENDS: {
  name: string;
  segments: string[];
  kind: string;
  fins?: object[];
  rst?: object | null;
  unseen?: object[];
  closed: boolean;
  handshake?: string[];
}[] = [
  { name: 'not at all', segments: ['> PA 1 1 "x"'], kind: 'none', closed: false },
  {
    name: 'four steps',
    segments: ['> FA 1 1', '< A 1 2', '< FA 1 2', '> A 2 2'],
    kind: 'fin',
    fins: [fin('initiator', 4, 5), fin('responder', 6, 7)],
    closed: true,
  },
  {
    name: 'three steps, the responder first',
    segments: ['< FA 1 1', '> FA 1 2', '< A 2 2'],
    kind: 'fin',
    fins: [fin('responder', 4, 5), fin('initiator', 5, 6)],
    closed: true,
  },
  {
    name: 'simultaneous close (RFC 9293 figure 13)',
    segments: ['> FA 1 1', '< FA 1 1', '> A 2 2', '< A 2 2'],
    kind: 'fin',
    fins: [fin('initiator', 4, 7), fin('responder', 5, 6)],
    closed: true,
  },
  {
    name: 'half closed: the other side goes on sending',
    segments: ['> FA 1 1', '< A 1 2', '< PA 1 2 "more"', '> A 2 5'],
    kind: 'fin',
    fins: [fin('initiator', 4, 5)],
    closed: false,
  },
  {
    name: 'a FIN sent again is not listed again; its first ACK counts',
    segments: ['> FA 1 1', '> FA 1 1', '< A 1 2', '> FA 1 1', '< A 1 2'],
    kind: 'fin',
    fins: [fin('initiator', 4, 6)],
    closed: false,
  },
  {
    name: 'an ACK of the data before the FIN does not acknowledge the FIN',
    segments: ['> FPA 1 1 "abc"', '< A 1 4'],
    kind: 'fin',
    fins: [fin('initiator', 4, null)],
    closed: false,
  },
  {
    name: 'the ACK of the FIN was captured before it',
    segments: ['< A 1 2', '> FA 1 1'],
    kind: 'fin',
    fins: [fin('initiator', 5, 4)],
    closed: false,
  },
  { name: 'reset', segments: ['< RA 1 1'], kind: 'rst', rst: rst('responder', 4), closed: true },
  {
    name: 'the first of several RSTs counts',
    segments: ['< RA 1 1', '> R 1', '< R 1'],
    kind: 'rst',
    rst: rst('responder', 4),
    closed: true,
  },
  {
    name: 'FIN, then RST',
    segments: ['> FA 1 1', '< PA 1 2 "x"', '> R 2'],
    kind: 'fin',
    fins: [fin('initiator', 4, 5)],
    rst: rst('initiator', 6),
    closed: true,
  },
  {
    name: 'RST, then a FIN that was on its way',
    segments: ['> R 1', '< FA 1 1'],
    kind: 'rst',
    fins: [fin('responder', 5, null)],
    rst: rst('initiator', 4),
    closed: true,
  },
  {
    name: 'RST after both FINs',
    segments: ['> FA 1 1', '< FA 1 2', '> A 2 2', '< R 2'],
    kind: 'fin',
    fins: [fin('initiator', 4, 5), fin('responder', 5, 6)],
    rst: rst('responder', 7),
    closed: true,
  },
  { name: 'RST far outside the window: not believed', segments: ['< R 900000'], kind: 'none', closed: false },
  { name: 'RST behind the window: not believed', segments: ['< R -900000'], kind: 'none', closed: false },
  { name: 'RST within the window', segments: ['< R 30000'], kind: 'rst', rst: rst('responder', 4), closed: true },
  {
    name: "RST with the number of the other side's last ACK, after data that it dropped",
    segments: ['< A 1 1 "abcdef"', '< R 1'],
    kind: 'rst',
    rst: rst('responder', 5),
    closed: true,
  },
  {
    name: 'a scaled window is larger',
    handshake: ['> S 0 ws=7', '< SA 0 1 ws=7', '> A 1 1'],
    segments: ['< R 900000'],
    kind: 'rst',
    rst: rst('responder', 4),
    closed: true,
  },
  {
    name: 'refused',
    handshake: [],
    segments: ['> S 0', '< RA -700 1'],
    kind: 'rst',
    rst: rst('responder', 2),
    closed: true,
  },
  {
    name: 'a RST that does not acknowledge the SYN: not believed',
    handshake: [],
    segments: ['> S 0', '< RA 0 77'],
    kind: 'none',
    closed: false,
  },
  {
    name: 'a RST without ACK does not answer a SYN: not believed',
    handshake: [],
    segments: ['> S 0', '< R 0'],
    kind: 'none',
    closed: false,
  },
  {
    name: 'the initiator gives up after its SYN',
    handshake: [],
    segments: ['> S 0', '> R 1'],
    kind: 'rst',
    rst: rst('initiator', 2),
    closed: true,
  },
  { name: 'a lone RST', handshake: [], segments: ['< RA 5 5'], kind: 'rst', rst: rst('responder', 1), closed: true },
  {
    name: 'a SYN refused once and accepted when repeated is not refused',
    handshake: [],
    segments: ['> S 0', '< RA 0 1', '> S 0', '< SA 0 1', '> A 1 1'],
    kind: 'none',
    closed: false,
  },
  {
    name: 'a FIN that was not captured, but acknowledged by the FIN of the other side',
    segments: ['< PA 1 1 "abc"', '> FA 1 5', '< A 5 2'],
    kind: 'fin',
    fins: [fin('initiator', 5, 6)],
    unseen: [{ from: 'responder', ackFrame: 5 }],
    closed: true,
  },
  {
    name: 'a FIN that was not captured, but acknowledged before the FIN of the other side',
    segments: ['< PA 1 1 "abc"', '> A 1 5', '> FA 1 5', '< A 5 2'],
    kind: 'fin',
    fins: [fin('initiator', 6, 7)],
    unseen: [{ from: 'responder', ackFrame: 5 }],
    closed: true,
  },
  {
    name: 'no FIN was lost: the number that was acknowledged is that of a byte which comes late',
    segments: ['< PA 1 1 "abc"', '> FA 1 5', '< PA 4 1 "d"', '> A 2 5', '< PA 5 1 "e"'],
    kind: 'fin',
    fins: [fin('initiator', 5, null)],
    closed: false,
  },
  {
    name: 'several numbers acknowledged beyond what was captured: whether a FIN is among them cannot be reported',
    segments: ['< PA 1 1 "abc"', '> FA 1 9', '< A 9 2'],
    kind: 'fin',
    fins: [fin('initiator', 5, 6)],
    closed: true,
  },
  {
    name: 'SYN and FIN in one segment',
    handshake: [],
    segments: ['> SF 0'],
    kind: 'fin',
    fins: [fin('initiator', 1, null)],
    closed: false,
  },
];

describe('teardown', () => {
  for (const end of ENDS) {
    const { name, segments, kind, fins = [], rst: reset = null, unseen = [], closed, handshake = HANDSHAKE } = end;
    for (const base of BASES) {
      test(`${name} (from ${base.client.toString(16)})`, () => {
        const { first, events, table } = run([...handshake, ...segments], base);
        expect(first.teardown).toEqual({ kind, fins, rst: reset, unseenFins: unseen });
        expect(first.closed).toBe(closed);
        const reported = events.filter((event) => event === 'closed 1').length;
        expect(reported).toBe(closed || name.startsWith('a SYN refused') ? 1 : 0);
        expect(table.count).toBe(1);
      });
    }
  }

  test('a FIN sent again is a retransmission, one captured twice is not', () => {
    const { first } = run([
      ...HANDSHAKE,
      '> FA 1 1 t=1',
      '> FA 1 1 t=1.00001',
      '> FA 1 1 t=2',
      '> FA 1 1 t=4',
      '< A 1 2',
    ]);
    expect(first.sides.initiator).toMatchObject({ retransmissions: 2, duplicates: 1 });
  });

  test('what was not believed is counted', () => {
    expect(run([...HANDSHAKE, '< R 900000']).first.resetsIgnored).toBe(1);
  });
});

describe('who opened it', () => {
  for (const [name, segments, initiator, known] of [
    ['SYN', ['> S 0 cp=21 sp=40000'], 21, true],
    ['SYN+ACK: who it answers', ['< SA 0 1 cp=21 sp=40000'], 21, true],
    ['port 21 listens', ['< A 1 1 sp=21 cp=20'], 20, false],
    ['port 990 listens', ['< A 1 1 sp=990 cp=700'], 700, false],
    ['port 20 opens: active mode', ['< A 1 1 sp=20 cp=40000'], 20, false],
    ['port 20 opens, whoever speaks first', ['> A 1 1 sp=20 cp=1025'], 20, false],
    ['a privileged port listens', ['< A 1 1 sp=80 cp=40000'], 40000, false],
    ['of two high ports the smaller listens', ['< A 1 1 sp=2121 cp=40000'], 40000, false],
    ['equal ports: the first to speak opens', ['< A 1 1 sp=5000 cp=5000'], 5000, false],
  ] as const) {
    test(name, () => {
      const { first } = run(segments);
      expect(first.initiator.port).toBe(initiator);
      expect(first.initiatorKnown).toBe(known);
    });
  }

  test('a port that the user named listens', () => {
    const options = { controlPorts: new Set([50_000]) };
    expect(run(['< A 1 1 sp=50000 cp=40000'], BASES[0], options).first.responder.port).toBe(50_000);
  });

  test('addresses are text', () => {
    const { first } = run(['> S 0']);
    expect(first.initiator).toEqual({ address: '10.0.0.1', port: 40_000 });
    expect(first.responder).toEqual({ address: '10.0.0.2', port: 21 });
  });
});

test('frames, times and segments of both directions are counted', () => {
  const { first } = run([...HANDSHAKE, '> PA 1 1 "abc"', '< A 1 4']);
  expect(first).toMatchObject({ segments: 5, firstFrame: 1, lastFrame: 5, firstTimeNs: 1e9, lastTimeNs: 5e9 });
});
