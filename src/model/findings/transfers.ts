/** Transfers that did not get everything, or of which the capture does not have everything. */
import { rowOf } from '../../ftp/protocol/commands.js';
import type { Exchange, Session, Transfer } from '../../ftp/protocol/session.js';
import { wasOpened } from '../../ftp/transfer/outcome.js';
import { LIMITS } from '../../limits.js';
import { missingBytes } from '../transfers.js';
import { endedFrames, whoEnded } from './ended.js';
import { alike, commandRef, exchangeFrames, type Finding, finalReply, finding } from './finding.js';

/** Refused before any data: 550 and the like. */
export const refusedTransfers = (session: Session): Iterable<Finding> => alike(eachRefused(session));

function* eachRefused(session: Session): Iterable<Finding> {
  for (const { command, code, replies, index } of session.exchanges) {
    if (command === null || code === null || code < 400) continue;
    const exchange = session.exchanges[index]!;
    if (code === 425 && !refusedThoughOpen(exchange)) continue;
    const transfer = exchange.dataConnection?.transfer;
    const refused =
      transfer?.exchange === exchange
        ? transfer.verdict === 'refused'
        : rowOf(command.verb)?.transfer !== undefined && replies.length === 1;
    if (!refused) continue;
    const params = { command: commandRef(exchange), reply: finalReply(exchange)!, more: 0 };
    yield finding('transfer-refused', 'info', params, exchangeFrames(exchange));
  }
}

/**
 * 425 over a data connection that the peer opened as announced: the server had a reason of its own, which its words give.
 * Of those that did not open, and those that a stranger opened, other findings say why.
 */
function refusedThoughOpen({ dataConnection }: Exchange): boolean {
  const connection = dataConnection?.connection;
  if (dataConnection == null || connection == null || !wasOpened(connection)) return false;
  const { client, server } = dataConnection.session;
  const peers = [client.address, server.address];
  return peers.includes(connection.initiator.address) && peers.includes(connection.responder.address);
}

/** Truncated: aborted by the client, ended by the server, or simply fewer bytes than reported. */
export const badTransfers = (session: Session): Iterable<Finding> => alike(eachBad(session));

function* eachBad(session: Session): Iterable<Finding> {
  for (const data of session.dataConnections) {
    const { transfer } = data;
    if (transfer?.verdict !== 'truncated') continue;
    const { exchange, bytes, expectedBytes, expectedFrom } = transfer;
    const expected =
      expectedBytes !== null && expectedBytes > bytes ? { bytes: expectedBytes, from: expectedFrom } : null;
    const common = { command: commandRef(exchange), bytes, expected, reply: finalReply(exchange), more: 0 };
    const abort = abortOf(session, transfer);
    if (abort !== null)
      yield finding('transfer-aborted', 'warning', { ...common, frame: abort }, [...exchangeFrames(exchange), abort]);
    else {
      const ended = whoEnded(data);
      const frames = [...exchangeFrames(exchange), ...endedFrames(ended)];
      yield finding('transfer-truncated', 'warning', { ...common, ended }, frames);
    }
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

/** Bytes that passed but were not captured: not the transfer's fault. Of many transfers in one finding. */
export function* holesInTransfers(session: Session): Iterable<Finding> {
  const holed = session.dataConnections.filter(({ transfer }) => transfer !== null && missingBytes(transfer) > 0);
  if (holed.length === 0 || session.captureEnd?.cutAtBytes != null) return;
  const frames = holed.flatMap(({ transfer, connection }) => [
    transfer!.exchange.command?.frame,
    ...(connection?.journal.filter(({ kind }) => kind === 'gap').map(({ firstFrame }) => firstFrame) ?? []),
  ]);
  const first = holed[0]!.transfer!;
  yield finding(
    'bytes-missing',
    'warning',
    {
      bytes: holed.reduce((sum, { transfer }) => sum + missingBytes(transfer!), 0),
      transfers: holed.length,
      command: holed.length === 1 ? commandRef(first.exchange) : null,
      transferBytes: first.bytes,
      gaps: first.missing.length,
    },
    frames.slice(0, LIMITS.framesPerFinding),
  );
}
