/** EVE's `ftp_data` and `fileinfo` events. */
import type { Session, Transfer } from '../../ftp/protocol/session.js';
import type { Report } from '../format.js';
import { type OwnConnection, ownConnections } from '../ownConnections.js';
import { eventLine } from './head.js';

const LISTINGS: ReadonlySet<string> = new Set(['LIST', 'NLST', 'MLSD']);
const FILES: ReadonlySet<string> = new Set(['STOR', 'APPE', 'STOU', 'RETR']);

export function* fileEvents(session: Session, report: Report): Iterable<string> {
  for (const own of ownConnections(session)) {
    const { transfer } = own.data;
    const verb = transfer?.exchange.command?.verb ?? '';
    if (transfer === null || !(LISTINGS.has(verb) || FILES.has(verb))) continue;
    const { connection } = own;
    const ftpData = { filename: nameOf(transfer), command: verb };
    const at = { connection, timeNs: connection.lastTimeNs, frame: connection.lastFrame, parent: session.control };
    if (FILES.has(verb) && transfer.sender !== null && transfer.bytes > 0) {
      const members = { ftp_data: ftpData, app_proto: 'ftp-data', fileinfo: fileInfo(own, transfer) };
      yield eventLine({ ...at, type: 'fileinfo', from: transfer.sender }, members, report);
    }
    yield eventLine({ ...at, type: 'ftp_data', from: 'initiator' }, { ftp_data: ftpData }, report);
  }
}

/** The argument as it was sent. */
function nameOf({ exchange }: Transfer): string | undefined {
  const { verb, argument } = exchange.command!;
  if (LISTINGS.has(verb)) return undefined;
  return argument === '' && verb === 'STOU' ? '<stou>' : argument;
}

function fileInfo({ connection }: OwnConnection, transfer: Transfer) {
  const { missingBytes } = connection.sides[transfer.sender!];
  const ended = connection.teardown.kind !== 'none' && transfer.verdict !== 'truncated';
  const closed = ended && missingBytes === 0;
  return {
    filename: nameOf(transfer),
    gaps: missingBytes > 0,
    state: closed ? 'CLOSED' : 'TRUNCATED',
    md5: closed ? (transfer.contentHash('md5') ?? undefined) : undefined,
    sha1: closed ? (transfer.contentHash('sha1') ?? undefined) : undefined,
    sha256: transfer.sha256 ?? undefined,
    stored: false,
    size: transfer.bytes - missingBytes,
    tx_id: 0,
  };
}
