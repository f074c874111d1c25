/** One data connection: announced, opened, used, closed. */
import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { DataConnection, Transfer } from '../../ftp/protocol/session.js';
import { differencesOf, isCertainty } from '../../model/differences.js';
import { resultOf } from '../../model/explain/result.js';
import { formatSeconds } from '../../model/format.js';
import { inferredTransferOf } from '../../model/ladder/inferred.js';
import { say } from '../../model/ladder/say.js';
import { icmpName, reasonsOf } from '../../model/reasons.js';
import { announcementNumber, isActive, roleOf } from '../../model/roles.js';
import { type Step, stepsOf, stepsTrouble } from '../../model/steps.js';
import { timeOfStep } from '../../model/stepTimes.js';
import { tcpSummaryOf } from '../../model/tcpSummary.js';
import { lossOf, transferTiming } from '../../model/timing/transfer.js';
import { wrapperOf } from '../../model/transfers.js';
import type { Connection, Side } from '../../tcp/types.js';
import type { Texts } from '../../text/texts.js';
import { frameRange, table } from '../columns.js';
import type { ReportStyle } from '../format.js';
import { type Style, type StyledLine, span } from '../styles.js';
import { wrap } from '../wrap.js';
import { field, tableLines } from './lines.js';

/** Of the first line of a reply. */
const REPLY_CHARACTERS = 200;
const NARROWEST_COLUMNS = 20;
/** Frames of repeated segments that are named. */
const SHOWN_FRAMES = 6;

type Write = (label: string, text: string, look?: Style) => Generator<StyledLine>;

/** @param tabled the ten steps follow as a table */
export function* dataConnectionLines(
  data: DataConnection,
  style: ReportStyle,
  texts: Texts,
  tabled = false,
): Generator<StyledLine> {
  const { width } = style;
  const labels = texts.report.data.labels;
  const line: Write = (label, text, look = 'plain') =>
    field(label, text, width, { indent: 2, labelColumns: 12, style: look });
  yield* titleLines(data, width, texts);
  const { connection, transfer } = data;
  if (connection === null) yield* line(labelWithout(data, texts), notOpened(data, texts), unopenedStyle(data));
  else yield* connectionLines(data, connection, line, texts);
  if (transfer !== null) yield* transferLines(data, transfer, style, line, texts);
  else yield* inferredLines(data, style, line, texts);
  if (connection !== null) {
    const closed = closingWords(data, connection, texts);
    const label = connection.teardown.kind === 'none' ? labels.notClosed : labels.closed;
    if (closed !== '') yield* line(label, closed, data.outcome === 'reset' ? 'bad' : 'plain');
  }
  if (!tabled) yield* stepLines(data, line, texts);
  if (style.verbosity === 0) return;
  if (connection !== null) yield* line(labels.tcp, texts.report.tcpSummary(tcpSummaryOf(connection)));
  for (const reason of reasonsOf(data))
    yield* line(labels.because, texts.report.data.because(texts.say('evidence', reason), reason.frames, texts.format));
}

function* titleLines(data: DataConnection, width: number, texts: Texts): Generator<StyledLine> {
  const name = texts.report.data.title(data.id);
  const sign = `  ${texts.format.announcement(announcementNumber(data))}  `;
  const indent = name.length + sign.length;
  const words = announcementWords(data, texts);
  const [first = '', ...rest] = wrap(words, Math.max(NARROWEST_COLUMNS, width - indent));
  yield [span(name, 'section'), span(sign, 'remark'), span(first)];
  for (const text of rest) yield [span(' '.repeat(indent) + text)];
}

function announcementWords(data: DataConnection, texts: Texts): string {
  const { announced, mode, exchange, session } = data;
  const words = texts.report.data;
  const frame = exchange?.command?.frame ?? null;
  if (announced !== null) {
    const listens = announced.address === session[announced.by].address;
    return words.announced({ mode, active: isActive(mode), listens, ...announced }, texts.format);
  }
  if (!isActive(mode) && data.outcome === 'rejected') return words.asked(mode, frame);
  const reply = exchange?.replies.at(-1);
  if (reply?.oddities.some(({ code }) => code === 'cut'))
    return words.replyCut(mode, frame, reply.code, reply.lastFrame);
  if (exchange !== null) return words.unreadable(mode, frame);
  return mode === 'DEFAULT' ? words.defaultPort : words.announcementMissing(mode);
}

const labelWithout = (data: DataConnection, { report }: Texts): string => {
  const { labels } = report.data;
  if (data.outcome === 'rejected') return labels.rejected;
  return data.outcome === 'not-captured' ? labels.notSeen : labels.notOpened;
};

const unopenedStyle = (data: DataConnection): Style => (data.outcome === 'not-captured' ? 'plain' : 'bad');

