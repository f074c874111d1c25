/** A mail server on a port of FTP, whose greeting does not say so: both greet with 220 and speak in lines. */
import type { Session } from '../../ftp/protocol/session.js';
import { commandRef, exchangeFrames, type Finding, finding } from './finding.js';

const MAIL = /^(?:EHLO|HELO|LHLO)$/;

/** EHLO that is understood: FTP servers do not know it (500). */
export function* speaksMail(session: Session): Iterable<Finding> {
  const hello = session.exchanges.find(
    ({ command, code }) => code === 250 && command !== null && MAIL.test(command.verb),
  );
  if (hello === undefined) return;
  yield finding('not-ftp', 'warning', { server: session.server, command: commandRef(hello) }, exchangeFrames(hello));
}
