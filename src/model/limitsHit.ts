/** What the analysis itself has to tell of the capture: limits that were limitsHit, oddities of packets. One row each. */
import { plural } from '../bytes/digits.js';
import type { CaptureProblem } from '../capture/packet.js';
import { LIMITS } from '../limits.js';

type Limit = keyof typeof LIMITS;

/** Each kind: which bounds it tells of, and how. */
export const NOTICED: Readonly<
  Record<string, { readonly limits: readonly Limit[]; readonly words: (count: number) => string }>
> = {
  'clock-set-back': {
    limits: [],
    words: (n) =>
      `${plural(n, 'packet')} with a time a second or more before that of the packet before it: the clock was set back, and durations across it are not known`,
  },
  'fragment-overlap': {
    limits: [],
    words: (n) => `${plural(n, 'IP fragment')} overlapped an earlier one: the first to arrive counts`,
  },
  'fragment-timeout': {
    limits: ['fragmentSeconds'],
    words: (n) =>
      `${plural(n, 'IP datagram')} stayed incomplete for ${LIMITS.fragmentSeconds} s: fragments are missing`,
  },
  'fragment-evicted': {
    limits: ['fragmentBytes', 'fragmentedDatagrams'],
    words: (n) => `${plural(n, 'incomplete IP datagram')} given up: too many fragments at once`,
  },
  'half-open-evicted': {
    limits: ['halfOpenConnections'],
    words: (n) =>
      `${plural(n, 'connection attempt')} without an answer no longer followed: at most ${LIMITS.halfOpenConnections} at once (a flood or a scan)`,
  },
  'connections-evicted': {
    limits: ['connections'],
    words: (n) =>
      `${plural(n, 'connection')} given up, longest idle first: at most ${LIMITS.connections} are followed at once`,
  },
  'ftp-connections-evicted': {
    limits: ['connections'],
    words: (n) =>
      `${plural(n, 'connection')} of FTP sessions given up, longest idle first: at most ${LIMITS.connections} are followed at once`,
  },
  'connections-idle': {
    limits: ['idleSeconds'],
    words: (n) =>
      `${plural(n, 'connection')} given up after ${LIMITS.idleSeconds} s without a packet: what comes later counts as new`,
  },
  'connections-miscounted': {
    limits: ['forgottenSlots'],
    words: (n) =>
      `${plural(n, 'given-up connection')} can no longer be told from new ones: the count of connections may be too high`,
  },
  'icmp-errors-stray': {
    limits: [],
    words: (n) => `${plural(n, 'ICMP error')} quoted no TCP segment of this capture`,
  },
  'resets-ignored': {
    limits: [],
    words: (n) => `${plural(n, 'RST')} of FTP connections not believed: outside the window, or no answer to the SYN`,
  },
  'segments-captured-twice': {
    limits: [],
    words: (n) =>
      `${plural(n, 'segment')} of FTP connections captured twice (several interfaces, a mirrored port, before and behind a router): no retransmissions`,
  },
  'segments-outside-window': {
    limits: [],
    words: (n) => `${plural(n, 'segment')} of FTP connections left out: beyond every window, or after the FIN`,
  },
  'reassembly-full': {
    limits: ['reassemblyBytes', 'reassemblyPieces', 'reassemblyBytesTotal'],
    words: (n) =>
      `${plural(n, 'hole')} in FTP connections given up: too much came after them. What should fill them counts as lost`,
  },
  'missing-ranges-dropped': {
    limits: ['missingRanges'],
    words: (n) =>
      `${plural(n, 'range')} of lacking bytes not listed: at most ${LIMITS.missingRanges} for one side of a connection`,
  },
  'comparisons-dropped': {
    limits: ['recentBytesTotal'],
    words: (n) => `${plural(n, 'segment')} not kept to compare retransmissions with: too many connections at once`,
  },
  'announcements-expired': {
    limits: ['expectationSeconds', 'expectations'],
    words: (n) =>
      `${plural(n, 'announcement')} not used within ${LIMITS.expectationSeconds} s: no longer expected to be used`,
  },
  'announcements-crowded': {
    limits: ['expectationsPerEndpoint'],
    words: (n) =>
      `${plural(n, 'announcement')} no longer expected to be used: at most ${LIMITS.expectationsPerEndpoint} for one address and port`,
  },
  'prefixes-dropped': {
    limits: ['prefixBytes', 'prefixPieces', 'prefixBytesTotal'],
    words: (n) =>
      `${plural(n, 'connection')} of FTP sessions recognised too late: the first bytes had not been kept, and there is no hash`,
  },
  'contents-dropped': {
    limits: ['contentHeldBytes', 'contentHeldBytesTotal', 'contentHeldPieces'],
    words: (n) =>
      `${plural(n, 'transfer')} recognised too late: the first bytes had not been kept, and there is no hash of the content`,
  },
  'exchanges-dropped': {
    limits: ['exchangesPerSession'],
    words: (n) =>
      `${plural(n, 'line')} of dialogues not read: at most ${LIMITS.exchangesPerSession} commands and unasked replies of one session`,
  },
  'listing-entries-dropped': {
    limits: ['listingEntries'],
    words: (n) =>
      `${plural(n, 'entry', 'entries')} of listings not read: at most ${LIMITS.listingEntries} of one listing`,
  },
  'sizes-dropped': {
    limits: ['sizesPerSession'],
    words: (n) =>
      `${plural(n, 'file size')} that servers reported not remembered: at most ${LIMITS.sizesPerSession} of one session`,
  },
  'hashes-dropped': {
    limits: ['reportedHashesPerSession'],
    words: (n) =>
      `${plural(n, 'file hash', 'file hashes')} that servers reported not remembered: at most ${LIMITS.reportedHashesPerSession} of one session`,
  },
  'remarks-dropped': {
    limits: ['noticedPerSession'],
    words: (n) => `${plural(n, 'remark')} on dialogues left out: at most ${LIMITS.noticedPerSession} on one session`,
  },
  'unclaimed-dropped': {
    limits: ['unclaimedConnections'],
    words: (n) =>
      `${plural(n, 'connection')} without a dialogue that explains them left out: at most ${LIMITS.unclaimedConnections} are listed`,
  },
  'orphans-dropped': {
    limits: ['orphanTransfers'],
    words: (n) =>
      `${plural(n, 'transfer')} whose commands are not in the capture left out: at most ${LIMITS.orphanTransfers} of one session`,
  },
};

/** Counts by kind -> problems, those of zero left out. */
export function noticedProblems(
  counts: Iterable<readonly [kind: string, count: number, frame?: number | undefined]>,
): CaptureProblem[] {
  const problems: CaptureProblem[] = [];
  for (const [kind, count, frame = null] of counts) {
    if (count > 0) problems.push({ kind, message: NOTICED[kind]?.words(count) ?? `${kind}: ${count}`, frame });
  }
  return problems;
}
