/** The server's first words (RFC 959 §5.4). */
import { frame, handshakeOf } from '../parts.js';
import type { Generator } from '../question.js';

export const GREETING_FRAME: Generator<'greeting-frame'> = {
  topic: 'login',
  *drafts({ session: { control, exchanges } }) {
    const [greeting] = exchanges;
    const opened = handshakeOf(control);
    const reply = greeting?.command === null && greeting.code === 220 ? greeting.replies.at(-1) : undefined;
    if (opened === null || reply === undefined || reply.firstFrame !== reply.lastFrame) return;
    yield {
      params: {},
      answer: frame(reply.firstFrame),
      wrong: [[opened[2]!, 'the-ack']],
      frames: [reply.firstFrame],
    };
  },
};
