/** Who broke a transfer off, and whether a program ended there. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import { rowOf } from '../../ftp/protocol/commands.js';
import type { DataConnection } from '../../ftp/protocol/session.js';
import type { Connection, JournalEntry, Side } from '../../tcp/types.js';
import { formatDuration } from '../format.js';
import { nextDataConnection, roleOf, serverSideOf } from '../roles.js';

type Reason = { readonly text: string; readonly frames: readonly number[] };

/** An end of the control connection this soon after that of the data connection has the same cause. */
const TOGETHER_NS = NS_PER_SECOND;

/** Who reset the data connection, or closed it before everything was sent; null where neither is seen. */
export function whoEnded(data: DataConnection): Reason | null {
  const { connection, transfer } = data;
  if (connection === null || transfer === null) return null;
  const { rst, fins } = connection.teardown;
  if (rst !== null) {
    const full = fullWindow(connection, rst.from);
    const stopped =
      full === null
        ? ''
        : `the ${roleOf(data, connection, rst.from)} stopped reading (its receive window was 0 from frame ${full.firstFrame} on) and then `;
    const who = full === null ? `the ${roleOf(data, connection, rst.from)} ` : '';
    const end = endOfProgram(data, rst.from, rst.frame);
    return {
      text: `${stopped}${who}reset the data connection in frame ${rst.frame}${end?.text ?? ''}`,
      frames: [...(full === null ? [] : [full.firstFrame]), rst.frame, ...(end?.frames ?? [])],
    };
  }
  const fin = fins[0];
  if (fin === undefined || fin.from !== transfer.sender || transfer.code !== null) return null;
  const end = endOfProgram(data, fin.from, fin.frame);
  if (end === null) return null;
  return {
    text: `the ${roleOf(data, connection, fin.from)} closed the data connection (FIN ${fin.frame})${end.text}`,
    frames: [fin.frame, ...end.frames],
  };
}

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
function endOfProgram(data: DataConnection, side: Side, frame: number): Reason | null {
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
  const between = formatDuration(Math.max(0, end.timeNs - at));
  const what = `${end.kind.toUpperCase()} ${end.firstFrame}`;
  return {
    text: `, and ${between} later the control connection (${what})${server ? ' without a reply' : ' without QUIT'}: its program ended or was killed`,
    frames: [end.firstFrame],
  };
}
