/** Transfers that did not get everything, or of which the capture does not have everything. */
import { rowOf } from '../../ftp/protocol/commands.js';
import type { Finding, Session, Transfer } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { formatCount, plural } from '../format.js';
import { missingBytes, sourceOf } from '../transfers.js';
import { whoEnded } from './ended.js';
import { alike, commandWords, exchangeFrames, finalReplyWords, finding } from './finding.js';

/** Refused before any data: 550 and the like. */
export const refusedTransfers = (session: Session): Iterable<Finding> => alike(eachRefused(session), 'transfers');

function* eachRefused(session: Session): Iterable<Finding> {
  for (const { command, code, replies, index } of session.exchanges) {
    if (command === null || code === null || code < 400 || code === 425) continue;
    const exchange = session.exchanges[index]!;
    const transfer = exchange.dataConnection?.transfer;
    const refused =
      transfer?.exchange === exchange
        ? transfer.verdict === 'refused'
        : rowOf(command.verb)?.transfer !== undefined && replies.length === 1;
    if (!refused) continue;
    yield finding(
      'transfer-refused',
      'info',
      code < 500
        ? `${commandWords(exchange)} failed: ${finalReplyWords(exchange)}.`
        : `The server refused ${commandWords(exchange)}: ${finalReplyWords(exchange)}.`,
      exchangeFrames(exchange),
    );
  }
}

/** Cut short: aborted by the client, broken off by the server, or simply fewer bytes than reported. */
export const badTransfers = (session: Session): Iterable<Finding> => alike(eachBad(session), 'transfers');

function* eachBad(session: Session): Iterable<Finding> {
  for (const data of session.dataConnections) {
    const { transfer } = data;
    if (transfer?.verdict !== 'truncated') continue;
    const { exchange } = transfer;
    const abort = abortOf(session, transfer);
    const amount =
      transfer.expectedBytes !== null && transfer.expectedBytes > transfer.bytes
        ? `${formatCount(transfer.bytes)} of the ${plural(transfer.expectedBytes, 'byte')} that ${sourceOf(transfer)} reported`
        : plural(transfer.bytes, 'byte');
    const reply = finalReplyWords(exchange);
    const why =
      abort !== null
        ? { text: `the client aborted it with ABOR in frame ${abort}`, frames: [abort] }
        : (whoEnded(data) ?? {
            text:
              transfer.code !== null && transfer.code >= 400
                ? 'the server broke it off'
                : 'fewer bytes came than were reported',
            frames: [],
          });
    yield finding(
      abort === null ? 'transfer-truncated' : 'transfer-aborted',
      'warning',
      `${commandWords(exchange)} was cut short after ${amount}: ${why.text}; ${reply === null ? 'no final reply was seen' : `the reply was ${reply}`}.`,
      [...exchangeFrames(exchange), ...why.frames],
    );
  }
}

/** The frame of an ABOR that came while the transfer ran. */
function abortOf(session: Session, transfer: Transfer): number | null {
  const begun = transfer.exchange.command?.frame ?? 0;
  for (let i = transfer.exchange.index + 1; i < session.exchanges.length; i++) {
    const { command } = session.exchanges[i]!;
    if (command === null || command.frame < begun) continue;
    const row = rowOf(command.verb);
    if (row?.aborts) return command.frame;
    if (row?.transfer) return null;
  }
  return null;
}

/** Bytes that passed but were not captured: not the transfer's fault. Of many transfers in one sentence. */
export function* holesInTransfers(session: Session): Iterable<Finding> {
  const holed = session.dataConnections.filter(({ transfer }) => transfer !== null && missingBytes(transfer) > 0);
  if (holed.length === 0 || session.captureEnd?.cutAtBytes != null) return;
  const frames = holed.flatMap(({ transfer, connection }) => [
    transfer!.exchange.command?.frame,
    ...(connection?.journal.filter(({ kind }) => kind === 'gap').map(({ firstFrame }) => firstFrame) ?? []),
  ]);
  const bytes = holed.reduce((sum, { transfer }) => sum + missingBytes(transfer!), 0);
  const first = holed[0]!.transfer!;
  const what =
    holed.length === 1
      ? `${commandWords(first.exchange)} (${formatCount(first.bytes)} in all, ${plural(first.missing.length, 'gap')})`
      : `${holed.length} transfers`;
  yield finding(
    'bytes-missing',
    'warning',
    `${plural(bytes, 'byte')} of ${what} are missing in this capture, which lost packets or cut them short; the receiver may well have got all of it. No hash can be given.`,
    frames.slice(0, LIMITS.framesPerFinding),
  );
}
