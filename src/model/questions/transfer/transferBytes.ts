/** How many bytes of content a transfer moved. */
import { askedTransfer, exactly, wholeTransfers } from '../parts.js';
import type { Generator } from '../question.js';

export const TRANSFER_BYTES: Generator<'transfer-bytes'> = {
  topic: 'transfer',
  *drafts({ session }) {
    for (const data of wholeTransfers(session)) {
      const { bytes, expectedBytes, verdict } = data.transfer;
      if (bytes === 0 || verdict === 'unknown') continue;
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: exactly(bytes, 'bytes'),
        wrong: expectedBytes === null || expectedBytes === bytes ? [] : [[expectedBytes, 'reported-size']],
        frames: [data.connection.firstFrame, data.connection.lastFrame],
        blanks: [bytes],
      };
    }
  },
};
