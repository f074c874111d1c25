/** A mail server on a port of FTP, whose greeting does not say so: both greet with 220 and speak in lines. */
import type { Finding, Session } from '../../ftp/protocol/session.js';
import { formatEndpoint } from '../format.js';
import { commandWords, exchangeFrames, finding } from './finding.js';

const MAIL = /^(?:EHLO|HELO|LHLO)$/;

/** EHLO that is understood: FTP servers do not know it (500). */
export function* speaksMail(session: Session): Iterable<Finding> {
  const hello = session.exchanges.find(
    ({ command, code }) => command !== null && MAIL.test(command.verb) && code === 250,
  );
  if (hello === undefined) return;
  yield finding(
    'not-ftp',
    'warning',
    `${formatEndpoint(session.server)} understands ${commandWords(hello)}: this is mail (SMTP, RFC 5321) on a port of FTP. What is shown as FTP commands is not.`,
    exchangeFrames(hello),
  );
}
