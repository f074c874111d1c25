/** Replies that say that the server gave up. */
import type { Finding, Session } from '../../ftp/session.js';
import { formatEndpoint } from '../format.js';
import { alike, commandWords, exchangeFrames, finalReplyWords, finding } from './finding.js';

/** 421: the control connection is about to close. */
export function* serverGaveUp(session: Session): Iterable<Finding> {
  for (const exchange of session.exchanges) {
    if (exchange.code !== 421) continue;
    const asked = exchange.command === null ? 'unasked' : `instead of answering ${commandWords(exchange)}`;
    yield finding(
      'server-closed',
      'warning',
      `${formatEndpoint(session.server)} ended the session ${asked}: ${finalReplyWords(exchange)}. 421 means that the service closes the control connection: idle too long, too many users, or shutting down.`,
      exchangeFrames(exchange),
    );
  }
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
