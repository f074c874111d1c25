/** Zeek's conn.log: the connections of FTP, data connections before the control connection that announced them. */
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { communityId } from '../../model/communityId.js';
import { connState } from '../../tcp/summary.js';
import type { Connection } from '../../tcp/types.js';
import { isPrivate } from '../../wire/addressClass.js';
import type { Report } from '../format.js';
import { ownConnections } from '../ownConnections.js';
import { ID_FIELDS, idOf, type Log, type Row, secondsOf, uidOf } from './log.js';

const TCP = 6;

export const CONN: Log = {
  fields: [
    ['ts', 'time'],
    ['uid', 'string'],
    ...ID_FIELDS,
    ['proto', 'enum'],
    ['service', 'string'],
    ['duration', 'interval'],
    ['orig_bytes', 'count'],
    ['resp_bytes', 'count'],
    ['conn_state', 'string'],
    ['local_orig', 'bool'],
    ['local_resp', 'bool'],
    ['missed_bytes', 'count'],
    ['history', 'string'],
    ['orig_pkts', 'count'],
    ['orig_ip_bytes', 'count'],
    ['resp_pkts', 'count'],
    ['resp_ip_bytes', 'count'],
    ['tunnel_parents', 'set[string]'],
    ['ip_proto', 'count'],
    ['community_id', 'string'],
  ],

  *rows(session, report) {
    for (const { connection, data } of ownConnections(session)) yield row(connection, dataService(data), report);
    yield row(session.control, controlService(session), report);
  },

  *last(report) {
    for (const connection of report.view.unclaimed) yield row(connection, null, report);
  },
};

const controlService = ({ tls }: Session): string =>
  tls === null ? 'ftp' : tls.startedBy === 'implicit' ? 'ssl' : 'ftp,ssl';

const dataService = ({ cover }: DataConnection): string => (cover === 'tls' ? 'ftp-data,ssl' : 'ftp-data');

function row(connection: Connection, service: string | null, report: Report): Row {
  const { initiator, responder } = connection.sides;
  const duration = contentSeconds(connection);
  return [
    secondsOf(connection.firstTimeNs, report),
    uidOf(connection, report),
    ...idOf(connection),
    'tcp',
    service,
    duration,
    duration === null ? null : initiator.bytes,
    duration === null ? null : responder.bytes,
    connState(connection),
    isPrivate(connection.initiator.address),
    isPrivate(connection.responder.address),
    initiator.missingBytes + responder.missingBytes,
    connection.history,
    initiator.segments,
    initiator.ipBytes,
    responder.segments,
    responder.ipBytes,
    null,
    TCP,
    communityId(connection),
  ];
}

const CONTENT: ReadonlySet<string> = new Set(['syn', 'syn-ack', 'fin', 'rst']);

/** From the first packet to the last that brought something new: final acknowledgments do not count. Null: there was none. */
function contentSeconds(connection: Connection): number | null {
  const { firstTimeNs, lastTimeNs, sides, journal, journalDropped } = connection;
  let last = Math.max(firstTimeNs, sides.initiator.lastByteNs ?? 0, sides.responder.lastByteNs ?? 0);
  if (journalDropped > 0) last = lastTimeNs;
  else for (const entry of journal) if (CONTENT.has(entry.kind)) last = Math.max(last, entry.lastTimeNs);
  return last > firstTimeNs ? (last - firstTimeNs) / 1e9 : null;
}
