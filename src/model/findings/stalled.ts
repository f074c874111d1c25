/** Data that is sent again and again without an acknowledgment, and receivers without room. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { wasOpened } from '../../ftp/transfer/outcome.js';
import { type Connection, otherSide, type Side, type Stall } from '../../tcp/types.js';
import { isWhole } from '../coverage.js';
import { icmpFrames, icmpRef } from '../reasons.js';
import { roleOf } from '../roles.js';
import { commandRef, exchangeFrames, type Finding, finding } from './finding.js';

/** Repetitions of a segment that are no ordinary loss any more. */
const STALLED_REPEATS = 4;
/** A stall that ended is worth a line where it lasted so long. */
const LASTING_NS = 10 * NS_PER_SECOND;
/** Payload of a segment that fills a packet of the Internet's smallest usual MTU: larger ones are what a path drops. */
const FULL_SIZE = 1_200;
/** The receiver was full for so long, and for such a share of the transfer. */
const FULL_NS = NS_PER_SECOND;
const FULL_SHARE = 0.2;

/** Segments of full size that never arrive, and others that nothing acknowledges. */
export function* stalledData(session: Session): Iterable<Finding> {
  for (const side of ['initiator', 'responder'] as const) {
    const found = stalledControl(session, side);
    if (found !== null) yield found;
  }
  for (const data of session.dataConnections) {
    const { connection } = data;
    if (connection === null || !wasOpened(connection)) continue;
    for (const side of ['initiator', 'responder'] as const) {
      const found = stalled(data, side);
      if (found !== null) yield found;
    }
  }
}

/** A long reply, or a certificate, whose full segments do not arrive. Small ones that are lost show a dead connection. */
function stalledControl({ control, clientSide }: Session, side: Side): Finding | null {
  const { stall } = control.sides[side];
  const tooBig = control.icmpError?.tooBig === true;
  if (stall === null || stall.repeats < STALLED_REPEATS || !(tooBig || neverPassed(stall))) return null;
  const params = {
    id: null,
    command: null,
    by: side === clientSide ? ('client' as const) : ('server' as const),
    ...wordsOf(stall, control, side),
    icmp: tooBig ? { ...icmpRef(control), mtu: control.icmpError!.mtu } : null,
  };
  return finding('path-mtu', 'warning', params, [stall.frame, stall.lastFrame, ...icmpFrames(control)]);
}

/** Segments of full size, and none of that size got through before. */
const neverPassed = ({ segmentBytes, passedBytes }: Stall): boolean =>
  segmentBytes >= FULL_SIZE && passedBytes < segmentBytes;

const wordsOf = (stall: Stall, connection: Connection, side: Side) => ({
  from: connection[side].address,
  to: connection[otherSide(side)].address,
  frame: stall.frame,
  repeats: stall.repeats,
  spanNs: stall.lastNs - stall.timeNs,
  segmentBytes: stall.segmentBytes,
  ended: stall.ended,
});

function stalled(data: DataConnection, side: Side): Finding | null {
  const connection = data.connection!;
  const { stall } = connection.sides[side];
  const tooBig = connection.icmpError?.tooBig === true;
  if (stall === null || !(stall.repeats >= STALLED_REPEATS || (tooBig && stall.repeats >= 2))) return null;
  if (connection.sides[otherSide(side)].segments === 0) return null;
  // A lossy path that goes on is slow, not broken.
  if (stall.ended && !tooBig && stall.lastNs - stall.timeNs < LASTING_NS) return null;
  const { transfer, id } = data;
  const full = connection.sides[otherSide(side)].fullWindow;
  // Probes of a closed window are no loss.
  if (full !== null && full.lastFrame >= stall.frame) return null;
  const params = {
    id,
    command: transfer === null ? null : commandRef(transfer.exchange),
    by: roleOf(data, connection, side),
    ...wordsOf(stall, connection, side),
  };
  const frames = [
    ...exchangeFrames(transfer?.exchange ?? null),
    stall.frame,
    stall.lastFrame,
    ...icmpFrames(connection),
  ];
  if (tooBig || neverPassed(stall)) {
    const icmp = tooBig ? { ...icmpRef(connection), mtu: connection.icmpError!.mtu } : null;
    return finding('path-mtu', 'warning', { ...params, icmp }, frames);
  }
  return finding('data-stalled', 'warning', params, frames);
}

/** The receiver did not read as fast as the data came: the network was not the reason. */
export function* fullReceivers(session: Session): Iterable<Finding> {
  for (const data of session.dataConnections) {
    const { connection, transfer } = data;
    if (connection === null || transfer === null || transfer.sender === null || !isWhole(connection)) continue;
    const side = otherSide(transfer.sender);
    const { fullWindow: full } = connection.sides[side];
    if (full === null || full.totalNs < FULL_NS) continue;
    const lastedNs = connection.lastTimeNs - connection.firstTimeNs;
    if (full.totalNs < lastedNs * FULL_SHARE) continue;
    yield finding(
      'receiver-full',
      'warning',
      {
        id: data.id,
        command: commandRef(transfer.exchange),
        by: roleOf(data, connection, side),
        times: full.times,
        fullNs: full.totalNs,
        lastedNs,
        frame: full.firstFrame,
        ended: !full.open,
      },
      [...exchangeFrames(transfer.exchange), ...fullFrames(data, side)],
    );
  }
}

const fullFrames = ({ connection }: DataConnection, side: Side): number[] =>
  connection!.journal
    .filter(({ kind, from }) => kind === 'zero-window' && from === side)
    .map(({ firstFrame }) => firstFrame);
