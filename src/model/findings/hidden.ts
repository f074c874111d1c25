/** Connections that are probably data connections of sessions whose dialogue TLS hides. */
import type { Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import type { Connection } from '../../tcp/types.js';
import { isPrivate } from '../addresses.js';
import { attemptFrames, synSpan } from '../reasons.js';
import { isHidden } from '../summary.js';
import type { CaptureRule } from './captureRule.js';
import { type Finding, finding } from './finding.js';

/** Connections that are described one by one. */
const DESCRIBED = 3;
/** Below it are ports of other services: passive servers listen above. */
const FIRST_UNPRIVILEGED_PORT = 1024;

/** What is kept of a session whose dialogue cannot be read. */
type Hidden = {
  readonly id: number;
  readonly client: string;
  readonly server: string;
  readonly fromFrame: number;
  readonly untilNs: number;
};

/** Nothing announced them that could be read: the hosts and the time are all that speaks for them. */
export class HiddenDataConnections implements CaptureRule {
  readonly #sessions: Hidden[] = [];

  add(session: Session): void {
    if (!isHidden(session) || this.#sessions.length >= LIMITS.hiddenSessions) return;
    const { id, client, server, tls, protection, control } = session;
    const [fromFrame, untilNs] = [tls?.frame ?? protection?.frame ?? 0, control.lastTimeNs];
    this.#sessions.push({ id, client: client.address, server: server.address, fromFrame, untilNs });
  }

  *findings(unclaimed: readonly Connection[]): Iterable<Finding> {
    if (this.#sessions.length === 0) return;
    const byHosts = new Map<string, Connection[]>();
    for (const connection of unclaimed) {
      const { initiator, responder } = connection;
      for (const key of [`${initiator.address} ${responder.address}`, `${responder.address} ${initiator.address}`]) {
        const list = byHosts.get(key);
        if (list === undefined) byHosts.set(key, [connection]);
        else list.push(connection);
      }
    }
    for (const session of this.#sessions) {
      const candidates = byHosts.get(`${session.client} ${session.server}`) ?? [];
      const likely = candidates.filter((connection) => couldBe(session, connection));
      if (likely.length > 0) yield reported(session, likely);
      const tried = unclaimed.find((connection) => triedPrivately(session, connection));
      if (tried !== undefined) yield privateAddress(session, tried);
    }
  }
}

/** A SYN of the client to a private host, while the session ran, that nothing answered. */
function triedPrivately({ client, server, fromFrame, untilNs }: Hidden, connection: Connection): boolean {
  const { initiator, responder, handshake, firstFrame, firstTimeNs, sides } = connection;
  if (initiator.address !== client || responder.address === server || handshake.syn === null) return false;
  const during = firstFrame > fromFrame && firstTimeNs <= untilNs;
  return during && sides.responder.segments === 0 && isPrivate(responder.address) && !isPrivate(server);
}

function privateAddress({ id, client }: Hidden, connection: Connection): Finding {
  const params = { session: id, client, to: connection.responder, ...synSpan(connection) };
  return finding('hidden-private-address', 'warning', params, attemptFrames({ connection }));
}

function couldBe({ fromFrame, untilNs, server }: Hidden, connection: Connection): boolean {
  if (connection.firstFrame < fromFrame || connection.firstTimeNs > untilNs) return false;
  // Active mode, or passive mode with the port that such a server chooses.
  return connection.initiator.address === server || connection.responder.port >= FIRST_UNPRIVILEGED_PORT;
}

function reported(session: Hidden, connections: readonly Connection[]): Finding {
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
