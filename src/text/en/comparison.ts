/** `ftp-sniff compare`: labels, what stands on each side, what it means, and its help. */

import type { Outcome, Verdict } from '../../ftp/protocol/session.js';
import type { As, CompareParams, LabelName, PacketKind, Which } from '../../model/compare/codes.js';
import type { Format } from '../format.js';
import type { FindingMessage } from '../messages.js';
import { type Messages, messageOf } from '../messages.js';
import { MARKS } from '../shared/marks.js';
import { FINDINGS } from './findings.js';
import { FIREWALL } from './firewall.js';
import { portWithRange } from './ports.js';
import { ROLES } from './roles.js';
import { STEPS } from './steps.js';

const LABELS: Readonly<Record<LabelName, string>> = {
  client: 'client',
  server: 'server',
  sessions: 'sessions',
  user: 'user',
  login: 'login',
  modes: 'mode',
  connections: 'data connections',
  opener: 'sends the SYN',
  'source-port': 'from port',
  'listening-port': 'to port',
  'firewall-client': "client's firewall",
  'firewall-server': "server's firewall",
  control: 'control',
  greeting: 'greeting',
  command: 'command',
  announcement: 'announcement',
  data: 'data',
  transfer: 'transfer',
  'ttl-to-server': 'TTL of client',
  'ttl-to-client': 'TTL of server',
  packets: 'packets',
  end: 'end',
};

const PACKETS: Readonly<Record<PacketKind, (count: number, f: Format) => string>> = {
  syn: (count, f) => f.plural(count, { one: '# SYN', other: '# SYNs' }),
  'syn-ack': (count, f) => f.plural(count, { one: '# SYN+ACK', other: '# SYN+ACKs' }),
  fin: (count, f) => f.plural(count, { one: '# FIN', other: '# FINs' }),
  rst: (count, f) => f.plural(count, { one: '# RST', other: '# RSTs' }),
  data: (count, f) => f.plural(count, { one: '# segment of data', other: '# segments of data' }),
};

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  ok: 'opened and closed in good order',
  rejected: 'rejected by the server',
  'never-used': 'nobody connected',
  'not-captured': 'not in this capture',
  unanswered: 'SYN not answered',
  refused: 'SYN answered by RST',
  prohibited: 'prohibited by ICMP',
  reset: 'broken off by RST',
  incomplete: 'its end is not in this capture',
};

const VERDICTS: Readonly<Record<Verdict, string>> = {
  complete: 'complete',
  truncated: 'truncated',
  refused: 'refused',
  unknown: 'not known to be complete',
};

const WHICH: Readonly<Record<Which, string>> = { a: 'A', b: 'B' };
const KINDS: Readonly<Record<As, string>> = {
  modes: 'active mode against passive mode',
  nat: 'one path at two places, paired by initial sequence numbers',
  good: 'step by step',
  key: 'student (A) against teacher (B)',
};
const THESE: Readonly<Record<PacketKind, string>> = {
  syn: 'the SYN',
  'syn-ack': 'the SYN+ACK',
  fin: 'the FIN',
  rst: 'the RST',
  data: 'data',
};

/** Of a hash, as much as tells two files apart at a glance; JSON has it whole. */
const HASH_DIGITS = 8;

