/** The words of the filter language: those of the JSON report, each with its values in a session. One row a word. */

import type {
  Confidence,
  DataConnection,
  DataMode,
  Direction,
  Exchange,
  Outcome,
  Session,
  Transfer,
  Verdict,
} from '../../ftp/protocol/session.js';
import type { Connection } from '../../tcp/types.js';
import type { Finding, Severity } from '../findings/finding.js';
import type { ResultParams } from '../result/codes.js';
import { resultOf } from '../result/result.js';
import type { LadderRow } from '../rows.js';
import { bytesOf, commandsOf, filesOf } from '../summary.js';

export type Value = string | number | boolean | null;
/** Where findings come from: callers may keep them. */
export type FindingsOf = (session: Session) => readonly Finding[];
/** A word of the language, with its values in what is filtered: a session, a data connection, a row of the ladder. */
export type FieldOf<Subject> = {
  readonly word: string;
  readonly kind: 'text' | 'number' | 'boolean';
  /** No other values are possible. */
  readonly only?: readonly string[];
  readonly values: (subject: Subject, findings: FindingsOf) => readonly Value[];
};
export type Field = FieldOf<Session>;

const exchanges = <T extends Value>(get: (exchange: Exchange) => T | readonly T[]) => {
  return (session: Session): readonly T[] => session.exchanges.flatMap(get);
};
const transfers = (get: (transfer: Transfer) => Value) => (session: Session) =>
  session.dataConnections.flatMap(({ transfer }) => (transfer ? [get(transfer)] : []));
const connections = (get: (connection: Connection) => Value) => (session: Session) => [
  get(session.control),
  ...session.dataConnections.flatMap(({ connection }) => (connection ? [get(connection)] : [])),
];

const MODES: readonly DataMode[] = ['PORT', 'PASV', 'EPRT', 'EPSV', 'LPRT', 'LPSV', 'DEFAULT'];
const OUTCOMES: readonly Outcome[] = [
  'ok',
  'rejected',
  'never-used',
  'not-captured',
  'unanswered',
  'refused',
  'prohibited',
  'reset',
  'incomplete',
];
const CONFIDENCES: readonly Confidence[] = ['certain', 'likely', 'inferred'];
const DIRECTIONS: readonly Direction[] = ['download', 'upload', 'listing', 'third-party'];
const VERDICTS: readonly Verdict[] = ['complete', 'truncated', 'refused', 'unknown'];
const SEVERITIES: readonly Severity[] = ['info', 'warning', 'alert'];
const TEARDOWNS = ['fin', 'rst', 'none'];
const TLS_BEGINNINGS = ['AUTH TLS', 'AUTH SSL', 'implicit'];
const RESULTS: readonly (keyof ResultParams)[] = [
  'unanswered', 'refused-rst', 'prohibited', 'reset', 'rejected', 'third-host-rejected', 'not-used', 'truncated', 'transfer-refused', 'login-failed',
]; // biome-ignore format: a list

/** Slower than this, in bytes a second, over a second at least. */
const SLOW_BYTES_PER_SECOND = 100_000;

const isSlow = ({ transfer }: DataConnection): boolean =>
  transfer !== null &&
  transfer.durationSeconds !== null &&
  transfer.durationSeconds >= 1 &&
  transfer.bytes / transfer.durationSeconds < SLOW_BYTES_PER_SECOND;

const failedWith =
  (...codes: readonly (keyof ResultParams)[]) =>
  (session: Session): readonly Value[] => [resultOf(session).failures.some(({ fact }) => codes.includes(fact.code))];

