/** How many packets there are. */
import { exactly } from '../parts.js';
import type { Generator } from '../question.js';

export const CAPTURE_PACKETS: Generator<'capture-packets'> = {
  topic: 'hosts',
  *drafts({ session, packets }) {
    if (session.id === 1) yield { params: {}, answer: exactly(packets), frames: [packets], blanks: [packets] };
  },
};
