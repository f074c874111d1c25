/** The three segments that open a data connection. */
import { askedTransfer, carried, handshakeOf } from '../parts.js';
import type { Generator } from '../question.js';

export const DATA_HANDSHAKE: Generator<'data-handshake'> = {
  topic: 'data',
  *drafts({ session }) {
    const control = handshakeOf(session.control);
    for (const data of carried(session)) {
      const opened = handshakeOf(data.connection);
      if (opened === null) continue;
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: { type: 'frames', value: opened },
        wrong: control === null ? [] : [[control.join(', '), 'control-connection']],
        frames: opened,
      };
    }
  },
};
