/** Headings and labels of the text report, and of the ladder wherever it is drawn. */
import type { Confidence, Direction, Outcome } from '../../ftp/protocol/session.js';
import type { Tunnel } from '../../ftp/wrappers/wrapper.js';
import type { Severity } from '../../model/findings/finding.js';
import type { AnnouncementTotals, TransferTotals } from '../../model/summary.js';
import type { TcpSummary } from '../../model/tcpSummary.js';
import type { ConnState } from '../../tcp/summary.js';
import type { Endpoint } from '../../tcp/types.js';
import type { Format } from '../format.js';
import { MARKS } from '../shared/marks.js';
import { portOf } from './ports.js';
import { recognised } from './recognised.js';
import { CAPTURE, NOTHING, UNCLAIMED } from './reportCapture.js';
import { DATA, TRANSFER_TABLE } from './reportData.js';
import { TIMES } from './reportTiming.js';
import { ROLES } from './roles.js';
import { announcements, dataConnections, transfers } from './totals.js';

export const DIRECTIONS = {
  download: 'Download',
  upload: 'Upload',
  listing: 'Listing',
  'third-party': 'Transfer between two servers',
} as const satisfies Record<Direction, string>;

/** Representation types of RFC 959 §3.1.1. */
export const TYPES = {
  A: 'text, line ends travel as CR LF',
  I: 'image: bytes as they are',
  E: 'EBCDIC text',
  L: 'bytes of another length',
} as const;

const commandsOf = (count: number, f: Format): string => f.plural(count, { one: '# command', other: '# commands' });

/** Meanings of Zeek's conn_state. */
const CONN_STATES = {
  S0: 'connection attempt seen, no reply',
  S1: 'established, not terminated',
  SF: 'normal establishment and termination',
  REJ: 'connection attempt rejected',
  S2: 'established, closed by the initiator only',
  S3: 'established, closed by the responder only',
  RSTO: 'established, aborted by the initiator',
  RSTR: 'aborted by the responder',
  RSTOS0: 'SYN followed by RST of the initiator, no SYN+ACK seen',
  RSTRH: 'SYN+ACK followed by RST of the responder, no SYN seen',
  SH: 'SYN followed by FIN of the initiator, no SYN+ACK seen',
  SHR: 'SYN+ACK followed by FIN of the responder, no SYN seen',
  OTH: 'no SYN seen',
} as const satisfies Record<ConnState, string>;

