import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/limits.js';
import { ConnectionTable } from '../../src/tcp/connections.js';
import type { Connection } from '../../src/tcp/types.js';
import { BASES, Recorder, segment } from './segments.js';

/** Follows no connection from its SYN; hears those whose first payload does not begin with 'x'. */
class Cautious extends Recorder {
  follows(): boolean {
    return false;
  }
  hears({ bytes, payloadStart }: { bytes: Uint8Array; payloadStart: number }): boolean {
    return bytes[payloadStart] !== 0x78;
  }
}

function cautious(lines: readonly string[], base = BASES[0]!) {
  const listener = new Cautious();
  const table = new ConnectionTable(listener);
  let frame = 0;
  const push = (...more: readonly string[]) =>
    more.map((line) => table.push(segment(line, ++frame, frame * 1e9, base)));
  const given = push(...lines);
  return { table, listener, push, given, first: listener.connections[0] as Connection };
}

const OPENING = ['> S 0 ws=7 w=500', '< SA 0 1 ws=5 w=600 ttl=50', '> A 1 1 id=9'];

describe('a connection that nothing is expected of', () => {
  for (const base of BASES) {
    test(`is counted, and followed with its whole opening once it is heard (from ${base.client.toString(16)})`, () => {
      const { table, listener, push, first, given } = cautious([...OPENING, '< PA 1 1 "220"', '> PA 1 4 "USER"'], base);
      expect(table.count).toBe(1);
      expect(given.slice(0, 3)).toEqual([null, null, null]);
      expect(listener.events).toEqual(['opened 1', '< 220', '> USER']);
      expect(first.handshake).toEqual({ syn: 1, synAck: 2, ack: 3 });
      expect(first).toMatchObject({
        firstFrame: 1,
        firstTimeNs: 1e9,
        segments: 5,
        initiatorKnown: true,
        history: 'ShAdD',
      });
      expect(first.initiator).toEqual({ address: '10.0.0.1', port: 40_000 });
      expect(first.sides.responder).toMatchObject({ bytes: 3, missingBytes: 0, windowScale: 5 });
      push('< FA 4 5', '> FA 5 5', '< A 5 6');
      expect(first.closed).toBe(true);
    });
  }

  test('is only counted from then on where it is of no interest', () => {
    const { table, listener, push } = cautious([...OPENING, '> PA 1 1 "xyz"', '< PA 1 4 "220"']);
    expect(table.count).toBe(1);
    expect(listener.events).toEqual([]);
    push('> S 0', '> S 5000');
    // The same SYN again is no new connection; another one is.
    expect(table.count).toBe(2);
  });

  test.each([
    ['a refusal', ['> S 0', '< RA 0 1']],
    ['an end without a word', [...OPENING, '> FA 1 1', '< FA 1 2']],
    ['repeated steps', ['> S 0', '> S 0', '< SA 0 1', '< SA 0 1', '> A 1 1', '> A 1 1']],
    ['a SYN+ACK that does not answer', ['> S 0', '< SA 0 77']],
  ])('%s does not make it one that is followed', (_, lines) => {
    const { table, listener } = cautious(lines);
    expect([table.count, table.followed, listener.events]).toEqual([1, 0, []]);
  });

  test('another SYN on the same ports is another connection', () => {
    const { table, first, push } = cautious([...OPENING, '> S 7000']);
    expect(table.count).toBe(2);
    push('< SA 0 7001', '> A 7001 1', '> PA 7001 1 "hi"');
    expect(table.count).toBe(2);
    expect(first).toBeUndefined();
  });

  test('payload in the SYN is followed at once', () => {
    expect(cautious(['> S 0 "hello"']).listener.events).toEqual(['opened 1', '> hello']);
  });
});

describe('what is announced later', () => {
  const others = Array.from({ length: 50 }, (_, i) => `> S 0 cp=${2000 + i} sp=${3000 + i} t=${1 + i / 100}`);
  test('calls for the connections to its port', () => {
    const { table, listener } = cautious([...others]);
    const control = cautious(['> PA 1 1 "USER"']).first;
    table.summon(control, 3007);
    // All of these are between the two hosts.
    expect(listener.connections).toHaveLength(50);
  });

  test('calls for those to its port of other hosts, and for no others', () => {
    const { table, listener } = cautious(others.map((line) => `${line} ca=99`));
    const control = cautious(['> PA 1 1 "USER"']).first;
    table.summon(control, 3007);
    expect(listener.connections.map(({ responder }) => responder.port)).toEqual([3007]);
  });

  test('does not call for those that began too long ago', () => {
    const { table, listener, push } = cautious(['> S 0 cp=1 sp=3007 t=1', '> S 0 cp=2 sp=3008 t=100']);
    push('> S 0 cp=3 sp=3009 t=101');
    table.summon(cautious(['> PA 1 1 "USER"']).first, 3007);
    expect(listener.connections.map(({ responder }) => responder.port)).toEqual([3009, 3008]);
  });
});

test('of too many openings the oldest are given up, counted once, and followed again when they speak', () => {
  const listener = new Cautious();
  const table = new ConnectionTable(listener);
  const many = LIMITS.halfOpenConnections + 10;
  const syn = (i: number) => segment(`> S 0 cp=${1024 + (i % 60_000)} ca=${i}`, i + 1, i * 1000, BASES[0]!);
  for (let i = 0; i < many; i++) table.push(syn(i));
  expect(table.count).toBe(many);
  expect(table.counters.evictedHalfOpen).toBe(10);
  table.push(syn(3));
  expect(table.count).toBe(many);
  table.push(segment('< PA 1 1 "220" cp=1027 ca=3', many + 2, many * 1000, BASES[0]!));
  expect(table.count).toBe(many);
  expect(listener.events).toHaveLength(2);
  expect(listener.connections[0]).toMatchObject({ initiator: { port: 1027 }, responder: { port: 21 } });
});
