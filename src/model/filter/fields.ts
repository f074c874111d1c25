/** The words of the filter language: those of the JSON report, each with its values. One row a word. */
import type { DataConnection, Session, Transfer } from '../../ftp/protocol/session.js';
import type { Connection } from '../../tcp/types.js';
import type { CaptureInfo } from '../captureInfo.js';
import { closedFirst } from '../closedFirst.js';
import { dataUncovered, dialogueUncovered, sessionUncovered, type Uncovered } from '../coverage.js';
import type { Finding } from '../findings/finding.js';
import type { ResultParams } from '../result/codes.js';
import { resultOf } from '../result/result.js';
import { isActive, roleOf } from '../roles.js';
import type { LadderRow } from '../rows.js';
import { type Step, stepsOf } from '../steps.js';
import { bytesOf, commandsOf, filesOf, stateOf } from '../summary.js';
import { CONNECTIONS, EXCHANGES, type ExchangeIn, FINDINGS, STEPS, TRANSFERS } from './kinds.js';
import { type FieldOf, fieldVia, type Language, type ListOf, languageOf, listOf, type Value } from './language.js';
import {
  CLOSERS,
  CONFIDENCES,
  COVERS,
  ENDINGS,
  KINDS,
  MODES,
  OUTCOMES,
  RESULTS,
  ROLES,
  TLS_BEGINNINGS,
} from './values.js';

// Data connections

/** Slower than this, in bytes a second, over a second at least. */
const SLOW_BYTES_PER_SECOND = 100_000;

const isSlow = ({ transfer }: DataConnection): boolean =>
  transfer !== null &&
  transfer.durationSeconds !== null &&
  transfer.durationSeconds >= 1 &&
  transfer.bytes / transfer.durationSeconds < SLOW_BYTES_PER_SECOND;

const FAILED_OUTCOMES: ReadonlySet<DataConnection['outcome']> = new Set<DataConnection['outcome']>([
  'unanswered',
  'refused',
  'prohibited',
  'rejected',
  'reset',
]);
const hasFailed = ({ transfer, outcome }: DataConnection): boolean =>
  transfer?.verdict === 'truncated' || transfer?.verdict === 'refused' || FAILED_OUTCOMES.has(outcome);

const announcingFrames = ({ announced, exchange }: DataConnection) => [exchange?.command?.frame, announced?.frame];
const endFrames = ({ connection }: DataConnection) => {
  const { handshake = null, teardown = null, icmpError = null } = connection ?? {};
  return [handshake?.syn, handshake?.synAck, handshake?.ack, icmpError?.frame, ...(teardown?.fins ?? []).map(({ frame }) => frame), teardown?.rst?.frame];
}; // biome-ignore format: a list
/** What is said of an outcome may change with what is not in the capture. */
const outcomeOpen = (data: DataConnection, value: Value): Uncovered | null =>
  value === 'incomplete' || value === 'not-captured' ? (dataUncovered(data) ?? 'not-known') : undecidedYet(data);
const undecidedYet = (data: DataConnection): Uncovered | null =>
  data.outcome === 'never-used' || data.outcome === 'unanswered' ? dataUncovered(data) : null;
/** True is certain; false may become true. */
const unlessTrue = (open: (data: DataConnection) => Uncovered | null) => (data: DataConnection, value: Value): Uncovered | null =>
  value === true ? null : open(data); // biome-ignore format: one line
const announcedOpen = ({ session, outcome }: DataConnection, value: Value): Uncovered | null =>
  value !== null || outcome === 'rejected' ? null : dialogueUncovered(session);

const connectionOf = listOf<DataConnection, Connection>(
  'connection',
  () => CONNECTIONS,
  ({ connection }) => (connection ? [connection] : []),
  (data) => (data.connection === null ? dataUncovered(data) : null),
);
const transferOf = listOf<DataConnection, Transfer>(
  'transfer',
  () => TRANSFERS,
  ({ transfer }) => (transfer ? [transfer] : []),
  ({ transfer, session }) => (transfer === null ? dialogueUncovered(session) : null),
);
const stepsList = listOf<DataConnection, Step>(
  'steps',
  () => STEPS,
  stepsOf,
  () => null,
  ['step'],
);