export const REPORT = {
  marks: MARKS,
  directions: DIRECTIONS,
  types: TYPES,
  roles: ROLES,
  severities: { alert: 'alert', warning: 'warning', info: 'info' } satisfies Record<Severity, string>,
  /** What lists say of a transfer and of a data connection in one word: the codes of JSON. */
  verdicts: { complete: 'complete', truncated: 'truncated', refused: 'refused', failed: 'failed', unknown: 'unknown' },
  outcomes: {
    ok: 'ok',
    rejected: 'rejected',
    'never-used': 'never-used',
    'not-captured': 'not-captured',
    unanswered: 'unanswered',
    refused: 'refused',
    prohibited: 'prohibited',
    reset: 'reset',
    incomplete: 'incomplete',
  } satisfies Record<Outcome, string>,
  confidences: { certain: 'certain', likely: 'likely', inferred: 'inferred' } satisfies Record<Confidence, string>,
  /** Between clauses that could be sentences. */
  semicolon: '; ',
  see: (frames: readonly number[], f: Format) => `See ${f.frames(frames)}.`,
  port: portOf,
  tcpSummary: ({ completeness, completenessName, state, history }: TcpSummary) =>
    `${completenessName} (${completeness}) in Wireshark; ${state} (${CONN_STATES[state]}), ${history} in Zeek`,
  dataConnections,
  recognisedBy: recognised,
  transfers,
  capture: CAPTURE,
  nothing: NOTHING,
  unclaimed: UNCLAIMED,
  data: DATA,
  transferTable: TRANSFER_TABLE,
  timing: TIMES,

  ladder: {
    frame: 'frame',
    time: 'time',
    client: (address: string) => `client ${address}`,
    server: (address: string) => `server ${address}`,
    otherServer: (address: string) => `other server ${address}`,
    thirdHost: (address: string) => `third host ${address}`,
    /** Between the remarks of a row. */
    separator: ', ',
  },

  findings: {
    title: 'Findings',
    overAll: 'Findings over all sessions',
    frames: (frames: readonly number[], f: Format) =>
      `[${f.plural(frames.length, { one: 'frame', other: 'frames' })} ${f.list(frames.map(String))}]`,
    fewFrames: (frames: readonly number[], more: number, f: Format) =>
      `[frames ${frames.join(', ')} and ${f.count(more)} more]`,
  },

  trouble: {
    title: 'What went wrong',
    none: 'Nothing went wrong that this capture shows.',
    more: (count: number, f: Format) => `... and ${f.count(count)} more: see below, or -v`,
    inSession: (session: number) => `session ${session}: `,
  },

  overview: {
    title: (sessions: number, f: Format) => `Sessions (${f.count(sessions)})`,
    columns: {
      number: '#',
      start: 'start',
      client: 'client',
      server: 'server',
      user: 'user',
      mode: 'mode',
      commands: 'cmds',
      transfers: 'transfers',
      bytes: 'bytes',
      state: 'state',
      findings: 'findings',
    },
    states: { closed: 'closed', reset: 'reset', open: 'open' },
    tlsStates: { closed: 'TLS, closed', reset: 'TLS, reset', open: 'TLS, open' },
    more: (sessions: number, f: Format) =>
      `... and ${f.plural(sessions, { one: '# more session, which has', other: '# more sessions, which have' })} no row here`,
  },

  session: {
    title: (id: number, client: Endpoint, server: Endpoint, f: Format) =>
      `Session ${id}: ${f.endpoint(client)} → ${f.endpoint(server)}`,
    labels: {
      user: 'user',
      recognised: 'recognised',
      inferred: 'inferred',
      proxy: 'proxy',
      control: 'control',
      ports: 'ports',
      total: 'in all',
      time: 'time',
    },
    /** From whom the proxy says the connection comes, and to whom it goes. */
    tunnel: ({ kind, client, server }: Tunnel, f: Format) => {
      if (client !== null && server !== null) return `${kind}: ${f.endpoint(client)} → ${f.endpoint(server)}`;
      return server === null ? `${kind}: no end points named` : `${kind} to ${f.endpoint(server)}`;
    },
    loggedIn: 'logged in',
    notLoggedIn: 'not logged in',
    loginUnknown: 'whether logged in is not known',
    noUser: (login: string) => `not seen; ${login}`,
    user: (user: string, login: string) => `${user}, ${login}`,
    userMasked: (user: string, login: string) => `${user}, ${login}, password sent (masked; --show-passwords shows it)`,
    userPassword: (user: string, login: string, password: string) => `${user}, ${login}, password "${password}"`,
    alreadyOpen: 'already open when the capture began',
    opened: (role: string, frame: number) => `opened by the ${role} in frame ${frame}`,
    endedByRst: (begun: string, role: string, frame: number, ns: number, coarse: boolean, f: Format) =>
      `${begun}, ended by RST of the ${role} in frame ${frame} after ${f.duration(ns, coarse)}`,
    closed: (begun: string, first: string, ns: number, coarse: boolean, f: Format) =>
      `${begun}, closed with FIN by the ${first} first after ${f.duration(ns, coarse)}`,
    halfClosed: (begun: string, first: string, other: string) =>
      `${begun}, closed by the ${first} only (the ${other} sent no FIN in this capture)`,
    finMissing: (begun: string, first: string, other: string, ackFrame: number) =>
      `${begun}, closed by the ${first} (the FIN of the ${other} is not in this capture, but acknowledged in frame ${ackFrame})`,
    notClosed: (begun: string, ns: number, coarse: boolean, f: Format) =>
      `${begun}, not closed in this capture; seen for ${f.duration(ns, coarse)}`,
    /** `chosen`: version and cipher suite; null: the server has not chosen. */
    tls: (from: boolean, frame: number, startedBy: string, chosen: string | null, decrypted: boolean) => {
      const how = decrypted
        ? 'decrypted'
        : 'not decrypted: what was said cannot be read (--keylog FILE with its secrets would show it)';
      const suite = chosen === null ? '' : `; ${chosen}`;
      return `${from ? 'from' : 'after'} frame ${frame} (${startedBy}${suite}), ${how}`;
    },
    /** Of a dialogue that is encrypted: `named` commands of all have a verb or a kind. */
    inferred: (family: string | null, commands: number, named: number, f: Format) => {
      const server =
        family === null
          ? 'unknown server: the lengths of its replies are not known'
          : `server recognised as ${family} by its greeting or its lengths`;
      return `≈ ${commandsOf(commands, f)} by lengths and times, ${f.count(named)} of them named; ${server}`;
    },
    ports: (client: string, server: string) => `${client}, ${server}`,
    hidden: (commands: number, f: Format) =>
      commands === 0
        ? 'commands and transfers not known (encrypted)'
        : `${commandsOf(commands, f)} in the clear; further commands and transfers not known (encrypted)`,
    /** '4 commands, 2 announcements (PASV, PORT): 1 connected, 1 rejected, 2 transfers, both complete, 61.1 kB'. */
    total: (
      p: {
        readonly commands: number;
        readonly modes: readonly string[];
        readonly announcements: AnnouncementTotals;
        readonly transfers: TransferTotals;
        readonly bytes: number | null;
        readonly partlyHidden: boolean;
      },
      f: Format,
    ) => {
      const parts = [commandsOf(p.commands, f), announcements(p.announcements, p.modes, f), transfers(p.transfers, f)];
      if (p.bytes !== null) parts.push(f.bytes(p.bytes));
      const all = parts.join('; ');
      return p.partlyHidden ? `${all}; what passed while it was encrypted is not known` : all;
    },
    moreAnnouncements: (count: number, f: Format) =>
      f.plural(count, {
        one: '... and # more announcement that no connection followed (-v shows all)',
        other: '... and # more announcements that no connection followed (-v shows all)',
      }),
  },

  legend: {
    title: 'How to read this',
    label: 'legend',
    pointer: 'how to read the ladders: at the end of this report',
    connections:
      'FTP uses one TCP connection for commands and replies (the control connection) and another for each file or listing (a data connection). In the ladders time runs down, the client stands left, the server right, and every arrow has a port at both ends:',
    command: '─── command ─▶',
    control: 'control connection: commands and replies',
    dataArrow: '◀═══ data ════',
    data: 'data connection: one file or listing',
    announcements:
      'Before each file one side announces a port (PORT by the client, PASV by the server) and the other connects to it. ① stands beside an announcement and beside the SYN that matches it; ✘ says why none did. frame is the number of the packet, time the seconds since the capture began, Δ the time since the row above. Acknowledgments alone have no rows.',
    steps:
      'Steps are the ten of a data connection and its control connection: ✔ seen, ✘ failed or missing, ? not in this capture, – not reached. certain, likely, inferred: how sure it is that a connection is the one that was announced.',
  },
} as const;
