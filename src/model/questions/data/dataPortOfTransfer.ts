/** At which port a transfer's bytes were waited for, where there were several. */
import { askedTransfer, carried } from '../parts.js';
import type { Generator } from '../question.js';

export const DATA_PORT_OF_TRANSFER: Generator<'data-port-of-transfer'> = {
  topic: 'data',
  *drafts({ session }) {
    const all = carried(session);
    for (const data of all) {
      const { port } = data.connection.responder;
      const other = all.find(({ connection }) => connection.responder.port !== port);
      if (other === undefined) continue;
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: { type: 'port', value: port },
        wrong: [
          [other.connection.responder.port, 'other-connection'],
          [session.server.port, 'control-port'],
        ],
        frames: [data.announced?.frame ?? null, data.connection.handshake.syn],
        blanks: [port],
      };
    }
  },
};
