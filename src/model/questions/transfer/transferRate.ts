/** Bytes a second of a transfer, from its first to its last data segment. */
import { rateOf } from '../../transfers.js';
import { askedTransfer, wholeTransfers } from '../parts.js';
import type { Generator } from '../question.js';

/** Over less than this a rate is that of buffers. */
const SHORTEST_SECONDS = 0.05;

export const TRANSFER_RATE: Generator<'transfer-rate'> = {
  topic: 'transfer',
  *drafts({ session }) {
    for (const data of wholeTransfers(session)) {
      const rate = rateOf(data.transfer);
      if (rate === null || data.transfer.durationSeconds! < SHORTEST_SECONDS || session.coarseTimes) continue;
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: { type: 'number', value: Math.round(rate), unit: 'bytes-per-second', tolerance: 0.05 },
        frames: [data.connection.firstFrame, data.connection.lastFrame],
      };
    }
  },
};
