/** How the connection that fulfils an announcement differs from what was announced or is usual: short remarks. */
import type { DataConnection } from '../ftp/session.js';
import { defaultDataPort, isActive } from './roles.js';

/** Each a phrase that stands beside the SYN; empty where everything is as announced and as RFC 959 has it. */
export function differencesOf(data: DataConnection): readonly string[] {
  const { connection, announced, session, mode } = data;
  if (connection === null) return [];
  const { initiator, responder } = connection;
  const { client, server } = session;
  const active = isActive(mode);
  const list: string[] = [];
  const [acceptor, acceptorRole] = active ? [client, 'client'] : [server, 'server'];
  if (announced !== null && announced.address !== responder.address) {
    list.push(`to ${responder.address}, not to the announced ${announced.address}`);
  } else if (responder.address !== acceptor.address) {
    list.push(`to ${responder.address}, not to the ${acceptorRole} ${acceptor.address}`);
  }
  const [opener, openerRole] = active ? [server, 'server'] : [client, 'client'];
  if (initiator.address !== opener.address) {
    list.push(`from ${initiator.address}, not from the ${openerRole} ${opener.address}`);
  } else if (active && initiator.port !== defaultDataPort(session)) {
    list.push(`from port ${initiator.port}, not ${defaultDataPort(session)}`);
  }
  if (data.confidence === 'inferred') list.push('inferred: no announcement was seen');
  else if (data.confidence === 'likely') list.push('likely, not certain');
  return list;
}
