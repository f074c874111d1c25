/** Who opens the data connection of a transfer. */
import { askedTransfer, carried, choice, handshakeOf, roleOn } from '../parts.js';
import type { Generator } from '../question.js';

export const DATA_OPENER: Generator<'data-opener'> = {
  topic: 'data',
  *drafts({ session }) {
    for (const data of carried(session)) {
      const opened = handshakeOf(data.connection);
      if (opened === null || data.partner !== null) continue;
      const right = roleOn(data, 'initiator');
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: choice(right, 'client', 'server'),
        wrong: right === 'server' ? [['client', 'who-asks-opens']] : [],
        frames: opened.slice(0, 1),
      };
    }
  },
};
