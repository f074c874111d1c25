/** `ftp-sniff explain`: its help, and what it prints around its explanations. */
import type { Format } from '../format.js';

export const EXPLAIN_HELP = {
  /** At most 80 columns wide. */
  intro: [
    'Usage: ftp-sniff explain                    list the topics',
    '       ftp-sniff explain TOPIC              what a word, command or number means',
    '       ftp-sniff explain TOPIC FILE ...     and where a capture shows it',
    '       ftp-sniff explain firewall FILE ...  the rules that its sessions need',
    '',
    'A topic is an idea (handshake, active, nat), a command (PORT, get), a reply',
    "(226, 4yz), a flag or option (SYN, mss), a finding's code, an announcement",
    "('10,77,0,2,145,247', '|||50009|') or a port.",
  ],
  options: {
    'what-if': 'what this rule would break; may be repeated',
    session: 'look only at these sessions',
  },
  end: [
    'Rules of --what-if:',
    '  drop dport 30000-31000     SYNs to these ports vanish (also sport, from, to)',
    '  reject dport 20            they are answered with RST',
    '  no port 20                 short for drop sport 20 and drop dport 20',
    '  only dport 21              SYNs to other ports vanish',
    '  no inbound client          no SYN comes in at the client (or: server)',
    "  nat-without-helper         the client's NAT does not read announcements",
    "  server-nat-without-helper  nor does the server's",
    '',
    'Exit code: 0 done, 1 could not do the work, 2 wrong command line or no such',
    '           topic, 3 damaged input.',
  ],
} as const;

export const EXPLAIN_WORDS = {
  listTitle: 'ftp-sniff explain TOPIC [FILE]',
  kinds: {
    ideas: 'ideas',
    flags: 'flags',
    options: 'options',
    commands: 'commands',
    replies: 'replies',
    user: 'typed',
    findings: 'findings',
  },
  /** Numbers that can be explained beside the topics with names. */
  numbers: 'numbers',
  numberForms: '10,77,0,2,145,247  |||50009|  |1|10.0.0.1|50009|  10.0.0.1:50009  4yz  50009',
  source: (rfc: string): string => `Source: ${rfc}.`,
  inCapture: (count: number, sessions: number, f: Format): string =>
    `In this capture: ${f.plural(count, { one: '# place', other: '# places' })} in ${f.plural(sessions, { one: '# session', other: '# sessions' })}`,
  absent: (sessions: number, f: Format): string =>
    f.plural(sessions, {
      one: 'This capture does not show it: it has its session whole, and nothing of the kind happened.',
      other: 'This capture does not show it: it has all # sessions whole, and nothing of the kind happened.',
    }),
  notSeen: (partial: readonly number[], f: Format): string =>
    partial.length === 1
      ? `Not seen in this capture, which does not have all of session ${partial[0]}: it may have happened all the same.`
      : `Not seen in this capture, which does not have all of sessions ${f.few(partial.map(String))}: it may have happened all the same.`,
  damaged: 'Not seen in this capture, which is damaged or cut: it may have happened all the same.',
  noSession: 'This capture has no FTP session.',
  sessionsLeftOut: (count: number, f: Format): string =>
    f.plural(count, {
      one: '# more session was left out: --session chooses.',
      other: '# more sessions were left out: --session chooses.',
    }),
  notShown: 'No capture can show this.',
  more: (count: number, f: Format): string => f.plural(count, { one: '... and # more', other: '... and # more' }),
  /** Columns of the cited rows. */
  columns: { session: 'session', frames: 'frames', what: 'what the capture has' },
  first: 'The first of them:',
} as const;
