/** What a transfer moved. */
import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { Exchange, Verdict } from '../../ftp/protocol/session.js';
import { announcementNumber } from '../roles.js';
import { contentBytesOf, missingBytes, rateOf, wrapperOf } from '../transfers.js';
import type { Draft } from './draft.js';
import type { ExplanationStyle } from './explanation.js';
import { resultOf } from './result.js';

const STYLES: Readonly<Record<Verdict, ExplanationStyle>> = {
  complete: 'good',
  truncated: 'bad',
  refused: 'bad',
  unknown: 'text',
};

/** Amounts from here on are said with a unit too. */
const LARGE_BYTES = 1000;

export function explainTransfer(exchange: Exchange, draft: Draft): void {
  const data = exchange.dataConnection;
  const transfer = data?.transfer;
  draft.gap();
  if (data == null || transfer == null || transfer.exchange !== exchange) {
    draft.dim('no-data-connection', {});
    return;
  }
  draft.text('transfer', { number: announcementNumber(data), direction: transfer.direction });
  if (transfer.path !== null) draft.value('path', { path: escapeText(transfer.path) });
  draft.fact(STYLES[transfer.verdict], resultOf(transfer), true);
  const bytes = contentBytesOf(transfer);
  if (bytes >= LARGE_BYTES) draft.value('bytes', { bytes });
  if (transfer.type !== null) draft.value('type', { type: transfer.type });
  if (transfer.mode !== 'S') draft.value('mode', { mode: transfer.mode });
  if (transfer.restart !== null) draft.value('restart', { at: transfer.restart });
  if (transfer.expectedBytes !== null)
    draft.value('expected', { bytes: transfer.expectedBytes, source: transfer.expectedFrom });
  const missing = missingBytes(transfer);
  if (missing > 0) draft.bad('bytes-missing', { bytes: missing });
  if (transfer.durationSeconds !== null && transfer.durationSeconds > 0) {
    const ns = transfer.durationSeconds * NS_PER_SECOND;
    draft.value('duration', { ns, coarse: data.session.coarseTimes, bytesPerSecond: rateOf(transfer) });
  }
  const hash = wrapperOf(transfer) === null ? transfer.sha256 : transfer.contentSha256;
  if (hash !== null && transfer.bytes > 0) draft.value('sha256', { hash });
  draft.frame(exchange.command?.frame ?? null, ...exchange.replies.map(({ lastFrame }) => lastFrame));
}
