/** Replies whose digits can be asked for: each code once. */
import type { Reply, Session } from '../../../ftp/protocol/session.js';
import { isFtpCode, isKnownCode } from '../../replyCodes.js';
import { isReadable } from '../parts.js';

export function* askedReplies(session: Session): Generator<Reply> {
  const seen = new Set<number>();
  if (!isReadable(session)) return;
  for (const { replies } of session.exchanges)
    for (const reply of replies) {
      if (seen.has(reply.code) || !isFtpCode(reply.code) || !isKnownCode(reply.code)) continue;
      seen.add(reply.code);
      yield reply;
    }
}
