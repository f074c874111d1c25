/** What was inferred of an encrypted session, in the JSON report. */
import {
  type InferredDialogue,
  type InferredLine,
  type InferredTurn,
  namedCommand,
} from '../../ftp/protocol/inferred.js';
import type { DataConnection } from '../../ftp/protocol/session.js';
import type { ByteRange } from '../../tls/content.js';
import type { JsonContext } from './context.js';
import { evidenceObject } from './evidence.js';
import { listOf, numbers, text } from './values.js';

export const inferredDialogue = ({ family, turns }: InferredDialogue, context: JsonContext): string =>
  `{"family":${text(family)},"exchanges":${listOf(
    turns.filter(({ command }) => command !== null),
    (turn) => exchange(turn, context),
  )}}`;

/** Members of the transfer of a data connection whose dialogue cannot be read; '' where nothing was inferred. */
export function inferredTransfer({ inferred, connection }: DataConnection, context: JsonContext): string | null {
  if (inferred === null || connection === null) return null;
  const { turn, content, exact } = inferred;
  const sent = connection.sides[inferred.sender];
  return (
    `{"command":{"verb":null,"argument":null,"frame":${turn?.command?.frame ?? null}},"direction":"${inferred.direction}"` +
    `,"path":null,"type":null,"mode":null,"restart":null,"code":null,"bytes":${sent.bytes}` +
    `,"expectedBytes":null,"expectedFrom":null,"missing":${listOf(sent.missing, numbers)},"sha256":null` +
    `,"contentBytes":${exact ? content.max : null},"contentRange":${range(content)},"contentSha256":null` +
    `,"verdict":"${inferred.verdict}","evidence":${listOf(inferred.evidence, (one) => evidenceObject(one, context))}` +
    `,"durationSeconds":null,"bytesPerSecond":null,"file":null,"timing":null,"inferred":{${guess(turn, context)}}}`
  );
}

function exchange(turn: InferredTurn, context: JsonContext): string {
  const command = turn.command!;
  const reply = turn.reply === null ? 'null' : `{"digit":${turn.reply.digit},"p":${rounded(turn.reply.p)}}`;
  return (
    `{"command":{"verb":null,"argument":null,"frame":${command.frame},"time":"${context.clock(command.timeNs)}","bytes":${range(command.bytes)}}` +
    `,"replies":${listOf(turn.replies, (one) => line(one, context))},"code":null` +
    `,"inferred":{${guess(turn, context)},"reply":${reply}}}`
  );
}

const line = ({ bytes, frame, timeNs }: InferredLine, context: JsonContext): string =>
  `{"bytes":${range(bytes)},"frame":${frame},"time":"${context.clock(timeNs)}"}`;

function guess(turn: InferredTurn | null, context: JsonContext): string {
  const named = turn && namedCommand(turn);
  const verb = named && 'verb' in named ? named.verb : null;
  const kind = named && 'class' in named ? named.class : null;
  return (
    `"verb":${text(verb)},"class":${text(kind)},"p":${named ? rounded(named.p) : null}` +
    `,"alternatives":${listOf(turn?.verbs ?? [], (one) => `{"verb":${text(one.verb)},"p":${rounded(one.p)}}`)}` +
    `,"because":${listOf(turn?.because ?? [], (one) => evidenceObject(one, context))}`
  );
}

const range = ({ min, max }: ByteRange): string => `{"min":${min},"max":${max}}`;
/** Never 1: nothing that is inferred is certain. */
const rounded = (p: number): number => Math.min(0.999, Math.round(p * 1000) / 1000);
