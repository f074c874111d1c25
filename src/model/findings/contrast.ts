/** What speaks against a firewall that drops everything: another data connection of the session came through. */

import { NS_PER_SECOND } from '../../bytes/units.js';
import type { DataConnection } from '../../ftp/protocol/session.js';
import { wasOpened } from '../../ftp/transfer/outcome.js';
import { isActive } from '../roles.js';
import type { Contrast } from './codes.js';

/** RFC 9293 §3.4.2: a port pair rests for twice the segment lifetime; systems wait up to four minutes. */
const TIME_WAIT_NS = 240 * NS_PER_SECOND;

/** The same endpoint was used a moment ago, another mode worked, another port worked; null: nothing contradicts. */
export function contrastOf(data: DataConnection): Contrast | null {
  const { session, announced, mode } = data;
  const others = session.dataConnections.filter((other) => other !== data);
  const earlier = announced === null ? undefined : others.find((other) => reuses(data, other));
  if (earlier !== undefined)
    return {
      kind: 'port-again',
      id: earlier.id,
      frame: earlier.announced!.frame,
      sinceNs: announced!.timeNs - (earlier.connection?.lastTimeNs ?? earlier.announced!.timeNs),
    };
  const worked = others.filter(({ connection }) => connection !== null && wasOpened(connection));
  const sameWay = worked.filter((other) => isActive(other.mode) === isActive(mode));
  const otherMode = sameWay.find((other) => other.mode !== mode);
  const sameMode = sameWay.find((other) => other.mode === mode);
  if (sameMode === undefined && otherMode !== undefined)
    return { kind: 'other-mode', mode: otherMode.mode, frame: otherMode.connection!.handshake.syn };
  if (sameWay.length > 0) {
    const { connection } = sameMode ?? sameWay[0]!;
    return { kind: 'other-port', port: connection!.responder.port, frame: connection!.handshake.syn };
  }
  const [first] = worked;
  return first === undefined
    ? null
    : { kind: 'other-way', active: isActive(first.mode), mode: first.mode, frame: first.connection!.handshake.syn };
}

function reuses({ announced }: DataConnection, other: DataConnection): boolean {
  const { announced: before, connection } = other;
  if (before === null || announced === null || before.frame >= announced.frame) return false;
  if (before.address !== announced.address || before.port !== announced.port || connection === null) return false;
  return wasOpened(connection) && announced.timeNs - connection.lastTimeNs < TIME_WAIT_NS;
}
