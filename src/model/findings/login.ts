/** Logins, passwords and TLS. */
import { rowOf } from '../../ftp/protocol/commands.js';
import { isAnonymous } from '../../ftp/protocol/secrets.js';
import type { Exchange, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { isLoopback } from '../addresses.js';
import { exchangeFrames, type Finding, finalReply, finding } from './finding.js';
import { loginAttempts } from './logins.js';

/** PASS that can be read on the way. */
export function* clearTextPassword(session: Session): Iterable<Finding> {
  const first = session.exchanges.find(({ command }) => rowOf(command?.verb)?.login === 'password');
  if (first?.command == null || (session.tls?.decrypted === true && session.tls.frame < first.command.frame)) return;
  const { user, server } = session;
  // Nothing passes a network.
  if (isLoopback(server.address)) return;
  const ends = { user, client: session.client.address, server };
  const refused = tlsRefused(session, first.index);
  yield isAnonymous(user)
    ? finding('anonymous-login', 'info', ends, [first.command.frame])
    : finding(
        'clear-text-password',
        'warning',
        { ...ends, refused: refused?.command ? { frame: refused.command.frame, reply: finalReply(refused) } : null },
        [...exchangeFrames(refused ?? null), first.command.frame],
      );
}

/** 4yz or 5yz to USER, PASS or ACCT. */
export function* failedLogins(session: Session): Iterable<Finding> {
  const attempts = loginAttempts(session);
  const failed = attempts.filter(({ accepted }) => !accepted);
  if (failed.length === 0) return;
  const accepted = attempts.some((attempt) => attempt.accepted);
  // What passes under TLS afterwards may be a login.
  const hidden = session.tls !== null && !session.tls.decrypted && session.tls.frame > failed.at(-1)!.frame;
  const later = accepted || hidden || session.loggedIn === true;
  yield finding(
    'login-failed',
    later && failed.length < 3 ? 'info' : 'warning',
    {
      count: failed.length,
      client: session.client.address,
      users: [...new Set(failed.map(({ user }) => user))],
      reply: finalReply(failed[0]!.exchange),
      later: accepted,
    },
    failed.flatMap(({ frame, exchange }) => [exchange.command?.frame, frame]).slice(0, LIMITS.framesPerFinding),
  );
}

/** What cannot be seen, and why. */
export function* tlsBegan({ tls }: Session): Iterable<Finding> {
  if (tls === null) return;
  const { startedBy, frame, decrypted, facts } = tls;
  const certificateHidden = facts.tls13 && !decrypted && facts.certificates.length === 0;
  yield finding('tls', 'info', { startedBy, frame, decrypted, certificateHidden }, [frame]);
}

/** AUTH turned down before the password went out, unless TLS began after all. */
function tlsRefused({ tls, exchanges }: Session, before: number): Exchange | undefined {
  if (tls !== null) return undefined;
  return exchanges.find(
    ({ command, code, index }) =>
      rowOf(command?.verb)?.startsProtection && code !== null && code >= 400 && index < before,
  );
}
