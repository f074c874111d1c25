/** The JSON report: the form that scripts rely on (README, "JSON"). Projections of the live objects, nothing else. */

import type * as live from '../ftp/session.js';
import { completenessName, connState } from '../tcp/summary.js';
import type * as tcp from '../tcp/types.js';
import type { CaptureInfo } from './captureInfo.js';
import { findingsOf } from './findings.js';
import { reasonsOf } from './reasons.js';
import { type StepState, stepsOf } from './steps.js';
import { rfc3339 } from './time.js';
import type { AnalyzerView } from './view.js';

/** Times of one capture as the report writes them. */
export type Clock = (timeNs: number) => string;

/** The clock of a capture; before the first packet every time is the Unix epoch. */
export const clockOf = (view: Pick<AnalyzerView, 'epochSeconds'>, fractionDigits: 6 | 9): Clock => {
  return (timeNs) => rfc3339(view.epochSeconds ?? 0, timeNs, fractionDigits);
};

export function reportCapture(view: AnalyzerView, info: CaptureInfo, clock: Clock) {
  return {
    sources: info.sources,
    format: info.format,
    linkTypes: info.linkTypes,
    packets: view.packets,
    bytes: view.bytes,
    firstTime: view.firstTimeNs === null ? null : clock(view.firstTimeNs),
    lastTime: view.lastTimeNs === null ? null : clock(view.lastTimeNs),
    skipped: view.skipped,
    dropped: info.dropped,
    problems: info.problems.map(({ kind, message, frame }) => ({ kind, message, frame })),
  };
}

/** Everything of a session but its dialogue and data connections. */
export function reportSessionHead(session: live.Session, clock: Clock) {
  return {
    id: session.id,
    client: endpoint(session.client),
    server: endpoint(session.server),
    recognisedBy: session.recognisedBy,
    control: reportConnection(session.control, clock),
    user: session.user,
    password: session.password,
    loggedIn: session.loggedIn,
    tls: session.tls,
  };
}

export function reportSession(session: live.Session, clock: Clock) {
  return {
    ...reportSessionHead(session, clock),
    dialogue: session.exchanges.map((exchange) => reportExchange(exchange, clock)),
    dataConnections: session.dataConnections.map((data) => reportDataConnection(data, clock)),
    findings: findingsOf(session),
  };
}

export function reportExchange(exchange: live.Exchange, clock: Clock) {
  const { command } = exchange;
  return {
    command: command && {
      verb: command.verb,
      argument: command.argument,
      frame: command.frame,
      time: clock(command.timeNs),
      telnet: command.telnet || undefined,
      oddities: someOf(command.oddities),
    },
    replies: exchange.replies.map((reply) => ({
      code: reply.code,
      text: reply.text,
      firstFrame: reply.firstFrame,
      lastFrame: reply.lastFrame,
      time: clock(reply.timeNs),
      oddities: someOf(reply.oddities),
    })),
    code: exchange.code,
    directory: exchange.directory,
    doubt: exchange.doubt ?? undefined,
  };
}

export function reportDataConnection(data: live.DataConnection, clock: Clock) {
  const { announced } = data;
  return {
    id: data.id,
    mode: data.mode,
    announced: announced && { address: announced.address, port: announced.port, frame: announced.frame },
    connection: data.connection && reportConnection(data.connection, clock),
    confidence: data.confidence,
    because: reasonsOf(data),
    outcome: data.outcome,
    transfer: data.transfer && reportTransfer(data.transfer),
    partner: data.partner?.id ?? null,
    delaySeconds: delaySeconds(data),
    steps: stepsOf(data).map(({ number, state, frames }) => ({ number, state: STEP_STATES[state], frames })),
  };
}

/** 'missing' is told apart from 'failed' by people only: to scripts a step that should have come and did not has failed. */
const STEP_STATES: Readonly<Record<StepState, 'ok' | 'failed' | 'unknown' | 'not-reached'>> = {
  done: 'ok',
  failed: 'failed',
  missing: 'failed',
  unseen: 'unknown',
  'not-reached': 'not-reached',
};

/** From the announcement to the first SYN; below 0 where the SYN was captured first. */
function delaySeconds({ announced, connection }: live.DataConnection): number | null {
  if (announced === null || connection === null || connection.handshake.syn === null) return null;
  return (connection.firstTimeNs - announced.timeNs) / 1e9;
}

function reportTransfer(transfer: live.Transfer) {
  const { verb, argument, frame } = transfer.exchange.command!;
  const { bytes, durationSeconds } = transfer;
  return {
    command: { verb, argument, frame },
    direction: transfer.direction,
    path: transfer.path,
    type: transfer.type,
    mode: transfer.mode,
    restart: transfer.restart,
    code: transfer.code,
    bytes,
    expectedBytes: transfer.expectedBytes,
    expectedFrom: transfer.expectedFrom,
    missing: transfer.missing,
    sha256: transfer.sha256,
    contentBytes: transfer.contentBytes,
    contentSha256: transfer.contentSha256,
    verdict: transfer.verdict,
    evidence: transfer.evidence ?? [],
    durationSeconds,
    bytesPerSecond: durationSeconds !== null && durationSeconds > 0 ? Math.round(bytes / durationSeconds) : null,
    file: transfer.file,
  };
}

export function reportConnection(connection: tcp.Connection, clock: Clock) {
  const { sides, teardown } = connection;
  const both = (what: 'retransmissions' | 'outOfOrder' | 'missingBytes' | 'conflictingBytes') =>
    sides.initiator[what] + sides.responder[what];
  return {
    initiator: endpoint(connection.initiator),
    responder: endpoint(connection.responder),
    handshake: { syn: connection.handshake.syn, synAck: connection.handshake.synAck, ack: connection.handshake.ack },
    synRetransmissions: connection.synRetransmissions,
    teardown: { kind: teardown.kind, fins: teardown.fins, rst: teardown.rst, unseenFins: teardown.unseenFins },
    firstTime: clock(connection.firstTimeNs),
    lastTime: clock(connection.lastTimeNs),
    segments: connection.segments,
    bytes: { initiator: sides.initiator.bytes, responder: sides.responder.bytes },
    retransmissions: both('retransmissions'),
    outOfOrder: both('outOfOrder'),
    missingBytes: both('missingBytes'),
    conflictingBytes: both('conflictingBytes'),
    completeness: { value: connection.completeness, name: completenessName(connection.completeness) },
    connState: connState(connection),
    history: connection.history,
  };
}

/** What is undefined is not written. */
const someOf = (list: readonly string[]) => (list.length > 0 ? list : undefined);

const endpoint = ({ address, port }: tcp.Endpoint) => ({ address, port });
