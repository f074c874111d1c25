/** Who broke a transfer off, and whether a program ended there. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import { rowOf } from '../../ftp/protocol/commands.js';
import type { DataConnection } from '../../ftp/protocol/session.js';
import type { Connection, JournalEntry, Side } from '../../tcp/types.js';
import { nextDataConnection, roleOf, serverSideOf } from '../roles.js';
import type { Ended } from './codes.js';
import { middlebox } from './middlebox.js';

/** An end of the control connection this soon after that of the data connection has the same cause. */
const TOGETHER_NS = NS_PER_SECOND;

/** Who reset the data connection, or closed it before everything was sent; null where neither is seen. */
export function whoEnded(data: DataConnection): Ended | null {
  const { connection, transfer } = data;
  if (connection === null || transfer === null) return null;
  const { rst, fins } = connection.teardown;
  if (rst !== null) {
    const full = fullWindow(connection, rst.from);
    return {
      by: roleOf(data, connection, rst.from),
      how: 'rst',
      frame: rst.frame,
      box: middlebox(connection),
      fullFrom: full?.firstFrame ?? null,
      control: endOfProgram(data, rst.from, rst.frame),
    };
  }
  const fin = fins[0];
  if (fin === undefined || fin.from !== transfer.sender || transfer.code !== null) return null;
  const control = endOfProgram(data, fin.from, fin.frame);
  if (control === null) return null;
  return { by: roleOf(data, connection, fin.from), how: 'fin', frame: fin.frame, box: null, fullFrom: null, control };
}

export const endedFrames = (ended: Ended | null): (number | null)[] =>
  ended === null ? [] : [ended.fullFrom, ended.frame, ended.control?.frame ?? null];

/** The window of a side closed, and nothing was sent to it any more. */
export function fullWindow({ journal }: Connection, side: Side): JournalEntry | null {
  const closed = journal.findLast(({ kind, from }) => kind === 'zero-window' && from === side);
  if (closed === undefined) return null;
  const more = journal.some(
    (entry) => entry.kind === 'data' && entry.from !== side && entry.lastFrame > closed.firstFrame,
  );
  return more ? null : closed;
}

/** The same side ended the control connection at that moment, without QUIT or a reply to the transfer. */
function endOfProgram(data: DataConnection, side: Side, frame: number): Ended['control'] {
  const { session, connection } = data;
  // Who opened another data connection afterwards had not ended.
  if (nextDataConnection(data) !== undefined) return null;
  const server = side === serverSideOf(data, connection!);
  if (
    server ? data.transfer?.code !== null : session.exchanges.some(({ command }) => rowOf(command?.verb)?.endsSession)
  )
    return null;
  const controlSide: Side = server === (session.clientSide === 'initiator') ? 'responder' : 'initiator';
  const at = connection!.journal.find((entry) => entry.firstFrame === frame)?.timeNs;
  const end = session.control.journal.find(
    ({ kind, from, timeNs }) =>
      (kind === 'fin' || kind === 'rst') &&
      from === controlSide &&
      at !== undefined &&
      Math.abs(timeNs - at) <= TOGETHER_NS,
  );
  if (at === undefined || end === undefined) return null;
  return {
    how: end.kind === 'fin' ? 'fin' : 'rst',
    frame: end.firstFrame,
    afterNs: end.timeNs - at,
    role: server ? 'server' : 'client',
  };
}
