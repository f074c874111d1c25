/** The reply that accepts or refuses the login (RFC 959 §5.4: 230, 530). */
import { commandsOf, finalReply, frame, isReadable } from '../parts.js';
import type { Generator } from '../question.js';

export const LOGIN_FRAME: Generator<'login-frame'> = {
  topic: 'login',
  *drafts({ session }) {
    const passwords = commandsOf(session).filter(({ command }) => command.verb === 'PASS');
    const [sent] = passwords;
    const reply = sent === undefined ? undefined : finalReply(sent);
    if (!isReadable(session) || passwords.length !== 1 || reply === undefined || sent?.doubt !== null) return;
    if (reply.code !== 230 && reply.code !== 530) return;
    if (reply.firstFrame !== reply.lastFrame) return;
    yield {
      params: { succeeded: reply.code === 230 },
      answer: frame(reply.lastFrame),
      wrong: [[sent.command.frame, 'asked-not-accepted']],
      frames: [reply.lastFrame],
      blanks: [reply.code],
    };
  },
};
