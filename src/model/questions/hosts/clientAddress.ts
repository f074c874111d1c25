/** Who is the client. */
import type { Generator } from '../question.js';

export const CLIENT_ADDRESS: Generator<'client-address'> = {
  topic: 'hosts',
  *drafts({ session: { client, server, control } }) {
    if (client.address === server.address) return;
    yield {
      params: {},
      answer: { type: 'address', value: client.address },
      wrong: [[server.address, 'other-host']],
      frames: [control.handshake.syn ?? control.firstFrame],
    };
  },
};
