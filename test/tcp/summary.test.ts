import { describe, expect, test } from 'vitest';
import { completenessName, connState } from '../../src/tcp/summary.js';
import { HANDSHAKE, run } from './segments.js';

/** Zeek's conn_state and history, Wireshark's completeness. */
const CASES: [segments: string[], state: string, history: string, completeness: number, name: string][] = [
  [['> S 0'], 'S0', 'S', 1, 'Incomplete, SYN_SENT'],
  [['> S 0', '< SA 0 1'], 'S1', 'Sh', 3, 'Incomplete, CLIENT_ESTABLISHED'],
  [[...HANDSHAKE], 'S1', 'ShA', 7, 'Incomplete, ESTABLISHED'],
  [[...HANDSHAKE, '< PA 1 1 "220"', '> PA 1 4 "USER"', '< A 4 5'], 'S1', 'ShAdDa', 15, 'Incomplete, DATA'],
  [[...HANDSHAKE, '> FA 1 1', '< FA 1 2', '> A 2 2'], 'SF', 'ShAFf', 23, 'Complete, NO_DATA'],
  [
    [...HANDSHAKE, '> PA 1 1 "x"', '> FA 2 1', '< A 1 3', '< FA 1 3', '> A 3 2'],
    'SF',
    'ShADFaf',
    31,
    'Complete, WITH_DATA',
  ],
  [['> S 0', '< RA 0 1'], 'REJ', 'Sr', 37, 'Incomplete'],
  [[...HANDSHAKE, '> FA 1 1', '< A 1 2'], 'S2', 'ShAFa', 23, 'Complete, NO_DATA'],
  [[...HANDSHAKE, '< FA 1 1', '> A 1 2'], 'S3', 'ShAf', 23, 'Complete, NO_DATA'],
  [[...HANDSHAKE, '> PA 1 1 "x"', '> RA 2 1'], 'RSTO', 'ShADR', 47, 'Complete, WITH_DATA'],
  [[...HANDSHAKE, '< R 1'], 'RSTR', 'ShAr', 39, 'Complete, NO_DATA'],
  [['> S 0', '> R 1'], 'RSTOS0', 'SR', 33, 'Incomplete'],
  [['< SA 0 1', '< R 1'], 'RSTRH', '^hr', 34, 'Incomplete'],
  [['> S 0', '> FA 1 1'], 'SH', 'SF', 21, 'Incomplete'],
  [['< SA 0 1', '< FA 1 1'], 'SHR', '^hf', 22, 'Incomplete'],
  [['< A 1 1 "x"', '> A 1 2'], 'OTH', '^dA', 12, 'Incomplete'],
  [
    [...HANDSHAKE, '> A 1 1 "x"', '> A 1 1 "x"', '< A 1 2 w=0', '> A 4 1 "y"', '< PA 1 5 "z"'],
    'S1',
    'ShADTawdG',
    15,
    'Incomplete, DATA',
  ],
  [['> SF 0'], 'SH', 'Q', 17, 'Incomplete'],
  // Neither `d` nor `a` for a segment with SYN, FIN or RST.
  [['> S 0 "x"', '< SA 0 2', '> FA 2 1 "y"'], 'S2', 'ShF', 27, 'Incomplete'],
  // A FIN, SYN or RST with another sequence number is another one; the same again is not.
  [[...HANDSHAKE, '> FA 1 1', '> FA 1 1', '> FA 4 1'], 'S2', 'ShAFF', 23, 'Complete, NO_DATA'],
  [['> S 0', '< SA 0 1', '< SA 0 1', '> A 1 1', '< SA 90 1'], 'S1', 'ShAh', 7, 'Incomplete, ESTABLISHED'],
  // The 1st and the 10th retransmission, gap and zero window of a side.
  [[...HANDSHAKE, ...Array(11).fill('> PA 1 1 "x"')], 'S1', 'ShADTT', 15, 'Incomplete, DATA'],
  [[...HANDSHAKE, ...Array(10).fill('< A 1 1 w=0')], 'S1', 'ShAaww', 7, 'Incomplete, ESTABLISHED'],
  // No window matters behind the end of the other side.
  [[...HANDSHAKE, '> FA 1 1', '< A 1 2 w=0'], 'S2', 'ShAFa', 23, 'Complete, NO_DATA'],
  [[...HANDSHAKE, '< FR 1 1'], 'RSTR', 'ShAi', 39, 'Complete, NO_DATA'],
];

describe('summaries that people know', () => {
  for (const [segments, state, history, completeness, name] of CASES) {
    test(`${segments.join(', ')}: ${state} ${history}`, () => {
      const { first } = run(segments);
      expect([connState(first), first.history, first.completeness]).toEqual([state, history, completeness]);
      expect(completenessName(completeness)).toBe(name);
    });
  }
});
