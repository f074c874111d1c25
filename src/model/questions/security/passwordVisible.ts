/** Can somebody who listens read the password? */
import { choice, commandsOf } from '../parts.js';
import type { Generator } from '../question.js';

export const PASSWORD_VISIBLE: Generator<'password-visible'> = {
  topic: 'security',
  *drafts({ session }) {
    if (session.tls !== null) {
      yield { params: {}, answer: choice('no', 'yes', 'no'), frames: [session.tls.frame] };
      return;
    }
    const sent = commandsOf(session).find(({ command }) => command.verb === 'PASS');
    if (sent !== undefined && session.protection === null)
      yield { params: {}, answer: choice('yes', 'yes', 'no'), frames: [sent.command.frame] };
  },
};
