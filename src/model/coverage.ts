/**
 * What the capture would have shown. Every finding that says that something did not happen asks here first: where the
 * capture could not have shown it, the finding is not made, or says "not in this capture".
 */
import { NS_PER_SECOND } from '../bytes/units.js';
import type { DataConnection, Exchange, Session } from '../ftp/protocol/session.js';
import type { Connection } from '../tcp/types.js';

/** Silence that is shorter proves nothing: the next packet may be the answer. */
const PATIENCE_NS = 10 * NS_PER_SECOND;

/** Both sides of a connection were captured, and nothing between their segments is missing. */
export function isWhole({ sides }: Connection): boolean {
  const { initiator, responder } = sides;
  return (
    initiator.segments > 0 && responder.segments > 0 && initiator.missingBytes === 0 && responder.missingBytes === 0
  );
}

/** A reply to a command, or its absence, would show: both directions without holes, and the order of frames is that of time. */
export const repliesShow = ({ control, captureEnd }: Session): boolean =>
  isWhole(control) && !control.reordered && captureEnd?.cutAtBytes == null;

/**
 * The command had no final reply: the capture goes on long enough, the connection ended, or a later command was answered.
 * False where that is not known.
 */
export function provenUnanswered(exchange: Exchange, session: Session): boolean {
  const { command, code, doubt } = exchange;
  if (command === null || code !== null || doubt !== null || !repliesShow(session)) return false;
  if (session.control.teardown.kind !== 'none') return true;
  // While a transfer runs, other commands may be answered before its final reply.
  const runs = exchange.replies.length > 0;
  if (!runs && session.exchanges.some(({ index, code: later }) => index > exchange.index && later !== null))
    return true;
  return session.captureEnd !== undefined && session.control.lastTimeNs - command.timeNs >= PATIENCE_NS;
}

/**
 * Whether data connections of this session pass where the capture was taken: true where one did, false where a reply says
 * that one was opened which the capture does not have; null where nothing tells.
 */
export function dataConnectionsShow(session: Session): boolean | null {
  if (session.dataConnections.some(openedUnseen)) return false;
  return session.dataConnections.some(({ connection }) => connection !== null) ? true : null;
}

/** A reply says that the data connection was open: 125 (RFC 959 §4.2.2), or the transfer succeeded. */
export const openedUnseen = (data: DataConnection): boolean => data.outcome === 'not-captured';
