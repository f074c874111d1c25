/** The segment that ends the data: the first FIN of the data connection. */
import { askedTransfer, frame, wholeTransfers } from '../parts.js';
import type { Generator } from '../question.js';

export const DATA_FIN_FRAME: Generator<'data-fin-frame'> = {
  topic: 'closing',
  *drafts({ session }) {
    const control = session.control.teardown.fins[0]?.frame;
    for (const data of wholeTransfers(session)) {
      const first = data.connection.teardown.fins[0]?.frame;
      if (first === undefined || data.connection.reordered) continue;
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: frame(first),
        wrong: control === undefined ? [] : [[control, 'control-connection']],
        frames: [first],
      };
    }
  },
};
