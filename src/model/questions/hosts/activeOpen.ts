/** Who sends the first SYN of the control connection (RFC 9293 §3.5: active and passive open). */
import { choice, handshakeOf } from '../parts.js';
import type { Generator } from '../question.js';

export const ACTIVE_OPEN: Generator<'active-open'> = {
  topic: 'hosts',
  *drafts({ session: { control, clientSide, server } }) {
    const opened = handshakeOf(control);
    if (opened === null) return;
    const right = clientSide === 'initiator' ? 'client' : 'server';
    yield {
      params: { port: server.port },
      answer: choice(right, 'client', 'server'),
      wrong: right === 'client' ? [['server', 'who-asks-opens']] : [],
      frames: opened.slice(0, 1),
    };
  },
};
