/** The server's port of the control connection. */
import type { Generator } from '../question.js';

export const CONTROL_PORT: Generator<'control-port'> = {
  topic: 'hosts',
  *drafts({ session: { client, server, control } }) {
    if (client.port === server.port) return;
    yield {
      params: {},
      answer: { type: 'port', value: server.port },
      wrong: [
        [client.port, 'other-end'],
        [server.port - 1, 'data-port'],
      ],
      frames: [control.handshake.syn ?? control.firstFrame],
    };
  },
};
