/** One session in a few words and numbers: for lists, headings and filters. */
import type { DataConnection, Session } from '../ftp/session.js';
import { formatBytes, plural } from '../model/format.js';
import type { Connection } from '../tcp/types.js';

/** Data connections that carried, or should have carried, a file. */
export const filesOf = (session: Session): DataConnection[] =>
  session.dataConnections.filter(({ transfer }) => transfer !== null && transfer.direction !== 'listing');

export function bytesOf(session: Session): number {
  let bytes = 0;
  for (const { transfer } of session.dataConnections) bytes += transfer?.bytes ?? 0;
  return bytes;
}

export function commandsOf(session: Session): number {
  let commands = 0;
  for (const { command } of session.exchanges) if (command) commands++;
  return commands;
}

/** 'PORT', 'PASV EPSV': the modes that were used, in order of their first use. */
export function modesOf(session: Session): string {
  const modes = new Set<string>();
  for (const { mode } of session.dataConnections) modes.add(mode);
  return [...modes].join(' ');
}

const ENDS = { fin: 'closed', rst: 'reset', none: 'open' } as const;

export function endOf(connection: Connection): string {
  if (connection.teardown.kind === 'none') return connection.segments === 1 ? 'no answer' : 'open';
  return connection.closed || connection.teardown.kind === 'rst' ? ENDS[connection.teardown.kind] : 'closing';
}

/** The transfer that runs now: its connection is open and it is not finished. */
export function running(session: Session): DataConnection | undefined {
  const last = session.dataConnections.at(-1);
  return last?.connection && !last.connection.closed && last.transfer && last.transfer.code === null ? last : undefined;
}

/** 'ok', 'refused' ...; 'open' where packets may still come and say how it ends. */
export const outcomeOf = (data: DataConnection, reading: boolean): string =>
  reading && data.outcome === 'incomplete' ? 'open' : data.outcome;

/** 0..1, or null where nobody said how much there is to come. */
export function progressOf(data: DataConnection): number | null {
  const { transfer } = data;
  if (!transfer?.expectedBytes) return null;
  return Math.min(1, transfer.bytes / transfer.expectedBytes);
}

export function bar(share: number, columns: number): string {
  const full = Math.round(Math.max(0, Math.min(1, share)) * columns);
  return '▓'.repeat(full) + '░'.repeat(columns - full);
}

/** '3 transfers, 68.7 kB, all complete' */
export function transfersInWords(session: Session): string {
  let transfers = 0;
  let complete = 0;
  for (const { transfer } of session.dataConnections) {
    if (transfer === null) continue;
    transfers++;
    if (transfer.verdict === 'complete') complete++;
  }
  if (transfers === 0) return 'no transfers';
  const all = `${plural(transfers, 'transfer')}, ${formatBytes(bytesOf(session))}`;
  const now = running(session) ? ', one running' : '';
  return complete === transfers ? `${all}, all complete` : `${all}, ${complete} complete${now}`;
}
