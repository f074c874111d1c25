/** A data connection that came from a host that is not the peer. */
import type { Session } from '../../ftp/protocol/session.js';
import { isActive } from '../roles.js';
import { announcedRef, exchangeFrames, type Finding, finalReply, finding } from './finding.js';

export function* strangers(session: Session): Iterable<Finding> {
  for (const data of session.dataConnections) {
    const { connection, announced, partner } = data;
    if (connection === null || announced === null || partner !== null) continue;
    const role = isActive(data.mode) ? 'server' : 'client';
    const expected = session[role].address;
    const { initiator } = connection;
    if (initiator.address === expected) continue;
    // The server compared the addresses and took no data from this one.
    const refused = (data.transfer?.code ?? 0) >= 400;
    yield finding(
      'data-connection-from-stranger',
      refused ? 'warning' : 'alert',
      {
        mode: data.mode,
        announced: announcedRef(announced),
        from: initiator,
        role,
        expected,
        reply: refused ? finalReply(data.transfer!.exchange) : null,
      },
      [announced.frame, connection.handshake.syn, ...(refused ? exchangeFrames(data.transfer!.exchange) : [])],
    );
  }
}