export const COMPARISON: Messages<CompareParams> = {
  label: ({ name, of }) => (of === null ? LABELS[name] : `${LABELS[name]} ${of}`),
  'label-step': ({ number }) => `step ${number}`,

  endpoint: (endpoint, f) => f.endpoint(endpoint),
  number: ({ value }, f) => f.count(value),
  text: ({ text }) => text,
  logged: (p) => (p.in === true ? 'logged in' : p.in === false ? 'not logged in' : 'login not known'),
  'mode-list': ({ modes }) => modes.join(' '),
  port: ({ port, ephemeral }) => portWithRange(port, ephemeral),
  role: ({ role }) => `the ${ROLES[role]}`,
  'let-in': ({ rules }, f) =>
    rules.length === 0
      ? 'nothing has to come in'
      : rules.map((rule) => FIREWALL['firewall-rule']({ rule }, f, [])).join('; '),
  ttl: ({ ttl }) => String(ttl),
  step: ({ title, state, note }, f) => {
    const words = `${MARKS.steps[state]} ${messageOf(STEPS, title, f)}`;
    return note === null ? words : `${words}: ${messageOf(STEPS, note, f)}`;
  },
  handshake: ({ done }) => (done ? 'SYN, SYN+ACK, ACK' : 'handshake not complete'),
  exchange: ({ line, code }) => {
    const reply = code === null ? 'no final reply' : String(code);
    return line === null ? reply : `${line} → ${reply}`;
  },
  announced: ({ text, endpoint }, f) => `${text} (${f.endpoint(endpoint)})`,
  data: ({ mode, opener, outcome }) =>
    opener === null ? `${mode}: ${OUTCOMES[outcome]}` : `${mode}, SYN by the ${ROLES[opener]}: ${OUTCOMES[outcome]}`,
  transfer: ({ line, bytes, verdict, code, sha256 }, f) => {
    const amount = f.plural(bytes, { one: '# byte', other: '# bytes' });
    const hash = sha256 === null || bytes === 0 ? '' : `, sha256 ${sha256.slice(0, HASH_DIGITS)}…`;
    return `${line}: ${VERDICTS[verdict]}, ${amount}${hash} (${code ?? 'no final reply'})`;
  },
  'data-endpoints': ({ from, to }, f) => `${f.endpoint(from)} → ${f.endpoint(to)}`,
  packets: ({ kind, count, bytes }, f) =>
    kind === 'data'
      ? `${PACKETS.data(count, f)}, ${f.plural(bytes, { one: '# byte', other: '# bytes' })}`
      : PACKETS[kind](count, f),
  end: ({ by, how }) =>
    how === 'none' ? 'not closed in this capture' : `${how.toUpperCase()}${by === null ? '' : `, first by the ${by}`}`,

  rewritten: ({ address, port, shift }, f) => {
    const what = address && port ? 'address and port' : address ? 'the address' : 'the port';
    const length =
      shift === 0
        ? ', of the same length'
        : `: ${f.plural(Math.abs(shift), { one: '# byte', other: '# bytes' })} ${shift > 0 ? 'longer' : 'shorter'} in B, by which all later sequence numbers of this direction are shifted`;
    return `the translator rewrote ${what}${length}`;
  },
  'announced-unchanged': ({ address }) =>
    `passed unchanged, though the header was rewritten: ${address} holds on one side only (no FTP helper)`,
  hops: ({ count, nearer }, f) =>
    `${f.plural(count, { one: '# router', other: '# routers' })} between A and B; ${WHICH[nearer]} is nearer to the sender`,
  lost: ({ kind, bytes, way }, f, frames) => {
    const what = kind === 'data' ? f.plural(bytes, { one: '# byte of data', other: '# bytes of data' }) : THESE[kind];
    return way === 'out'
      ? `${what} of ${f.frames(frames)} left inside and never came out`
      : `${what} of ${f.frames(frames)} came from outside and never got in`;
  },
  'lost-open': ({ kind }, f, frames) =>
    `${THESE[kind]} of ${f.frames(frames)}: the other capture does not have it, and does not prove that it was lost`,

  'compared-as': ({ as, chosen }) => (chosen ? `${KINDS[as]} (--as chooses another way)` : KINDS[as]),
  inside: ({ which, by }) =>
    by === 'address'
      ? `${WHICH[which]} is the inner side: its address is private.`
      : `${WHICH[which]} is the inner side: fewer hops were behind its packets.`,
  'inside-unknown': () => 'Which side is the inner one is not known: neither addresses nor TTLs differ.',
  clock: ({ ns }, f) =>
    Math.abs(ns) < 1000
      ? 'The clocks agree.'
      : `The clock of B is ${f.duration(Math.abs(ns))} ${ns > 0 ? 'ahead of' : 'behind'} that of A, the way between them included.`,
  'first-differs': ({ line }) => `Line ${line} is the first that differs.`,
  'first-failure': ({ line, which }, f, frames) => {
    const where = frames.length === 0 ? '' : ` (${f.frames(frames)})`;
    return `Line ${line} is the first on which ${WHICH[which]} fails and the other does not${where}; what followed stands below it.`;
  },
  'all-same': ({ lines }, f) => f.plural(lines, { one: 'The # line is the same.', other: 'All # lines are the same.' }),
  alike: ({ lines }, f) =>
    f.plural(lines, {
      one: '≈ marks # line that is the same in kind, with other addresses, ports or amounts.',
      other: '≈ marks # lines that are the same in kind, with other addresses, ports or amounts.',
    }),
  'share-same': ({ same, lines }, f) => `${f.count(same)} of ${f.count(lines)} lines are the same.`,
  'only-trouble': ({ which, finding }, f, frames) => {
    const { message } = FINDINGS[finding.code] as FindingMessage<unknown>;
    return `Only in ${WHICH[which]}: ${message(finding.params, f, frames)}`;
  },
  'no-session': ({ which }) => `${WHICH[which]} has no FTP session.`,
  'no-pair': () =>
    'No control connection of A has the initial sequence numbers of one of B: these are different sessions, or a device on the way rewrites sequence numbers.',
  'no-modes': ({ which, active }) => `${WHICH[which]} has no data connection in ${active ? 'active' : 'passive'} mode.`,
  'sessions-left-out': ({ which, count }, f) =>
    f.plural(count, {
      one: `# more session of ${WHICH[which]} is left out.`,
      other: `# more sessions of ${WHICH[which]} are left out.`,
    }),
  'lines-left-out': ({ count }, f) =>
    f.plural(count, { one: '# more line is left out.', other: '# more lines are left out.' }),
};

