/** How a data connection fared, judged from its TCP connection alone. */
import type { Connection } from '../../tcp/types.js';
import type { Outcome } from '../protocol/session.js';

/** The responder answered: SYN+ACK was seen, or payload passed, or an ACK that only an open connection has. */
export const wasOpened = (connection: Connection): boolean =>
  connection.handshake.synAck !== null ||
  connection.sides.initiator.bytes > 0 ||
  connection.sides.responder.bytes > 0 ||
  connection.teardown.fins.length > 0 ||
  /a/i.test(connection.history);

/**
 * @param rejected the server answered the announcement 4yz or 5yz
 * @param nothingToSend the transfer was refused before any data
 * @param closedInside the sender ended its data inside TLS (close_notify, RFC 8446 §6.1): an RST after it spoils nothing
 */
export function judgeOutcome(
  connection: Connection | null,
  rejected: boolean,
  nothingToSend: boolean,
  closedInside = false,
): Outcome {
  if (!connection) return rejected ? 'rejected' : 'never-used';
  const { fins, rst } = connection.teardown;
  if (!wasOpened(connection)) {
    if (connection.icmpError) return 'prohibited';
    if (rst?.from === 'responder') return 'refused';
    return connection.handshake.syn !== null ? 'unanswered' : 'incomplete';
  }
  const acknowledged = fins.some((fin) => fin.ackFrame !== null);
  if (rst) {
    // A FIN that was acknowledged says that its sender's bytes all arrived; the RST after it spoils nothing.
    const allArrived = fins.some((fin) => fin.ackFrame !== null && connection.sides[fin.from].bytes > 0);
    return closedInside ||
      allArrived ||
      (acknowledged && noPayload(connection)) ||
      (nothingToSend && noPayload(connection))
      ? 'ok'
      : 'reset';
  }
  // A FIN that the capture lacks and that was acknowledged all the same closes as well as one that it has.
  return fins.length > 0 && fins.length + connection.teardown.unseenFins.length >= 2 ? 'ok' : 'incomplete';
}

const noPayload = (connection: Connection): boolean =>
  connection.sides.initiator.bytes === 0 && connection.sides.responder.bytes === 0;
