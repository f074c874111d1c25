/**
 * What a session has, as bits: most sessions have nothing that most rules look for, and are asked only those rules that
 * could find something. A trait never says more than that it is worth looking.
 */
import type { DataConnection, Exchange, Session } from '../../ftp/protocol/session.js';
import type { Connection } from '../../tcp/types.js';
import { isUnspecified } from '../addresses.js';
import { isActive } from '../roles.js';

export const TRAIT = {
  tls: 1,
  /** The dialogue noticed something. */
  remarks: 1 << 1,
  /** A final reply of 400 or above. */
  refusal: 1 << 2,
  /** A command without a final reply. */
  unanswered: 1 << 3,
  /** The control connection has an RST. */
  controlReset: 1 << 4,
  /** An announcement that names another host than its announcer, no host, or a port below 1024. */
  oddAnnouncement: 1 << 5,
  /** A data connection that did not open and close as it should. */
  dataNotOk: 1 << 6,
  /** A data connection that came from another host than the one that was to open it. */
  stranger: 1 << 7,
  /** A data connection without a transfer. */
  noTransfer: 1 << 8,
  truncated: 1 << 9,
  /** Type A. */
  text: 1 << 10,
  restart: 1 << 11,
  /** A hash that the server reported. */
  hashes: 1 << 12,
  /** Bytes of any of its connections that are not in the capture. */
  holes: 1 << 13,
  /** Packets that were captured in part. */
  cut: 1 << 14,
  retransmissions: 1 << 15,
  conflicts: 1 << 16,
  /** Segments that were repeated before anything was acknowledged. */
  stall: 1 << 17,
  /** A receiver without room. */
  fullWindow: 1 << 18,
} as const;

export function traitsOf(session: Session): number {
  const { tls, noticed, control, captureEnd, exchanges, dataConnections } = session;
  let traits = tls === null ? 0 : TRAIT.tls;
  if (noticed.length > 0) traits |= TRAIT.remarks;
  if (captureEnd?.cutAtBytes != null) traits |= TRAIT.cut;
  if (control.teardown.rst !== null) traits |= TRAIT.controlReset;
  traits |= ofConnection(control);
  for (const exchange of exchanges) traits |= ofExchange(exchange);
  for (const data of dataConnections) traits |= ofData(data);
  return traits;
}

function ofExchange({ command, code }: Exchange): number {
  if (code === null) return command === null ? 0 : TRAIT.unanswered;
  return code >= 400 ? TRAIT.refusal : 0;
}

function ofConnection({ sides: { initiator, responder } }: Connection): number {
  let traits = 0;
  if (initiator.missingBytes > 0 || responder.missingBytes > 0) traits |= TRAIT.holes;
  if (initiator.retransmissions > 0 || responder.retransmissions > 0) traits |= TRAIT.retransmissions;
  if (initiator.conflictingBytes > 0 || responder.conflictingBytes > 0) traits |= TRAIT.conflicts;
  if (initiator.stall !== null || responder.stall !== null) traits |= TRAIT.stall;
  if (initiator.fullWindow !== null || responder.fullWindow !== null) traits |= TRAIT.fullWindow;
  return traits;
}

function ofData(data: DataConnection): number {
  const { announced, connection, transfer, partner, session, mode } = data;
  let traits = data.outcome === 'ok' ? 0 : TRAIT.dataNotOk;
  if (announced !== null) {
    const { address, port, by } = announced;
    if (address !== session[by].address || partner !== null || port < 1024 || isUnspecified(address))
      traits |= TRAIT.oddAnnouncement;
  }
  if (connection !== null) {
    traits |= ofConnection(connection);
    if (transfer === null) traits |= TRAIT.noTransfer;
    if (connection.initiator.address !== session[isActive(mode) ? 'server' : 'client'].address)
      traits |= TRAIT.stranger;
  }
  if (transfer === null) return traits;
  if (transfer.verdict === 'truncated') traits |= TRAIT.truncated;
  if (transfer.type === 'A') traits |= TRAIT.text;
  if (transfer.restart !== null) traits |= TRAIT.restart;
  if (transfer.hashChecks.length > 0) traits |= TRAIT.hashes;
  return traits;
}
