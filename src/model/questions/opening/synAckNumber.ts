/** What a SYN+ACK acknowledges: the SYN takes one sequence number (RFC 9293 §3.4). */
import { seqAdd, seqFrom, seqToHeader } from '../../../tcp/seq.js';
import { entryOf, exactly, handshakeOf } from '../parts.js';
import type { Generator } from '../question.js';

export const SYN_ACK_NUMBER: Generator<'syn-ack-number'> = {
  topic: 'opening',
  *drafts({ session: { control } }) {
    const syn = entryOf(control, 'syn');
    const synAck = entryOf(control, 'syn-ack');
    if (handshakeOf(control) === null || syn === undefined || synAck === undefined) return;
    const right = seqToHeader(seqAdd(seqFrom(syn.seq), 1));
    if (synAck.ack !== right) return;
    yield {
      params: { seq: syn.seq, frame: syn.firstFrame },
      answer: exactly(right),
      wrong: [
        [syn.seq, 'no-number-taken'],
        [synAck.seq, 'own-number'],
      ],
      frames: [syn.firstFrame, synAck.firstFrame],
      blanks: [right],
    };
  },
};
