/** One session in a few words and numbers: for lists, headings and filters. */
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { formatBytes } from '../../model/format.js';
import {
  bytesOf,
  commandsOf,
  dataConnectionsWords,
  isHidden,
  modesOf,
  stateOf,
  transferTotals,
  transferTotalsWords,
} from '../../model/summary.js';
import type { Connection } from '../../tcp/types.js';
import { Remembered } from './remembered.js';

/** The numbers of a list's row. */
export type SessionNumbers = {
  readonly commands: number;
  /** Files that were, or should have been, carried; listings are none. */
  readonly files: number;
  readonly bytes: number;
  /** 'PASV EPSV', in order of their first use. */
  readonly modes: string;
};

const CHEAP_NUMBERS_MS = 2;
const numbers = new Remembered<SessionNumbers>(
  (session) => ({
    commands: commandsOf(session),
    files: filesOf(session).length,
    bytes: bytesOf(session),
    modes: modesOf(session).join(' '),
  }),
  CHEAP_NUMBERS_MS,
);

/** For the screen; those of a huge session may be a moment old while it grows. */
export const numbersOf = (session: Session): SessionNumbers => numbers.get(session);

/** Data connections that carried, or should have carried, a file. */
export const filesOf = (session: Session): DataConnection[] =>
  session.dataConnections.filter(({ transfer }) => transfer !== null && transfer.direction !== 'listing');

/** The same as the report has it, and what packets to come may change: 'no answer', 'closing'. */
export function endOf(connection: Connection): string {
  const state = stateOf(connection);
  if (state === 'open') return connection.segments === 1 ? 'no answer' : 'open';
  return state === 'closed' && !connection.closed ? 'closing' : state;
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

const CHEAP_MS = 5;
const transfersWords = new Remembered(inWords, CHEAP_MS);

/** '3 transfers, all complete, 68.7 kB', or what became of the data connections where there was none. */
export const transfersInWords = (session: Session): string => transfersWords.get(session);

function inWords(session: Session): string {
  const totals = transferTotals(session);
  const words = transferTotalsWords(totals);
  if (totals.transfers === 0) {
    if (isHidden(session)) return 'transfers not known (encrypted)';
    const tried = session.dataConnections.some(({ connection }) => connection !== null);
    return tried ? `${dataConnectionsWords([session])}, ${words}` : words;
  }
  const bytes = totals.transfers === totals.refused ? '' : `, ${formatBytes(bytesOf(session))}`;
  const now = running(session) ? (totals.transfers === 1 ? ', running' : ', one running') : '';
  return now !== '' && totals.transfers === 1 ? `1 transfer${now}${bytes}` : `${words}${now}${bytes}`;
}
