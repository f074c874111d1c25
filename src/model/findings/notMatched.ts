/** Announcements that were rejected or not used, and data connections that were reset. */

import { formOf } from '../../ftp/protocol/announcements.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { isPrivate } from '../addresses.js';
import { dataConnectionsShow, openedUnseen } from '../coverage.js';
import { isActive } from '../roles.js';
import { isHidden } from '../summary.js';
import { mayBeLost } from '../undecided.js';
import {
  alike,
  announcedRef,
  commandRef,
  exchangeFrames,
  type Finding,
  failedTransfer,
  finalReply,
  finding,
} from './finding.js';

/** One finding for each such data connection; where many had the same result, one for all. */
export const notMatched = (session: Session): Iterable<Finding> => alike(eachNotMatched(session));

function* eachNotMatched(session: Session): Iterable<Finding> {
  for (const data of session.dataConnections) {
    const found =
      data.outcome === 'reset'
        ? reset(data)
        : data.outcome === 'rejected'
          ? rejected(data)
          : data.outcome === 'never-used' || data.outcome === 'not-captured'
            ? neverUsed(data)
            : null;
    if (found !== null) yield found;
  }
}

/** The finding about the strange address or port says what became of it. */
function reportedAlready({ announced, session }: DataConnection): boolean {
  return announced?.by === 'client' && (announced.address !== session.client.address || announced.port < 1024);
}

function reset(data: DataConnection): Finding | null {
  const { id, transfer, connection } = data;
  // The finding about the truncated transfer names the RST.
  if (transfer?.verdict === 'truncated' || transfer?.verdict === 'complete') return null;
  const { rst } = connection!.teardown;
  const by = rst === null ? null : connection![rst.from];
  const params = {
    id,
    by,
    frame: rst?.frame ?? null,
    // Under TLS the command may be there and not be read.
    transfer: transfer === null && isHidden(data.session) ? null : transfer !== null,
    failed: failedTransfer(data),
    more: 0,
  };
  // The server took it for success: how much arrived is not known.
  const succeeded = transfer?.code != null && transfer.code < 400;
  return finding('data-reset', succeeded ? 'info' : 'warning', params, framesOf(data));
}

function rejected(data: DataConnection): Finding | null {
  const { mode, announced, exchange } = data;
  if (reportedAlready(data)) return null;
  // EPSV and EPRT are tried first by many clients; servers that do not know them say so, and nothing is lost.
  const tried = (exchange?.code ?? 0) >= 500 && formOf(mode)?.triedFirst === true && exchange?.code !== 501;
  const last = !data.session.dataConnections.some((other) => other !== data && other.outcome !== 'rejected');
  const harmless = tried && !last;
  const params = {
    mode,
    announced: announced === null ? null : announcedRef(announced),
    reply: finalReply(exchange),
    behindNat: behindNat(data),
    last: tried && last,
    failed: failedTransfer(data),
    more: 0,
  };
  return finding('data-rejected', harmless ? 'info' : 'warning', params, framesOf(data));
}

/** Why a server that compares addresses says no to a client's private one. */
function behindNat({ announced, session }: DataConnection): string | null {
  const nat = announced?.by === 'client' && isPrivate(announced.address) && !isPrivate(session.server.address);
  return nat ? announced.address : null;
}

function neverUsed(data: DataConnection): Finding | null {
  const { transfer, announced, mode } = data;
  if (announced === null || reportedAlready(data)) return null;
  if (
    transfer !== null &&
    (openedUnseen(data) || (dataConnectionsShow(data.session) === false && transfer.code !== 425))
  ) {
    const { exchange } = transfer;
    const { address, port } = announced;
    const params = {
      command: commandRef(exchange),
      reply: finalReply(exchange),
      announced: { address, port },
      more: 0,
    };
    return finding('data-not-captured', 'info', params, framesOf(data));
  }
  const code = transfer?.code ?? null;
  if ((code !== null && code >= 500) || mayBeLost(data)) return null;
  const failed = failedTransfer(data);
  const params = { mode, announced: announcedRef(announced), active: isActive(mode), failed, more: 0 };
  return finding('data-never-used', failed === null ? 'info' : 'warning', params, framesOf(data));
}

function framesOf(data: DataConnection): (number | null | undefined)[] {
  const { connection, transfer } = data;
  return [
    data.announced?.frame,
    connection?.handshake.syn,
    connection?.teardown.rst?.frame,
    ...exchangeFrames(data.exchange),
    ...exchangeFrames(transfer?.exchange ?? null),
  ];
}
