/** Who closed a connection first. */
import type { DataConnection, Session } from '../ftp/protocol/session.js';
import type { Connection, Side } from '../tcp/types.js';
import { sideOfServer } from './roles.js';

/**
 * The side of the first FIN or, without one, of the RST; null: neither is in this capture, or the order is not known.
 * A FIN that is missing counts from the frame that acknowledges it.
 */
function firstCloser({ teardown: { fins, unseenFins, rst } }: Connection): Side | null {
  const [fin] = fins;
  const [unseen] = unseenFins;
  if (fin === undefined) return unseen?.from ?? rst?.from ?? null;
  return unseen !== undefined && unseen.ackFrame <= fin.frame ? unseen.from : fin.from;
}

/**
 * The role of who closed first. Under FXP the other server counts as the client.
 * @param data null for the control connection
 */
export function closedFirst(session: Session, data: DataConnection | null): 'client' | 'server' | null {
  const connection = data === null ? session.control : data.connection;
  const side = connection === null ? null : firstCloser(connection);
  if (connection === null || side === null) return null;
  return side === sideOfServer(session, data, connection) ? 'server' : 'client';
}
