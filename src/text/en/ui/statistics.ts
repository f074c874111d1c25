import type { Format } from '../../format.js';

export const STATISTICS = {
  nothing: 'Nothing was captured yet.',
  counting: 'Counting ...',
  capture: 'Capture',
  facts: {
    source: 'source',
    packets: 'packets',
    connections: 'TCP connections',
    from: 'from',
    lasts: 'for',
    dropped: 'dropped by the kernel',
    configuration: 'configuration',
    note: 'note',
    problem: 'problem',
  },
  sourceAs: (title: string, format: string) => `${title} (${format})`,
  packets: (packets: number, bytes: number, f: Format) => `${f.count(packets)}, ${f.bytes(bytes)}`,
  connections: (connections: number, sessions: number, f: Format) =>
    `${f.count(connections)}, of which ${f.plural(sessions, { one: '# FTP session', other: '# FTP sessions' })}`,
  throughput: 'Throughput of data connections',
  highest: (rate: number, columnNs: number, f: Format) =>
    `highest ${f.rate(rate)}, a column is ${f.duration(columnNs)}`,
  tables: {
    verbs: 'Commands by verb',
    replies: 'Replies by class',
    modes: 'Data connections by mode',
    outcomes: 'Data connections by outcome',
    servers: 'Servers by sessions',
    clients: 'Clients by sessions',
    users: 'Users by sessions',
  },
  /** Reply classes (RFC 959 §4.2.1). */
  classes: {
    1: '1yz preliminary',
    2: '2yz completed',
    3: '3yz intermediate',
    4: '4yz transient failure',
    5: '5yz permanent failure',
    other: 'other codes',
  },
  skipped: 'Packets that were not analysed, by reason',
  more: (count: number, f: Format) => `and ${f.count(count)} more`,
} as const;
