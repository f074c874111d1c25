/** The three segments that open the control connection. */
import { handshakeOf } from '../parts.js';
import type { Generator } from '../question.js';

export const CONTROL_HANDSHAKE: Generator<'control-handshake'> = {
  topic: 'opening',
  *drafts({ session }) {
    const opened = handshakeOf(session.control);
    if (opened !== null) yield { params: {}, answer: { type: 'frames', value: opened }, frames: opened };
  },
};
