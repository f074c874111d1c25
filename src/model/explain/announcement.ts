/** What was announced, and the connection that matches. */
import { escapeText } from '../../bytes/text.js';
import { formOf } from '../../ftp/protocol/announcements.js';
import type { DataConnection } from '../../ftp/protocol/session.js';
import type { Connection } from '../../tcp/types.js';
import { portClass } from '../../wire/ports.js';
import { isUnspecified } from '../addresses.js';
import { differencesOf } from '../differences.js';
import { icmpName, reasonsOf, synSpanNs } from '../reasons.js';
import { announcementNumber, isActive } from '../roles.js';
import { undecided } from '../undecided.js';
import type { Attempt, ExplainFact } from './codes.js';
import { type Draft, say } from './draft.js';
import { AT_THE_END } from './explanation.js';

/** The announced endpoint, its arithmetic and its port's class. */
export function explainAnnouncement(data: DataConnection, draft: Draft): void {
  const { announced, mode, session } = data;
  if (announced === null) return;
  const { by, address, port, arithmetic } = announced;
  const own = session[by].address;
  draft.knownAt(announced.frame);
  draft.text('announces', { by, address, own: address === own }).value('announced-port', { port, arithmetic });
  if (formOf(mode)?.portOnly) draft.text('port-only', {});
  if (address !== own) draft.bad('not-own-address', { by, own, reason: reasonOf(data, address) });
  if (portClass(port) === 'registered') draft.dim('ephemeral', {});
  draft
    .text('opens-to-port', { active: isActive(mode) })
    .frame(announced.frame)
    .knownAt(null);
}

function reasonOf(data: DataConnection, address: string) {
  if (data.partner !== null) return 'third-party';
  return isUnspecified(address) ? 'unspecified' : 'unknown';
}

/** 'Announcement ①: matched after 420 µs by frame 16', how certain, why; or how it failed. */
export function explainMatch(data: DataConnection, draft: Draft): void {
  const { announced, connection, confidence } = data;
  draft.gap().knownAt(knownMatch(data));
  if (connection === null) {
    explainNoConnection(data, draft);
    addBecause(data, draft);
    draft.knownAt(null);
    return;
  }
  const failure = failureOf(data, connection);
  const { syn, synAck, ack } = connection.handshake;
  if (failure !== null) draft.fact('bad', failure);
  else if (announced === null) draft.text('match-unannounced', { number: announcementNumber(data), syn });
  else draft.good('matched', attemptOf(data, connection));
  draft.value('connection', { from: connection.initiator, to: connection.responder });
  if (confidence !== null) draft.fact('text', say(confidence, {}), true);
  addBecause(data, draft);
  for (const difference of differencesOf(data)) {
    if (difference.code === 'from-port') draft.text('from-port', difference.params);
    else draft.fact('text', say('difference', { difference }), true);
  }
  draft.frame(syn, synAck, ack, announced?.frame ?? null).knownAt(null);
}

/** The frame with which it is known what became of the announcement. */
function knownMatch({ connection, outcome, exchange }: DataConnection): number {
  if (connection === null) return (outcome === 'rejected' ? exchange?.replies.at(-1)?.lastFrame : null) ?? AT_THE_END;
  if (outcome === 'refused') return connection.teardown.rst?.frame ?? AT_THE_END;
  if (outcome === 'prohibited') return connection.icmpError?.frame ?? AT_THE_END;
  return outcome === 'unanswered' ? AT_THE_END : connection.firstFrame;
}

function explainNoConnection(data: DataConnection, draft: Draft): void {
  const number = announcementNumber(data);
  if (data.outcome === 'rejected') {
    const reply = data.exchange?.replies.at(-1);
    const frame = reply?.lastFrame ?? null;
    draft.bad('match-rejected', { number, code: reply?.code ?? null, frame }).frame(frame);
  } else if (data.outcome === 'not-captured') draft.text('match-not-captured', { number });
  else draft.bad('match-nobody', { number });
}

function attemptOf(data: DataConnection, { handshake, firstTimeNs }: Connection): Attempt {
  const { announced, session } = data;
  const late =
    announced === null ? null : { ns: Math.max(0, firstTimeNs - announced.timeNs), coarse: session.coarseTimes };
  return { number: announcementNumber(data), late, syn: handshake.syn };
}

/** null: the connection was opened. */
function failureOf(data: DataConnection, connection: Connection): ExplainFact | null {
  const attempt = attemptOf(data, connection);
  switch (data.outcome) {
    case 'unanswered':
      return undecided(data)
        ? say('match-no-answer', attempt)
        : say('match-unanswered', {
            ...attempt,
            syns: 1 + connection.synRetransmissions.length,
            spanNs: synSpanNs(connection),
          });
    case 'refused':
      return say('match-refused', attempt);
    case 'prohibited': {
      const { icmpError } = connection;
      return say('match-prohibited', {
        ...attempt,
        protocol: icmpName(connection),
        text: icmpError === null ? null : escapeText(icmpError.text),
        reporter: icmpError?.reporter ?? null,
      });
    }
    default:
      return null;
  }
}

function addBecause(data: DataConnection, draft: Draft): void {
  for (const evidence of reasonsOf(data)) {
    draft.fact('dim', say('because', { evidence }), true).frame(...evidence.frames);
  }
}