const viaTransfer = (word: string, name: string): FieldOf<DataConnection> =>
  fieldVia(word, transferOf, TRANSFERS.find(name)!);

/** What the words say of one data connection. */
export const DATA_FIELDS: readonly FieldOf<DataConnection>[] = [
  { word: 'id', kind: 'text', values: ({ id }) => [id] },
  { word: 'mode', kind: 'text', only: MODES, values: ({ mode }) => [mode], frames: announcingFrames },
  { word: 'modeKind', kind: 'text', only: ['active', 'passive'], values: ({ mode }) => [isActive(mode) ? 'active' : 'passive'], frames: announcingFrames },
  { word: 'outcome', kind: 'text', only: OUTCOMES, values: ({ outcome }) => [outcome], open: outcomeOpen, frames: endFrames },
  { word: 'confidence', kind: 'text', only: CONFIDENCES, values: ({ confidence }) => [confidence], open: () => null, frames: endFrames },
  { word: 'announced.address', kind: 'text', values: ({ announced }) => [announced?.address ?? null], open: announcedOpen, frames: announcingFrames },
  { word: 'announced.port', kind: 'number', values: ({ announced }) => [announced?.port ?? null], open: announcedOpen, frames: announcingFrames },
  { word: 'openedBy', kind: 'text', only: ROLES, values: (data) => (data.connection?.initiatorKnown ? [roleOf(data, data.connection, 'initiator')] : [null]), open: (data, value) => (value === null ? (dataUncovered(data) ?? null) : null), frames: endFrames },
  { word: 'closedFirst', kind: 'text', only: CLOSERS, values: (data) => [closedFirst(data.session, data)], frames: endFrames },
  { word: 'cover', kind: 'text', only: COVERS, values: ({ cover }) => [cover] },
  { word: 'protection', kind: 'text', only: ['C', 'P'], values: ({ protection }) => [protection] },
  { word: 'command', kind: 'text', values: ({ transfer, exchange }) => [transfer?.exchange.command?.verb ?? null, exchange?.command?.verb ?? null] },
  viaTransfer('transfer.path', 'path'),
  viaTransfer('transfer.direction', 'direction'),
  viaTransfer('transfer.verdict', 'verdict'),
  { word: 'bytes', kind: 'number', values: ({ transfer }) => [transfer?.bytes ?? 0], atLeast: true, open: dataUncovered },
  viaTransfer('transfer.expectedBytes', 'expectedBytes'),
  viaTransfer('code', 'code'),
  viaTransfer('transfer.durationSeconds', 'durationSeconds'),
  fieldVia('port', connectionOf, CONNECTIONS.find('port')!),
  { word: 'failed', kind: 'boolean', values: (data) => [hasFailed(data)], open: unlessTrue(dataUncovered) },
  { word: 'refused', kind: 'boolean', values: ({ transfer, outcome }) => [transfer?.verdict === 'refused' || outcome === 'refused' || outcome === 'rejected'], open: unlessTrue(dataUncovered) },
  { word: 'unanswered', kind: 'boolean', values: ({ outcome }) => [outcome === 'unanswered'], open: unlessTrue(dataUncovered), frames: endFrames },
  { word: 'truncated', kind: 'boolean', values: ({ transfer }) => [transfer?.verdict === 'truncated'], open: unlessTrue(dataUncovered) },
  { word: 'slow', kind: 'boolean', values: (data) => [isSlow(data)], open: unlessTrue(dataUncovered) },
]; // biome-ignore format: a table

export const DATA_LANGUAGE = languageOf<DataConnection>({
  kind: 'dataConnection',
  self: ['dataConnection', 'dataConnections'],
  fields: DATA_FIELDS,
  lists: [connectionOf, transferOf, stepsList],
  also: { path: 'transfer.path', verdict: 'transfer.verdict', direction: 'transfer.direction' },
  label: ({ id }) => id,
  frames: (data) => [...announcingFrames(data), ...endFrames(data)],
});

