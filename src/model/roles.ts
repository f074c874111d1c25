/** Who stands where: FTP roles of the two ends of a TCP connection. */
import { isActive } from '../ftp/protocol/announcements.js';
import type { DataConnection, Session } from '../ftp/protocol/session.js';
import { type Connection, otherSide, type Side } from '../tcp/types.js';
import { isPrivate } from './addresses.js';
import type { Heading } from './rows.js';

export { isActive };

/**
 * Which side of a data connection is this session's server. Addresses tell, unless both or none fit (loopback, NAT);
 * then the mode does. Under FXP the other side is the other server.
 */
export function serverSideOf(data: DataConnection, connection: Connection): Side {
  const server = data.session.server.address;
  const client = data.session.client.address;
  const initiator = connection.initiator.address;
  const responder = connection.responder.address;
  if (initiator !== responder && server !== client) {
    if (responder === server || initiator === client) return 'responder';
    if (initiator === server || responder === client) return 'initiator';
  }
  return isActive(data.mode) ? 'initiator' : 'responder';
}

/** 'server', 'client', or who it is instead: under FXP the other server. */
export function roleOf(data: DataConnection, connection: Connection, side: Side): string {
  const role = side === serverSideOf(data, connection) ? 'server' : 'client';
  if (connection[side].address === data.session[role].address) return role;
  return data.partner === null ? 'other host' : 'other server';
}

/**
 * The host that is neither client nor server at the other end of this server's data connection: under FXP (RFC 959
 * figure 3) the other server, else the target of a bounce or whoever came in the client's place. Null where it is the
 * client, also under a private address of its own, and where the connection does not reach this server.
 */
export function thirdHostOf(data: DataConnection): string | null {
  const { connection, session, announced } = data;
  if (connection === null) return null;
  const side = serverSideOf(data, connection);
  if (connection[side].address !== session.server.address) return null;
  const { address } = connection[otherSide(side)];
  if (address === session.client.address || address === session.server.address) return null;
  if (data.partner !== null) return address;
  const behindNat = announced?.by === 'client' && isPrivate(address) && !isPrivate(session.client.address);
  return behindNat ? null : address;
}

/** The same for any connection of the session; `data` is null for the control connection. */
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
