/** ASCII or image (RFC 959 §3.1.1). */
import { askedTransfer, carried, choice } from '../parts.js';
import type { Generator } from '../question.js';

export const REPRESENTATION_TYPE: Generator<'representation-type'> = {
  topic: 'transfer',
  *drafts({ session }) {
    for (const data of carried(session)) {
      const { type, exchange } = data.transfer;
      if (type !== 'A' && type !== 'I') continue;
      const set = session.exchanges.findLast(
        ({ command, index, code }) => command?.verb === 'TYPE' && index < exchange.index && code === 200,
      );
      if (set === undefined) continue;
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: choice(type === 'A' ? 'ascii' : 'image', 'ascii', 'image'),
        frames: [set.command!.frame, exchange.command!.frame],
        blanks: ['TYPE I', 'TYPE A'],
      };
    }
  },
};
