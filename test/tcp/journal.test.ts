import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/limits.js';
import type { JournalEntry } from '../../src/tcp/types.js';
import { BASES, HANDSHAKE, run } from './segments.js';

/** 'data > 4-6 2 segments 6 bytes 1 acks' and the like: what is 0 or 1 as usual is left out. */
function text(entry: JournalEntry): string {
  const frames =
    entry.firstFrame === entry.lastFrame ? `${entry.firstFrame}` : `${entry.firstFrame}-${entry.lastFrame}`;
  const parts = [entry.kind, entry.from === 'initiator' ? '>' : '<', frames];
  if (entry.segments !== 1) parts.push(`${entry.segments} segments`);
  if (entry.bytes > 0) parts.push(`${entry.bytes} bytes`);
  if (entry.acks > 0) parts.push(`${entry.acks} acks`);
  if (entry.retransmissions > 0) parts.push(`${entry.retransmissions} again`);
  if (entry.acknowledgesFin) parts.push('acks fin');
  return parts.join(' ');
}

const CASES: { name: string; segments: string[]; rows: string[] }[] = [
  {
    name: 'a whole life',
    segments: ['< PA 1 1 "220"', '> A 1 4', '> FA 1 4', '< A 4 2', '< FA 4 2', '> A 2 5'],
    rows: ['data < 4-5 3 bytes 1 acks', 'fin > 6', 'ack < 7 acks fin', 'fin < 8', 'ack > 9 acks fin'],
  },
  {
    name: 'a run of data with the ACKs of the other side is one row',
    segments: ['< A 1 1 "aaa"', '< A 4 1 "bbb"', '> A 1 7', '< PA 7 1 "c"', '> A 1 8'],
    rows: ['data < 4-8 3 segments 7 bytes 2 acks'],
  },
  {
    name: 'data of the other side end a run',
    segments: ['> PA 1 1 "USER"', '< PA 1 5 "331"', '> PA 5 4 "PASS"', '< A 4 9'],
    rows: ['data > 4 4 bytes', 'data < 5 3 bytes', 'data > 6-7 4 bytes 1 acks'],
  },
  {
    name: 'retransmissions stay in the run, their bytes do not count twice',
    segments: ['> A 1 1 "abc"', '> A 1 1 "abc"', '> A 4 1 "d"'],
    rows: ['data > 4-6 3 segments 4 bytes 1 again'],
  },
  {
    name: 'a gap ends a run',
    segments: ['> A 1 1 "abc"', '> A 7 1 "ghi"', '< A 1 10', '> A 10 1 "j"'],
    rows: ['data > 4-5 2 segments 6 bytes', 'gap > 6 3 bytes', 'data > 7 1 bytes'],
  },
  {
    name: 'a keep-alive and a closed window end a run',
    segments: [
      '> A 1 1 "abc"',
      '< A 1 4',
      '> A 3 1',
      '> A 4 1 "d"',
      '< A 1 5 w=0',
      '< A 1 5 w=0',
      '< A 1 5',
      '> A 5 1 "e"',
    ],
    rows: [
      'data > 4-5 3 bytes 1 acks',
      'keep-alive > 6',
      'data > 7-8 1 bytes 1 acks',
      'zero-window < 8',
      'data > 11 1 bytes',
    ],
  },
  {
    name: 'data with a FIN: the bytes stand in the run, the FIN after it',
    segments: ['> FPA 1 1 "abc"', '< A 1 5'],
    rows: ['data > 4 3 bytes', 'fin > 4', 'ack < 5 acks fin'],
  },
  {
    name: 'a FIN that acknowledges the FIN',
    segments: ['> FA 1 1', '< FA 1 2', '> FA 1 1'],
    rows: ['fin > 4', 'fin < 5 acks fin', 'fin > 6 1 again'],
  },
  { name: 'RSTs', segments: ['> R 1', '> R 1'], rows: ['rst > 4', 'rst > 5 1 again'] },
];

describe('rows of the ladder', () => {
  for (const { name, segments, rows } of CASES) {
    test(name, () => {
      const { first } = run([...HANDSHAKE, ...segments]);
      expect(first.journal.map(text)).toEqual(['syn > 1', 'syn-ack < 2', 'ack > 3', ...rows]);
    });
  }

  test('repeated SYNs', () => {
    const { first } = run(['> S 0', '> S 0', '< SA 0 1', '> A 1 1']);
    expect(first.journal.map(text)).toEqual(['syn > 1', 'syn > 2 1 again', 'syn-ack < 3', 'ack > 4']);
  });

  test('a row says what stood in the header', () => {
    const base = BASES[1]!;
    const { first } = run([...HANDSHAKE, '> PA 1 1 "abc"'], base);
    expect(first.journal[3]).toMatchObject({
      seq: 0xffff_ffff,
      ack: 0xffff_fff9,
      flags: 0x18,
      timeNs: 4e9,
      lastTimeNs: 4e9,
    });
  });

  test('the journal ends at its limit and says how much it left out', () => {
    const { first, push } = run(HANDSHAKE);
    for (let i = 0; i < LIMITS.journalEntries; i++)
      push(i % 2 === 0 ? `> A ${1 + i / 2} 1 "x"` : `< A ${(1 + i) / 2} 1 "y"`);
    expect(first.journal).toHaveLength(LIMITS.journalEntries);
    expect(first.journalDropped).toBe(3);
  });
});
