import { describe, expect, test } from 'vitest';
import { HANDSHAKE, run } from './segments.js';

/** A segment, and the same a moment later: was it captured twice, or sent twice? */
const AGAIN: { name: string; first: string; second: string; copies: number }[] = [
  { name: 'within microseconds', first: 't=5', second: 't=5.00005', copies: 1 },
  { name: 'after a millisecond', first: 't=5', second: 't=5.001', copies: 0 },
  { name: 'behind a router: a hop less', first: 't=5 ttl=64', second: 't=5.0003 ttl=63', copies: 1 },
  { name: 'before a router: a hop more', first: 't=5 ttl=63', second: 't=5.0003 ttl=64', copies: 1 },
  { name: 'behind a slow router', first: 't=5 ttl=64', second: 't=5.02 ttl=62', copies: 1 },
  { name: 'with another MAC address or VLAN', first: 't=5 link=1', second: 't=5.0003 link=2', copies: 1 },
  { name: 'with the same identification', first: 't=5 id=77', second: 't=5.0003 id=77', copies: 1 },
  { name: 'with another identification', first: 't=5 id=77', second: 't=5.0003 id=78', copies: 0 },
  {
    name: 'with another identification and a hop less: sent again over another route',
    first: 't=5 id=77 ttl=64',
    second: 't=5.0003 id=78 ttl=63',
    copies: 0,
  },
  { name: 'without identification (0), the same hop', first: 't=5 id=0', second: 't=5.0003 id=0', copies: 0 },
  { name: 'a hop less, after a retransmission timeout', first: 't=5 ttl=64', second: 't=5.2 ttl=63', copies: 0 },
];

/** Each kind of segment, after a handshake. */
const KINDS: { kind: string; segment: string; after: readonly string[] }[] = [
  { kind: 'data', segment: '> PA 1 1 "USER"', after: HANDSHAKE },
  { kind: 'FIN', segment: '> FA 1 1', after: HANDSHAKE },
  { kind: 'SYN', segment: '> S 0', after: [] },
];

describe('the same segment again', () => {
  for (const { kind, segment, after } of KINDS) {
    for (const { name, first: one, second, copies } of AGAIN) {
      test(`${kind} ${name}: ${copies === 1 ? 'captured' : 'sent'} twice`, () => {
        const { first } = run([...after, `${segment} ${one}`, `${segment} ${second}`]);
        expect(first.sides.initiator.duplicates).toBe(copies);
        expect(first.sides.initiator.retransmissions).toBe(1 - copies);
      });
    }
  }

  test('a RST, an ACK and a keep-alive captured behind a router too are counted, and nothing else comes of them', () => {
    const copy = (line: string, t: number): string[] => [`${line} t=${t} ttl=64`, `${line} t=${t + 0.0003} ttl=63`];
    const { first, events } = run([
      ...HANDSHAKE,
      ...copy('< PA 1 1 "220"', 5),
      ...copy('> A 1 4', 6),
      ...copy('> A 0 4', 7),
      ...copy('> R 1', 8),
    ]);
    expect(first.sides.responder.duplicates).toBe(1);
    expect(first.sides.initiator.duplicates).toBe(3);
    expect(first.journal.map(({ kind }) => kind)).toEqual(['syn', 'syn-ack', 'ack', 'data', 'keep-alive', 'rst']);
    expect(first.sides.initiator.segments).toBe(8);
    expect(events).toEqual(['opened 1', '< 220', 'closed 1']);
  });

  test('two that carry the same number with other content are no copies', () => {
    const { first } = run([...HANDSHAKE, '> PA 1 1 "USER" t=5 ttl=64', '> PA 1 1 "PASSX" t=5.0003 ttl=63']);
    expect(first.sides.initiator.duplicates).toBe(0);
  });
});
