/** The lists of sessions, transfers and findings, and what the pane beside them shows. */
import type { SizeSource } from '../../../ftp/codes.js';
import type { Format } from '../../format.js';
import { sourceWords } from '../evidence.js';

export const EMPTY = {
  noPackets: 'There is no packet in this capture.',
  waiting: 'No packet yet: waiting for a control connection (port 21, or FTP on any port) ...',
  waitingAfter: (packets: number, f: Format) =>
    `No FTP session yet in ${f.plural(packets, { one: '# packet', other: '# packets' })}: waiting for a control connection (port 21, or FTP on any port) ...`,
  paused: 'Paused: p resumes.',
  noConnection: (packets: number, f: Format) =>
    `No FTP session in this capture: ${f.plural(packets, { one: '# packet', other: '# packets' })}, no TCP connection.`,
  noSession: (packets: number, connections: number, f: Format) =>
    `No FTP session in this capture: ${f.plural(packets, { one: '# packet', other: '# packets' })}, ${f.plural(connections, { one: '# TCP connection', other: '# TCP connections' })}, none of them FTP.\nFTP on another port is recognised by its dialogue; under TLS, --port names the port.`,
  statistics: '7 shows what was there.',
} as const;

export const SESSIONS = {
  columns: {
    sign: ' ',
    result: 'result',
    number: '#',
    start: 'start',
    startUtc: 'start UTC',
    client: 'client',
    server: 'server',
    user: 'user',
    mode: 'mode',
    commands: 'cmds',
    files: 'files',
    bytes: 'bytes',
    state: 'state',
    findings: '!',
  },
  states: {
    open: 'open',
    closed: 'closed',
    reset: 'reset',
    closing: 'closing',
    unanswered: 'no answer',
  },
  running: { download: 'download …', upload: 'upload …', listing: 'listing …', 'third-party': 'third-party …' },
  encrypted: (state: string) => `TLS, ${state}`,
  noLogin: (state: string) => `no login, ${state}`,
  filteredAway: (filter: string) =>
    `No session fits the filter: ${filter}\nEsc shows all sessions again, f changes the filter.`,
  sentence: (cells: string) => `Session ${cells}`,
  title: (id: number) => `Session ${id}`,
  enter: 'Enter shows its ladder: all connections in one time order',
  facts: {
    client: 'client',
    server: 'server',
    user: 'user',
    password: 'password',
    login: 'login',
    began: 'began',
    lasted: 'lasted',
    recognised: 'recognised',
    dialogue: 'dialogue',
    data: 'data',
    state: 'state',
    tls: 'TLS',
    inferred: 'Inferred',
  },
  missing: 'not in this capture',
  accepted: 'accepted',
  refused: 'refused',
  decrypted: (started: string) => `${started}, decrypted`,
  notDecrypted: (started: string) => `${started}, not decrypted`,
  commands: (commands: number, f: Format) => f.plural(commands, { one: '# command', other: '# commands' }),
  dataAndModes: (words: string, modes: string) => `${words} (${modes})`,
  findings: 'Findings',
  transfers: 'Transfers',
  transfersUnknown: 'transfers not known (encrypted)',
  oneRunning: (bytes: string) => `1 transfer, running, ${bytes}`,
  withRunning: (words: string, bytes: string) => `${words}, one running, ${bytes}`,
} as const;