export const COMPARE_WORDS = {
  title: (a: string, b: string) => `${a} beside ${b}`,
  columns: { line: 'line', what: 'what', frames: 'frames', meaning: 'meaning' },
  states: { same: 'same', differs: 'differs', 'only-a': 'only A', 'only-b': 'only B' },
  /** The same in kind. */
  alike: 'alike',
  equal: 'No difference.',
  /** On a terminal: where the cursor is, and what keys do. */
  position: (line: number, lines: number, differing: number, f: Format) =>
    `line ${f.count(line)} of ${f.count(lines)}, ${f.count(differing)} not the same`,
  keys: '↑ ↓ line   n p next and previous difference   ? keys and marks   q leave',
  keysOfHelp: '↑ ↓ scroll   ? or Esc back to the lines   q leave',
  help: {
    keys: 'Keys',
    /** A key, and what it does. */
    list: {
      '↑ ↓, k j': 'line before, next line; the wheel does the same',
      'n, p': 'next and previous line that is not the same',
      'Space, PgDn; PgUp': 'some lines on; back',
      'Home, g; End, G': 'first line; last line',
      '. ,': 'scroll what follows from the lines, where that is longer than its place',
      '?, F1': 'this page, and back',
      'q, Esc': 'leave',
    },
    marks: 'Marks',
    /** By the sign between number and columns. */
    meanings: {
      '=': 'the same on both sides',
      '≈': 'the same in kind, with other addresses, ports or amounts',
      '≠': 'different',
      '<': 'only A has it',
      '>': 'only B has it',
      '[12 14]': 'frames of it, each in its own capture',
    },
    as: 'How they are compared',
  },
} as const;

export const COMPARE_HELP = {
  intro: [
    'Usage: ftp-sniff compare [options] A B',
    '',
    'Lays two captures side by side, one line a step: = the same, ≈ the same in kind',
    '(with other ports or amounts), ≠ different, < only in A, > only in B. Without',
    '--as it chooses what fits them.',
  ],
  options: {
    as: 'how they are compared; see below',
    format: 'text, json or html',
    output: 'write to FILE',
  },
  end: [
    'modes  who sends which SYN, port classes, which firewall must be open where',
    'nat    A and B are one path at two places: what was rewritten, what was lost',
    'good   step by step: the first step that differs, and what followed',
    'key    student (A) against teacher (B): what was done, however it was done',
    '',
    'Exit code: 0 equal, 4 they differ, 1 could not do the work, 2 wrong command',
    '           line, 3 damaged input.',
  ],
} as const;
