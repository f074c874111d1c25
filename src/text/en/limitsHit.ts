/** Limits that were hit. */
import type { LimitHitParams } from '../../model/codes.js';
import type { Messages } from '../messages.js';

export const LIMITS_HIT: Messages<LimitHitParams> = {
  'clock-set-back': ({ count }, f) =>
    `${f.plural(count, { one: '# packet', other: '# packets' })} with a time before that of the packet before it, and sent after it: the clock was set back, and durations across it are wrong or not known`,
  'fragment-overlap': ({ count }, f) =>
    `${f.plural(count, { one: '# IP fragment', other: '# IP fragments' })} overlapped an earlier one: the first to arrive counts`,
  'fragment-timeout': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# IP datagram', other: '# IP datagrams' })} stayed incomplete for ${limit} s: fragments are missing`,
  'fragment-evicted': ({ count }, f) =>
    `${f.plural(count, { one: '# incomplete IP datagram', other: '# incomplete IP datagrams' })} given up: too many fragments at once`,
  'half-open-evicted': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# connection attempt', other: '# connection attempts' })} without an answer no longer followed: at most ${limit} at once (a flood or a scan)`,
  'connections-evicted': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# connection', other: '# connections' })} given up, longest idle first: at most ${limit} are followed at once`,
  'ftp-connections-evicted': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# connection', other: '# connections' })} of FTP sessions given up, longest idle first: at most ${limit} are followed at once`,
  'connections-idle': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# connection', other: '# connections' })} given up after ${limit} s without a packet: what comes later counts as new`,
  'connections-miscounted': ({ count }, f) =>
    `${f.plural(count, { one: '# given-up connection', other: '# given-up connections' })} can no longer be told from new ones: the count of connections may be too high`,
  'icmp-errors-stray': ({ count }, f) =>
    `${f.plural(count, { one: '# ICMP error', other: '# ICMP errors' })} quoted no TCP segment of this capture`,
  'resets-ignored': ({ count }, f) =>
    `${f.plural(count, { one: '# RST', other: '# RSTs' })} of FTP connections not believed: outside the window, or no answer to the SYN`,
  'segments-captured-twice': ({ count }, f) =>
    `${f.plural(count, { one: '# segment', other: '# segments' })} of FTP connections captured twice (several interfaces, a mirrored port, before and behind a router): no retransmissions`,
  'segments-outside-window': ({ count }, f) =>
    `${f.plural(count, { one: '# segment', other: '# segments' })} of FTP connections left out: beyond every window, or after the FIN`,
  'reassembly-full': ({ count }, f) =>
    `${f.plural(count, { one: '# hole', other: '# holes' })} in FTP connections given up: too much came after them. What should fill them counts as lost`,
  'missing-ranges-dropped': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# range', other: '# ranges' })} of missing bytes not listed: at most ${limit} for one side of a connection`,
  'comparisons-dropped': ({ count }, f) =>
    `${f.plural(count, { one: '# segment', other: '# segments' })} not kept to compare retransmissions with: too many connections at once`,
  'announcements-expired': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# announcement', other: '# announcements' })} not used within ${limit} s: no longer expected to be used`,
  'announcements-crowded': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# announcement', other: '# announcements' })} no longer expected to be used: at most ${limit} for one address and port`,
  'prefixes-dropped': ({ count }, f) =>
    `${f.plural(count, { one: '# connection', other: '# connections' })} of FTP sessions recognised too late: the first bytes had not been kept, and there is no hash`,
  'contents-dropped': ({ count }, f) =>
    `${f.plural(count, { one: '# transfer', other: '# transfers' })} recognised too late: the first bytes had not been kept, and there is no hash of the content`,
  'exchanges-dropped': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# line', other: '# lines' })} of dialogues not read: at most ${limit} commands and unasked replies of one session`,
  'listing-entries-dropped': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# entry', other: '# entries' })} of listings not read: at most ${limit} of one listing`,
  'sizes-dropped': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# file size', other: '# file sizes' })} that servers reported not remembered: at most ${limit} of one session`,
  'hashes-dropped': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# file hash', other: '# file hashes' })} that servers reported not remembered: at most ${limit} of one session`,
  'remarks-dropped': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# remark', other: '# remarks' })} on dialogues left out: at most ${limit} on one session`,
  'unclaimed-dropped': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# connection', other: '# connections' })} without a dialogue that explains them left out: at most ${limit} are listed`,
  'keyless-candidates': ({ count, limit }, f) =>
    f.plural(count, {
      one: `# encrypted session with more than ${f.count(limit)} connections between its hosts: only the first were looked at`,
      other: `# encrypted sessions with more than ${f.count(limit)} connections between their hosts: only the first were looked at`,
    }),
  'orphans-dropped': ({ count, limit }, f) =>
    `${f.plural(count, { one: '# transfer', other: '# transfers' })} whose commands are not in the capture left out: at most ${limit} of one session`,
};
