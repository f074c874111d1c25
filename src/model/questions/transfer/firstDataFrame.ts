/** Where the content begins. */
import { askedTransfer, entryOf, frame, handshakeOf, wholeTransfers } from '../parts.js';
import type { Generator } from '../question.js';

export const FIRST_DATA_FRAME: Generator<'first-data-frame'> = {
  topic: 'transfer',
  *drafts({ session }) {
    for (const data of wholeTransfers(session)) {
      const first = entryOf(data.connection, 'data');
      const opened = handshakeOf(data.connection);
      if (first === undefined || opened === null || data.connection.reordered) continue;
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: frame(first.firstFrame),
        wrong: [
          [opened[0]!, 'the-syn'],
          [data.transfer.exchange.command!.frame, 'control-connection'],
        ],
        frames: [first.firstFrame],
      };
    }
  },
};
