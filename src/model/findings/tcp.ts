/** The path and the capture: repeated, contradictory and missing segments. */
import type { Session } from '../../ftp/protocol/session.js';
import { wasOpened } from '../../ftp/transfer/outcome.js';
import { LIMITS } from '../../limits.js';
import type { Connection } from '../../tcp/types.js';
import { repeatedFrames } from '../timing/transfer.js';
import { type Finding, finding } from './finding.js';

/** `id` is null for the control connection. */
function* connectionsOf(session: Session): Iterable<{ connection: Connection; id: string | null }> {
  yield { connection: session.control, id: null };
  for (const { connection, id } of session.dataConnections) if (connection !== null) yield { connection, id };
}

/** A lossy or congested path. */
export function* manyRetransmissions(session: Session): Iterable<Finding> {
  for (const { connection, id } of connectionsOf(session)) {
    // SYNs without an answer are reported as such: they say nothing about the path.
    if (!wasOpened(connection)) continue;
    const { segments, initiator, responder, journal } = connection;
    const retransmissions = connection.sides.initiator.retransmissions + connection.sides.responder.retransmissions;
    if (retransmissions < LIMITS.retransmissionsWorthTelling || retransmissions < segments * 0.02) continue;
    const full = journal.find(({ kind }) => kind === 'zero-window');
    yield finding(
      'many-retransmissions',
      'info',
      {
        id,
        segments,
        retransmissions,
        ends: [initiator.address, responder.address],
        full: full === undefined ? null : { receiver: connection[full.from], frame: full.firstFrame },
      },
      repeatedFrames(connection),
    );
  }
}

/** Two versions of the same bytes. */
export function* conflictingBytes(session: Session): Iterable<Finding> {
  for (const { connection, id } of connectionsOf(session)) {
    for (const side of ['initiator', 'responder'] as const) {
      const { conflictingBytes: bytes } = connection.sides[side];
      if (bytes === 0) continue;
      const frames = [connection.firstFrame, connection.lastFrame];
      yield finding('conflicting-overlap', 'alert', { id, bytes, sender: connection[side] }, frames);
    }
  }
}

/** Missing commands and replies make everything after them less certain. */
export function* controlHoles(session: Session): Iterable<Finding> {
  const { sides, journal } = session.control;
  const bytes = sides.initiator.missingBytes + sides.responder.missingBytes;
  if (bytes === 0 || session.captureEnd?.cutAtBytes != null) return;
  const gaps = journal.filter(({ kind }) => kind === 'gap').map(({ firstFrame }) => firstFrame);
  yield finding('control-bytes-missing', 'warning', { bytes }, gaps.slice(0, LIMITS.framesPerFinding));
}
