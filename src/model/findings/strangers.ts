/** A data connection that came from somebody who is not the peer. */
import type { Finding, Session } from '../../ftp/protocol/session.js';
import { formatEndpoint } from '../format.js';
import { isActive } from '../roles.js';
import { announcementWords, finding } from './finding.js';

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
      `The data connection announced by ${announcementWords(data)} was opened from ${formatEndpoint(initiator)}, not from the ${role} ${expected}: somebody else took it (data connection theft, RFC 2577 §8), or the ${role} has several addresses.`,
      [announced.frame, connection.handshake.syn],
    );
  }
}
