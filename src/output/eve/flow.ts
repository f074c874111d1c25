/** EVE's `flow` events: one a connection, when its session has ended. */

import { hexDigits } from '../../bytes/digits.js';
import { splitTime } from '../../bytes/units.js';
import type { Session } from '../../ftp/protocol/session.js';
import type { Connection } from '../../tcp/types.js';
import { ACK, CWR, ECE, FIN, PSH, RST, SYN, URG } from '../../wire/segment.js';
import type { Report } from '../format.js';
import { ownConnections } from '../ownConnections.js';
import { eventLine, timestamp } from './head.js';

/** In Suricata's order. */
const FLAGS = { syn: SYN, fin: FIN, rst: RST, psh: PSH, ack: ACK, urg: URG, ecn: ECE, cwr: CWR } as const;

type Flow = { readonly appProto: string; readonly transactions: number; readonly alerted: boolean };

/** @param alerted the session has events of type `alert` */
export function* flowEvents(session: Session, alerted: boolean, report: Report): Iterable<string> {
  const { control, exchanges } = session;
  for (const { connection } of ownConnections(session)) {
    const flow = { appProto: 'ftp-data', transactions: 1, alerted: false };
    yield flowEvent(connection, control, flow, report);
  }
  yield flowEvent(control, null, { appProto: 'ftp', transactions: exchanges.length, alerted }, report);
}

export function flowEvent(connection: Connection, parent: Connection | null, flow: Flow, report: Report): string {
  const { firstTimeNs, lastTimeNs, sides } = connection;
  const { initiator, responder } = sides;
  const at = { type: 'flow', connection, from: 'initiator', timeNs: lastTimeNs, frame: null, parent } as const;
  const members = {
    app_proto: flow.appProto,
    flow: {
      pkts_toserver: initiator.segments,
      pkts_toclient: responder.segments,
      bytes_toserver: initiator.ipBytes,
      bytes_toclient: responder.ipBytes,
      start: timestamp(firstTimeNs, report),
      end: timestamp(lastTimeNs, report),
      age: Math.max(0, splitTime(lastTimeNs).seconds - splitTime(firstTimeNs).seconds),
      state: flowState(connection),
      reason: connection.closed ? 'timeout' : 'shutdown',
      alerted: flow.alerted,
      tx_cnt: flow.transactions > 0 ? flow.transactions : undefined,
    },
    tcp: tcpMembers(connection),
  };
  return eventLine(at, members, report);
}

const flowState = ({ closed, handshake }: Connection): 'closed' | 'established' | 'new' =>
  closed ? 'closed' : handshake.synAck !== null || handshake.syn === null ? 'established' : 'new';

function tcpMembers(connection: Connection) {
  let toServer = 0;
  let toClient = 0;
  for (const { kind, from, flags } of connection.journal) {
    if (kind === 'icmp-error' || kind === 'gap') continue;
    if (from === 'initiator') toServer |= flags;
    else toClient |= flags;
  }
  const both = toServer | toClient;
  return {
    tcp_flags: hexDigits(both, 2),
    tcp_flags_ts: hexDigits(toServer, 2),
    tcp_flags_tc: hexDigits(toClient, 2),
    ...Object.fromEntries(Object.entries(FLAGS).flatMap(([name, flag]) => ((both & flag) === 0 ? [] : [[name, true]]))),
    state: tcpState(connection),
    ts_gap: connection.sides.initiator.missingBytes > 0 ? true : undefined,
    tc_gap: connection.sides.responder.missingBytes > 0 ? true : undefined,
  };
}

function tcpState({ closed, handshake, teardown }: Connection): string {
  if (closed) return 'closed';
  if (teardown.fins.length > 0) return teardown.fins[0]!.from === 'initiator' ? 'fin_wait1' : 'close_wait';
  if (handshake.syn !== null && handshake.ack === null) return handshake.synAck === null ? 'syn_sent' : 'syn_recv';
  return 'established';
}