/** `transfer.x` also stands for `dataConnections.transfer.x`, `command` for `dialogue.command.verb` and so on. */
export const FIELDS = [
  { word: 'id', kind: 'number', values: ({ id }) => [id] },
  { word: 'client.address', kind: 'text', values: ({ client }) => [client.address] },
  { word: 'client.port', kind: 'number', values: ({ client }) => [client.port] },
  { word: 'server.address', kind: 'text', values: ({ server }) => [server.address] },
  { word: 'server.port', kind: 'number', values: ({ server }) => [server.port] },
  { word: 'address', kind: 'text', values: ({ client, server }) => [client.address, server.address] },
  { word: 'user', kind: 'text', values: ({ user }) => [user] },
  { word: 'loggedIn', kind: 'boolean', values: ({ loggedIn }) => [loggedIn] },
  { word: 'tls', kind: 'text', only: TLS_BEGINNINGS, values: ({ tls }) => [tls?.startedBy ?? null] },
  { word: 'command', kind: 'text', values: exchanges(({ command }) => (command ? [command.verb] : [])) },
  { word: 'command.argument', kind: 'text', values: exchanges(({ command }) => (command ? [command.argument] : [])) },
  { word: 'code', kind: 'number', values: exchanges(({ code }) => (code === null ? [] : [code])) },
  { word: 'reply', kind: 'text', values: exchanges(({ replies }) => replies.map(({ text }) => text)) },
  { word: 'commands', kind: 'number', values: (session) => [commandsOf(session)] },
  { word: 'failed', kind: 'number', values: (session) => [resultOf(session).failed] },
  { word: 'result', kind: 'text', only: RESULTS, values: (session) => resultOf(session).failures.map(({ fact }) => fact.code) },
  { word: 'refused', kind: 'boolean', values: failedWith('refused-rst', 'rejected', 'third-host-rejected', 'transfer-refused', 'login-failed') },
  { word: 'unanswered', kind: 'boolean', values: failedWith('unanswered') },
  { word: 'truncated', kind: 'boolean', values: failedWith('truncated') },
  { word: 'slow', kind: 'boolean', values: ({ dataConnections }) => [dataConnections.some(isSlow)] },
  { word: 'files', kind: 'number', values: (session) => [filesOf(session).length] },
  { word: 'bytes', kind: 'number', values: (session) => [bytesOf(session)] },
  { word: 'mode', kind: 'text', only: MODES, values: ({ dataConnections }) => dataConnections.map(({ mode }) => mode) },
  { word: 'outcome', kind: 'text', only: OUTCOMES, values: ({ dataConnections }) => dataConnections.map(({ outcome }) => outcome) },
  { word: 'confidence', kind: 'text', only: CONFIDENCES, values: ({ dataConnections }) => dataConnections.map(({ confidence }) => confidence) },
  { word: 'announced.address', kind: 'text', values: ({ dataConnections }) => dataConnections.flatMap(({ announced }) => (announced ? [announced.address] : [])) },
  { word: 'announced.port', kind: 'number', values: ({ dataConnections }) => dataConnections.flatMap(({ announced }) => (announced ? [announced.port] : [])) },
  { word: 'transfer.path', kind: 'text', values: transfers(({ path }) => path) },
  { word: 'transfer.direction', kind: 'text', only: DIRECTIONS, values: transfers(({ direction }) => direction) },
  { word: 'transfer.verdict', kind: 'text', only: VERDICTS, values: transfers(({ verdict }) => verdict) },
  { word: 'transfer.bytes', kind: 'number', values: transfers(({ bytes }) => bytes) },
  { word: 'transfer.expectedBytes', kind: 'number', values: transfers(({ expectedBytes }) => expectedBytes) },
  { word: 'transfer.code', kind: 'number', values: transfers(({ code }) => code) },
  { word: 'transfer.sha256', kind: 'text', values: transfers(({ sha256 }) => sha256) },
  { word: 'transfer.durationSeconds', kind: 'number', values: transfers(({ durationSeconds }) => durationSeconds) },
  { word: 'finding', kind: 'text', values: (session, findings) => findings(session).map(({ code }) => code) },
  { word: 'severity', kind: 'text', only: SEVERITIES, values: (session, findings) => findings(session).map(({ severity }) => severity) },
  { word: 'port', kind: 'number', values: (session) => [...connections(({ initiator }) => initiator.port)(session), ...connections(({ responder }) => responder.port)(session)] },
  { word: 'teardown', kind: 'text', only: TEARDOWNS, values: connections(({ teardown }) => teardown.kind) },
  { word: 'retransmissions', kind: 'number', values: connections(({ sides }) => sides.initiator.retransmissions + sides.responder.retransmissions) },
  { word: 'missingBytes', kind: 'number', values: connections(({ sides }) => sides.initiator.missingBytes + sides.responder.missingBytes) },
] as const satisfies readonly Field[]; // biome-ignore format: a table
export type FilterWord = (typeof FIELDS)[number]['word'];

