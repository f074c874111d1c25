/** What the capture leaves open: announcements without a connection, and transfers without an end. */
import type { DataConnection, Transfer } from '../ftp/protocol/session.js';

/**
 * True where the next packet may still change everything: the session is open, nothing else was announced since, and no
 * reply has settled the transfer. While capturing live this is so for a moment after every announcement.
 */
export function undecided(data: DataConnection): boolean {
  const { session, transfer, connection, outcome } = data;
  if (outcome !== 'never-used' && outcome !== 'unanswered') return false;
  if (session.control.closed || session.control.teardown.kind !== 'none') return false;
  if (session.dataConnections.at(-1) !== data) return false;
  if (transfer !== null && transfer.code !== null) return false;
  return connection === null || connection.synRetransmissions.length === 0;
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
