/** What the analysis itself has to tell of the capture: limits that were reached, oddities of packets. One row each. */
import type { CaptureProblem } from '../capture/packet.js';
import { LIMITS } from '../limits.js';

const SENTENCES: Readonly<Record<string, (count: number) => string>> = {
  'fragment-overlap': (n) => `${times(n, 'IP fragment')} overlapped an earlier one: the first to arrive counts`,
  'fragment-timeout': (n) =>
    `${times(n, 'IP datagram')} stayed incomplete for ${LIMITS.fragmentSeconds} s: fragments are missing`,
  'fragment-evicted': (n) => `${times(n, 'incomplete IP datagram')} given up: too many fragments at once`,
  'half-open-evicted': (n) =>
    `${times(n, 'connection attempt')} without an answer no longer followed: at most ${LIMITS.halfOpenConnections} at once (a flood or a scan)`,
  'connections-evicted': (n) =>
    `${times(n, 'connection')} given up, longest idle first: at most ${LIMITS.connections} are followed at once`,
  'ftp-connections-evicted': (n) =>
    `${times(n, 'connection')} of FTP sessions given up, longest idle first: at most ${LIMITS.connections} are followed at once`,
  'connections-miscounted': (n) =>
    `${times(n, 'given-up connection')} can no longer be told from new ones: the count of connections may be too high`,
  'announcements-expired': (n) =>
    `${times(n, 'announcement')} not used within ${LIMITS.expectationSeconds} s: no longer expected to be used`,
};

const times = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** Counts by kind -> problems, those of zero left out. */
export function noticedProblems(counts: Iterable<readonly [kind: string, count: number]>): CaptureProblem[] {
  const problems: CaptureProblem[] = [];
  for (const [kind, count] of counts) {
    if (count > 0) problems.push({ kind, message: SENTENCES[kind]?.(count) ?? `${kind}: ${count}`, frame: null });
  }
  return problems;
}