// Sessions

const failedWith =
  (...codes: readonly (keyof ResultParams)[]) =>
  (session: Session): readonly Value[] => [resultOf(session).failures.some(({ fact }) => codes.includes(fact.code))];
const failedOpen = (session: Session, value: Value): Uncovered | null =>
  value === true ? null : sessionUncovered(session);
/** Null is "none" where the whole dialogue can be read. */
const nullOpen = (session: Session, value: Value): Uncovered | null =>
  value === null ? dialogueUncovered(session) : null;
const handshakeFrames = ({ control: { handshake, firstFrame } }: Session) =>
  handshake.syn === null ? [firstFrame] : [handshake.syn, handshake.synAck, handshake.ack];
const framesOf =
  (...verbs: readonly string[]) =>
  ({ exchanges }: Session) =>
    exchanges.flatMap(({ command, replies }) =>
      command !== null && verbs.includes(command.verb) ? [command.frame, replies.at(-1)?.lastFrame] : [],
    );
const controlEnd = ({ control: { teardown } }: Session) => [
  ...teardown.fins.flatMap(({ frame, ackFrame }) => [frame, ackFrame]),
  teardown.rst?.frame,
];

const exchangesList = listOf<Session, ExchangeIn>(
  'exchanges',
  () => EXCHANGES,
  (session) => session.exchanges.map((exchange) => ({ exchange, session })),
  dialogueUncovered,
  ['exchange', 'dialogue'],
);
const dataList = listOf<Session, DataConnection>(
  'dataConnections',
  () => DATA_LANGUAGE,
  ({ dataConnections }) => dataConnections,
  dialogueUncovered,
  ['dataConnection'],
);
const transfersList = listOf<Session, Transfer>(
  'transfers',
  () => TRANSFERS,
  ({ dataConnections }) => dataConnections.flatMap(({ transfer }) => (transfer ? [transfer] : [])),
  dialogueUncovered,
  ['transfer'],
);
const controlOf = listOf<Session, Connection>(
  'control',
  () => CONNECTIONS,
  ({ control }) => [control],
  () => null,
);
const connectionsList = listOf<Session, Connection>(
  'connections',
  () => CONNECTIONS,
  ({ control, dataConnections }) => [control, ...dataConnections.flatMap(({ connection }) => (connection ? [connection] : []))],
  sessionUncovered,
  ['connection'],
); // biome-ignore format: a table
const findingsList = listOf<Session, Finding>(
  'findings',
  () => FINDINGS,
  (session, findings) => findings(session),
  sessionUncovered,
);

const via = <Subject>(word: string, list: ListOf<Subject>, name: string) => fieldVia(word, list, list.of().find(name)!);

