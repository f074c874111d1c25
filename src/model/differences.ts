/** How the connection that fulfils an announcement differs from what was announced or is usual: short remarks. */
import type { DataConnection } from '../ftp/protocol/session.js';
import { defaultDataPort, isActive } from './roles.js';

/** `text` is a phrase that stands beside the SYN. */
export type Difference = {
  /** What differs: the host that was connected to, the host or the port that connected; or how sure all that is. */
  readonly kind: 'to-host' | 'from-host' | 'from-port' | 'certainty';
  readonly text: string;
};

/** Empty where everything is as announced and as RFC 959 has it. */
export function differencesOf(data: DataConnection): readonly Difference[] {
  const { connection, announced, session, mode } = data;
  if (connection === null) return [];
  const { initiator, responder } = connection;
  const { client, server } = session;
  const active = isActive(mode);
  const list: Difference[] = [];
  const differs = (kind: Difference['kind'], text: string) => list.push({ kind, text });
  const [usualResponder, responderRole] = active ? [client, 'client'] : [server, 'server'];
  if (announced !== null && announced.address !== responder.address) {
    differs('to-host', `to ${responder.address}, not to the announced ${announced.address}`);
  } else if (responder.address !== usualResponder.address) {
    differs('to-host', `to ${responder.address}, not to the ${responderRole} ${usualResponder.address}`);
  }
  const [usualInitiator, initiatorRole] = active ? [server, 'server'] : [client, 'client'];
  if (initiator.address !== usualInitiator.address) {
    differs('from-host', `from ${initiator.address}, not from the ${initiatorRole} ${usualInitiator.address}`);
  } else if (active && initiator.port !== defaultDataPort(session)) {
    differs('from-port', `from port ${initiator.port}, not ${defaultDataPort(session)}`);
  }
  if (data.confidence === 'inferred') differs('certainty', 'inferred: no announcement was seen');
  else if (data.confidence === 'likely') differs('certainty', 'likely, not certain');
  return list;
}