function notOpened(data: DataConnection, { report }: Texts): string {
  const reply = data.exchange?.replies.at(-1);
  if (data.outcome === 'rejected' && reply !== undefined) {
    const first = `${reply.code} ${reply.text.split('\n', 1)[0]!.slice(0, REPLY_CHARACTERS)}`;
    return report.data.reply(escapeText(first), reply.lastFrame);
  }
  return data.outcome === 'not-captured' ? report.data.connectionMissing : report.data.nobodyConnected;
}

function* connectionLines(
  data: DataConnection,
  connection: Connection,
  line: Write,
  texts: Texts,
): Generator<StyledLine> {
  const { data: words, roles } = texts.report;
  const { labels } = words;
  const failed = data.outcome === 'unanswered' || data.outcome === 'refused' || data.outcome === 'prohibited';
  yield* line(failed ? labels.tried : labels.opened, openingWords(data, connection, texts));
  if (failed) yield* line(labels.failed, failureWords(data, connection, texts), 'bad');
  const port = (side: 'initiator' | 'responder'): string =>
    texts.report.port(connection[side].port, roles[roleOf(data, connection, side)], true);
  yield* line(labels.ports, words.ports(port('initiator'), port('responder')));
  if (data.partner !== null) {
    const other = data.partner.session.server.address;
    yield* line(labels.mode, words.thirdParty(isActive(data.mode), other, data.partner.id));
  }
  const differences = differencesOf(data).filter((one) => !isCertainty(one));
  if (differences.length === 0) return;
  const notes = differences.map((one) => texts.say('ladder', one)).join(texts.report.semicolon);
  yield* line(labels.note, differences.some(({ code }) => code === 'from-port') ? words.usualPort(notes) : notes);
}

/** 'by the server 10.0.0.1:20 → 10.0.0.2:44441   SYN 16, SYN+ACK 17, ACK 18   (+420 µs, certain)'. */
function openingWords(data: DataConnection, connection: Connection, { report, format }: Texts): string {
  const { announced, session, confidence } = data;
  return report.data.opening(
    {
      mode: data.mode,
      by: report.roles[roleOf(data, connection, 'initiator')],
      from: connection.initiator,
      to: connection.responder,
      ...connection.handshake,
      again: connection.synRetransmissions,
      late: announced === null ? null : { ns: connection.firstTimeNs - announced.timeNs, coarse: session.coarseTimes },
      confidence,
    },
    format,
  );
}

function failureWords(data: DataConnection, connection: Connection, { report, format }: Texts): string {
  const words = report.data;
  if (data.outcome === 'refused') return words.refusedByRst(connection.teardown.rst?.frame ?? null);
  if (data.outcome === 'prohibited') {
    const { icmpError } = connection;
    const frames = connection.journal.filter(({ kind }) => kind === 'icmp-error').map(({ firstFrame }) => firstFrame);
    const text = icmpError === null ? null : escapeText(icmpError.text);
    return words.prohibited(icmpName(connection), icmpError?.reporter ?? null, text, frames, format);
  }
  const ns = connection.lastTimeNs - connection.firstTimeNs;
  return ns === 0 ? words.neverAnswered : words.neverAnsweredWithin(ns, data.session.coarseTimes, format);
}

function* transferLines(
  data: DataConnection,
  transfer: Transfer,
  style: ReportStyle,
  line: Write,
  texts: Texts,
): Generator<StyledLine> {
  const { verb, argument } = transfer.exchange.command!;
  const look = transfer.verdict === 'complete' ? 'good' : transfer.verdict === 'unknown' ? 'plain' : 'bad';
  const words = texts.report.data;
  const result = words.result(
    {
      name: argument === '' ? null : escapeText(argument),
      result: texts.say('explain', resultOf(transfer)),
      segments: segmentsOf(data),
      underTls: data.session.tls !== null && transfer.contentBytes === null && transfer.bytes > 0,
    },
    texts.format,
  );
  yield* line(verb, result, look);
  yield* hashLines(transfer, style, line, texts);
  yield* timeLines(data, transfer, style, line, texts);
}

/** What was inferred of a transfer whose dialogue cannot be read. */
function* inferredLines(data: DataConnection, style: ReportStyle, line: Write, texts: Texts): Generator<StyledLine> {
  const params = inferredTransferOf(data);
  if (params === null || data.inferred === null) return;
  yield* line(texts.report.data.labels.inferred, texts.say('ladder', say('inferred-transfer', params)), 'dim');
  if (style.verbosity === 0) return;
  for (const reason of data.inferred.evidence)
    yield* line('', texts.report.data.because(texts.say('evidence', reason), reason.frames, texts.format), 'dim');
}

/** Payload segments of the sender, how many of them repeat, and how long they took; null: there were none. */
function segmentsOf({ connection, transfer, session }: DataConnection) {
  if (connection === null || transfer === null || transfer.bytes === 0 || transfer.sender === null) return null;
  const { flow } = connection.sides[transfer.sender];
  const { segments: count, repeated: again } = flow === null ? inJournal(connection, transfer.sender) : lossOf(flow);
  const seconds = transfer.durationSeconds;
  const took = seconds === null || seconds === 0 ? null : { ns: seconds * NS_PER_SECOND, coarse: session.coarseTimes };
  return { count, again, took };
}

