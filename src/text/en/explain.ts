/** What a row of the ladder teaches. */

import { escapeText } from '../../bytes/text.js';
import type { Attempt, End, ExplainParams } from '../../model/explain/codes.js';
import { isKnownCode } from '../../model/replyCodes.js';
import type { Format } from '../format.js';
import { type Messages, messageOf } from '../messages.js';
import { MARKS } from '../shared/marks.js';
import { COMMANDS } from './commands.js';
import { DOUBTS } from './doubts.js';
import { EVIDENCE } from './evidence.js';
import { FIREWALL } from './firewall.js';
import { LADDER } from './ladder.js';
import { ODDITIES } from './oddities.js';
import { portWithRange } from './ports.js';
import { recognised } from './recognised.js';
import { digitsOf, REPLY_CODES } from './replyCodes.js';
import { DIRECTIONS, TYPES } from './report.js';
import { STEPS } from './steps.js';
import { TOPICS } from './topics.js';

const bytesOf = (count: number, f: Format): string => f.plural(count, { one: '# byte', other: '# bytes' });

/** What an announcement's attempt to connect is called: 'Announcement ①: tried after 420 µs by frame 16'. */
function attempt(verb: string, { number, late, syn }: Attempt, f: Format): string {
  const after = late === null ? '' : ` after ${f.duration(late.ns, late.coarse)}`;
  const by = syn === null ? '' : ` by frame ${syn}`;
  return `Announcement ${f.announcement(number)}: ${verb}${after}${by}`;
}

/** 'the client, port 45658 (registered, 1024–49151)'. */
function endWords({ role, place, endpoint, own, ephemeral }: End): string {
  const port = `port ${portWithRange(endpoint.port, ephemeral)}`;
  if (own) return `the ${place}, ${port}`;
  return role === 'other-server'
    ? `the other server, ${endpoint.address}, ${port}`
    : `${endpoint.address} (not the ${place}'s address), ${port}`;
}

const CASES = {
  'third-party': 'a third-party transfer (FXP), RFC 959 figure 3.',
  unspecified: 'a server that does not know its address.',
  unknown: 'NAT, a third host, or a wrong setting.',
} as const;

const from = (at: number, f: Format): string => (at > 0 ? ` from byte ${f.count(at)} on` : '');
const codeWords = (code: number | null): string => (code === null ? 'no final reply' : String(code));
const amountOf = (bytes: number, expected: number | null, f: Format): string =>
  expected === null ? bytesOf(bytes, f) : `${f.count(bytes)} of ${bytesOf(expected, f)}`;

