/** Which way the data goes. */
import { askedTransfer, carried, choice, words } from '../parts.js';
import type { Generator } from '../question.js';

export const FILE_DIRECTION: Generator<'file-direction'> = {
  topic: 'transfer',
  *drafts({ session }) {
    for (const data of carried(session)) {
      const { direction } = data.transfer;
      if (direction === 'third-party' || data.transfer.bytes === 0) continue;
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: choice(direction, 'download', 'upload', 'listing'),
        frames: [data.transfer.exchange.command!.frame],
        blanks: words('download', 'upload', 'listing'),
      };
    }
  },
};
