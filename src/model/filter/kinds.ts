/** The words of what sessions consist of: exchanges, transfers, TCP connections, findings, steps. One row a word. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { Exchange, Session, Transfer } from '../../ftp/protocol/session.js';
import type { Connection } from '../../tcp/types.js';
import { portClass } from '../../wire/ports.js';
import { connectionUncovered, dataUncovered, dialogueUncovered, type Uncovered } from '../coverage.js';
import type { Finding } from '../findings/finding.js';
import { FINDING_ROWS, weightOf } from '../findings/table.js';
import type { Step } from '../steps.js';
import { missingBytes, rateOf } from '../transfers.js';
import { type FieldOf, languageOf, type Value } from './language.js';
import {
  DIRECTIONS,
  PORT_CLASSES,
  SEVERITIES,
  STEP_STATES,
  TEARDOWNS,
  TRANSFER_MODES,
  TYPES,
  VERDICTS,
} from './values.js';

/** An exchange and its session: whether a reply may be missing depends on what the capture covers. */
export type ExchangeIn = { readonly exchange: Exchange; readonly session: Session };

const repliesOpen = ({ session }: ExchangeIn, value: Value): Uncovered | null =>
  value === null ? dialogueUncovered(session) : null;
const lastReply = ({ exchange }: ExchangeIn) => [exchange.replies.at(-1)?.lastFrame];

export const EXCHANGE_FIELDS = [
  { word: 'number', kind: 'number', values: ({ exchange }) => [exchange.index + 1] },
  { word: 'command', kind: 'text', values: ({ exchange: { command } }) => (command ? [command.verb] : []), frames: ({ exchange }) => [exchange.command?.frame] },
  { word: 'command.argument', kind: 'text', values: ({ exchange: { command } }) => (command ? [command.argument] : []), frames: ({ exchange }) => [exchange.command?.frame] },
  { word: 'code', kind: 'number', values: ({ exchange: { code } }) => [code], open: repliesOpen, frames: lastReply },
  { word: 'reply', kind: 'text', values: ({ exchange }) => exchange.replies.map(({ text }) => text), more: ({ session }) => dialogueUncovered(session), frames: ({ exchange }) => exchange.replies.map(({ lastFrame }) => lastFrame) },
  { word: 'directory', kind: 'text', values: ({ exchange }) => [exchange.directory] },
] as const satisfies readonly FieldOf<ExchangeIn>[]; // biome-ignore format: a table

export const EXCHANGES = languageOf<ExchangeIn>({
  kind: 'exchange',
  fields: EXCHANGE_FIELDS,
  also: { verb: 'command', 'command.verb': 'command', argument: 'command.argument', 'reply.text': 'reply', 'replies.text': 'reply', 'reply.code': 'code' },
  label: ({ exchange: { command, code } }) => (command ? `${command.verb} ${command.argument}`.trimEnd() : String(code ?? '')),
  frames: ({ exchange: { command, replies } }) => [command?.frame, replies.at(-1)?.lastFrame],
}); // biome-ignore format: a table

/** What may have come after what was captured of the data connection. */
const transferOpen = ({ exchange }: Transfer): Uncovered | null =>
  exchange.dataConnection === null ? null : dataUncovered(exchange.dataConnection);
const bytesOpen = (transfer: Transfer): Uncovered | null =>
  transfer.verdict === 'refused' ? null : transferOpen(transfer);
const sessionOf = ({ exchange }: Transfer): Session | null => exchange.dataConnection?.session ?? null;
/** Null is "none" where the whole dialogue can be read. */
const said = (transfer: Transfer, value: Value): Uncovered | null => {
  const session = sessionOf(transfer);
  return value !== null ? null : session === null ? 'not-known' : dialogueUncovered(session);
};
const replyFrame = ({ exchange }: Transfer) => [exchange.replies.at(-1)?.lastFrame];
const commandFrame = ({ exchange }: Transfer) => [exchange.command?.frame];

