/** Servers that do not speak: no connection, no greeting, or a late one. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import type { Connection } from '../../tcp/types.js';
import { isWhole } from '../coverage.js';
import { attemptFrames, icmpRef, synSpan } from '../reasons.js';
import type { CaptureRule } from './captureRule.js';
import { type Finding, finding } from './finding.js';

/** People and clients notice it; some clients give up after ten. */
const LATE_NS = 5 * NS_PER_SECOND;
/** A server that is silent for so long may never speak. */
const SILENT_NS = 3 * NS_PER_SECOND;
/** Where FTP servers listen: the control connection, and with implicit TLS. */
const FTP_PORTS: ReadonlySet<number> = new Set([21, 990]);

/** The first reply came long after the connection was open. */
export function* lateGreeting({ control, exchanges, server }: Session): Iterable<Finding> {
  const greeting = exchanges[0];
  const reply = greeting?.replies[0];
  const opened = control.journal.find(({ kind }) => kind === 'ack')?.timeNs;
  if (greeting?.command !== null || reply === undefined || opened === undefined || control.handshake.syn === null)
    return;
  const waitedNs = reply.timeNs - opened;
  if (waitedNs < LATE_NS) return;
  yield finding('greeting-late', 'warning', { server, waitedNs, code: reply.code }, [
    control.handshake.ack,
    reply.firstFrame,
  ]);
}

type Kind = 'unanswered' | 'refused' | 'prohibited' | 'silent';

/** Connections to an FTP port that did not come to a session. */
export class SilentServers implements CaptureRule {
  add(): void {}

  findings(unclaimed: readonly Connection[]): Iterable<Finding> {
    return silentServers(unclaimed);
  }
}

/** Of each client and server one finding. */
function* silentServers(unclaimed: readonly Connection[]): Iterable<Finding> {
  const groups = new Map<string, Connection[]>();
  for (const connection of unclaimed) {
    const kind = FTP_PORTS.has(connection.responder.port) ? silence(connection) : null;
    if (kind === null) continue;
    const key = `${kind} ${connection.initiator.address} ${connection.responder.address} ${connection.responder.port}`;
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [connection]);
    else list.push(connection);
  }
  for (const list of groups.values()) yield reported(list);
}

function silence(connection: Connection): Kind | null {
  const { handshake, teardown, sides, icmpError, firstTimeNs, lastTimeNs } = connection;
  if (handshake.syn === null) return null;
  const { initiator, responder } = sides;
  if (handshake.synAck === null) {
    if (initiator.bytes > 0 || handshake.ack !== null) return null;
    if (icmpError !== null) return 'prohibited';
    if (teardown.rst?.from === 'responder') return 'refused';
    return responder.segments === 0 && connection.synRetransmissions.length > 0 ? 'unanswered' : null;
  }
  const silent = isWhole(connection) && responder.bytes === 0 && lastTimeNs - firstTimeNs >= SILENT_NS;
  return silent ? 'silent' : null;
}

function reported(list: readonly Connection[]): Finding {
  const [first] = list;
  const { initiator, responder, teardown, firstTimeNs, lastTimeNs, sides } = first!;
  const ends = { client: initiator.address, server: responder, count: list.length };
  const frames = list.flatMap((one) => framesOf(one)).slice(0, LIMITS.framesPerFinding);
  switch (silence(first!)) {
    case 'refused':
      return finding('server-refused', 'warning', ends, frames);
    case 'prohibited':
      return finding('server-prohibited', 'warning', { ...ends, icmp: icmpRef(first!) }, frames);
    case 'unanswered':
      return finding('server-unanswered', 'warning', { ...ends, ...synSpan(first!) }, frames);
    default: {
      const by = teardown.fins[0]?.from ?? teardown.rst?.from ?? null;
      const closedBy = by === null ? null : by === 'initiator' ? ('client' as const) : ('server' as const);
      const silentNs = lastTimeNs - firstTimeNs;
      return finding(
        'greeting-missing',
        'warning',
        { ...ends, silentNs, closedBy, clientBytes: sides.initiator.bytes },
        frames,
      );
    }
  }
}

const framesOf = (connection: Connection): (number | null)[] => {
  const { handshake, teardown } = connection;
  if (handshake.synAck === null) return attemptFrames({ connection });
  return [
    handshake.syn,
    handshake.synAck,
    handshake.ack,
    ...teardown.fins.map(({ frame }) => frame),
    teardown.rst?.frame ?? null,
  ];
};
