/** Connections that are probably data connections of sessions whose dialogue TLS hides. */
import type { Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import type { Connection } from '../../tcp/types.js';
import { isHidden } from '../summary.js';
import { type Finding, finding } from './finding.js';

/** Connections that are described one by one. */
const DESCRIBED = 3;
/** Below it are ports of other services: passive servers listen above. */
const FIRST_UNPRIVILEGED_PORT = 1024;

type View = { readonly sessions: readonly Session[]; readonly unclaimed?: readonly Connection[] };

/** Nothing announced them that could be read: the hosts and the time are all that speaks for them. */
export function* hiddenDataConnections(view: View): Iterable<Finding> {
  const sessions = view.sessions.filter(isHidden);
  if (sessions.length === 0) return;
  const byHosts = new Map<string, Connection[]>();
  for (const connection of view.unclaimed ?? []) {
    const { initiator, responder } = connection;
    for (const key of [`${initiator.address} ${responder.address}`, `${responder.address} ${initiator.address}`]) {
      const list = byHosts.get(key);
      if (list === undefined) byHosts.set(key, [connection]);
      else list.push(connection);
    }
  }
  for (const session of sessions) {
    const candidates = byHosts.get(`${session.client.address} ${session.server.address}`) ?? [];
    const likely = candidates.filter((connection) => couldBe(session, connection));
    if (likely.length > 0) yield reported(session, likely);
  }
}

function couldBe({ control, server, tls }: Session, connection: Connection): boolean {
  if (connection.firstFrame < (tls?.frame ?? 0) || connection.firstTimeNs > control.lastTimeNs) return false;
  // Active mode, or passive mode with the port that such a server chooses.
  return connection.initiator.address === server.address || connection.responder.port >= FIRST_UNPRIVILEGED_PORT;
}

function reported(session: Session, connections: readonly Connection[]): Finding {
  const described = connections.slice(0, DESCRIBED).map(({ initiator, responder, firstFrame, lastFrame, sides }) => ({
    from: initiator,
    to: responder,
    firstFrame,
    lastFrame,
    bytes: sides.initiator.bytes + sides.responder.bytes,
  }));
  return finding(
    'hidden-data-connections',
    'info',
    { session: session.id, count: connections.length, described },
    connections.slice(0, LIMITS.framesPerFinding).map(({ firstFrame }) => firstFrame),
  );
}
