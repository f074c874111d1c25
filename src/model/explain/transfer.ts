/** What a transfer moved. */

import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { Exchange } from '../../ftp/protocol/session.js';
import { circled, formatBytes, formatCount, formatDuration, formatRate, plural } from '../format.js';
import { announcementNumber } from '../roles.js';
import {
  contentBytesOf,
  DIRECTION_WORDS,
  missingBytes,
  rateOf,
  sourceOf,
  TYPE_WORDS,
  verdictWords,
  wrapperOf,
} from '../transfers.js';
import type { Draft } from './draft.js';

export function explainTransfer(exchange: Exchange, draft: Draft): void {
  const data = exchange.dataConnection;
  const transfer = data?.transfer;
  draft.gap();
  if (data == null || transfer == null || transfer.exchange !== exchange) {
    draft.dim('No data connection of this transfer is known.');
    return;
  }
  draft.text(`${DIRECTION_WORDS[transfer.direction]} over data connection ${circled(announcementNumber(data))}:`);
  if (transfer.path !== null) draft.value(escapeText(transfer.path));
  const verdict = verdictWords(transfer);
  draft.line(
    transfer.verdict === 'complete' ? 'good' : transfer.verdict === 'unknown' ? 'text' : 'bad',
    `  ${verdict}`,
  );
  const bytes = contentBytesOf(transfer);
  if (bytes >= 1000) draft.value(`${formatCount(bytes)} bytes = ${formatBytes(bytes)}`);
  if (transfer.type !== null) draft.value(`TYPE ${transfer.type}: ${TYPE_WORDS[transfer.type]}`);
  if (transfer.mode !== 'S') draft.value(`MODE ${transfer.mode}: what travels is not the file itself`);
  if (transfer.restart !== null) draft.value(`REST ${transfer.restart}: the transfer begins at this byte of the file`);
  if (transfer.expectedBytes !== null) {
    draft.value(`${formatCount(transfer.expectedBytes)} bytes expected, by ${sourceOf(transfer)}`);
  }
  const missing = missingBytes(transfer);
  if (missing > 0) draft.line('bad', `  ${plural(missing, 'byte')} of it are not in this capture`);
  if (transfer.durationSeconds !== null && transfer.durationSeconds > 0) {
    const rate = rateOf(transfer);
    const speed = rate === null ? '' : `, ${formatRate(rate)}`;
    draft.value(
      `${formatDuration(transfer.durationSeconds * NS_PER_SECOND, exchange.dataConnection?.session.coarseTimes)} from first to last byte${speed}`,
    );
  }
  const hash = wrapperOf(transfer) === null ? transfer.sha256 : transfer.contentSha256;
  if (hash !== null && transfer.bytes > 0) draft.value(`sha256 ${hash}`);
  draft.frame(exchange.command?.frame ?? null, ...exchange.replies.map(({ lastFrame }) => lastFrame));
}
