/** A session in the JSON report: members of objects, without the braces, for a document (json) and for lines (ndjson). */
import type { Oddity } from '../../ftp/codes.js';
import type { Command, Exchange, Reply, Session } from '../../ftp/protocol/session.js';
import { closedFirst } from '../../model/closedFirst.js';
import type { Finding } from '../../model/findings/finding.js';
import { findingsOf } from '../../model/findings.js';
import { connectionUid } from '../../model/flowNames.js';
import { recognitionName } from '../../model/recognition.js';
import { stateOf } from '../../model/summary.js';
import type { Trouble } from '../../model/trouble.js';
import { otherSide } from '../../tcp/types.js';
import type { Texts } from '../../text/texts.js';
import { jsonText } from '../jsonText.js';
import { connectionMembers, endpoint, tunnel } from './connection.js';
import type { JsonContext } from './context.js';
import { dataConnectionMembers } from './dataConnection.js';
import { inferredDialogue } from './inferred.js';
import { sessionTimingObject } from './timing.js';
import { tlsOfSession } from './tls.js';
import { listOf, numbers, params, text } from './values.js';

/** Everything of a session but its dialogue, data connections and findings. */
export const sessionHeadMembers = (session: Session, context: JsonContext): string =>
  `"id":${session.id},"uid":"${connectionUid(session.control, context.epochSeconds)}",${endsMembers(session)},"recognisedBy":${text(recognitionName(session))},"tunnel":${tunnel(session.tunnel)}` +
  `,"control":{${connectionMembers(session.control, context)}},"user":${text(session.user)}` +
  `,"password":${text(session.password)},"loggedIn":${session.loggedIn}` +
  `,"ended":"${stateOf(session.control)}","closedFirst":${text(closedFirst(session, null))}` +
  `,"timing":${sessionTimingObject(session)}` +
  `,"protection":${session.protection === null ? 'null' : jsonText(session.protection)}` +
  `,"tls":${session.tls === null ? 'null' : tlsOfSession(session.tls, otherSide(session.clientSide))}` +
  `,"inferred":${session.inferred === null ? 'null' : inferredDialogue(session.inferred, context)}`;

/** The members of a whole session, in pieces: a long dialogue is longer than a string may be. */
export function* sessionChunks(session: Session, context: JsonContext): Iterable<string> {
  yield `${sessionHeadMembers(session, context)},"dialogue":[`;
  yield* elements(session.exchanges, (one) => exchangeMembers(one, context));
  yield '],"dataConnections":[';
  yield* elements(session.dataConnections, (one) => dataConnectionMembers(one, context));
  yield `],"findings":${findingList(findingsOf(session), context.texts)}`;
}

/** Characters that are gathered before they are handed on. */
const CHUNK_CHARACTERS = 16_384;

function* elements<T>(list: readonly T[], members: (one: T) => string): Iterable<string> {
  let chunk = '';
  for (let i = 0; i < list.length; i++) {
    chunk += `${i === 0 ? '{' : ',{'}${members(list[i]!)}}`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

export const endsMembers = ({ client, server }: Session): string =>
  `"client":${endpoint(client)},"server":${endpoint(server)}`;

export function exchangeMembers({ command, replies, code, directory, doubt }: Exchange, context: JsonContext): string {
  let written = `"command":${command === null ? 'null' : commandObject(command, context)},"replies":[`;
  for (let i = 0; i < replies.length; i++) written += (i === 0 ? '' : ',') + replyObject(replies[i]!, context);
  written += `],"code":${code},"directory":${text(directory)}`;
  if (doubt === null) return written;
  return `${written},"doubt":${text(context.texts.say('doubts', doubt))},"doubtCode":"${doubt.code}","doubtParams":${params(doubt.params)}`;
}

const commandObject = ({ verb, argument, frame, timeNs, telnet, oddities }: Command, context: JsonContext): string =>
  `{"verb":${text(verb)},"argument":${text(argument)},"frame":${frame},"time":"${context.clock(timeNs)}"` +
  `${telnet === '' ? '' : `,"telnet":${text(telnet)}`}${odditiesMember(oddities, context)}}`;

const replyObject = (reply: Reply, context: JsonContext): string =>
  `{"code":${reply.code},"text":${text(reply.text)},"firstFrame":${reply.firstFrame},"lastFrame":${reply.lastFrame}` +
  `,"time":"${context.clock(reply.timeNs)}","meaning":${text(context.texts.replyMeaning(reply.code))}${odditiesMember(reply.oddities, context)}}`;

/** Where there is nothing to say, nothing is written. */
const odditiesMember = (oddities: readonly Oddity[], { texts }: JsonContext): string =>
  oddities.length === 0
    ? ''
    : `,"oddities":${listOf(oddities, (one) => text(texts.say('oddities', one)))},"oddityCodes":${listOf(oddities, ({ code }) => `"${code}"`)}`;

export function findingMembers(finding: Finding, texts: Texts): string {
  const { code, params, severity, frames } = finding;
  return `"kind":"${code}","code":"${code}","params":${jsonText(params)},"severity":"${severity}"${sentences(finding, texts)},"frames":${numbers(frames)}`;
}

function sentences(finding: Finding, texts: Texts): string {
  const { message, cause, advice } = texts.finding(finding);
  return `,"message":${text(message)},"cause":${text(cause)},"advice":${text(advice)}`;
}

export const findingList = (list: readonly Finding[], texts: Texts): string =>
  listOf(list, (one) => `{${findingMembers(one, texts)}}`);

/** Without the session. */
export function troubleMembers({ finding }: Trouble, texts: Texts): string {
  const { code, params, frames } = finding;
  return `"code":"${code}","params":${jsonText(params)}${sentences(finding, texts)},"frames":${numbers(frames)}`;
}

export const troubleList = (list: readonly Trouble[], texts: Texts): string =>
  listOf(list, (one) => `{"session":${one.session},${troubleMembers(one, texts)}}`);
