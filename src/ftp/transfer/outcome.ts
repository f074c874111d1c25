/** How a data connection ended, judged from its TCP connection; where there is none, from the replies that prove one. */
import type { Connection } from '../../tcp/types.js';
import type { Exchange, Outcome } from '../protocol/session.js';

/** The responder answered: SYN+ACK was seen, or payload passed, or an ACK that only an open connection has. */
export const wasOpened = (connection: Connection): boolean =>
  connection.handshake.synAck !== null ||
  connection.sides.initiator.bytes > 0 ||
  connection.sides.responder.bytes > 0 ||
  connection.teardown.fins.length > 0 ||
  /a/i.test(connection.history);

/**
 * A reply that only an open data connection has (RFC 959 §4.2.2): 125 says that it is open, 226 and 250 that it has been
 * used, 225 that it is open without a transfer, 426 that it was closed.
 */
export const provesConnection = ({ replies }: Exchange): boolean =>
  replies.some(({ code }) => code === 125 || code === 426 || (code >= 200 && code < 300));

/**
 * @param used the replies of its transfer prove that there was a connection
 * @param rejected the server answered the announcement 4yz or 5yz
 * @param nothingToSend the transfer was refused before any data
 * @param closedInside the sender ended its data inside TLS (close_notify, RFC 8446 §6.1): an RST after it spoils nothing
 */
export function judgeOutcome(
  connection: Connection | null,
  rejected: boolean,
  nothingToSend: boolean,
  closedInside: boolean,
  used: boolean,
): Outcome {
  if (!connection) return rejected ? 'rejected' : used ? 'not-captured' : 'never-used';
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
  // A FIN missing from the capture and that was acknowledged all the same closes as well as one that it has.
  return fins.length > 0 && fins.length + connection.teardown.unseenFins.length >= 2 ? 'ok' : 'incomplete';
}

const noPayload = (connection: Connection): boolean =>
  connection.sides.initiator.bytes === 0 && connection.sides.responder.bytes === 0;
