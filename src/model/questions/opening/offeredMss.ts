/** The largest segment that a side is ready to receive (RFC 9293 §3.7.1). */
import { otherSide } from '../../../tcp/types.js';
import { entryOf, exactly } from '../parts.js';
import type { Generator } from '../question.js';

export const OFFERED_MSS: Generator<'offered-mss'> = {
  topic: 'opening',
  *drafts({ session: { control, clientSide } }) {
    for (const by of ['client', 'server'] as const) {
      const side = by === 'client' ? clientSide : otherSide(clientSide);
      const mss = control.sides[side].options?.mss ?? null;
      const segment = entryOf(control, side === 'initiator' ? 'syn' : 'syn-ack');
      if (mss === null || segment === undefined) continue;
      const other = control.sides[otherSide(side)].options?.mss ?? null;
      yield {
        params: { by, frame: segment.firstFrame },
        part: by,
        answer: exactly(mss, 'bytes'),
        wrong: other === null || other === mss ? [] : [[other, 'other-host']],
        frames: [segment.firstFrame],
        blanks: [mss],
      };
    }
  },
};
