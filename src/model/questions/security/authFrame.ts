/** Where the client asks for TLS (RFC 4217 §4). */
import { commandsOf, frame } from '../parts.js';
import type { Generator } from '../question.js';

export const AUTH_FRAME: Generator<'auth-frame'> = {
  topic: 'security',
  *drafts({ session }) {
    const asked = commandsOf(session).filter(({ command }) => command.verb === 'AUTH');
    const [one] = asked;
    if (session.tls === null || asked.length !== 1 || one?.code !== 234) return;
    yield { params: {}, answer: frame(one.command.frame), frames: [one.command.frame], blanks: ['AUTH'] };
  },
};
