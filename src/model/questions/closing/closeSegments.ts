/** Three segments or four: an ACK may travel with the second FIN (RFC 9293 §3.6). */
import { exactly } from '../parts.js';
import type { Generator } from '../question.js';

export const CLOSE_SEGMENTS: Generator<'close-segments'> = {
  topic: 'closing',
  *drafts({ session: { control } }) {
    const { fins, kind } = control.teardown;
    const frames = fins.flatMap(({ frame, ackFrame }) => [frame, ackFrame]);
    if (kind !== 'fin' || fins.length !== 2 || control.reordered || frames.includes(null)) return;
    const distinct = [...new Set(frames)];
    yield {
      params: {},
      answer: exactly(distinct.length),
      wrong: distinct.length === 3 ? [[4, 'four-always']] : [],
      frames: distinct,
    };
  },
};