export const TRANSFERS = {
  ends: 'capture ends',
  columns: {
    sign: ' ',
    id: 'id',
    mode: 'mode',
    way: ' ',
    what: 'transfer',
    bytes: 'bytes',
    of: 'of',
    rate: 'rate',
    code: 'code',
    state: 'state',
    connection: 'connection',
  },
  none: 'No data connection was announced or seen in this session.',
  noTransfer: 'no transfer',
  running: 'running',
  unopened: (endpoint: string) => `not opened → ${endpoint}`,
  sentence: (id: string, mode: string, path: string, what: string, outcome: string) =>
    `Data connection ${id}, ${mode}, ${path}, ${what}, ${outcome}`,
  sentenceWithBytes: (
    id: string,
    mode: string,
    path: string,
    what: string,
    bytes: string,
    verdict: string,
    outcome: string,
  ) => `Data connection ${id}, ${mode}, ${path}, ${what}, ${bytes}, ${verdict}, ${outcome}`,
  title: (id: string, mode: string) => `Data connection ${id}  ${mode}`,
  facts: {
    command: 'command',
    outcome: 'outcome',
    announced: 'announced',
    certainty: 'certainty',
    because: 'because',
    connection: 'connection',
    handshake: 'handshake',
    waited: 'waited',
    closed: 'closed',
    reset: 'reset',
    icmp: 'ICMP',
    again: 'sent again',
    missing: 'missing',
    path: 'path',
    bytes: 'bytes',
    expected: 'expected',
    verdict: 'verdict',
    evidence: 'evidence',
    reply: 'reply',
    type: 'type, mode',
    took: 'took',
    saved: 'saved as',
    content: 'content',
    transfer: 'transfer',
    begins: 'begins',
    frames: 'frames',
    sha256: 'SHA-256',
    asSent: 'as sent',
  },
  announced: (endpoint: string, by: 'client' | 'server', frame: number) =>
    by === 'client' ? `${endpoint} by the client in frame ${frame}` : `${endpoint} by the server in frame ${frame}`,
  announcedSum: (endpoint: string, by: 'client' | 'server', frame: number, arithmetic: string, port: number) =>
    by === 'client'
      ? `${endpoint} by the client in frame ${frame} (${arithmetic} = ${port})`
      : `${endpoint} by the server in frame ${frame} (${arithmetic} = ${port})`,
  handshake: (syn: number | null, synAck: number | null, ack: number | null) =>
    `SYN ${syn ?? 'missing'}, SYN+ACK ${synAck ?? 'missing'}, ACK ${ack ?? 'missing'}`,
  waited: (duration: string) => `${duration} after the announcement`,
  fin: (role: string, frame: number, ackFrame: number | null) =>
    ackFrame === null
      ? `FIN by the ${role} ${frame}, not acknowledged`
      : `FIN by the ${role} ${frame}, acknowledged ${ackFrame}`,
  finMissing: (role: string, ackFrame: number) => `FIN by the ${role} not in this capture, acknowledged ${ackFrame}`,
  rst: (role: string, frame: number) => `RST by the ${role} in frame ${frame}`,
  icmp: (text: string, reporter: string, frame: number) => `${text}, from ${reporter} in frame ${frame}`,
  segments: (segments: number, f: Format) => f.plural(segments, { one: '# segment', other: '# segments' }),
  missingBytes: (bytes: number, f: Format) =>
    f.plural(bytes, { one: '# byte is not in this capture', other: '# bytes are not in this capture' }),
  notYet: 'not yet',
  missing: 'not in this capture',
  stillRuns: 'not yet: it still runs',
  unknown: 'not known',
  typeAndMode: (type: string, mode: string) => `${type}, ${mode}`,
  typeModeFrom: (type: string, mode: string, restart: number, f: Format) =>
    `${type}, ${mode}, from byte ${f.count(restart)}`,
  tookAtRate: (duration: string, rate: string) => `${duration}, ${rate}`,
} as const;

