/** One data connection: announced, opened, used, closed. */

import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { DataConnection, Transfer } from '../../ftp/protocol/session.js';
import { differencesOf } from '../../model/differences.js';
import { circled, formatDuration, formatEndpoint, formatFrames, plural } from '../../model/format.js';
import { portShort } from '../../model/ports.js';
import { icmpName, reasonsOf } from '../../model/reasons.js';
import { announcementNumber, isActive, roleOf } from '../../model/roles.js';
import { stepsLine, stepsOf, stepsTrouble } from '../../model/steps.js';
import { tcpSummary } from '../../model/tcpSummary.js';
import { restartWords, verdictWords, wrapperOf } from '../../model/transfers.js';
import { passedUnseen } from '../../model/undecided.js';
import type { Connection } from '../../tcp/types.js';
import type { Texts } from '../../text/texts.js';
import { formatDelta } from '../columns.js';
import type { ReportStyle } from '../format.js';
import { type Style, type StyledLine, span } from '../styles.js';
import { wrap } from '../wrap.js';
import { field } from './lines.js';

export function* dataConnectionLines(data: DataConnection, style: ReportStyle, texts: Texts): Generator<StyledLine> {
  const { width } = style;
  const line = (label: string, text: string, look: Style = 'plain') =>
    field(label, text, width, { indent: 2, labelColumns: 12, style: look });
  const name = `data connection ${data.id}`;
  const sign = `  ${circled(announcementNumber(data))}  `;
  const indent = name.length + sign.length;
  const [first = '', ...rest] = wrap(announcementWords(data), Math.max(20, width - indent));
  yield [span(name, 'section'), span(sign, 'remark'), span(first)];
  for (const text of rest) yield [span(' '.repeat(indent) + text)];
  const { connection, transfer } = data;
  if (connection === null) {
    const label = data.outcome === 'rejected' ? 'rejected' : passedUnseen(data) ? 'not seen' : 'not opened';
    yield* line(label, notOpened(data), passedUnseen(data) ? 'plain' : 'bad');
  } else {
    const bad = data.outcome === 'unanswered' || data.outcome === 'refused' || data.outcome === 'prohibited';
    yield* line(bad ? 'tried' : 'opened', openingWords(data, connection));
    if (bad) yield* line('✘ failed', failureWords(data, connection), 'bad');
    yield* line('ports', portWords(data, connection));
    if (data.partner !== null) yield* line('mode', thirdPartyWords(data, data.partner));
    const differences = differencesOf(data).filter(({ kind }) => kind !== 'certainty');
    if (differences.length > 0) {
      const why = differences.some(({ kind }) => kind === 'from-port') ? FROM_PORT : '';
      yield* line('note', `${differences.map(({ text }) => text).join('; ')}${why}`);
    }
  }
  if (transfer !== null) {
    const command = transfer.exchange.command!;
    const name = escapeText(command.argument === '' ? '' : `${command.argument}: `);
    const look = transfer.verdict === 'complete' ? 'good' : transfer.verdict === 'unknown' ? 'plain' : 'bad';
    yield* line(command.verb, `${name}${verdictWords(transfer)}${segmentWords(data)}${underTls(data)}`, look);
    yield* hashLines(transfer, style, line);
  }
  if (connection !== null) {
    const closed = closingWords(data, connection);
    const label = connection.teardown.kind === 'none' ? 'not closed' : 'closed';
    if (closed !== '') yield* line(label, closed, data.outcome === 'reset' ? 'bad' : 'plain');
  }
  yield* stepLines(data, style, line);
  if (style.verbosity > 0) {
    if (connection !== null) yield* line('TCP', tcpSummary(connection));
    for (const reason of reasonsOf(data)) {
      const where = reason.frames.length === 0 ? '' : ` (${formatFrames(reason.frames)})`;
      yield* line('because', `${texts.say('evidence', reason)}${where}`);
    }
  }
}

const FROM_PORT = " (one below the control port: RFC 959's default); usual for servers without root";

type Write = (label: string, text: string, look?: Style) => Generator<StyledLine>;

/** The hash of the file or listing itself where it can be reported; -v adds that of what travelled. */
function* hashLines(transfer: Transfer, style: ReportStyle, line: Write): Generator<StyledLine> {
  const { bytes, sha256, contentSha256 } = transfer;
  if (bytes === 0) return;
  if (wrapperOf(transfer) === null) {
    if (sha256 !== null) yield* line('sha256', `${sha256}${restartWords(transfer) === '' ? '' : ' (of this part)'}`);
    return;
  }
  if (contentSha256 !== null) yield* line('sha256', contentSha256);
  if (sha256 !== null && style.verbosity > 0) yield* line('travelled', `sha256 ${sha256}`);
}

function announcementWords(data: DataConnection): string {
  const { announced, mode, exchange } = data;
  if (announced === null) {
    const asks = !isActive(mode) && data.outcome === 'rejected';
    if (asks) return `${mode}, asked for in frame ${exchange?.command?.frame ?? '?'}: nothing announced`;
    const reply = exchange?.replies.at(-1);
    if (reply?.oddities.some((oddity) => oddity.startsWith('cut')))
      return `${mode} in frame ${exchange?.command?.frame ?? '?'}: the end of its ${reply.code} (frame ${reply.lastFrame}) is not in the capture, and with it the address`;
    if (exchange !== null) return `${mode} in frame ${exchange.command?.frame ?? '?'}: its address cannot be read`;
    return mode === 'DEFAULT'
      ? 'nothing announced: the default data port (RFC 959 §3.3)'
      : `${mode}; its announcement is not in this capture`;
  }
  const sum = announced.arithmetic === null ? '' : ` (${announced.arithmetic})`;
  const own = announced.address === data.session[announced.by].address;
  const who = own ? `the ${announced.by} waits at` : `the ${announced.by} names`;
  return `${mode}, announced in frame ${announced.frame}: ${who} ${formatEndpoint(announced)}${sum}`;
}

