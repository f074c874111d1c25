/** What a transfer moved. */
import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { DataConnection, Exchange, Verdict } from '../../ftp/protocol/session.js';
import { announcementNumber } from '../roles.js';
import { contentBytesOf, missingBytes, rateOf, wrapperOf } from '../transfers.js';
import type { Draft } from './draft.js';
import { AT_THE_END, type ExplanationStyle } from './explanation.js';
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
    draft
      .knownAt(exchange.replies.at(-1)?.lastFrame ?? AT_THE_END)
      .dim('no-data-connection', {})
      .knownAt(null);
    return;
  }
  draft.text('transfer', { number: announcementNumber(data), direction: transfer.direction });
  if (transfer.path !== null) draft.value('path', { path: escapeText(transfer.path) });
  const ended = knownEnd(data, exchange);
  draft.knownAt(ended).fact(STYLES[transfer.verdict], resultOf(transfer), true);
  const bytes = contentBytesOf(transfer);
  if (bytes >= LARGE_BYTES) draft.value('bytes', { bytes });
  draft.knownAt(null);
  if (transfer.type !== null) draft.value('type', { type: transfer.type });
  if (transfer.mode !== 'S') draft.value('mode', { mode: transfer.mode });
  if (transfer.restart !== null) draft.value('restart', { at: transfer.restart });
  const { expectedBytes, expectedFrom } = transfer;
  if (expectedBytes !== null)
    draft.knownAt(expectedFrom?.frame ?? ended).value('expected', { bytes: expectedBytes, source: expectedFrom });
  draft.knownAt(ended);
  const missing = missingBytes(transfer);
  if (missing > 0) draft.bad('bytes-missing', { bytes: missing });
  if (transfer.durationSeconds !== null && transfer.durationSeconds > 0) {
    const ns = transfer.durationSeconds * NS_PER_SECOND;
    draft.value('duration', { ns, coarse: data.session.coarseTimes, bytesPerSecond: rateOf(transfer) });
  }
  const hash = wrapperOf(transfer) === null ? transfer.sha256 : transfer.contentSha256;
  if (hash !== null && transfer.bytes > 0) draft.value('sha256', { hash });
  draft.knownAt(null);
  draft.frame(exchange.command?.frame ?? null, ...exchange.replies.map(({ lastFrame }) => lastFrame));
}

/** The frame with which it is known what the transfer got: its final reply, or the end of its data, whichever is later. */
function knownEnd({ connection }: DataConnection, { replies }: Exchange): number {
  const { fins = [], rst = null } = connection?.teardown ?? {};
  const closed = connection === null ? 0 : (fins[0]?.frame ?? rst?.frame ?? connection.lastFrame);
  return Math.max(replies.at(-1)?.lastFrame ?? AT_THE_END, closed);
}
