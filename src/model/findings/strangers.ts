/** A data connection that came from a host that is not the peer. */
import type { Session } from '../../ftp/protocol/session.js';
import { isActive } from '../roles.js';
import { announcedRef, type Finding, finding } from './finding.js';

export function* strangers(session: Session): Iterable<Finding> {
  for (const data of session.dataConnections) {
    const { connection, announced, partner } = data;
    if (connection === null || announced === null || partner !== null) continue;
    const role = isActive(data.mode) ? 'server' : 'client';
    const expected = session[role].address;
    const { initiator } = connection;
    if (initiator.address === expected) continue;
    yield finding(
      'data-connection-from-stranger',
      'alert',
      { mode: data.mode, announced: announcedRef(announced), from: initiator, role, expected },
      [announced.frame, connection.handshake.syn],
    );
  }
}
