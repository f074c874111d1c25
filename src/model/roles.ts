/** FTP roles of the two ends of a TCP connection, and what drawings need of them. */
import { isActive } from '../ftp/protocol/announcements.js';
import type { DataConnection, Session } from '../ftp/protocol/session.js';
import { type Role, roleOf, serverSideOf, thirdHostOf } from '../ftp/transfer/roles.js';
import { type Connection, otherSide, type Side } from '../tcp/types.js';
import type { Peer } from './ladder/codes.js';
import type { Heading } from './rows.js';

export { isActive, type Role, roleOf, serverSideOf, thirdHostOf };

/** Who is at the other end of the server's data connection: the client, or in its place another host. */
export function peerOf(data: DataConnection): Peer {
  const address = thirdHostOf(data);
  if (data.partner !== null) return { kind: 'fxp', address: address ?? data.partner.session.server.address };
  return address === null ? { kind: 'client' } : { kind: 'other', address };
}

/** Which side of any connection of the session is the server; `data` is null for the control connection. */
export function sideOfServer(session: Session, data: DataConnection | null, connection: Connection): Side {
  return data === null ? otherSide(session.clientSide) : serverSideOf(data, connection);
}

export const headingOf = (from: Side, serverSide: Side): Heading => (from === serverSide ? 'to-client' : 'to-server');

/** The port from which RFC 959 §3.2 wants active data connections: the one below the control port (20 for 21). */
export const defaultDataPort = (session: Session): number => session.server.port - 1;

/** 1, 2, 3 ...: the number under which ladder, report and UI name a data connection and its announcement. */
export function announcementNumber(data: DataConnection): number {
  const dot = data.id.lastIndexOf('.');
  return Number(data.id.slice(dot + 1));
}

/** The data connection that was announced after this one, if any. */
export function nextDataConnection(data: DataConnection): DataConnection | undefined {
  const list = data.session.dataConnections;
  const place = announcementNumber(data) - 1;
  return list[(list[place] === data ? place : list.indexOf(data)) + 1];
}
