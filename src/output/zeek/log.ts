/** What a log of Zeek's is: its name, its columns and where its rows come from. */
import type { Session } from '../../ftp/protocol/session.js';
import { connectionUid } from '../../model/flowNames.js';
import type { Connection } from '../../tcp/types.js';
import type { Report } from '../format.js';
import type { Field, Value } from './value.js';

export type Row = readonly Value[];

export type Log = {
  readonly fields: readonly Field[];
  /** The rows of a session that has ended. */
  rows(session: Session, report: Report): Iterable<Row>;
  /** Rows of what belongs to no session, when the capture has ended. */
  last?(report: Report): Iterable<Row>;
};

/** The columns that name a connection. */
export const ID_FIELDS: readonly Field[] = [
  ['id.orig_h', 'addr'],
  ['id.orig_p', 'port'],
  ['id.resp_h', 'addr'],
  ['id.resp_p', 'port'],
];

export const idOf = ({ initiator, responder }: Connection): Value[] => [
  initiator.address,
  initiator.port,
  responder.address,
  responder.port,
];

export const uidOf = (connection: Connection, { view }: Report): string => connectionUid(connection, view.epochSeconds);

/** Unix seconds. */
export const secondsOf = (timeNs: number, { view }: Report): number => (view.epochSeconds ?? 0) + timeNs / 1e9;
