/** One session in a few words and numbers: for lists, headings and filters. */
import type { DataConnection, Direction, Outcome, Session } from '../../ftp/protocol/session.js';
import {
  bytesOf,
  commandsOf,
  dataConnectionTotals,
  filesOf,
  isHidden,
  modesOf,
  stateOf,
  transferTotals,
} from '../../model/summary.js';
import type { Connection } from '../../tcp/types.js';
import type { SessionFact } from './cache.js';
import type { Context } from './context.js';

/** The numbers of a list's row. */
export type SessionNumbers = {
  readonly commands: number;
  /** Files that were, or should have been, carried; listings are none. */
  readonly files: number;
  readonly bytes: number;
  /** 'PASV EPSV', in order of their first use. */
  readonly modes: string;
};

const NUMBERS: SessionFact<SessionNumbers> = {
  make: (session) => ({
    commands: commandsOf(session),
    files: filesOf(session).length,
    bytes: bytesOf(session),
    modes: modesOf(session).join(' '),
  }),
  cheapMs: 2,
};

/** For the screen; those of a huge session may be a moment old while it grows. */
export const numbersOf = (session: Session, { cache }: Context): SessionNumbers => cache.ofSession(NUMBERS, session);

/** How a connection ended, or what is known while packets may still come. */
export type End = 'open' | 'closed' | 'reset' | 'closing' | 'unanswered';

export function endOf(connection: Connection): End {
  const state = stateOf(connection);
  if (state === 'open') return connection.segments === 1 ? 'unanswered' : 'open';
  return state === 'closed' && !connection.closed ? 'closing' : state;
}

/** The transfer that runs now: its connection is open and it is not finished. */
export function running(session: Session): DataConnection | undefined {
  const last = session.dataConnections.at(-1);
  return last?.connection && !last.connection.closed && last.transfer && last.transfer.code === null ? last : undefined;
}

export const directionOf = ({ transfer }: DataConnection): Direction => transfer?.direction ?? 'download';

/** 'ok', 'refused' ...; 'open' where packets may still come and say how it ends. */
export const outcomeOf = (data: DataConnection, reading: boolean): Outcome | 'open' =>
  reading && data.outcome === 'incomplete' ? 'open' : data.outcome;

/** 0..1, or null where nothing says how much there is to come. */
export function progressOf(data: DataConnection): number | null {
  const { transfer } = data;
  if (!transfer?.expectedBytes) return null;
  return Math.min(1, transfer.bytes / transfer.expectedBytes);
}

export function bar(share: number, columns: number): string {
  const full = Math.round(Math.max(0, Math.min(1, share)) * columns);
  return '▓'.repeat(full) + '░'.repeat(columns - full);
}

type Totals = ReturnType<typeof transferTotals>;
const TOTALS: SessionFact<Totals> = { make: transferTotals, cheapMs: 5 };

/** '3 transfers, all complete, 68.7 kB', or what became of the data connections where there was none. */
export function transfersInWords(session: Session, context: Context): string {
  const { ui, texts, format: f } = context;
  const totals = context.cache.ofSession(TOTALS, session);
  const words = texts.report.transfers(totals, f);
  if (totals.transfers === 0) {
    if (isHidden(session)) return ui.sessions.transfersUnknown;
    const data = dataConnectionTotals([session]);
    return data.total > 0 ? `${texts.report.dataConnections(data, '', f)}, ${words}` : words;
  }
  const bytes = f.bytes(numbersOf(session, context).bytes);
  if (running(session))
    return totals.transfers === 1 ? ui.sessions.oneRunning(bytes) : ui.sessions.withRunning(words, bytes);
  return totals.transfers === totals.refused ? words : `${words}, ${bytes}`;
}
