/** The words of the filter language: those of the JSON report, each with its values in a session. One row a word. */

import type { Exchange, Session, Transfer } from '../../ftp/protocol/session.js';
import type { Connection } from '../../tcp/types.js';
import type { Finding } from '../findings/finding.js';
import { resultOf } from '../result/result.js';
import { bytesOf, commandsOf, filesOf } from '../summary.js';

export type Value = string | number | boolean | null;
/** Where findings come from: callers may keep them. */
export type FindingsOf = (session: Session) => readonly Finding[];
export type Field = {
  readonly word: string;
  readonly values: (session: Session, findings: FindingsOf) => readonly Value[];
};

const exchanges = <T extends Value>(get: (exchange: Exchange) => T | readonly T[]) => {
  return (session: Session): readonly T[] => session.exchanges.flatMap(get);
};
const transfers = (get: (transfer: Transfer) => Value) => (session: Session) =>
  session.dataConnections.flatMap(({ transfer }) => (transfer ? [get(transfer)] : []));
const connections = (get: (connection: Connection) => Value) => (session: Session) => [
  get(session.control),
  ...session.dataConnections.flatMap(({ connection }) => (connection ? [get(connection)] : [])),
];

/** `transfer.x` also stands for `dataConnections.transfer.x`, `command` for `dialogue.command.verb` and so on. */
export const FIELDS = [
  { word: 'id', values: ({ id }) => [id] },
  { word: 'client.address', values: ({ client }) => [client.address] },
  { word: 'client.port', values: ({ client }) => [client.port] },
  { word: 'server.address', values: ({ server }) => [server.address] },
  { word: 'server.port', values: ({ server }) => [server.port] },
  { word: 'address', values: ({ client, server }) => [client.address, server.address] },
  { word: 'user', values: ({ user }) => [user] },
  { word: 'loggedIn', values: ({ loggedIn }) => [loggedIn] },
  { word: 'tls', values: ({ tls }) => [tls?.startedBy ?? null] },
  { word: 'command', values: exchanges(({ command }) => (command ? [command.verb] : [])) },
  { word: 'command.argument', values: exchanges(({ command }) => (command ? [command.argument] : [])) },
  { word: 'code', values: exchanges(({ code }) => (code === null ? [] : [code])) },
  { word: 'reply', values: exchanges(({ replies }) => replies.map(({ text }) => text)) },
  { word: 'commands', values: (session) => [commandsOf(session)] },
  { word: 'failed', values: (session) => [resultOf(session).failed] },
  { word: 'result', values: (session) => resultOf(session).failures.map(({ fact }) => fact.code) },
  { word: 'files', values: (session) => [filesOf(session).length] },
  { word: 'bytes', values: (session) => [bytesOf(session)] },
  { word: 'mode', values: ({ dataConnections }) => dataConnections.map(({ mode }) => mode) },
  { word: 'outcome', values: ({ dataConnections }) => dataConnections.map(({ outcome }) => outcome) },
  { word: 'confidence', values: ({ dataConnections }) => dataConnections.map(({ confidence }) => confidence) },
  { word: 'announced.address', values: ({ dataConnections }) => dataConnections.flatMap(({ announced }) => (announced ? [announced.address] : [])) },
  { word: 'announced.port', values: ({ dataConnections }) => dataConnections.flatMap(({ announced }) => (announced ? [announced.port] : [])) },
  { word: 'transfer.path', values: transfers(({ path }) => path) },
  { word: 'transfer.direction', values: transfers(({ direction }) => direction) },
  { word: 'transfer.verdict', values: transfers(({ verdict }) => verdict) },
  { word: 'transfer.bytes', values: transfers(({ bytes }) => bytes) },
  { word: 'transfer.expectedBytes', values: transfers(({ expectedBytes }) => expectedBytes) },
  { word: 'transfer.code', values: transfers(({ code }) => code) },
  { word: 'transfer.sha256', values: transfers(({ sha256 }) => sha256) },
  { word: 'transfer.durationSeconds', values: transfers(({ durationSeconds }) => durationSeconds) },
  { word: 'finding', values: (session, findings) => findings(session).map(({ code }) => code) },
  { word: 'severity', values: (session, findings) => findings(session).map(({ severity }) => severity) },
  { word: 'port', values: (session) => [...connections(({ initiator }) => initiator.port)(session), ...connections(({ responder }) => responder.port)(session)] },
  { word: 'teardown', values: connections(({ teardown }) => teardown.kind) },
  { word: 'retransmissions', values: connections(({ sides }) => sides.initiator.retransmissions + sides.responder.retransmissions) },
  { word: 'missingBytes', values: connections(({ sides }) => sides.initiator.missingBytes + sides.responder.missingBytes) },
] as const satisfies readonly Field[]; // biome-ignore format: a table
export type FilterWord = (typeof FIELDS)[number]['word'];

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
const PREFIX = /^(?:session|dialogue|dataConnections?|control|connection)s?\./;

const byWord = new Map<string, Field>(FIELDS.map((field) => [field.word.toLowerCase(), field]));
const byAlias = new Map(Object.entries(ALIASES).map(([alias, word]) => [alias.toLowerCase(), word.toLowerCase()]));

export function fieldOf(written: string): Field | undefined {
  let word = written.replace(PREFIX, '').toLowerCase();
  word = word.replace(/^findings\b/, 'finding').replace(/^replies\b/, 'reply');
  return byWord.get(word) ?? byWord.get(byAlias.get(word) ?? '');
}
