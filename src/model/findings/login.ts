/** Logins, passwords and TLS. */
import { escapeText } from '../../bytes/text.js';
import { rowOf } from '../../ftp/protocol/commands.js';
import type { Exchange, Finding, Session } from '../../ftp/protocol/session.js';
import { isAnonymous } from '../../ftp/session.js';
import { formatEndpoint, plural } from '../format.js';
import { exchangeFrames, finalReplyWords, finding } from './finding.js';
import { loginAttempts } from './logins.js';

/** PASS that anybody on the way could read. */
export function* clearTextPassword(session: Session): Iterable<Finding> {
  const first = session.exchanges.find(({ command }) => rowOf(command?.verb)?.login === 'password');
  if (first?.command == null || (session.tls?.decrypted === true && session.tls.frame < first.command.frame)) return;
  const user = escapeText(session.user ?? 'unknown');
  const where = `from ${session.client.address} to ${formatEndpoint(session.server)}`;
  const refused = tlsRefused(session, first.index);
  yield isAnonymous(session.user)
    ? finding(
        'anonymous-login',
        'info',
        `The client logs in as "${user}" ${where}; what it sends as password is no secret by convention (RFC 1635).`,
        [first.command.frame],
      )
    : finding(
        'clear-text-password',
        'warning',
        `The password of user "${user}" travels in clear text ${where}: whoever captures on the way can read it. ${refused === undefined ? 'AUTH TLS (RFC 4217) would protect it.' : `The client asked for TLS (frame ${refused.command?.frame}), and the server refused (${finalReplyWords(refused)}): enable TLS on the server (RFC 4217).`}`,
        [...exchangeFrames(refused ?? null), first.command.frame],
      );
}

/** 530 to USER or PASS. */
export function* failedLogins(session: Session): Iterable<Finding> {
  const attempts = loginAttempts(session);
  const failed = attempts.filter(({ accepted }) => !accepted);
  if (failed.length === 0) return;
  const users = [...new Set(failed.map(({ user }) => user))].map((user) => `"${escapeText(user)}"`);
  const names = users.length > 3 ? `${users.slice(0, 3).join(', ')} and ${users.length - 3} others` : users.join(', ');
  const later = attempts.some(({ accepted, frame }) => accepted && frame > failed[0]!.frame);
  yield finding(
    'login-failed',
    failed.length >= 3 ? 'warning' : 'info',
    `${plural(failed.length, 'login')} of ${session.client.address} as ${names} failed (${finalReplyWords(failed[0]!.exchange)})${later ? '; a later one succeeded' : ''}.`,
    failed.map(({ frame }) => frame),
  );
}

/** What cannot be seen, and why. */
export function* tlsBegan(session: Session): Iterable<Finding> {
  const { tls } = session;
  if (tls === null) return;
  const since = tls.startedBy === 'implicit' ? `from frame ${tls.frame} on` : `after frame ${tls.frame}`;
  yield finding(
    'tls',
    'info',
    tls.decrypted
      ? `The control connection is encrypted ${since} (${tls.startedBy}); it was decrypted with the session's keys.`
      : `The control connection is encrypted ${since} (${tls.startedBy}). Commands, replies, file names and announced ports cannot be seen without the session's keys; data connections can only be inferred from addresses and times.`,
    [tls.frame],
  );
}

/** AUTH turned down before the password went out, unless TLS began after all. */
function tlsRefused({ tls, exchanges }: Session, before: number): Exchange | undefined {
  if (tls !== null) return undefined;
  return exchanges.find(
    ({ command, code, index }) =>
      rowOf(command?.verb)?.startsProtection && code !== null && code >= 400 && index < before,
  );
}
