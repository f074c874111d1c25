/** What the acknowledgment of a FIN says: the FIN takes a sequence number, as the SYN did (RFC 9293 §3.4). */
import { seqAdd, seqFrom, seqToHeader } from '../../../tcp/seq.js';
import { entryOf, exactly } from '../parts.js';
import type { Generator } from '../question.js';

export const FIN_ACKNOWLEDGMENT: Generator<'fin-acknowledgment'> = {
  topic: 'closing',
  *drafts({ session: { control } }) {
    const [fin] = control.teardown.fins;
    const segment = fin && entryOf(control, 'fin', fin.from);
    if (segment === undefined || fin?.ackFrame == null || segment.firstFrame !== fin.frame) return;
    const right = seqToHeader(seqAdd(seqFrom(segment.seq), segment.bytes + 1));
    const { seq, bytes, ack } = segment;
    yield {
      params: { seq, frame: fin.frame, bytes },
      answer: exactly(right),
      wrong: [
        [seqToHeader(seqAdd(seqFrom(seq), bytes)), 'no-number-taken'],
        [ack, 'own-number'],
      ],
      frames: [fin.frame, fin.ackFrame],
      blanks: [right],
    };
  },
};
