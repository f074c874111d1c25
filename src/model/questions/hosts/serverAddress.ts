/** Who is the server. */
import type { Generator } from '../question.js';

export const SERVER_ADDRESS: Generator<'server-address'> = {
  topic: 'hosts',
  *drafts({ session: { client, server, control } }) {
    if (client.address === server.address) return;
    yield {
      params: {},
      answer: { type: 'address', value: server.address },
      wrong: [[client.address, 'other-host']],
      frames: [control.handshake.syn ?? control.firstFrame],
    };
  },
};
