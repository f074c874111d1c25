/** The path and the capture: repeated, contradictory and lost segments. */

import type { Finding, Session } from '../../ftp/protocol/session.js';
import { wasOpened } from '../../ftp/transfer/outcome.js';
import { LIMITS } from '../../limits.js';
import type { Connection } from '../../tcp/types.js';
import { formatEndpoint, plural } from '../format.js';
import { finding } from './finding.js';

function* connectionsOf(session: Session): Iterable<{ connection: Connection; name: string }> {
  yield { connection: session.control, name: 'The control connection' };
  for (const data of session.dataConnections) {
    if (data.connection !== null) yield { connection: data.connection, name: `Data connection ${data.id}` };
  }
}

/** A lossy or congested path. */
export function* manyRetransmissions(session: Session): Iterable<Finding> {
  for (const { connection, name } of connectionsOf(session)) {
    // SYNs that nobody answers are told of as such: they say nothing about the path.
    if (!wasOpened(connection)) continue;
    const again = connection.sides.initiator.retransmissions + connection.sides.responder.retransmissions;
    if (again < LIMITS.retransmissionsWorthTelling || again < connection.segments * 0.02) continue;
    const share = ((100 * again) / connection.segments).toFixed(1);
    const rows = connection.journal
      .filter(({ retransmissions }) => retransmissions > 0)
      .map(({ firstFrame }) => firstFrame);
    const full = connection.journal.find(({ kind }) => kind === 'zero-window');
    const why =
      full === undefined
        ? `packets are lost or delayed between ${connection.initiator.address} and ${connection.responder.address}`
        : `the receiver ${formatEndpoint(connection[full.from])} reads slowly (window 0 in frame ${full.firstFrame}); the network need not have lost anything`;
    yield finding(
      'many-retransmissions',
      'info',
      `${name} repeats ${again} of its ${plural(connection.segments, 'packet')} (${share} %): ${why}.`,
      rows.slice(0, LIMITS.framesPerFinding),
    );
  }
}

/** Two versions of the same bytes. */
export function* conflictingBytes(session: Session): Iterable<Finding> {
  for (const { connection, name } of connectionsOf(session)) {
    for (const side of ['initiator', 'responder'] as const) {
      const { conflictingBytes: bytes } = connection.sides[side];
      if (bytes === 0) continue;
      yield finding(
        'conflicting-overlap',
        'alert',
        `${name} carries two different versions of ${plural(bytes, 'byte')} sent by ${formatEndpoint(connection[side])}: a broken sender, or somebody who injects segments. The version that arrived first is shown.`,
        [connection.firstFrame, connection.lastFrame],
      );
    }
  }
}

/** Lost commands and replies make everything after them less certain. */
export function* controlHoles(session: Session): Iterable<Finding> {
  const { sides } = session.control;
  const bytes = sides.initiator.missingBytes + sides.responder.missingBytes;
  if (bytes === 0 || session.captureEnd?.cutAtBytes != null) return;
  yield finding(
    'control-bytes-missing',
    'warning',
    `${plural(bytes, 'byte')} of the control connection are missing in this capture: commands or replies may be among them, and what follows from the dialogue is less certain.`,
    session.control.journal
      .filter(({ kind }) => kind === 'gap')
      .map(({ firstFrame }) => firstFrame)
      .slice(0, LIMITS.framesPerFinding),
  );
}
