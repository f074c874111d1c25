/** Why FTP needs a second connection. */
import { carried } from '../parts.js';
import type { Generator } from '../question.js';

export const TWO_CONNECTIONS: Generator<'two-connections'> = {
  topic: 'hosts',
  *drafts({ session }) {
    const [data] = carried(session);
    if (data !== undefined)
      yield {
        params: {},
        answer: { type: 'free' },
        frames: [session.control.firstFrame, data.connection.firstFrame],
      };
  },
};
