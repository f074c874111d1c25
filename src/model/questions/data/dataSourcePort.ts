/** From which port the data connection is opened. */
import { FTP_PORTS } from '../../../wire/ports.js';
import { askedTransfer, carried, handshakeOf } from '../parts.js';
import type { Generator } from '../question.js';

export const DATA_SOURCE_PORT: Generator<'data-source-port'> = {
  topic: 'data',
  *drafts({ session }) {
    for (const data of carried(session)) {
      const opened = handshakeOf(data.connection);
      if (opened === null) continue;
      const { initiator, responder } = data.connection;
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: { type: 'port', value: initiator.port },
        wrong: [
          [FTP_PORTS.data, 'port-20'],
          [responder.port, 'waiting-port'],
          [session.server.port, 'control-port'],
        ],
        frames: opened.slice(0, 1),
        blanks: [initiator.port],
      };
    }
  },
};
