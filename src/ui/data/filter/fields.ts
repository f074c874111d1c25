/** The words of the filter language: those of the JSON report, each with what it says of a session. One row a word. */

import type { Exchange, Session, Transfer } from '../../../ftp/protocol/session.js';
import { bytesOf, commandsOf } from '../../../model/summary.js';
import type { Connection } from '../../../tcp/types.js';
import { findingsNow } from '../findings.js';
import { filesOf } from '../summary.js';

export type Value = string | number | boolean | null;
export type Field = {
  readonly word: string;
  readonly about: string;
  readonly values: (session: Session) => readonly Value[];
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
export const FIELDS: readonly Field[] = [
  { word: 'id', about: "the session's number", values: ({ id }) => [id] },
  { word: 'client.address', about: "the client's address", values: ({ client }) => [client.address] },
  { word: 'client.port', about: "the client's port of the control connection", values: ({ client }) => [client.port] },
  { word: 'server.address', about: "the server's address", values: ({ server }) => [server.address] },
  { word: 'server.port', about: "the server's port of the control connection", values: ({ server }) => [server.port] },
  { word: 'address', about: 'the address of either', values: ({ client, server }) => [client.address, server.address] },
  { word: 'user', about: 'the name that logged in, or tried to', values: ({ user }) => [user] },
  { word: 'loggedIn', about: 'true, false or null', values: ({ loggedIn }) => [loggedIn] },
  { word: 'tls', about: "'AUTH TLS', 'implicit' or null", values: ({ tls }) => [tls?.startedBy ?? null] },
  { word: 'command', about: 'the verb of a command, upper case', values: exchanges(({ command }) => (command ? [command.verb] : [])) },
  { word: 'command.argument', about: "a command's argument", values: exchanges(({ command }) => (command ? [command.argument] : [])) },
  { word: 'code', about: 'the code of a final reply', values: exchanges(({ code }) => (code === null ? [] : [code])) },
  { word: 'reply', about: 'the text of a reply', values: exchanges(({ replies }) => replies.map(({ text }) => text)) },
  { word: 'commands', about: 'how many commands', values: (session) => [commandsOf(session)] },
  { word: 'files', about: 'how many files were transferred, or should have been', values: (session) => [filesOf(session).length] },
  { word: 'bytes', about: 'bytes of all data connections', values: (session) => [bytesOf(session)] },
  { word: 'mode', about: 'PORT, PASV, EPRT, EPSV ...', values: ({ dataConnections }) => dataConnections.map(({ mode }) => mode) },
  { word: 'outcome', about: "how a data connection ended: 'ok', 'refused' ...", values: ({ dataConnections }) => dataConnections.map(({ outcome }) => outcome) },
  { word: 'confidence', about: "'certain', 'likely', 'inferred' or null", values: ({ dataConnections }) => dataConnections.map(({ confidence }) => confidence) },
  { word: 'announced.address', about: 'an announced address', values: ({ dataConnections }) => dataConnections.flatMap(({ announced }) => (announced ? [announced.address] : [])) },
  { word: 'announced.port', about: 'an announced port', values: ({ dataConnections }) => dataConnections.flatMap(({ announced }) => (announced ? [announced.port] : [])) },
  { word: 'transfer.path', about: 'the path of a transferred file', values: transfers(({ path }) => path) },
  { word: 'transfer.direction', about: "'download', 'upload', 'listing', 'third-party'", values: transfers(({ direction }) => direction) },
  { word: 'transfer.verdict', about: "'complete', 'truncated', 'refused', 'unknown'", values: transfers(({ verdict }) => verdict) },
  { word: 'transfer.bytes', about: 'bytes of one transfer', values: transfers(({ bytes }) => bytes) },
  { word: 'transfer.expectedBytes', about: 'bytes that were announced', values: transfers(({ expectedBytes }) => expectedBytes) },
  { word: 'transfer.code', about: 'final reply of a transfer', values: transfers(({ code }) => code) },
  { word: 'transfer.sha256', about: 'SHA-256 of what travelled', values: transfers(({ sha256 }) => sha256) },
  { word: 'transfer.durationSeconds', about: 'seconds of a transfer', values: transfers(({ durationSeconds }) => durationSeconds) },
  { word: 'finding', about: "the kind of a finding", values: (session) => findingsNow(session).map(({ kind }) => kind) },
  { word: 'severity', about: "'info', 'warning', 'alert'", values: (session) => findingsNow(session).map(({ severity }) => severity) },
  { word: 'port', about: 'a port of any of its connections', values: (session) => [...connections(({ initiator }) => initiator.port)(session), ...connections(({ responder }) => responder.port)(session)] },
  { word: 'teardown', about: "'fin', 'rst' or 'none'", values: connections(({ teardown }) => teardown.kind) },
  { word: 'retransmissions', about: 'segments that were sent again, of one connection', values: connections(({ sides }) => sides.initiator.retransmissions + sides.responder.retransmissions) },
  { word: 'missingBytes', about: 'bytes that the capture lacks, of one connection', values: connections(({ sides }) => sides.initiator.missingBytes + sides.responder.missingBytes) },
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
const PREFIX = /^(?:session|dialogue|dataConnections?|control|connection)s?\./;

const byWord = new Map(FIELDS.map((field) => [field.word.toLowerCase(), field]));
const byAlias = new Map(Object.entries(ALIASES).map(([alias, word]) => [alias.toLowerCase(), word.toLowerCase()]));

export function fieldOf(written: string): Field | undefined {
  let word = written.replace(PREFIX, '').toLowerCase();
  word = word.replace(/^findings\b/, 'finding').replace(/^replies\b/, 'reply');
  return byWord.get(word) ?? byWord.get(byAlias.get(word) ?? '');
}
