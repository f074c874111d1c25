/**
 * A transfer whose announcement is not in the capture: its data connection is inferred, if exactly one connection between the
 * two hosts fits in time, direction and size.
 */
import { NS_PER_SECOND } from '../../bytes/units.js';
import { factsOf } from '../../fact.js';
import { LIMITS } from '../../limits.js';
import { type Connection, otherSide, type Side } from '../../tcp/types.js';
import type { Evidence, EvidenceParams } from '../codes.js';
import { rowOf } from '../protocol/commands.js';
import type { Command, DataMode } from '../protocol/session.js';
import type { DataChannel, OwningSession, TransferRecord } from '../transfer/dataChannel.js';
import type { OrphanTransfer } from './orphanTransfers.js';
import type { Nearby } from './unclaimedConnections.js';

const evidence = factsOf<EvidenceParams>();

const EARLY_NS = LIMITS.inferEarlySeconds * NS_PER_SECOND;
const LATE_NS = LIMITS.inferLateSeconds * NS_PER_SECOND;

export type Inferred = {
  readonly connection: Connection;
  readonly mode: DataMode;
  readonly because: Evidence[];
  /** The announcement whose endpoint it used once more. */
  readonly again?: DataChannel | null;
};

/**
 * The earlier announcement that a transfer really used, where the latest stayed unused: its connection was open while
 * the transfer ran, and nothing else used it.
 */
export function earlierAnnouncement(session: OwningSession, transfer: TransferRecord): DataChannel | null {
  const latest = transfer.record;
  const command = transfer.exchange.command;
  if (!latest || latest.connection || !command || !transfer.started) return null;
  const { dataConnections } = session;
  const first = Math.max(0, dataConnections.length - LIMITS.announcementsAgain);
  let found: DataChannel | undefined;
  for (let i = dataConnections.length - 1; i >= first && !found; i--) {
    const data = dataConnections[i]!;
    if (data.index < latest.index && data.transfer === null && data.connection !== null) found = data;
  }
  return found && endedNs(session, found.connection!) >= momentOf(session, command) ? found : null;
}

/** What was announced for this session and led to the endpoint that the connection was opened to. */
const announcedBefore = (session: OwningSession, { responder }: Connection): DataChannel | null =>
  session.dataConnections
    .slice(-LIMITS.announcementsAgain)
    .find(
      ({ announced, connection }) =>
        connection !== null && announced?.port === responder.port && announced.address === responder.address,
    ) ?? null;

export function inferConnection(session: OwningSession, transfer: TransferRecord, nearby: Nearby): Inferred | null {
  const command = transfer.exchange.command;
  const { replies } = transfer.exchange;
  /** Only the client's direction was captured: every transfer may have begun, one after the other. */
  const unheard = !session.replied;
  const moved = unheard || transfer.started || (transfer.code !== null && transfer.code < 300);
  if (!command || !moved || (session.tls && !session.tls.decrypted)) return null;
  /** Under TLS both sides send, and more than the file. */
  const tls = session.state.protection === 'P';
  const from = Math.max(momentOf(session, command) - EARLY_NS, earliestNs(session));
  const last = replies.at(-1);
  const next = unheard ? session.exchanges[transfer.exchange.index + 1]?.command : undefined;
  const until = last
    ? session.timeline.at(last.lastFrame, last.timeNs) + LATE_NS
    : next
      ? momentOf(session, next)
      : Number.POSITIVE_INFINITY;
  const found: Connection[] = [];
  let looked = 0;
  for (const connection of nearby(from, until)) {
    if (++looked > LIMITS.inferredAmong) return null;
    if (connection === session.control) continue;
    if (connection.responder.port === session.server.port && connection.responder.address === session.server.address)
      continue;
    const serverSide: Side = connection.initiator.address === session.server.address ? 'initiator' : 'responder';
    const clientSide = otherSide(serverSide);
    const [sends, takes] =
      transfer.move === 'upload' ? ([clientSide, serverSide] as const) : ([serverSide, clientSide] as const);
    if (connection.sides[takes].bytes > 0 && !tls) continue;
    const { expectedBytes } = transfer;
    if (
      expectedBytes !== null &&
      !tls &&
      transfer.type !== 'A' &&
      connection.closed &&
      connection.sides[sends].bytes !== expectedBytes
    )
      continue;
    found.push(connection);
  }
  const connection = theOne(session, found, askedNs(session, transfer), until);
  if (connection === null) return null;
  const again = announcedBefore(session, connection);
  const { expectedBytes, expectedFrom } = transfer;
  const size =
    expectedBytes !== null && expectedFrom !== null && connection.closed && !tls
      ? { ...expectedFrom, bytes: expectedBytes }
      : null;
  const params = {
    verb: command.verb,
    get again() {
      return again?.id ?? null;
    },
    size,
  };
  return {
    connection,
    mode: again?.mode ?? modeOf(session, connection),
    again,
    because: [evidence('only-fit', params, [command.frame, connection.firstFrame, last?.lastFrame])],
  };
}

