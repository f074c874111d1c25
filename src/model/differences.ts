/** How the connection that matches an announcement differs from what was announced or is usual. */
import type { DataConnection } from '../ftp/protocol/session.js';
import type { LadderFact } from './ladder/codes.js';
import { say } from './ladder/say.js';
import { defaultDataPort, isActive } from './roles.js';

/** What differs is in the code: the host connected to, the host or port that connected, or how certain the match is. */
export type Difference = Extract<
  LadderFact,
  { readonly code: 'to-host' | 'to-other' | 'from-other' | 'from-port' | 'inferred' | 'likely' }
>;

/** True for what is about how certain the match is. */
export const isCertainty = ({ code }: Difference): boolean => code === 'inferred' || code === 'likely';

/** Empty where everything is as announced and as RFC 959 has it. */
export function differencesOf(data: DataConnection): readonly Difference[] {
  const { connection, announced, session, mode } = data;
  if (connection === null) return [];
  const { initiator, responder } = connection;
  const { client, server } = session;
  const active = isActive(mode);
  const list: Difference[] = [];
  const to = active
    ? ({ role: 'client', own: client.address } as const)
    : ({ role: 'server', own: server.address } as const);
  if (announced !== null && announced.address !== responder.address)
    list.push(say('to-host', { address: responder.address, announced: announced.address }));
  else if (responder.address !== to.own) list.push(say('to-other', { address: responder.address, ...to }));
  const from = active
    ? ({ role: 'server', own: server.address } as const)
    : ({ role: 'client', own: client.address } as const);
  if (initiator.address !== from.own) list.push(say('from-other', { address: initiator.address, ...from }));
  else if (active && initiator.port !== defaultDataPort(session))
    list.push(say('from-port', { port: initiator.port, usual: defaultDataPort(session) }));
  if (data.confidence === 'inferred') list.push(say('inferred', {}));
  else if (data.confidence === 'likely') list.push(say('likely', {}));
  return list;
}
