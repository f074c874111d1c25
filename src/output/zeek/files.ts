/** Zeek's files.log: what travelled on data connections, listings included. */
import type { Transfer } from '../../ftp/protocol/session.js';
import { fileUid } from '../../model/flowNames.js';
import { isPrivate } from '../../wire/addressClass.js';
import type { Report } from '../format.js';
import { type OwnConnection, ownConnections } from '../ownConnections.js';
import { ID_FIELDS, idOf, type Log, type Row, secondsOf, uidOf } from './log.js';

export const FILES: Log = {
  fields: [
    ['ts', 'time'],
    ['fuid', 'string'],
    ['uid', 'string'],
    ...ID_FIELDS,
    ['source', 'string'],
    ['depth', 'count'],
    ['analyzers', 'set[string]'],
    ['mime_type', 'string'],
    ['filename', 'string'],
    ['duration', 'interval'],
    ['local_orig', 'bool'],
    ['is_orig', 'bool'],
    ['seen_bytes', 'count'],
    ['total_bytes', 'count'],
    ['missing_bytes', 'count'],
    ['overflow_bytes', 'count'],
    ['timedout', 'bool'],
    ['parent_fuid', 'string'],
    ['md5', 'string'],
    ['sha1', 'string'],
    ['sha256', 'string'],
    ['extracted', 'string'],
    ['extracted_cutoff', 'bool'],
    ['extracted_size', 'count'],
  ],

  *rows(session, report) {
    for (const own of ownConnections(session)) {
      const { transfer, cover } = own.data;
      if (transfer === null || transfer.sender === null || transfer.bytes === 0) continue;
      // What TLS hides is no file, unless its keys are known.
      const inside = cover === 'tls';
      if (!inside || transfer.contentBytes !== null) yield row(own, transfer, inside, report);
    }
  },
};

function row({ connection }: OwnConnection, transfer: Transfer, inside: boolean, report: Report): Row {
  const uid = uidOf(connection, report);
  const { sender, file } = transfer;
  const side = connection.sides[sender!];
  const { firstByteNs, lastByteNs, missingBytes } = side;
  const md5 = transfer.contentHash('md5');
  const sha1 = transfer.contentHash('sha1');
  const sha256 = inside ? transfer.contentSha256 : transfer.sha256;
  const ran = [md5 && 'MD5', sha1 && 'SHA1', sha256 && 'SHA256', file && 'EXTRACT'].filter((name) => name !== null);
  return [
    secondsOf(firstByteNs ?? connection.firstTimeNs, report),
    fileUid(uid),
    uid,
    ...idOf(connection),
    'FTP_DATA',
    0,
    ran,
    null,
    null,
    firstByteNs === null || lastByteNs === null ? null : Math.max(0, lastByteNs - firstByteNs) / 1e9,
    isPrivate(connection[sender!].address),
    sender === 'initiator',
    inside ? transfer.contentBytes : transfer.bytes - missingBytes,
    null,
    missingBytes,
    0,
    false,
    null,
    md5,
    sha1,
    sha256,
    file,
    file === null ? null : false,
    null,
  ];
}
