/** Login attempts, read from the dialogue. */
import { rowOf } from '../../ftp/protocol/commands.js';
import type { Exchange, Session } from '../../ftp/protocol/session.js';

export type LoginAttempt = {
  readonly exchange: Exchange;
  /** '' where USER was not seen. */
  readonly user: string;
  readonly accepted: boolean;
  /** Of the answer. */
  readonly frame: number;
  readonly timeNs: number;
};

/** Answers to PASS (and to USER, where no password was asked for) that decide a login. */
export function loginAttempts(session: Session): LoginAttempt[] {
  const attempts: LoginAttempt[] = [];
  let user = '';
  for (const exchange of session.exchanges) {
    const login = rowOf(exchange.command?.verb)?.login;
    if (login === undefined) continue;
    if (login === 'user') user = exchange.command!.argument;
    const reply = exchange.replies.at(-1);
    const { code } = exchange;
    if (reply === undefined || code === null) continue;
    const accepted = code === 230 || code === 232 || (code === 202 && login !== 'user');
    const failed = code >= 400;
    if (accepted || failed) attempts.push({ exchange, user, accepted, frame: reply.lastFrame, timeNs: reply.timeNs });
  }
  return attempts;
}
