/** Did the file come whole? */
import { askedTransfer, carried, choice, words } from '../parts.js';
import type { Generator } from '../question.js';

export const TRANSFER_VERDICT: Generator<'transfer-verdict'> = {
  topic: 'transfer',
  *drafts({ session }) {
    for (const data of carried(session)) {
      const { verdict, exchange } = data.transfer;
      if (verdict === 'unknown') continue;
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: choice(verdict, 'complete', 'truncated', 'refused'),
        frames: [exchange.command!.frame, exchange.replies.at(-1)?.lastFrame ?? null],
        blanks: words('complete', 'truncated', 'refused'),
      };
    }
  },
};