export const TRANSFER_FIELDS = [
  { word: 'command', kind: 'text', values: ({ exchange }) => [exchange.command?.verb ?? null], frames: commandFrame },
  { word: 'argument', kind: 'text', values: ({ exchange }) => [exchange.command?.argument ?? null], frames: commandFrame },
  { word: 'path', kind: 'text', values: ({ path }) => [path], frames: commandFrame },
  { word: 'direction', kind: 'text', only: DIRECTIONS, values: ({ direction }) => [direction], frames: commandFrame },
  { word: 'verdict', kind: 'text', only: VERDICTS, values: ({ verdict }) => [verdict], open: (_transfer, value) => (value === 'unknown' ? 'not-known' : null), frames: ({ evidence, exchange }) => [exchange.command?.frame, ...evidence.flatMap(({ frames }) => frames)] },
  { word: 'type', kind: 'text', only: TYPES, values: ({ type }) => [type] },
  { word: 'mode', kind: 'text', only: TRANSFER_MODES, values: ({ mode }) => [mode] },
  { word: 'restart', kind: 'number', values: ({ restart }) => [restart], open: said },
  { word: 'code', kind: 'number', values: ({ code }) => [code], open: said, frames: replyFrame },
  { word: 'bytes', kind: 'number', values: ({ bytes }) => [bytes], atLeast: true, open: bytesOpen },
  { word: 'expectedBytes', kind: 'number', values: ({ expectedBytes }) => [expectedBytes] },
  { word: 'contentBytes', kind: 'number', values: ({ contentBytes }) => [contentBytes], atLeast: true, open: bytesOpen },
  { word: 'missingBytes', kind: 'number', values: (transfer) => [missingBytes(transfer)] },
  { word: 'sha256', kind: 'text', values: ({ sha256 }) => [sha256] },
  { word: 'contentSha256', kind: 'text', values: ({ contentSha256 }) => [contentSha256] },
  { word: 'durationSeconds', kind: 'number', values: ({ durationSeconds }) => [durationSeconds] },
  { word: 'bytesPerSecond', kind: 'number', values: (transfer) => [rateOf(transfer)] },
] as const satisfies readonly FieldOf<Transfer>[]; // biome-ignore format: a table

export const TRANSFERS = languageOf<Transfer>({
  kind: 'transfer',
  fields: TRANSFER_FIELDS,
  also: { verb: 'command', 'command.verb': 'command', 'command.argument': 'argument' },
  label: ({ exchange: { command } }) => (command ? `${command.verb} ${command.argument}`.trimEnd() : ''),
  frames: ({ exchange }) => [exchange.command?.frame, exchange.replies.at(-1)?.lastFrame],
});

const handshakeFrames = ({ handshake: { syn, synAck, ack } }: Connection) => [syn, synAck, ack];
const endFrames = ({ teardown: { fins, rst } }: Connection) => [
  ...fins.flatMap(({ frame, ackFrame }) => [frame, ackFrame]),
  rst?.frame,
];
const uncovered = (connection: Connection): Uncovered | null => connectionUncovered(connection);
const sum = (
  { sides: { initiator, responder } }: Connection,
  name: 'retransmissions' | 'outOfOrder' | 'missingBytes' | 'segments',
): number => initiator[name] + responder[name];
/** The three segments are all there; null: one is not in this capture though data passed. */
function handshakeDone({ handshake: { syn, synAck, ack }, sides }: Connection): boolean | null {
  if (syn !== null && synAck !== null && ack !== null) return true;
  return sides.initiator.bytes + sides.responder.bytes > 0 || syn === null ? null : false;
}