/** `transfer.x` also stands for `dataConnections.transfer.x`, `command` for `exchanges.command` and so on. */
export const FIELDS: readonly FieldOf<Session>[] = [
  { word: 'id', kind: 'number', values: ({ id }) => [id] },
  { word: 'client.address', kind: 'text', values: ({ client }) => [client.address] },
  { word: 'client.port', kind: 'number', values: ({ client }) => [client.port] },
  { word: 'server.address', kind: 'text', values: ({ server }) => [server.address] },
  { word: 'server.port', kind: 'number', values: ({ server }) => [server.port] },
  { word: 'address', kind: 'text', values: ({ client, server }) => [client.address, server.address] },
  { word: 'user', kind: 'text', values: ({ user }) => [user], open: nullOpen, frames: framesOf('USER') },
  { word: 'loggedIn', kind: 'boolean', values: ({ loggedIn }) => [loggedIn], open: nullOpen, frames: framesOf('USER', 'PASS') },
  { word: 'tls', kind: 'text', only: TLS_BEGINNINGS, values: ({ tls }) => [tls?.startedBy ?? null], open: () => null, frames: ({ tls }) => [tls?.frame] },
  { word: 'ended', kind: 'text', only: ENDINGS, values: ({ control }) => [stateOf(control)], open: (_session, value) => (value === 'open' ? 'end-missing' : null), frames: controlEnd },
  { word: 'closedFirst', kind: 'text', only: CLOSERS, values: (session) => [closedFirst(session, null)], frames: controlEnd },
  via('command', exchangesList, 'command'),
  via('command.argument', exchangesList, 'command.argument'),
  via('code', exchangesList, 'code'),
  via('reply', exchangesList, 'reply'),
  { word: 'commands', kind: 'number', values: (session) => [commandsOf(session)], atLeast: true, open: dialogueUncovered },
  { word: 'failed', kind: 'number', values: (session) => [resultOf(session).failed], atLeast: true, open: sessionUncovered },
  { word: 'result', kind: 'text', only: RESULTS, values: (session) => resultOf(session).failures.map(({ fact }) => fact.code), more: sessionUncovered, frames: (session) => resultOf(session).failures.flatMap(({ fact }) => fact.frames) },
  { word: 'refused', kind: 'boolean', values: failedWith('refused-rst', 'rejected', 'third-host-rejected', 'transfer-refused', 'login-failed'), open: failedOpen },
  { word: 'unanswered', kind: 'boolean', values: failedWith('unanswered'), open: failedOpen },
  { word: 'truncated', kind: 'boolean', values: failedWith('truncated'), open: failedOpen },
  { word: 'slow', kind: 'boolean', values: ({ dataConnections }) => [dataConnections.some(isSlow)], open: failedOpen },
  { word: 'files', kind: 'number', values: (session) => [filesOf(session).length], atLeast: true, open: dialogueUncovered },
  { word: 'bytes', kind: 'number', values: (session) => [bytesOf(session)], atLeast: true, open: sessionUncovered },
  via('mode', dataList, 'mode'),
  via('outcome', dataList, 'outcome'),
  via('confidence', dataList, 'confidence'),
  via('announced.address', dataList, 'announced.address'),
  via('announced.port', dataList, 'announced.port'),
  via('transfer.path', dataList, 'transfer.path'),
  via('transfer.direction', dataList, 'transfer.direction'),
  via('transfer.verdict', dataList, 'transfer.verdict'),
  via('transfer.bytes', transfersList, 'bytes'),
  via('transfer.expectedBytes', transfersList, 'expectedBytes'),
  via('transfer.code', transfersList, 'code'),
  via('transfer.sha256', transfersList, 'sha256'),
  via('transfer.durationSeconds', transfersList, 'durationSeconds'),
  via('finding', findingsList, 'code'),
  via('severity', findingsList, 'severity'),
  via('port', connectionsList, 'port'),
  via('teardown', connectionsList, 'teardown'),
  via('retransmissions', connectionsList, 'retransmissions'),
  via('missingBytes', connectionsList, 'missingBytes'),
]; // biome-ignore format: a table

export const SESSION_LANGUAGE = languageOf<Session>({
  kind: 'session',
  self: ['session', 'sessions'],
  fields: FIELDS,
  lists: [exchangesList, dataList, transfersList, connectionsList, controlOf, findingsList],
  also: {
    verb: 'command',
    argument: 'command.argument',
    'command.verb': 'command',
    'finding.kind': 'finding',
    'finding.code': 'finding',
    'finding.severity': 'severity',
    'reply.text': 'reply',
    'reply.code': 'code',
    'teardown.kind': 'teardown',
    path: 'transfer.path',
    verdict: 'transfer.verdict',
    direction: 'transfer.direction',
  },
  through: dataList,
  label: ({ id }) => String(id),
  frames: handshakeFrames,
});

// Captures

/** A whole capture, as checks ask it. */
export type CaptureSubject = {
  readonly sessions: readonly Session[];
  /** Those that concern no single session. */
  readonly findings: readonly Finding[];
  readonly packets: number;
  /** All TCP connections, FTP or not. */
  readonly connections: number;
  readonly info: Pick<CaptureInfo, 'damaged' | 'dropped'>;
  /** More sessions than are kept, or connections that were given up. */
  readonly limitReached: boolean;
};

