/** Which frame announced the port that a connection then uses. */
import { carried, frame } from '../parts.js';
import type { Generator } from '../question.js';

export const ANNOUNCEMENT_FRAME: Generator<'announcement-frame'> = {
  topic: 'data',
  *drafts({ session }) {
    const all = carried(session);
    for (const data of all) {
      const { announced, connection, transfer } = data;
      if (announced === null || connection.handshake.syn === null) continue;
      const { port } = connection.responder;
      // A port that was used twice has two announcements.
      if (all.filter((one) => one.connection.responder.port === port).length > 1) continue;
      yield {
        params: { port },
        data,
        answer: frame(announced.frame),
        wrong: [[transfer.exchange.command!.frame, 'command-not-announcement']],
        frames: [announced.frame],
        blanks: [port],
      };
    }
  },
};