export const EXPLAIN: Messages<ExplainParams> = {
  ...TOPICS,
  ...FIREWALL,

  announces: ({ by, address, own }) =>
    own || by === 'server'
      ? `The ${by} announces where it listens for the data connection: address ${address}, port`
      : `The ${by} announces where the data connection is to go: address ${address}, port`,
  'announced-port': ({ port, arithmetic }) =>
    arithmetic === null
      ? portWithRange(port, true)
      : `${arithmetic.replaceAll('×', ' × ').replaceAll('+', ' + ')} = ${portWithRange(port, true)}`,
  'port-only': () => 'A 229 reply names no address: it is that of the control connection.',
  'not-own-address': ({ by, own, reason }) => `This is not the ${by}'s own address, ${own}: ${CASES[reason]}`,
  ephemeral: () =>
    'Systems pick ephemeral ports from a range of their own (Linux: 32768–60999), so one may lie in the registered range.',
  'opens-to-port': ({ active }) =>
    active
      ? 'Active mode: the server will open the connection to this port.'
      : 'Passive mode: the client will open the connection to this port.',

  'match-rejected': ({ number, code, frame }, f) =>
    code === null || frame === null
      ? `Announcement ${f.announcement(number)}: rejected by the server.`
      : `Announcement ${f.announcement(number)}: rejected by the server with ${code} (frame ${frame}).`,
  'match-not-captured': ({ number }, f) =>
    `Announcement ${f.announcement(number)}: the transfer succeeded, but its data connection is not in this capture: filtered out, or it passed elsewhere.`,
  'match-nobody': ({ number }, f) =>
    `Announcement ${f.announcement(number)}: nobody connected to this port in this capture.`,
  'match-no-answer': (p, f) => `${attempt('tried', p, f)}, but the capture shows no answer to the SYN.`,
  'match-unanswered': (p, f) =>
    p.syns === 1
      ? `${attempt('tried', p, f)}, but nobody answered the SYN.`
      : `${attempt('tried', p, f)}, but nobody answered ${f.count(p.syns)} SYNs within ${f.duration(p.spanNs)}.`,
  'match-refused': (p, f) => `${attempt('tried', p, f)}, but the SYN was refused with RST.`,
  'match-prohibited': (p, f) =>
    `${attempt('tried', p, f)}, but the SYN was answered by ${p.protocol}: ${p.text ?? 'an error'} (from ${p.reporter ?? 'an unknown host'}).`,
  'match-unannounced': ({ number, syn }, f) =>
    syn === null
      ? `Announcement ${f.announcement(number)}: nothing was announced; this connection carried the data.`
      : `Announcement ${f.announcement(number)}: nothing was announced; this connection carried the data by frame ${syn}.`,
  matched: (p, f) => `${attempt('matched', p, f)}:`,
  connection: (p, f) => `${f.endpoint(p.from)} → ${f.endpoint(p.to)}`,
  certain: () => 'certain',
  likely: () => 'likely',
  inferred: () => 'inferred',
  because: ({ evidence }, f) =>
    evidence.frames.length === 0
      ? messageOf(EVIDENCE, evidence, f)
      : `${messageOf(EVIDENCE, evidence, f)} (${f.frames(evidence.frames)})`,
  difference: ({ difference }, f) => messageOf(LADDER, difference, f),
  'from-port': ({ port, usual }) =>
    `The server came from port ${port}, not ${usual} (one below the control port: RFC 959's default); usual for servers without root.`,

  command: ({ verb }) => `${verb}: ${COMMANDS[verb].summary}.`,
  'unknown-command': ({ verb }) => `${verb} is in no command table that ftp-sniff knows.`,
  source: ({ draft, usedBy }) => (draft === null ? `(no RFC: spoken by ${usedBy})` : `(${draft})`),
  'secret-under-tls': () => 'Here it travels under TLS, and was decrypted with the session keys.',
  'secret-in-clear': () => 'It travels in clear text: anybody who captures can read it.',
  masked: () => 'It is masked: --show-passwords shows it.',
  telnet: ({ names }) => `Telnet commands stand before it: ${names}.`,
  'telnet-meaning': () =>
    'RFC 959 §4.1.3: IP and Synch (urgent data) make a busy server look at the control connection.',
  oddity: ({ oddity }, f) => `Unusual: ${messageOf(ODDITIES, oddity, f)}.`,
  doubt: ({ doubt }, f) => `Not certain: ${messageOf(DOUBTS, doubt, f)}.`,
  'no-reply': () => 'No reply to it is in this capture.',
  answered: ({ replies, ns, coarse }, f) =>
    `Answered by ${replies.map(({ code, frame }) => `${code} (frame ${frame})`).join(', then ')}, ${f.duration(ns, coarse)} after the command.`,
  directory: ({ path }) => `Working directory: ${path}`,
  'reply-code': ({ code }) => `${code}: ${isKnownCode(code) ? REPLY_CODES.meaning(code) : 'no meaning of its own'}.`,
  'reply-digits': ({ code }) => digitsOf(code),
  'unknown-code': ({ code }) => `${code} is not a reply code of FTP.`,
  'reply-text': ({ text }) => text,
  'more-lines': ({ count }, f) => f.plural(count, { one: '  ... # more line', other: '  ... # more lines' }),
  answers: ({ command, frame, ns, coarse }, f) =>
    `Answers ${command} (frame ${frame}) after ${f.duration(ns, coarse)}.`,
  greeting: () => 'The greeting: the server speaks first.',
  unasked: () => 'It answers no command: the server sent it unasked.',

  from: (end) => `from ${endWords(end)}`,
  to: (end) => `to ${endWords(end)}`,
  syn: (p) =>
    p.seq === null
      ? 'SYN asks to open a connection and gives the initial sequence number. SYN itself uses up one number: the first byte of data has the next one.'
      : `SYN asks to open a connection and gives the initial sequence number, ${p.seq}. SYN itself uses up one number: the first byte of data will be ${p.firstByte}.`,
  'syn-ack': (p) =>
    p.seq === null
      ? "SYN+ACK accepts. It gives the other direction's initial sequence number, and acknowledges the SYN."
      : `SYN+ACK accepts. It gives the other direction's initial sequence number, ${p.seq}, and acknowledges the SYN: the next byte expected is ${p.ack}.`,
  ack: () => 'ACK acknowledges the SYN of the other side. From here on the connection is open in both directions.',
  numbers: ({ seq, ack, details }) =>
    ack === null || details.ack === null
      ? `sequence number ${details.seq} (in the header ${seq})`
      : `sequence number ${details.seq}, acknowledgment ${details.ack} (in the header ${seq} and ${ack})`,
  window: ({ raw, bytes }, f) =>
    raw === bytes
      ? `window ${f.count(bytes)} bytes`
      : `window ${f.count(bytes)} bytes: ${f.count(raw)} in the header, scaled by ${f.count(bytes / raw)}`,
  'syn-options': ({ mss, windowScale, sackPermitted, timestamps }, f) => {
    const parts = [
      mss === null ? 'no MSS' : `MSS ${mss} bytes`,
      windowScale === null ? 'no window scale' : `window scale ${windowScale} (×${2 ** windowScale})`,
      sackPermitted ? 'SACK permitted' : 'no SACK',
      timestamps ? 'timestamps' : 'no timestamps',
    ];
    return `options: ${f.list(parts)}`;
  },
  'sent-again': ({ waitedNs }, f) =>
    waitedNs === null
      ? 'It was sent before: no answer came in time, so the sender repeats it. Senders wait longer each time (RFC 6298 §5.5); newer Linux spaces the first repeats equally.'
      : `It was sent before: no answer came in time, so the sender repeats it (here after ${f.duration(waitedNs)}). Senders wait longer each time (RFC 6298 §5.5); newer Linux spaces the first repeats equally.`,
  'opens-from': ({ port, usual, own }) => {
    const rule = `RFC 959 §3.2 and §5.2: the server opens the data connection from its default data port, one below the port of the control connection (L−1 = ${usual}).`;
    if (port === usual) return `${rule} This one does.`;
    return `${rule} This one does not: it comes from port ${port}, ${own ? 'as servers without root do' : 'which a NAT on the way may have put there'}.`;
  },
  'listens-on': ({ server }, f) =>
    `The server listens on ${f.endpoint(server)}; the client's port is ephemeral: chosen by its system for this connection only.`,
  'pure-ack': () =>
    'ACK without data: its sender confirms every byte before the acknowledgment number, and says by the window how many more it can take. It uses up no number, and is not acknowledged itself.',
  data: ({ segments, bytes, acks }, f) =>
    segments === 1 && acks === 0
      ? `One segment with payload: ${bytesOf(bytes, f)} that were not seen before.`
      : `${f.plural(segments, { one: '# segment', other: '# segments' })} with payload, ${bytesOf(bytes, f)} in all (each byte counted once), and ${f.plural(acks, { one: '# ACK', other: '# ACKs' })} of the other side.`,
  lasting: ({ ns, coarse }, f) => `lasting ${f.duration(ns, coarse)}`,
  'segments-repeat': ({ count }, f) =>
    f.plural(count, {
      one: '# segment repeats what was sent before: it, or its ACK, was lost on the way or came late.',
      other: '# segments repeat what was sent before: they, or their ACKs, were lost on the way or came late.',
    }),
  encrypted: ({ startedBy }) =>
    `The control connection is encrypted (${startedBy}): what was said cannot be seen, only how much.`,
  'no-line': () => 'On the control connection; no complete line of FTP ended in these segments.',
  'rst-refuses': () => 'RST instead of SYN+ACK: nobody listens on this port, or a firewall rejects it.',
  rst: () => 'RST ends the connection at once, in both directions; what was on the way is lost.',
  'rst-harmless': () => 'Everything had been sent and acknowledged before: it does no harm here.',
  fin: () =>
    'FIN: the sender has no more data. It closes one direction only (half-close); the other may still send. FIN uses up one sequence number.',
  'fin-second': ({ first, together }) => {
    const acknowledges = together ? ` Its ACK acknowledges the FIN of frame ${first}.` : '';
    return `FIN of the other side: it has nothing more to send either.${acknowledges}`;
  },
  'end-of-file': () => 'In stream mode the end of the data connection is the end of the file (RFC 959 §3.4.1).',
  'fin-again': () => 'It was sent before and had to be repeated.',
  'fin-unacknowledged': () => 'No acknowledgment of it is in this capture.',
  'fin-acknowledged': ({ frame }) => `Acknowledged by frame ${frame}.`,
  'fin-closes': ({ frame }) => `Acknowledged by frame ${frame}: with it both directions are closed.`,
  'ack-of-fin': ({ frame }) =>
    frame === null ? "ACK of the other side's FIN." : `ACK of the other side's FIN (frame ${frame}).`,
  'fin-missing': ({ ackFrame }) => `The other FIN is not in this capture, but frame ${ackFrame} acknowledges it.`,
  'both-closed': () => 'Both directions are closed now: the connection is over.',
  gap: ({ bytes }, f) =>
    f.plural(bytes, {
      one: '# byte is missing in this capture: later segments or ACKs prove that it was sent, but the capture does not have it. The receiver may well have got it.',
      other:
        '# bytes are missing in this capture: later segments or ACKs prove that they were sent, but the capture does not have them. The receiver may well have got them.',
    }),
  'keep-alive': () => 'Keep-alive (RFC 9293 §3.8.4): a segment that asks whether the other side is still there.',
  'zero-window': () =>
    'Window 0 (RFC 9293 §3.8.6.1): the receiver has no room left and stops the sender until it has read some.',
  'window-probe': () =>
    'The other side has closed its window; the sender asks from time to time whether there is room again.',
  'icmp-error': ({ protocol, text, reporter }) =>
    `${protocol} error: ${text ?? 'unreachable'}, sent by ${reporter ?? 'an unknown host'}.`,
  filtered: () => 'A filter on the way forbids this connection and says so.',
  undeliverable: () => 'A router or host on the way could not deliver the segment.',

  'control-connection': () =>
    'The control connection carries commands and replies as lines of text. It stays open for the whole session; files travel on data connections of their own.',
  client: ({ endpoint }, f) => `client ${f.endpoint(endpoint)}`,
  server: ({ endpoint }, f) => `server ${f.endpoint(endpoint)}`,
  counts: ({ exchanges, dataConnections, recognisedBy }, f) =>
    `${f.plural(exchanges, { one: '# exchange', other: '# exchanges' })}, ${f.plural(dataConnections, { one: '# data connection', other: '# data connections' })}. Recognised ${recognised(recognisedBy)}.`,
  'data-connection': ({ active }) =>
    active
      ? 'A data connection in active mode: the client listens, the server connects. It carries one file or listing and is then closed.'
      : 'A data connection in passive mode: the server listens, the client connects. It carries one file or listing and is then closed.',
  'tls-begins': ({ startedBy, frame }) =>
    `TLS protects the control connection from here on (${startedBy}, frame ${frame}).`,
  'tls-hides': () =>
    'Commands, replies, names and announced ports cannot be read any more. Addresses, ports, times and lengths of what passes can.',
  'clear-again': () =>
    'CCC ended TLS on the control connection: commands and replies can be read again. Passwords went before it.',
  'tls-client-hello': ({ serverName, suites }, f) =>
    serverName === null
      ? `ClientHello begins TLS: the client offers versions and ${f.plural(suites, { one: '# cipher suite', other: '# cipher suites' })}.`
      : `ClientHello begins TLS with ${escapeText(serverName)}: the client offers versions and ${f.plural(suites, { one: '# cipher suite', other: '# cipher suites' })}.`,
  'tls-offers-resumption': () =>
    'It offers to take up an earlier session, which saves a round trip and proves that it is the same client.',
  'tls-server-hello': ({ version, suite }) => `ServerHello chooses ${version} with ${suite}.`,
  'tls-resumption': ({ resumption }) =>
    resumption === 'full'
      ? 'It is a full handshake: nothing is resumed.'
      : resumption === 'session-id'
        ? 'The session of an earlier connection is resumed, by its session id.'
        : resumption === 'ticket'
          ? 'The session of an earlier connection is resumed, by a ticket.'
          : 'The session of an earlier connection is resumed, by a pre-shared key.',
  'tls-certificate': ({ subject, issuer, selfSigned, chain }, f) =>
    selfSigned
      ? `Certificate: ${escapeText(subject)}, signed with its own key.`
      : `Certificate: ${escapeText(subject)}, signed by ${escapeText(issuer)} (${f.plural(chain, { one: '# certificate', other: '# certificates' })}).`,
  'tls-certificate-hidden': () => 'TLS 1.3 encrypts the certificate: without keys it cannot be seen.',
  'tls-finished': () => 'Finished ends the handshake of this side: what it sends from here on is encrypted.',
  'tls-close-notify': () =>
    'close_notify says that this side sends nothing more: who receives it knows that nothing was cut off.',
  'tls-alert': ({ name }) =>
    name === null
      ? 'An alert, which is encrypted: at the end it mostly is close_notify, before that an error.'
      : `Alert ${name}.`,
  'end-missing': () => 'The capture ends, or the connection is still open: how it ends cannot be seen.',

  'no-data-connection': () => 'No data connection of this transfer is known.',
  transfer: ({ direction, number }, f) => `${DIRECTIONS[direction]} over data connection ${f.announcement(number)}:`,
  path: ({ path }) => path,
  'transfer-complete': (p, f) => {
    const how =
      p.wrapper === 'TLS' ? 'encrypted, TLS' : p.wrapper === 'MODE Z' ? 'compressed, MODE Z' : `in ${p.wrapper}`;
    const wire = p.travelled === null ? '' : `${f.count(p.travelled)} ${how}; `;
    return `complete, ${bytesOf(p.bytes, f)}${from(p.from, f)} (${wire}${codeWords(p.code)})`;
  },
  'transfer-truncated': (p, f) =>
    p.expected === null
      ? `truncated after ${bytesOf(p.bytes, f)}${from(p.from, f)} (${codeWords(p.code)})`
      : `truncated: ${amountOf(p.bytes, p.expected, f)}${from(p.from, f)} (${codeWords(p.code)})`,
  'transfer-refused': ({ code }) =>
    code !== null && code < 500
      ? `failed (${code}), nothing was transferred`
      : `refused (${codeWords(code)}), nothing was transferred`,
  'transfer-running': (p, f) => `${amountOf(p.bytes, p.expected, f)}${from(p.from, f)} so far`,
  'transfer-cut-off': (p, f) =>
    `${amountOf(p.bytes, p.expected, f)}${from(p.from, f)} ${p.bytes === 1 ? 'is' : 'are'} in this capture, which ends in mid-transfer (${codeWords(p.code)})`,
  'transfer-unknown': (p, f) =>
    `${amountOf(p.bytes, p.expected, f)}${from(p.from, f)} seen; whether that is all is not known (${codeWords(p.code)})`,
  bytes: ({ bytes }, f) => `${f.count(bytes)} bytes = ${f.bytes(bytes)}`,
  type: ({ type }) => `TYPE ${type}: ${TYPES[type]}`,
  mode: ({ mode }) => `MODE ${mode}: what travels is not the file itself`,
  restart: ({ at }) => `REST ${at}: the transfer begins at this byte of the file`,
  expected: ({ bytes, source }, f) =>
    source === null
      ? `${f.count(bytes)} bytes expected, by the dialogue`
      : `${f.count(bytes)} bytes expected, by ${source.by} (frame ${source.frame})`,
  'bytes-missing': ({ bytes }, f) =>
    f.plural(bytes, { one: '# byte of it is not in this capture', other: '# bytes of it are not in this capture' }),
  duration: ({ ns, coarse, bytesPerSecond }, f) =>
    bytesPerSecond === null
      ? `${f.duration(ns, coarse)} from first to last byte`
      : `${f.duration(ns, coarse)} from first to last byte, ${f.rate(bytesPerSecond)}`,
  sha256: ({ hash }) => `sha256 ${hash}`,

  place: ({ number, active, reports }) => {
    const step =
      reports === 'failed'
        ? `step ${number} of 10 failed`
        : `${reports === 'done' ? 'after ' : ''}step ${number} of 10`;
    return active === null ? step : `${active ? 'active' : 'passive'} mode: ${step}`;
  },
  step: ({ number, title, reports }, f) => {
    const words = messageOf(STEPS, title, f);
    if (reports === 'failed') return `Step ${number} of 10 failed (${words}); this is the server's report of it.`;
    if (reports === 'done') return `After step ${number} of 10 (${words}): the server reports the result.`;
    return `Step ${number} of 10: ${words}.`;
  },
  'step-row': ({ step: { number, title, state, note, frames }, since }, f) => {
    const words = messageOf(STEPS, title, f);
    const what = note === null ? words : `${words}: ${messageOf(STEPS, note, f)}`;
    const where =
      frames.length === 0 ? '' : ` (${f.frames(frames)}${since === null ? '' : `, ${f.step(since.ns, since.coarse)}`})`;
    return `${String(number).padStart(2)} ${MARKS.steps[state]} ${what}${where}`;
  },
  steps: ({ states }) => `Steps ${states.map((state, i) => `${i + 1} ${MARKS.steps[state]}`).join('  ')}`,
  'step-trouble': ({ step }, f) => messageOf(STEPS, step, f),
};
