/** Transfers that did not get everything, or of which the capture does not have everything. */
import type { Finding, Session, Transfer } from '../../ftp/session.js';
import { LIMITS } from '../../limits.js';
import { formatCount, plural } from '../format.js';
import { missingBytes } from '../transfers.js';
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
        : isTransferVerb(command.verb) && replies.length === 1;
    if (!refused) continue;
    yield finding(
      'transfer-refused',
      'info',
      `The server refused ${commandWords(exchange)}: ${finalReplyWords(exchange)}.`,
      exchangeFrames(exchange),
    );
  }
}

const isTransferVerb = (verb: string): boolean => /^(RETR|STOR|STOU|APPE|LIST|NLST|MLSD)$/.test(verb);

/** Cut short: aborted by the client, broken off by the server, or simply fewer bytes than told. */
export const badTransfers = (session: Session): Iterable<Finding> => alike(eachBad(session), 'transfers');

function* eachBad(session: Session): Iterable<Finding> {
  for (const { transfer, connection } of session.dataConnections) {
    if (transfer?.verdict !== 'truncated') continue;
    const { exchange } = transfer;
    const abort = abortOf(session, transfer);
    const amount =
      transfer.expectedBytes !== null && transfer.expectedBytes > transfer.bytes
        ? `${formatCount(transfer.bytes)} of ${plural(transfer.expectedBytes, 'byte')} (as told by ${transfer.expectedFrom ?? 'the dialogue'})`
        : plural(transfer.bytes, 'byte');
    const reply = finalReplyWords(exchange);
    const why =
      abort !== null
        ? `the client aborted it with ABOR in frame ${abort}`
        : connection?.teardown.rst != null
          ? `the data connection was reset in frame ${connection.teardown.rst.frame}`
          : transfer.code !== null && transfer.code >= 400
            ? 'the server broke it off'
            : 'fewer bytes came than were told';
    yield finding(
      abort === null ? 'transfer-truncated' : 'transfer-aborted',
      'warning',
      `${commandWords(exchange)} was cut short after ${amount}: ${why}; ${reply === null ? 'no final reply was seen' : `the reply was ${reply}`}.`,
      [...exchangeFrames(exchange), abort, connection?.teardown.rst?.frame],
    );
  }
}

/** The frame of an ABOR that came while the transfer ran. */
function abortOf(session: Session, transfer: Transfer): number | null {
  const begun = transfer.exchange.command?.frame ?? 0;
  for (let i = transfer.exchange.index + 1; i < session.exchanges.length; i++) {
    const { command } = session.exchanges[i]!;
    if (command === null || command.frame < begun) continue;
    if (command.verb === 'ABOR') return command.frame;
    if (isTransferVerb(command.verb)) return null;
  }
  return null;
}

/** Bytes that passed but were not captured: not the transfer's fault. Of many transfers in one sentence. */
export function* holesInTransfers(session: Session): Iterable<Finding> {
  const holed = session.dataConnections.filter(({ transfer }) => transfer !== null && missingBytes(transfer) > 0);
  if (holed.length === 0) return;
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