export const CONNECTION_FIELDS = [
  { word: 'initiator.address', kind: 'text', values: ({ initiator }) => [initiator.address] },
  { word: 'initiator.port', kind: 'number', values: ({ initiator }) => [initiator.port] },
  { word: 'initiator.portClass', kind: 'text', only: PORT_CLASSES, values: ({ initiator }) => [portClass(initiator.port)] },
  { word: 'responder.address', kind: 'text', values: ({ responder }) => [responder.address] },
  { word: 'responder.port', kind: 'number', values: ({ responder }) => [responder.port] },
  { word: 'responder.portClass', kind: 'text', only: PORT_CLASSES, values: ({ responder }) => [portClass(responder.port)] },
  { word: 'port', kind: 'number', values: ({ initiator, responder }) => [initiator.port, responder.port] },
  { word: 'handshake', kind: 'boolean', values: (connection) => [handshakeDone(connection)], frames: handshakeFrames },
  { word: 'teardown', kind: 'text', only: TEARDOWNS, values: ({ teardown }) => [teardown.kind], open: (_connection, value) => (value === 'none' ? 'end-missing' : null), frames: endFrames },
  { word: 'segments', kind: 'number', values: (connection) => [sum(connection, 'segments')], atLeast: true, open: uncovered },
  { word: 'bytes.initiator', kind: 'number', values: ({ sides }) => [sides.initiator.bytes], atLeast: true, open: uncovered },
  { word: 'bytes.responder', kind: 'number', values: ({ sides }) => [sides.responder.bytes], atLeast: true, open: uncovered },
  { word: 'retransmissions', kind: 'number', values: (connection) => [sum(connection, 'retransmissions')], atLeast: true, open: uncovered },
  { word: 'outOfOrder', kind: 'number', values: (connection) => [sum(connection, 'outOfOrder')], atLeast: true, open: uncovered },
  { word: 'missingBytes', kind: 'number', values: (connection) => [sum(connection, 'missingBytes')] },
  { word: 'durationSeconds', kind: 'number', values: ({ firstTimeNs, lastTimeNs }) => [(lastTimeNs - firstTimeNs) / NS_PER_SECOND], atLeast: true, open: uncovered },
] as const satisfies readonly FieldOf<Connection>[]; // biome-ignore format: a table

export const CONNECTIONS = languageOf<Connection>({
  kind: 'connection',
  fields: CONNECTION_FIELDS,
  also: { 'teardown.kind': 'teardown' },
  label: ({ initiator, responder }) => `${initiator.port} > ${responder.port}`,
  frames: (connection) => [...handshakeFrames(connection), ...endFrames(connection)],
});

export const FINDING_FIELDS = [
  { word: 'code', kind: 'text', only: Object.keys(FINDING_ROWS), values: ({ code }) => [code] },
  { word: 'severity', kind: 'text', only: SEVERITIES, values: ({ severity }) => [severity] },
  { word: 'wentWrong', kind: 'boolean', values: (finding) => [weightOf(finding) !== null] },
] as const satisfies readonly FieldOf<Finding>[]; // biome-ignore format: a table

export const FINDINGS = languageOf<Finding>({
  kind: 'finding',
  fields: FINDING_FIELDS,
  also: { kind: 'code' },
  label: ({ code }) => code,
  frames: ({ frames }) => frames,
});

const STATES: Readonly<Record<Step['state'], (typeof STEP_STATES)[number]>> = {
  done: 'ok',
  failed: 'failed',
  missing: 'failed',
  unseen: 'unknown',
  'not-reached': 'not-reached',
};

export const STEP_FIELDS = [
  { word: 'number', kind: 'number', values: ({ number }) => [number] },
  { word: 'state', kind: 'text', only: STEP_STATES, values: ({ state }) => [STATES[state]], open: (_step, value) => (value === 'unknown' ? 'not-known' : null) },
] as const satisfies readonly FieldOf<Step>[]; // biome-ignore format: a table

export const STEPS = languageOf<Step>({
  kind: 'step',
  fields: STEP_FIELDS,
  label: ({ number }) => String(number),
  frames: ({ frames }) => frames,
});
