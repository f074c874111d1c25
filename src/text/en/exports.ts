/** Headings and labels of the exports: markdown, mermaid, svg, html. */
import type { Format } from '../format.js';
import { COMPARE_WORDS } from './comparison.js';

export const EXPORTS = {
  compare: COMPARE_WORDS,
  /** Beside a packet: which session, and what is special about it. */
  comment: (session: number, parts: readonly string[]): string => `session ${session}: ${parts.join('; ')}`,
  /** Of the whole file. */
  annotated: (program: string): string =>
    `The FTP conversations of a capture, with comments by ${program}. TLS secrets are not included.`,
  title: (source: string): string => `FTP in ${source}`,
  packets: (count: number, f: Format): string => f.plural(count, { one: '# packet', other: '# packets' }),
  sessions: (count: number, f: Format): string => f.plural(count, { one: '# FTP session', other: '# FTP sessions' }),
  connections: (count: number, f: Format): string =>
    f.plural(count, { one: '# TCP connection', other: '# TCP connections' }),
  wentWrong: 'What went wrong',
  nothingWrong: 'Nothing went wrong that this capture shows.',
  noSession: 'There is no FTP session in this capture.',
  moreTroubles: (count: number, f: Format): string => f.plural(count, { one: 'and # more', other: 'and # more' }),
  session: (id: number): string => `Session ${id}`,
  user: 'User',
  userLoggedIn: (user: string): string => `${user}, logged in`,
  userNotLoggedIn: (user: string): string => `${user}, not logged in`,
  from: (time: string, duration: string): string => `from ${time}, lasting ${duration}`,
  transfers: 'Transfers',
  noTransfers: 'No transfers.',
  ladder: 'Ladder',
  findings: 'Findings',
  frame: 'frame',
  command: 'command',
  path: 'path',
  mode: 'mode',
  bytes: 'bytes',
  seconds: 'seconds',
  code: 'code',
  result: 'result',
  client: 'client',
  server: 'server',
  thirdHost: 'third host',
  otherServer: 'other server',
  leftOut: (rows: number, f: Format): string =>
    f.plural(rows, { one: '# more row is not shown', other: '# more rows are not shown' }),
  leftOutSessions: (count: number, f: Format): string =>
    f.plural(count, {
      one: '# more session is not shown: --session chooses',
      other: '# more sessions are not shown: --session chooses',
    }),
} as const;