/** The certificate of a transfer and its content. */
export const CONTENT = {
  choose: 'Choose a transfer first: 4, then v.',
  place: (at: number, all: number) => `${at} of ${all}`,
  onConnection: (bytes: string) => `${bytes} on the data connection`,
  ofContent: (bytes: string) => `${bytes} of content`,
  inShort: (count: string, short: string) => `${count} (${short})`,
  begins: (restart: number, f: Format) => `at byte ${f.count(restart)} of the file (REST)`,
  frames: (first: number, last: number, id: string) => `${first}–${last}, data connection ${id}`,
  expectedBy: (bytes: number, source: SizeSource, f: Format) => `${f.count(bytes)}, by ${sourceWords(source, f)}`,
  nothingMissing: 'nothing that is known to have been sent',
  missing: (bytes: number, ranges: readonly string[], more: number, f: Format) => {
    const amount = f.plural(bytes, { one: '# byte', other: '# bytes' });
    return more === 0
      ? `${amount}: ${ranges.join(', ')}`
      : `${amount}: ${ranges.join(', ')} and ${f.plural(more, { one: '# more range', other: '# more ranges' })}`;
  },
  withFrames: (text: string, frames: string) => `${text} (${frames})`,
  typeUnknown: 'type not known',
  type: (type: string, about: string) => `TYPE ${type} (${about})`,
  unknownKind: 'of no known kind',
  asText: 'Content as text',
  asHex: 'Content as hex',
  firstAsText: (bytes: number, f: Format) =>
    `Content as text, its first ${f.plural(bytes, { one: '# byte', other: '# bytes' })}`,
  firstAsHex: (bytes: number, f: Format) =>
    `Content as hex, its first ${f.plural(bytes, { one: '# byte', other: '# bytes' })}`,
  showsHex: 'v shows hex',
  showsText: 'v shows text',
  keptPart: (bytes: number, f: Format) =>
    `The first ${f.bytes(bytes)} are kept for looking at; s and f save all of it.`,
  gap: 'Here bytes are not in the capture; s and f save what follows them.',
  nothing: 'No content: nothing was transferred.',
  encrypted: 'No content: it is encrypted. --keylog takes the keys.',
  gone: 'No content: it is not kept any more, or its beginning is not in the capture; s and f save what there is.',
  noText: 'Not a text.',
  listing: (entries: number, f: Format) => `Listing: ${f.plural(entries, { one: '# entry', other: '# entries' })}`,
} as const;

export const FINDINGS = {
  columns: {
    sign: ' ',
    session: 'session',
    count: 'count',
    severity: 'severity',
    kind: 'kind',
    frames: 'frames',
    message: 'what',
  },
  severities: { info: 'info', warning: 'warning', alert: 'alert' },
  /** What the column `kind` says of a finding. */
  kindOf: (code: string, _title: string): string => code,
  allSessions: 'all',
  facts: { count: 'count', kind: 'kind', severity: 'severity', session: 'session', frames: 'frames' },
  noSession: 'none in particular',
  enterGroup: 'Enter opens the group: one row a finding.',
  inSessions: (findings: number, sessions: number, f: Format) =>
    sessions === 0
      ? f.count(findings)
      : `${f.count(findings)} in ${f.plural(sessions, { one: '# session', other: '# sessions' })}`,
  groupSentence: (severity: string, title: string, findings: number, sessions: number, f: Format) =>
    `${severity}: ${title}, ${f.plural(findings, { one: '# time', other: '# times' })} in ${f.plural(sessions, { one: '# session', other: '# sessions' })}`,
  enterFirst: 'Enter shows the first of them.',
  enterLadder: 'Enter shows them in the ladder.',
  looking: 'Looking for findings ...',
  none: (sessions: number, f: Format) =>
    `Nothing unusual in ${f.plural(sessions, { one: '# session', other: '# sessions' })}.`,
  count: (findings: number, f: Format) => f.plural(findings, { one: '# finding', other: '# findings' }),
  bySeverity: (alerts: number, warnings: number, infos: number, f: Format) =>
    `${f.plural(alerts, { one: '# alert', other: '# alerts' })}, ${f.plural(warnings, { one: '# warning', other: '# warnings' })}, ${f.count(infos)} for information`,
  sentence: (severity: string, session: number | null, message: string, frames: string) =>
    session === null
      ? `${severity} in several sessions: ${message} Frames ${frames}`
      : `${severity} in session ${session}: ${message} Frames ${frames}`,
} as const;

/** The plots of a transfer. */
export const PLOT = {
  speed: 'Speed',
  sequence: 'Sequence numbers',
  sent: 'sent',
  acked: 'acknowledged',
  again: 'sent again',
  room: "the receiver's room (window)",
  nothing: 'Too little was sent over this data connection for a plot.',
  sentence: (time: string, sent: string, rate: string, again: number, f: Format) =>
    again === 0
      ? `After ${time} ${sent} were sent, lately at ${rate}.`
      : `After ${time} ${sent} were sent, lately at ${rate}; ${f.plural(again, { one: '# segment was sent again', other: '# segments were sent again' })}.`,
} as const;