function inJournal({ journal }: Connection, sender: Side) {
  let segments = 0;
  let repeated = 0;
  for (const row of journal) {
    if (row.kind !== 'data' || row.from !== sender) continue;
    segments += row.segments;
    repeated += row.retransmissions;
  }
  return { segments, repeated };
}

/** Where the time went: of a slow transfer what held it up, with -v the parts too. */
function* timeLines(
  data: DataConnection,
  transfer: Transfer,
  style: ReportStyle,
  line: Write,
  texts: Texts,
): Generator<StyledLine> {
  const timing = transferTiming(data, transfer);
  if (timing === null) return;
  const { report, format } = texts;
  const { limit } = timing;
  if (style.verbosity > 0) yield* line(report.data.labels.time, report.timing.parts(timing, format));
  if (limit === null) return;
  const frames =
    limit.frames.length === 0 ? '' : ` ${report.findings.frames(limit.frames.slice(0, SHOWN_FRAMES), format)}`;
  yield* line(report.data.labels.slow, `${texts.say('timing', limit)}${frames}`, 'trouble');
}

/** The hash of the file or listing itself where it can be reported; -v adds that of what travelled. */
function* hashLines(transfer: Transfer, style: ReportStyle, line: Write, { report }: Texts): Generator<StyledLine> {
  const { bytes, sha256, contentSha256, restart } = transfer;
  if (bytes === 0) return;
  if (wrapperOf(transfer) === null) {
    if (sha256 !== null) yield* line('sha256', (restart ?? 0) > 0 ? report.data.hashOfPart(sha256) : sha256);
    return;
  }
  if (contentSha256 !== null) yield* line('sha256', contentSha256);
  if (sha256 !== null && style.verbosity > 0) yield* line(report.data.labels.travelled, `sha256 ${sha256}`);
}

function closingWords(data: DataConnection, connection: Connection, { report }: Texts): string {
  const { fins, rst, unseenFins } = connection.teardown;
  const words = report.data;
  const role = (side: 'initiator' | 'responder'): string => report.roles[roleOf(data, connection, side)];
  const parts = fins.map(({ from, frame, ackFrame }) => words.fin(role(from), frame, ackFrame));
  for (const { from, ackFrame } of unseenFins) parts.push(words.finMissing(role(from), ackFrame));
  if (rst !== null && data.outcome !== 'refused') parts.push(words.rst(role(rst.from), rst.frame));
  if (parts.length === 0 && data.outcome === 'incomplete') return words.endMissing;
  return parts.join(report.semicolon);
}

/**
 * The ten steps, and of those that went wrong why. What the capture does not have of the control connection stands in the
 * session's heading.
 */
function* stepLines(data: DataConnection, line: Write, texts: Texts): Generator<StyledLine> {
  const steps = stepsOf(data);
  const reported = steps.filter(
    ({ number, state }) => state !== 'done' && ((number > 3 && number < 10) || state === 'failed'),
  );
  const trouble = stepsTrouble(reported).map((step) => texts.say('steps', step));
  const marks = steps.map(({ number, state }) => `${number} ${texts.report.marks.steps[state]}`);
  const words = trouble.length === 0 ? '' : `   ${trouble.join(texts.report.semicolon)}`;
  yield* line(texts.report.data.labels.steps, `${marks.join('  ')}${words}`);
}

const INDENT = 2;
/** Four frames of a teardown, as a rule. */
const FRAMES_COLUMNS = 24;

/** Step 8 has the first and the last frame of the data, the others each of theirs. */
const stepFrames = ({ number, frames }: Step): string =>
  number === 8 && frames.length === 2 ? frameRange(frames[0]!, frames[1]!, FRAMES_COLUMNS) : frames.join(' ');

/** A table of the ten steps: what happens with its hosts and ports, in which frames, when, and what is special. */
export function* stepTable(data: DataConnection, zeroNs: number, width: number, texts: Texts): Generator<StyledLine> {
  const { stepColumns, stepNote } = texts.report.data;
  const rows = stepsOf(data).map((step) => {
    const { number, title, state, note } = step;
    const timeNs = timeOfStep(data, step);
    const words = texts.say('steps', title);
    return [
      `${String(number).padStart(2)} ${texts.report.marks.steps[state]}`,
      note === null ? words : stepNote(words, texts.say('steps', note)),
      stepFrames(step),
      timeNs === null ? '' : formatSeconds(timeNs - zeroNs),
    ];
  });
  const columns = [
    { title: stepColumns.number },
    { title: stepColumns.title, flexible: true, wraps: true },
    { title: stepColumns.frames, max: FRAMES_COLUMNS },
    { title: stepColumns.time, align: 'right' as const },
  ];
  yield* tableLines(table(columns, rows, width - INDENT), INDENT);
}