/** Those of transfers: what the same words say of one data connection. */
const DATA_FIELDS: readonly FieldOf<DataConnection>[] = [
  { word: 'id', kind: 'text', values: ({ id }) => [id] },
  { word: 'mode', kind: 'text', only: MODES, values: ({ mode }) => [mode] },
  { word: 'outcome', kind: 'text', only: OUTCOMES, values: ({ outcome }) => [outcome] },
  { word: 'confidence', kind: 'text', only: CONFIDENCES, values: ({ confidence }) => [confidence] },
  { word: 'announced.address', kind: 'text', values: ({ announced }) => [announced?.address ?? null] },
  { word: 'announced.port', kind: 'number', values: ({ announced }) => [announced?.port ?? null] },
  { word: 'command', kind: 'text', values: ({ transfer, exchange }) => [transfer?.exchange.command?.verb ?? null, exchange?.command?.verb ?? null] },
  { word: 'transfer.path', kind: 'text', values: ({ transfer }) => [transfer?.path ?? null] },
  { word: 'transfer.direction', kind: 'text', only: DIRECTIONS, values: ({ transfer }) => [transfer?.direction ?? null] },
  { word: 'transfer.verdict', kind: 'text', only: VERDICTS, values: ({ transfer }) => [transfer?.verdict ?? null] },
  { word: 'bytes', kind: 'number', values: ({ transfer }) => [transfer?.bytes ?? 0] },
  { word: 'transfer.expectedBytes', kind: 'number', values: ({ transfer }) => [transfer?.expectedBytes ?? null] },
  { word: 'code', kind: 'number', values: ({ transfer }) => [transfer?.code ?? null] },
  { word: 'transfer.durationSeconds', kind: 'number', values: ({ transfer }) => [transfer?.durationSeconds ?? null] },
  { word: 'port', kind: 'number', values: ({ connection }) => (connection ? [connection.initiator.port, connection.responder.port] : []) },
  { word: 'failed', kind: 'boolean', values: ({ transfer, outcome }) => [transfer?.verdict === 'truncated' || transfer?.verdict === 'refused' || FAILED_OUTCOMES.has(outcome)] },
  { word: 'refused', kind: 'boolean', values: ({ transfer, outcome }) => [transfer?.verdict === 'refused' || outcome === 'refused' || outcome === 'rejected'] },
  { word: 'unanswered', kind: 'boolean', values: ({ outcome }) => [outcome === 'unanswered'] },
  { word: 'truncated', kind: 'boolean', values: ({ transfer }) => [transfer?.verdict === 'truncated'] },
  { word: 'slow', kind: 'boolean', values: (data) => [isSlow(data)] },
]; // biome-ignore format: a table
const FAILED_OUTCOMES: ReadonlySet<Outcome> = new Set<Outcome>([
  'unanswered',
  'refused',
  'prohibited',
  'rejected',
  'reset',
]);

const KINDS: readonly LadderRow['kind'][] = [
  'section',
  'handshake',
  'command',
  'reply',
  'data',
  'teardown',
  'trouble',
  'note',
];

/** Those of rows of the ladder and of the dialogue. */
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

/** Other ways to write a word, as the report nests them. */
const ALIASES: Readonly<Record<string, string>> = {
  verb: 'command',
  argument: 'command.argument',
  'transfer.mode': 'mode',
  'command.verb': 'command',
  'finding.kind': 'finding',
  'finding.severity': 'severity',
  'reply.text': 'reply',
  'reply.code': 'code',
  'teardown.kind': 'teardown',
  path: 'transfer.path',
  verdict: 'transfer.verdict',
  direction: 'transfer.direction',
};
const PREFIX = /^(?:session|dialogue|dataConnections?|control|connection)s?\./i;

/** The words of one kind of list. */
export type Language<Subject> = {
  readonly fields: readonly FieldOf<Subject>[];
  readonly find: (written: string) => FieldOf<Subject> | undefined;
};

function languageOf<Subject>(fields: readonly FieldOf<Subject>[]): Language<Subject> {
  const byWord = new Map(fields.map((field) => [field.word.toLowerCase(), field]));
  const find = (written: string): FieldOf<Subject> | undefined => {
    const word = written.toLowerCase();
    const plain = word
      .replace(PREFIX, '')
      .replace(/^findings\b/, 'finding')
      .replace(/^replies\b/, 'reply');
    for (const one of [word, plain, ALIASES[plain] ?? '', plain.replace(/^transfer\./, '')]) {
      const field = byWord.get(one.toLowerCase());
      if (field) return field;
    }
    return undefined;
  };
  return { fields, find };
}

export const SESSION_LANGUAGE = languageOf<Session>(FIELDS);
export const DATA_LANGUAGE = languageOf(DATA_FIELDS);
export const ROW_LANGUAGE = languageOf(ROW_FIELDS);

/** Words that are filters of their own. */
export const PRESETS = ['failed', 'refused', 'unanswered', 'truncated', 'slow'] as const;