function captureOpen({ info, limitReached }: CaptureSubject): Uncovered | null {
  if (info.damaged) return 'damaged';
  if (info.dropped.kernel || info.dropped.interface) return 'packets-lost';
  return limitReached ? 'limit-reached' : null;
}

const sessionsList = listOf<CaptureSubject, Session>(
  'sessions',
  () => SESSION_LANGUAGE,
  ({ sessions }) => sessions,
  captureOpen,
  ['session'],
);
const allFindings = listOf<CaptureSubject, Finding>(
  'findings',
  () => FINDINGS,
  ({ sessions, findings }, findingsOf) => [...sessions.flatMap((session) => findingsOf(session)), ...findings],
  (subject) => captureOpen(subject) ?? firstOf(subject.sessions, sessionUncovered),
);

function firstOf<T>(list: readonly T[], of: (one: T) => Uncovered | null): Uncovered | null {
  for (const one of list) {
    const found = of(one);
    if (found !== null) return found;
  }
  return null;
}

export const CAPTURE_FIELDS: readonly FieldOf<CaptureSubject>[] = [
  { word: 'packets', kind: 'number', values: ({ packets }) => [packets], atLeast: true, open: captureOpen },
  { word: 'tcpConnections', kind: 'number', values: ({ connections }) => [connections], atLeast: true, open: captureOpen },
  { word: 'damaged', kind: 'boolean', values: ({ info }) => [info.damaged] },
  via('finding', allFindings, 'code'),
  via('severity', allFindings, 'severity'),
]; // biome-ignore format: a table

/** The words of sessions, of all of them, are words of the capture. */
export const CAPTURE_LANGUAGE = languageOf<CaptureSubject>({
  kind: 'capture',
  fields: CAPTURE_FIELDS,
  lists: [sessionsList, allFindings],
  through: sessionsList,
  label: () => '',
  frames: () => [],
});

// Rows of the ladder

/** Words of rows of the ladder and of the dialogue. */
const ROW_FIELDS: readonly FieldOf<LadderRow>[] = [
  { word: 'frame', kind: 'number', values: ({ firstFrame, lastFrame }) => [firstFrame, lastFrame] },
  { word: 'kind', kind: 'text', only: KINDS, values: ({ kind }) => [kind] },
  { word: 'command', kind: 'text', values: ({ exchange }) => [exchange?.command?.verb ?? null] },
  { word: 'command.argument', kind: 'text', values: ({ exchange }) => [exchange?.command?.argument ?? null] },
  { word: 'code', kind: 'number', values: ({ reply }) => [reply?.code ?? null] },
  { word: 'reply', kind: 'text', values: ({ reply }) => [reply?.text ?? null] },
  { word: 'port', kind: 'number', values: ({ clientPort, serverPort }) => [clientPort, serverPort] },
  { word: 'bytes', kind: 'number', values: ({ entry }) => [entry?.bytes ?? 0] },
  { word: 'transfer', kind: 'text', values: ({ dataConnection, exchange }) => [dataConnection?.id ?? exchange?.dataConnection?.id ?? null] },
  { word: 'failed', kind: 'boolean', values: ({ tone }) => [tone === 'bad'] },
]; // biome-ignore format: a table

export const ROW_LANGUAGE = languageOf<LadderRow>({
  kind: 'row',
  fields: ROW_FIELDS,
  also: { verb: 'command', 'command.verb': 'command', argument: 'command.argument', 'reply.text': 'reply', 'reply.code': 'code' },
  label: () => '',
  frames: ({ firstFrame, lastFrame }) => [firstFrame, lastFrame],
}); // biome-ignore format: a table

/** Words that are filters of their own. */
export const PRESETS = ['failed', 'refused', 'unanswered', 'truncated', 'slow'] as const;

/** All kinds, outermost first: for documents. */
export const LANGUAGES: readonly Language<never>[] = [
  CAPTURE_LANGUAGE,
  SESSION_LANGUAGE,
  EXCHANGES,
  DATA_LANGUAGE,
  TRANSFERS,
  CONNECTIONS,
  STEPS,
  FINDINGS,
  ROW_LANGUAGE,
] as unknown as readonly Language<never>[];