/** Moments on the timeline: when a command was sent, when a connection began and ended. */
const momentOf = ({ timeline }: OwningSession, { frame, timeNs }: Command): number => timeline.at(frame, timeNs);
const beganNs = ({ timeline }: OwningSession, { firstFrame, firstTimeNs }: Connection): number =>
  timeline.at(firstFrame, firstTimeNs);
const endedNs = ({ timeline }: OwningSession, { lastFrame, lastTimeNs }: Connection): number =>
  timeline.at(lastFrame, lastTimeNs);

/** When the session began, where that was captured: no data connection of it is older. */
const earliestNs = (session: OwningSession): number =>
  session.control.handshake.syn === null ? Number.NEGATIVE_INFINITY : beganNs(session, session.control);

/** When the client asked for the data connection, or announced one: the last such command before the transfer; null: none. */
function askedNs(session: OwningSession, transfer: TransferRecord): number | null {
  const { exchanges } = session;
  for (let i = transfer.exchange.index - 1; i >= 0 && i >= transfer.exchange.index - LIMITS.announcementsAgain; i--) {
    const command = exchanges[i]!.command;
    const row = rowOf(command?.verb);
    if (row?.transfer) return null;
    if (command && row?.announce) return momentOf(session, command);
  }
  return null;
}

/** The only one; of several the only one that began between the two moments. */
function theOne(
  session: OwningSession,
  found: readonly Connection[],
  fromNs: number | null,
  untilNs: number,
): Connection | null {
  if (found.length < 2 || fromNs === null) return found.length === 1 ? found[0]! : null;
  const inside = found.filter((one) => beganNs(session, one) >= fromNs && beganNs(session, one) <= untilNs);
  return inside.length === 1 ? inside[0]! : null;
}

/** The one connection between the two hosts that was open while the server spoke of a transfer; null: none, or several. */
export function inferOrphan(session: OwningSession, spoken: OrphanTransfer, nearby: Nearby): Inferred | null {
  if (session.tls && !session.tls.decrypted) return null;
  const claimed = session.dataConnections.some(
    ({ connection }) =>
      connection !== null &&
      beganNs(session, connection) <= spoken.untilNs &&
      endedNs(session, connection) >= spoken.fromNs,
  );
  if (claimed) return null;
  const found: Connection[] = [];
  let looked = 0;
  const from = Math.max(spoken.fromNs - EARLY_NS, earliestNs(session));
  for (const connection of nearby(from, spoken.untilNs + LATE_NS)) {
    if (++looked > LIMITS.inferredAmong) return null;
    const { initiator, responder, sides } = connection;
    const control = [initiator, responder].some(
      ({ address, port }) => address === session.server.address && port === session.server.port,
    );
    if (connection === session.control || control || endedNs(session, connection) < spoken.fromNs - LATE_NS) continue;
    if (sides.initiator.bytes > 0 && sides.responder.bytes > 0) continue;
    found.push(connection);
  }
  const connection = theOne(session, found, spoken.earliestNs, spoken.untilNs);
  if (connection === null) return null;
  return {
    connection,
    mode: modeOf(session, connection),
    because: [evidence('only-fit-without-command', {}, [connection.firstFrame, ...spoken.frames])],
  };
}

/** Who opened it tells active from passive mode. */
function modeOf(session: OwningSession, connection: Connection): DataMode {
  const long = session.server.address.includes(':');
  if (connection.initiator.address === session.server.address) return long ? 'EPRT' : 'PORT';
  return long ? 'EPSV' : 'PASV';
}
