/** In which order a control connection comes to life. */
import { handshakeOf } from '../parts.js';
import type { Generator } from '../question.js';

export const HANDSHAKE_ORDER: Generator<'handshake-order'> = {
  topic: 'opening',
  *drafts({ session: { control, exchanges } }) {
    const opened = handshakeOf(control);
    const greeting = exchanges[0];
    if (opened === null || greeting?.command !== null || greeting.code !== 220) return;
    const { firstFrame } = greeting.replies[0]!;
    if (firstFrame < opened[2]!) return;
    yield {
      params: {},
      answer: { type: 'order', value: ['syn', 'syn-ack', 'ack', 'greeting'] },
      frames: [...opened, firstFrame],
    };
  },
};
