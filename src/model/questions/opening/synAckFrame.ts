/** The second segment of the handshake. */
import { frame, handshakeOf } from '../parts.js';
import type { Generator } from '../question.js';

export const SYN_ACK_FRAME: Generator<'syn-ack-frame'> = {
  topic: 'opening',
  *drafts({ session }) {
    const opened = handshakeOf(session.control);
    if (opened === null) return;
    const [syn, synAck, ack] = opened as [number, number, number];
    yield {
      params: {},
      answer: frame(synAck),
      wrong: [
        [syn, 'the-syn'],
        [ack, 'the-ack'],
      ],
      frames: [synAck],
      blanks: ['SYN+ACK', 'SYN'],
    };
  },
};
