/** Who is who at the two ends of a data connection: one set of rules for reports, findings and drawings. */
import { type Connection, otherSide, type Side } from '../../tcp/types.js';
import { isPrivate } from '../../wire/addressClass.js';
import { isActive } from '../protocol/announcements.js';
import type { DataConnection } from '../protocol/session.js';

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

/**
 * The host that is neither client nor server at the other end of this server's data connection: under FXP (RFC 959
 * figure 3) the other server, else the target of a bounce or a stranger in the client's place. Null where it is the
 * client, also under a private address of its own behind a NAT, and where the connection does not reach this server.
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

/** Who is at one end of a data connection. */
export type Role = 'client' | 'server' | 'other-server' | 'other-host';

/** 'server', 'client', or who it is instead: under FXP the other server. */
export function roleOf(data: DataConnection, connection: Connection, side: Side): Role {
  const role = side === serverSideOf(data, connection) ? 'server' : 'client';
  if (connection[side].address === data.session[role].address) return role;
  if (data.partner !== null) return 'other-server';
  const isClient = role === 'client' && data.connection === connection && thirdHostOf(data) === null;
  return isClient ? 'client' : 'other-host';
}

/**
 * The transfer goes between this server and another host (RFC 959 figure 3): both sessions were captured, or the client
 * named the other host in PORT or EPRT. Where another host opened the connection to the server, it is a transfer between
 * hosts if it moved a file: a listing is for the client, whose address may be one of several (carrier NAT).
 *
 * @param listing the transfer is a listing
 * @param bytes that it moved
 */
export function isThirdParty(data: DataConnection, listing: boolean, bytes: number): boolean {
  if (data.partner !== null) return true;
  if (thirdHostOf(data) === null) return false;
  return isActive(data.mode) || (!listing && bytes > 0);
}
