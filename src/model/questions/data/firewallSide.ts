/** Whose firewall must let a data connection in: that of the side which waits for it. */
import { isActive } from '../../roles.js';
import { askedCommand, choice } from '../parts.js';
import type { Generator } from '../question.js';

export const FIREWALL_SIDE: Generator<'firewall-side'> = {
  topic: 'data',
  *drafts({ session }) {
    for (const data of session.dataConnections) {
      const { announced, exchange } = data;
      if (announced === null || exchange?.command == null || data.partner !== null) continue;
      const right = isActive(data.mode) ? 'client' : 'server';
      yield {
        params: { command: askedCommand(exchange.command) },
        data,
        answer: choice(right, 'client', 'server'),
        wrong: [[right === 'client' ? 'server' : 'client', 'who-asks-opens']],
        frames: [announced.frame, data.connection?.handshake.syn ?? null],
      };
    }
  },
};
