/** Replies that say that the server gave up. */
import { rowOf } from '../../ftp/protocol/commands.js';
import type { Session } from '../../ftp/protocol/session.js';
import { repliesShow } from '../coverage.js';
import type { FindingParams } from './codes.js';
import { alike, commandRef, exchangeFrames, type Finding, finalReply, finding } from './finding.js';

/** 421: the control connection is about to close. */
export function* serverGaveUp(session: Session): Iterable<Finding> {
  for (const exchange of session.exchanges) {
    const reply = exchange.replies.at(-1);
    if (exchange.code !== 421 || reply === undefined) continue;
    const late = commandAfter(session, exchange.index, reply.lastFrame);
    const quietNs = reply.timeNs - (lastSaid(session, exchange.index)?.timeNs ?? reply.timeNs);
    yield finding(
      'server-closed',
      'warning',
      {
        server: session.server,
        command: exchange.command === null ? null : commandRef(exchange),
        reply: finalReply(exchange)!,
        quietNs: exchange.command !== null || quietNs <= 0 ? null : quietNs,
        idle: IDLE.test(reply.text),
        late,
      },
      [...exchangeFrames(exchange), late?.frame, late?.rst],
    );
  }
}

/** What servers say when a client was silent for too long: the server's own words, which no code carries. */
const IDLE = /time.?out|timed out|idle|inactiv|no activity|no transfer/i;

/** The command, or the reply to it, that came last before an exchange. */
function lastSaid({ exchanges }: Session, index: number): { readonly timeNs: number } | undefined {
  const before = exchanges[index - 1];
  return before?.replies.at(-1) ?? before?.command ?? undefined;
}

/** A client that did not notice goes on asking. */
function commandAfter(session: Session, index: number, frame: number): FindingParams['server-closed']['late'] {
  const next = session.exchanges[index + 1];
  if (next?.command == null || next.command.frame < frame || rowOf(next.command.verb)?.endsSession) return null;
  const { rst } = session.control.teardown;
  const answered = rst !== null && rst.from !== session.clientSide && rst.frame > next.command.frame;
  return { command: commandRef(next), frame: next.command.frame, rst: answered ? rst.frame : null };
}

/** 425 to a transfer for which no announcement can be blamed: there was none. */
export const unexplained425 = (session: Session): Iterable<Finding> => alike(each425(session));

function* each425(session: Session): Iterable<Finding> {
  for (const exchange of session.exchanges) {
    if (exchange.code !== 425 || exchange.dataConnection !== null) continue;
    const seen = session.control.handshake.syn !== null && repliesShow(session);
    const params = { command: commandRef(exchange), reply: finalReply(exchange)!, seen, more: 0 };
    yield finding('no-data-connection', 'warning', params, exchangeFrames(exchange));
  }
}
