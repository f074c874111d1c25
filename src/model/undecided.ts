/** What the capture leaves open: announcements without a connection, and transfers without an end. */
import type { DataConnection, Transfer } from '../ftp/protocol/session.js';

/**
 * True where the next packet may still change everything: the session is open, nothing else was announced since, and no
 * reply has settled the transfer. While capturing live this is so for a moment after every announcement. True also where
 * what did not come may be among packets that were lost.
 */
export function undecided(data: DataConnection): boolean {
  const { session, transfer, connection, outcome } = data;
  if (outcome !== 'never-used' && outcome !== 'unanswered') return false;
  if (mayBeLost(data)) return true;
  if (session.control.closed || session.control.teardown.kind !== 'none') return false;
  if (session.dataConnections.at(-1) !== data) return false;
  if (transfer !== null && transfer.code !== null) return false;
  return connection === null || connection.synRetransmissions.length === 0;
}

/** Packets were lost while a data connection, or the answer to its one SYN, was awaited: it may have come all the same. */
export function mayBeLost({ session, exchange, transfer, connection, outcome }: DataConnection): boolean {
  if (outcome !== 'never-used' && outcome !== 'unanswered') return false;
  // That the server failed, and that the SYN was repeated, say it too.
  if ((transfer?.code ?? 0) >= 400 || (connection?.synRetransmissions.length ?? 0) > 0) return false;
  const { command = null, replies = [] } = exchange ?? {};
  const sinceNs = command?.timeNs ?? replies[0]?.timeNs ?? connection?.firstTimeNs;
  return sinceNs !== undefined && session.lost(sinceNs, session.control.lastTimeNs) !== null;
}

/** True where the last packets of the capture, or those of this moment, belong to a transfer that has not ended. */
export function inMidTransfer(transfer: Transfer): boolean {
  const data = transfer.exchange.dataConnection;
  if (data?.transfer !== transfer || data.connection === null || data.outcome !== 'incomplete') return false;
  const { fins, rst } = data.connection.teardown;
  const open = fins.length === 0 && rst === null;
  const more = transfer.expectedBytes === null || transfer.expectedBytes > (transfer.contentBytes ?? transfer.bytes);
  return open && more && transfer.code === null && transfer.verdict === 'unknown';
}
