/** What a transfer got, as one fact: 'complete, 60,000 bytes (226)', 'truncated: 4096 of 60,000 bytes (426)'. */
import type { Transfer } from '../../ftp/protocol/session.js';
import { contentBytesOf, wrapperOf } from '../transfers.js';
import { inMidTransfer } from '../undecided.js';
import type { TransferFact } from './codes.js';
import { say } from './draft.js';

export function resultOf(transfer: Transfer): TransferFact {
  const bytes = contentBytesOf(transfer);
  const amount = { bytes, from: transfer.restart ?? 0, code: transfer.code };
  const expected = (transfer.expectedBytes ?? 0) > bytes ? transfer.expectedBytes : null;
  switch (transfer.verdict) {
    case 'complete': {
      const wrapper = wrapperOf(transfer);
      return say('transfer-complete', { ...amount, travelled: wrapper === null ? null : transfer.bytes, wrapper });
    }
    case 'truncated':
      return say('transfer-truncated', { ...amount, expected });
    case 'refused':
      return say('transfer-refused', amount);
    default:
      if (!inMidTransfer(transfer)) return say('transfer-unknown', { ...amount, expected });
      return transfer.exchange.dataConnection?.session.captureEnd === undefined
        ? say('transfer-running', { ...amount, expected })
        : say('transfer-cut-off', { ...amount, expected });
  }
}
