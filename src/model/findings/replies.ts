/** Replies that say that the server gave up. */
import { rowOf } from '../../ftp/protocol/commands.js';
import type { Exchange, Finding, Reply, Session } from '../../ftp/protocol/session.js';
import { formatDuration, formatEndpoint } from '../format.js';
import { alike, commandWords, exchangeFrames, finalReplyWords, finding } from './finding.js';

/** 421: the control connection is about to close. */
export function* serverGaveUp(session: Session): Iterable<Finding> {
  for (const exchange of session.exchanges) {
    const reply = exchange.replies.at(-1);
    if (exchange.code !== 421 || reply === undefined) continue;
    const asked = exchange.command === null ? '' : ` instead of answering ${commandWords(exchange)}`;
    const late = commandAfter(session, exchange.index, reply.lastFrame);
    yield finding(
      'server-closed',
      'warning',
      `${formatEndpoint(session.server)} ended the session${asked}: ${finalReplyWords(exchange)}${whyClosed(session, exchange, reply)}${late.text}`,
      [...exchangeFrames(exchange), ...late.frames],
    );
  }
}

const CAUSES =
  '421 means that the service closes the control connection: idle too long, too many users, or shutting down.';

/** ', 2.0 s after the last packet before it: the server\'s idle timeout.' */
function whyClosed(session: Session, exchange: Exchange, reply: Reply): string {
  const quietNs = reply.timeNs - (lastSaid(session, exchange.index)?.timeNs ?? reply.timeNs);
  if (exchange.command !== null || quietNs <= 0) return `. ${CAUSES}`;
  const quiet = `, after ${formatDuration(quietNs)} without a command`;
  return IDLE.test(reply.text) ? `${quiet}: the server's idle timeout.` : `${quiet}. ${CAUSES}`;
}

/** What servers say when a client was silent for too long. */
const IDLE = /time.?out|timed out|idle|inactiv|no activity|no transfer/i;

/** The command, or the reply to it, that came last before an exchange. */
function lastSaid({ exchanges }: Session, index: number): { readonly timeNs: number } | undefined {
  const before = exchanges[index - 1];
  return before?.replies.at(-1) ?? before?.command ?? undefined;
}

/** A client that did not notice goes on asking. */
function commandAfter(session: Session, index: number, frame: number): { text: string; frames: readonly number[] } {
  const next = session.exchanges[index + 1];
  if (next?.command == null || next.command.frame < frame || rowOf(next.command.verb)?.endsSession)
    return { text: '', frames: [] };
  const { rst } = session.control.teardown;
  const answered = rst !== null && rst.from !== session.clientSide && rst.frame > next.command.frame;
  const reset = answered ? `, which RST ${rst.frame} answered` : '';
  return {
    text: ` The client did not notice and sent ${commandWords(next)} in frame ${next.command.frame}${reset}.`,
    frames: answered ? [next.command.frame, rst.frame] : [next.command.frame],
  };
}

/** 425 to a transfer for which no announcement can be blamed: there was none. */
export const unexplained425 = (session: Session): Iterable<Finding> => alike(each425(session), 'transfers');

function* each425(session: Session): Iterable<Finding> {
  for (const exchange of session.exchanges) {
    if (exchange.code !== 425 || exchange.dataConnection !== null) continue;
    yield finding(
      'no-data-connection',
      'warning',
      `${commandWords(exchange)} failed because there was no data connection: ${finalReplyWords(exchange)}. No accepted PORT, PASV, EPRT or EPSV came before it.`,
      exchangeFrames(exchange),
    );
  }
}
