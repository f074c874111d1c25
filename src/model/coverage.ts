/**
 * What the capture would have shown. Every finding that says that something did not happen asks here first: where the
 * capture could not have shown it, the finding is not made, or says "not in this capture".
 */
import { NS_PER_SECOND } from '../bytes/units.js';
import type { DataConnection, Exchange, Session } from '../ftp/protocol/session.js';
import type { Connection } from '../tcp/types.js';
import { mayBeLost, undecided } from './undecided.js';

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
  if (session.lost(command.timeNs, session.control.lastTimeNs) !== null) return false;
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

/** Why something that happened may not be in the capture. */
export type Uncovered =
  | 'encrypted'
  | 'one-direction'
  | 'bytes-missing'
  | 'beginning-missing'
  | 'end-missing'
  | 'packets-cut'
  | 'not-captured' // the data connection passed elsewhere
  | 'damaged' // the file is
  | 'packets-lost'
  | 'limit-reached'
  | 'not-known'; // null: nothing that was captured tells

/** Why something of the dialogue may not be in the capture; null: all of it can be read. */
export function dialogueUncovered({ control, tls, protection, captureEnd }: Session): Uncovered | null {
  if ((tls !== null && !tls.decrypted) || protection !== null) return 'encrypted';
  return captureEnd?.cutAtBytes != null ? 'packets-cut' : connectionUncovered(control);
}

/** Why something of a connection may not be in the capture; null: all of it is, from the SYN to the end. */
export function connectionUncovered(connection: Connection): Uncovered | null {
  const { handshake, sides, teardown } = connection;
  if (sides.initiator.segments === 0 || sides.responder.segments === 0) return 'one-direction';
  if (!isWhole(connection)) return 'bytes-missing';
  if (handshake.syn === null) return 'beginning-missing';
  return teardown.kind === 'none' ? 'end-missing' : null;
}

/** Outcomes that are known only where nothing more would have come. */
const SETTLED: ReadonlySet<DataConnection['outcome']> = new Set<DataConnection['outcome']>([
  'rejected',
  'never-used',
  'unanswered',
  'refused',
  'prohibited',
]);

/** Why something of a data connection may not be in the capture; null: nothing is open. */
export function dataUncovered(data: DataConnection): Uncovered | null {
  const { outcome, connection } = data;
  if (outcome === 'not-captured') return 'not-captured';
  if (mayBeLost(data)) return 'packets-lost';
  if (SETTLED.has(outcome)) return undecided(data) ? 'end-missing' : null;
  return connection === null ? 'not-captured' : connectionUncovered(connection);
}

/** Why something of a session, its data connections included, may not be in the capture. */
export function sessionUncovered(session: Session): Uncovered | null {
  const dialogue = dialogueUncovered(session);
  if (dialogue !== null) return dialogue;
  for (const data of session.dataConnections) {
    const uncovered = dataUncovered(data);
    if (uncovered !== null) return uncovered;
  }
  return null;
}
