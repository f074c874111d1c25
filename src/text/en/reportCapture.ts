/** The text report on the capture itself, and on what belongs to no session. */
import type { DataConnectionTotals } from '../../model/summary.js';
import type { Format } from '../format.js';
import { dataConnections } from './totals.js';

const bytesOf = (count: number, f: Format): string => f.plural(count, { one: '# byte', other: '# bytes' });
const packetsOf = (count: number, f: Format): string => f.plural(count, { one: '# packet', other: '# packets' });
const sessionsOf = (count: number, f: Format): string =>
  f.plural(count, { one: '# FTP session', other: '# FTP sessions' });
const tcpConnectionsOf = (count: number, f: Format): string =>
  f.plural(count, { one: '# TCP connection', other: '# TCP connections' });

export const CAPTURE = {
  title: 'Capture',
  labels: {
    source: 'source',
    format: 'format',
    packets: 'packets',
    time: 'time',
    found: 'found',
    notAnalysed: 'not analysed',
    dropped: 'dropped',
    note: 'note',
    problem: 'problem',
  },
  standardInput: 'standard input',
  sources: (names: readonly string[]) =>
    names.length > 1 ? `${names.join(', ')} (frames are numbered through, in time order)` : names.join(', '),
  format: (format: string, linkTypes: readonly string[], f: Format) =>
    linkTypes.length === 0 ? format : `${format}, link type ${f.list(linkTypes)}`,
  packets: (packets: number, bytes: number, cut: { packets: number; longestBytes: number } | null, f: Format) =>
    cut === null
      ? `${f.count(packets)}, ${f.bytes(bytes)} captured`
      : `${f.count(packets)}, ${f.bytes(bytes)} captured; ${f.count(cut.packets)} cut at ${bytesOf(cut.longestBytes, f)} (snap length)`,
  time: (first: string, ns: number, f: Format) => `from ${first}, lasting ${f.duration(ns)}`,
  otherReasons: (shown: string, more: number, f: Format) => `${shown} and ${f.count(more)} other reasons`,
  dropped: (kernel: number, device: number, f: Format) => {
    const by = [
      kernel > 0 ? `${packetsOf(kernel, f)} by the kernel` : '',
      device > 0 ? `${packetsOf(device, f)} by the interface` : '',
    ].filter((part) => part !== '');
    return `${f.list(by)}: what was said in them is not known`;
  },
  inFrame: (message: string, frame: number) => `${message} (frame ${frame})`,
  /** `data`: how many data connections there were, in words; null: they are hidden. */
  found: (connections: number, sessions: number, data: DataConnectionTotals | null, f: Format) => {
    const all = `${tcpConnectionsOf(connections, f)}: ${sessionsOf(sessions, f)}`;
    if (sessions === 0) return all;
    return data === null ? `${all}, data connections not known (encrypted)` : `${all}, ${dataConnections(data, '', f)}`;
  },
  reportedHere: (found: string, reported: number, f: Format) =>
    `${found}; ${f.plural(reported, { one: '# of the sessions is reported here', other: '# of the sessions are reported here' })}`,
} as const;

export const NOTHING = {
  title: 'No FTP session',
  notAsked: (sessions: number, f: Format) =>
    `The capture has ${f.plural(sessions, { one: '# session', other: '# sessions' })}, numbered from 1, but none of those asked for with --session.`,
  noPackets: 'The capture holds no packets.',
  noTcp: 'No packet belongs to a TCP connection.',
  noTcpBecause: (reason: string, all: boolean) =>
    `No packet belongs to a TCP connection. ${all ? 'All' : 'Most'} of them: ${reason}.`,
  rightInterface:
    'FTP runs over TCP: was the capture taken on the right interface, and without a filter that leaves TCP out?',
  noFtp: (connections: number, packets: number, f: Format) =>
    `${tcpConnectionsOf(connections, f)} in ${packetsOf(packets, f)}, but none speaks FTP.`,
  namePort:
    'Control connections are recognised on port 21 (990 for implicit TLS), and elsewhere by the words of the first replies and commands. If the server uses another port, or the capture begins late, name the port: --port PORT.',
} as const;

export const UNCLAIMED = {
  title: 'Connections that belong to no session',
  about: 'On FTP or announced ports, or between the hosts of a session; no dialogue in this capture explains them.',
  columns: { from: 'from', to: 'to', frames: 'frames', bytes: 'bytes', end: 'end' },
  notClosed: 'not closed',
  closedByFin: 'closed by FIN',
  finThenRst: (frame: number) => `FIN, then RST in frame ${frame}`,
  closedByRst: (frame: number) => `closed by RST in frame ${frame}`,
  more: (count: number, f: Format) => `... and ${f.count(count)} more (-v shows all)`,
} as const;
