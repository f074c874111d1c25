import { describe, expect, test } from 'vitest';
import { Candidate, type PrefixBudget } from '../../../src/ftp/matching/candidate.js';
import { LIMITS } from '../../../src/limits.js';
import type { Side, StreamConsumer } from '../../../src/tcp/types.js';
import { BuiltConnection, CaptureClock } from '../../support/connections.js';

const SMALL = { prefixBytes: 10, prefixPieces: 4, prefixBytesTotal: 100_000 };
const at = (frame: number) => ({ frame, timeNs: frame * 1_000 });

/** A candidate of no decided kind, and what it hands on when it is claimed. */
function candidate(limits = SMALL, budget: PrefixBudget = { bytes: 0, incomplete: 0 }) {
  const connection = new BuiltConnection(new CaptureClock(), '10.0.0.1:40000', '10.0.0.2:50000');
  connection.firstFrame = 1;
  const judged: unknown[] = [];
  const one = new Candidate(budget, (_connection, judgement) => judged.push(judgement), limits);
  let frame = 0;
  return {
    budget,
    judged,
    say: (from: Side, text: string) => {
      connection.sides[from].bytes += text.length;
      one.data(connection, from, Buffer.from(text, 'latin1'), 0, text.length, at(++frame));
    },
    lose: (from: Side, bytes: number) => {
      connection.sides[from].bytes += bytes;
      one.gap(connection, from, bytes, at(++frame));
    },
    replayed: () => {
      const got: string[] = [];
      const consumer: StreamConsumer = {
        data: (_c, from, bytes, start, end, { frame }) =>
          got.push(`${frame} ${from} ${Buffer.from(bytes.subarray(start, end)).toString('latin1')}`),
        gap: (_c, from, bytes, { frame }) => got.push(`${frame} ${from} lacks ${bytes}`),
      };
      one.replay(connection, consumer);
      return got;
    },
  };
}

describe('the first bytes of a connection that is claimed later', () => {
  test('are handed on as they came', () => {
    const { say, lose, replayed, budget } = candidate();
    say('initiator', 'abcde');
    lose('responder', 3);
    say('initiator', 'fghij');
    expect(replayed()).toEqual(['1 initiator abcde', '2 responder lacks 3', '3 initiator fghij']);
    expect(budget).toEqual({ bytes: 0, incomplete: 0 });
  });

  test('are not known any more beyond the limit of bytes: all is lost, and counted', () => {
    const { say, replayed, budget } = candidate();
    say('initiator', 'abcdefghij');
    say('responder', 'k');
    expect(replayed()).toEqual(['1 initiator lacks 10', '1 responder lacks 1']);
    expect(budget).toEqual({ bytes: 0, incomplete: 1 });
  });

  test('nor beyond the limit of pieces', () => {
    const { say, replayed } = candidate();
    for (const text of ['a', 'b', 'c', 'd', 'e']) say('initiator', text);
    expect(replayed()).toEqual(['1 initiator lacks 5']);
  });

  test('that are holes only are one hole, from the first to the last', () => {
    const { lose, replayed } = candidate();
    for (let i = 0; i < 1_000; i++) lose('initiator', 7);
    expect(replayed()).toEqual(['1 initiator lacks 7', '1000 initiator lacks 6993']);
  });

  test('cost what they cost, holes included: all candidates together stay within the limit', () => {
    const budget: PrefixBudget = { bytes: 0, incomplete: 0 };
    const many = Array.from({ length: 400 }, () => candidate(LIMITS, budget));
    // Cut packets of both sides, and one byte a segment.
    for (let i = 0; i < 200; i++)
      for (const { lose, say } of many) {
        lose('initiator', 1_460);
        lose('responder', 1_460);
        say('responder', '\x80');
      }
    expect(budget.bytes).toBeGreaterThan(LIMITS.prefixBytesTotal / 2);
    expect(budget.bytes).toBeLessThanOrEqual(LIMITS.prefixBytesTotal);
    for (const { replayed } of many) replayed();
    expect(budget.incomplete).toBeGreaterThan(0);
    expect(budget.bytes).toBe(0);
  });
});

describe('what a connection is', () => {
  test('is reported at the end of a line, though it comes a byte a segment', () => {
    const { say, judged } = candidate(LIMITS);
    for (const byte of '220 ready, dear user of this server\r\n') say('responder', byte);
    for (const byte of 'USER anonymous\r') say('initiator', byte);
    expect(judged).toEqual([]);
    say('initiator', '\n');
    expect(judged).toEqual([{ clientSide: 'initiator' }]);
  });

  test('is given up after some lines that decide nothing: looking at all of them each time is work in the square', () => {
    const { say, judged } = candidate(LIMITS);
    say('initiator', 'NOOP \n');
    for (let i = 0; i < LIMITS.detectLooks - 2; i++) say('initiator', '\n');
    expect(judged).toEqual([]);
    say('initiator', '\n');
    expect(judged).toEqual(['no']);
  });
});
