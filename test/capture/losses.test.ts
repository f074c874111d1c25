import { describe, expect, test } from 'vitest';
import { type LossCounts, Losses } from '../../src/capture/losses.js';
import { LIMITS } from '../../src/limits.js';
import { join } from '../support/packets.js';
import { reportOf } from '../support/run.js';
import { readScript } from '../support/script.js';
import { Blocks } from './support.js';

const SECOND = 1e9;
const counts = (more: Partial<LossCounts> = {}): LossCounts => {
  return { kernel: 0, interface: null, queue: 0, uncounted: 0, awaySeconds: 0, ...more };
};
/** The packets lost in each second, from the first to the last. */
const bySecond = (losses: Losses, seconds: number): (number | null)[] =>
  Array.from({ length: seconds }, (_, s) => losses.between(s * SECOND, (s + 0.5) * SECOND)).map((lost) =>
    lost === null ? 0 : lost.packets,
  );

describe('packets that were lost', () => {
  test('were so between two looks, or shortly before: counts are some time old', () => {
    const losses = new Losses();
    for (let second = 1; second <= 10; second++)
      losses.look(counts({ kernel: second < 7 ? 0 : 17, queue: second < 7 ? 0 : 3 }), second * SECOND);
    expect(bySecond(losses, 10)).toEqual([0, 0, 0, 0, 0, 20, 20, 20, 0, 0]);
    expect(losses.between(0, 10 * SECOND)).toEqual({ packets: 20 });
    expect(losses.between(8 * SECOND, 10 * SECOND)).toBeNull();
  });

  test('were so at any time, where they are counted at the end only', () => {
    const losses = new Losses();
    for (let second = 1; second <= 5; second++) losses.look(counts({ kernel: null }), second * SECOND);
    expect(losses.between(0, 5 * SECOND)).toBeNull();
    losses.look(counts({ kernel: 4 }), 6 * SECOND);
    expect(bySecond(losses, 6)).toEqual([4, 4, 4, 4, 4, 4]);
  });

  test('are of no known number where nobody counted them: the ring was full, or the device was away', () => {
    const losses = new Losses();
    for (let second = 1; second <= 12; second++)
      losses.look(counts({ awaySeconds: second < 9 ? 0 : 4, uncounted: second < 11 ? 0 : 1 }), second * SECOND);
    const uncounted = bySecond(losses, 14).flatMap((packets, second) => (packets === null ? [second] : []));
    expect(uncounted).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('are bounded: what finds no room makes the last stretch longer', () => {
    const losses = new Losses();
    const all = LIMITS.lossStretches + 5;
    for (let i = 1; i <= all; i++) losses.look(counts({ kernel: i }), i * 100 * SECOND);
    expect(losses.between(0, 1e6 * SECOND)).toEqual({ packets: all });
    expect(losses.between(50 * SECOND, 60 * SECOND)).toEqual({ packets: 1 });
  });
});

test('a file that counts what was dropped: its transfers say so, though nothing of theirs is missing', () => {
  const b = new Blocks('little');
  const { packets } = readScript(`title A download
control 10.0.0.2:40000 -> 10.0.0.1:21
S: 220 ready
C: PASV
S: 227 Entering Passive Mode (10,0,0,1,195,80).
data d 10.0.0.2:41000 -> 10.0.0.1:50000
C: RETR a
S: 150 opening
d < 1000 bytes
d < close
S: 226 done
`);
  const micro = ({ seconds, nanoseconds }: (typeof packets)[number]) =>
    BigInt(seconds) * 1_000_000n + BigInt(nanoseconds) / 1_000n;
  const evidenceWith = (...blocks: Uint8Array[]) => {
    const all = packets.map((packet) => b.enhanced(0, micro(packet), packet.bytes));
    const report = reportOf(['-'], { input: join(b.section(), b.interface(), ...all, ...blocks) });
    const { transfer } = report.sessions[0]!.dataConnections[0]!;
    expect(transfer).toMatchObject({ verdict: 'complete', missing: [] });
    return transfer!.evidence.filter(({ code }) => code === 'packets-lost-meanwhile');
  };
  expect(evidenceWith()).toEqual([]);
  // isb_osdrop, draft-ietf-opsawg-pcapng §4.6
  expect(evidenceWith(b.statistics(0, b.option(7, b.u64(17n))))).toMatchObject([
    {
      params: { packets: 17 },
      text: 'the capture lost up to 17 packets while it ran: some may be its own',
    },
  ]);
});
