/** Who closes a data connection first: the end of the file is the end of the connection (RFC 959 §3.3, MODE S). */
import { closedFirst } from '../../closedFirst.js';
import { askedTransfer, choice, wholeTransfers } from '../parts.js';
import type { Generator } from '../question.js';

export const DATA_CLOSER: Generator<'data-closer'> = {
  topic: 'closing',
  *drafts({ session }) {
    for (const data of wholeTransfers(session)) {
      const right = closedFirst(session, data);
      const { fins, kind } = data.connection.teardown;
      if (right === null || kind !== 'fin' || fins.length < 2 || data.partner !== null) continue;
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: choice(right, 'client', 'server'),
        frames: fins.map(({ frame }) => frame),
      };
    }
  },
};
