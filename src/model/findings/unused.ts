/** A data connection that was opened for nothing. */

import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { wasOpened } from '../../ftp/transfer/outcome.js';
import { nextDataConnection } from '../roles.js';
import type { FindingParams } from './codes.js';
import { alike, commandRef, type Finding, finding } from './finding.js';

export const unusedConnections = (session: Session): Iterable<Finding> => alike(eachUnused(session));

function* eachUnused(session: Session): Iterable<Finding> {
  // Under TLS the command may be there and not be seen.
  if (session.tls !== null && !session.tls.decrypted) return;
  for (const data of session.dataConnections) {
    const { connection, transfer, exchange, outcome } = data;
    if (connection === null || transfer !== null || exchange === null || outcome !== 'ok') continue;
    const { initiator, responder } = connection.sides;
    if (!wasOpened(connection) || initiator.bytes > 0 || responder.bytes > 0) continue;
    const refused = refusedMeanwhile(data);
    const fins = connection.teardown.fins.map(({ frame }) => frame);
    yield finding('data-unused', 'info', { id: data.id, refused, more: 0 }, [
      data.announced?.frame,
      connection.handshake.syn,
      ...fins,
      connection.teardown.rst?.frame,
      refused?.frame,
    ]);
  }
}

/** A command that was turned down while it stood open: most likely why the client gave up. */
function refusedMeanwhile(data: DataConnection): FindingParams['data-unused']['refused'] {
  const until = nextDataConnection(data)?.exchange?.index ?? data.session.exchanges.length;
  for (let i = data.exchange!.index + 1; i < until; i++) {
    const exchange = data.session.exchanges[i]!;
    const reply = exchange.replies.at(-1);
    if (exchange.command === null || reply === undefined || exchange.code === null || exchange.code < 400) continue;
    return { command: commandRef(exchange), code: reply.code, frame: reply.lastFrame };
  }
  return null;
}