function notOpened(data: DataConnection): string {
  const reply = data.exchange?.replies.at(-1);
  if (data.outcome === 'rejected' && reply !== undefined) {
    return `${escapeText(`${reply.code} ${reply.text.split('\n', 1)[0]!.slice(0, 200)}`)} (frame ${reply.lastFrame})`;
  }
  return passedUnseen(data)
    ? 'the transfer succeeded, but its data connection is not in this capture'
    : 'nobody connected to it in this capture';
}

/** '20 (server, ftp-data, well-known), 41737 (client, registered)'. */
const portWords = (data: DataConnection, connection: Connection): string =>
  (['initiator', 'responder'] as const)
    .map((side) => portShort(connection[side].port, roleOf(data, connection, side)))
    .join(', ');

const thirdPartyWords = (data: DataConnection, partner: DataConnection): string =>
  `third-party (FXP, RFC 959 figure 3): ${isActive(data.mode) ? 'this server connects to' : 'this server waits for'} the other, ${partner.session.server.address}, data connection ${partner.id}`;

/** 'by the server 10.0.0.1:20 → 10.0.0.2:44441   SYN 16, SYN+ACK 17, ACK 18   (+420 µs, certain)'. */
function openingWords(data: DataConnection, connection: Connection): string {
  const { syn, synAck, ack } = connection.handshake;
  const frames = [
    syn === null ? '' : `SYN ${syn}`,
    synAck === null ? '' : `SYN+ACK ${synAck}`,
    ack === null ? '' : `ACK ${ack}`,
  ];
  const again = connection.synRetransmissions;
  if (again.length > 0) frames.splice(1, 0, `again ${again.join(', ')}`);
  const handshake = frames.filter((part) => part !== '').join(', ');
  const details = [
    data.announced === null
      ? ''
      : formatDelta(connection.firstTimeNs - data.announced.timeNs, data.session.coarseTimes),
    data.confidence ?? '',
  ].filter((part) => part !== '');
  const ends = `${formatEndpoint(connection.initiator)} → ${formatEndpoint(connection.responder)}`;
  const how = handshake === '' ? 'handshake not in this capture' : handshake;
  return `by the ${roleOf(data, connection, 'initiator')} ${ends}   ${how}   (${details.join(', ')})`;
}

function failureWords(data: DataConnection, connection: Connection): string {
  if (data.outcome === 'refused') return `refused with RST in frame ${connection.teardown.rst?.frame ?? '?'}`;
  if (data.outcome === 'prohibited') {
    const { icmpError } = connection;
    const frames = connection.journal.filter(({ kind }) => kind === 'icmp-error').map(({ firstFrame }) => firstFrame);
    return `${icmpName(connection)} from ${icmpError?.reporter ?? '?'}: ${escapeText(icmpError?.text ?? 'error')} (${formatFrames(frames)})`;
  }
  const waited = connection.lastTimeNs - connection.firstTimeNs;
  return waited === 0 ? 'never answered' : `never answered within ${formatDuration(waited, data.session.coarseTimes)}`;
}

/** Under TLS the bytes of the connection are more than those of the file. */
const underTls = (data: DataConnection): string =>
  data.session.tls !== null && data.transfer !== null && data.transfer.contentBytes === null && data.transfer.bytes > 0
    ? ', as it travelled (the session uses TLS)'
    : '';

function segmentWords(data: DataConnection): string {
  const { connection, transfer } = data;
  if (connection === null || transfer === null || transfer.bytes === 0) return '';
  const runs = connection.journal.filter(({ kind, from }) => kind === 'data' && from === transfer.sender);
  const segments = runs.reduce((sum, run) => sum + run.segments, 0);
  const again = runs.reduce((sum, run) => sum + run.retransmissions, 0);
  const took =
    transfer.durationSeconds === null || transfer.durationSeconds === 0
      ? ''
      : ` within ${formatDuration(transfer.durationSeconds * NS_PER_SECOND, data.session.coarseTimes)}`;
  const repeated = again === 0 ? '' : `, ${again} of them repeated`;
  return `, ${plural(segments, 'segment')}${took}${repeated}`;
}

function closingWords(data: DataConnection, connection: Connection): string {
  const { fins, rst, unseenFins } = connection.teardown;
  const parts = fins.map(
    ({ from, frame, ackFrame }) =>
      `FIN by the ${roleOf(data, connection, from)} ${frame}${ackFrame === null ? ', acknowledgement not seen' : `, acknowledged ${ackFrame}`}`,
  );
  for (const { from, ackFrame } of unseenFins)
    parts.push(`FIN by the ${roleOf(data, connection, from)} not in the capture, but acknowledged ${ackFrame}`);
  if (rst !== null && data.outcome !== 'refused')
    parts.push(`RST by the ${roleOf(data, connection, rst.from)} ${rst.frame}`);
  if (parts.length === 0 && data.outcome === 'incomplete') return 'its end is not in this capture';
  return parts.join('; ');
}

/**
 * The ten steps, and of those that went wrong why. What the capture lacks of the control connection stands in the
 * session's heading.
 */
function* stepLines(data: DataConnection, style: ReportStyle, line: Write): Generator<StyledLine> {
  const steps = stepsOf(data);
  const reported = steps.filter(
    ({ number, state }) => state !== 'done' && ((number > 3 && number < 10) || state === 'failed'),
  );
  const trouble = stepsTrouble(reported);
  const marks = stepsLine(steps, style.verbosity > 0).replace('Steps ', '');
  yield* line('steps', `${marks}${trouble === '' ? '' : `   ${trouble}`}`);
}
