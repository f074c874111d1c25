/** A session in a few numbers: for lists and headings. */
import { rowOf } from '../ftp/protocol/commands.js';
import type { DataConnection, DataMode, Exchange, Session } from '../ftp/protocol/session.js';
import { wasOpened } from '../ftp/transfer/outcome.js';
import type { Connection } from '../tcp/types.js';
import { refusedWord } from './transfers.js';

export type TransferTotals = {
  /** Of data connections, and those that were refused without one. */
  readonly transfers: number;
  readonly complete: number;
  /** Answered 4yz or 5yz before any data. */
  readonly refused: number;
  /** 'refused', or 'failed' where no 5yz is among them. */
  readonly refusedWord: 'refused' | 'failed';
};

export type SessionSummary = TransferTotals & {
  readonly commands: number;
  /** In order of their first use. */
  readonly modes: readonly DataMode[];
  /** Bytes that travelled on data connections. */
  readonly bytes: number;
  /** How the control connection ended. */
  readonly state: 'closed' | 'reset' | 'open';
};

const STATES = { fin: 'closed', rst: 'reset', none: 'open' } as const;

/** How a connection ended: one that an RST cut off while it closed was reset. */
export const stateOf = ({ teardown }: Connection): 'closed' | 'reset' | 'open' =>
  teardown.rst !== null && teardown.kind === 'fin' ? 'reset' : STATES[teardown.kind];

export function commandsOf(session: Session): number {
  let commands = 0;
  for (const { command } of session.exchanges) if (command !== null) commands++;
  return commands;
}

/** In order of their first use. */
export function modesOf(session: Session): DataMode[] {
  const modes = new Set<DataMode>();
  for (const { mode } of session.dataConnections) modes.add(mode);
  return [...modes];
}

/** Data connections that carried, or should have carried, a file. */
export const filesOf = (session: Session): DataConnection[] =>
  session.dataConnections.filter(({ transfer }) => transfer !== null && transfer.direction !== 'listing');

/** Bytes that travelled on data connections. */
export function bytesOf(session: Session): number {
  let bytes = 0;
  for (const { transfer } of session.dataConnections) bytes += transfer?.bytes ?? 0;
  return bytes;
}

export function summarize(session: Session): SessionSummary {
  return {
    commands: commandsOf(session),
    modes: modesOf(session),
    ...transferTotals(session),
    bytes: bytesOf(session),
    state: stateOf(session.control),
  };
}

/** True for a transfer command that was refused and is not the transfer of any data connection. */
export function refusedAlone(exchange: Exchange): boolean {
  const { command, code, dataConnection } = exchange;
  if (command === null || code === null || code < 400 || dataConnection?.transfer?.exchange === exchange) return false;
  return rowOf(command.verb)?.transfer !== undefined;
}

export function transferTotals(session: Session): TransferTotals {
  let transfers = 0;
  let complete = 0;
  let refused = 0;
  let word: TransferTotals['refusedWord'] = 'failed';
  const turnedDown = (code: number | null): void => {
    refused++;
    if (refusedWord(code) === 'refused') word = 'refused';
  };
  for (const { transfer } of session.dataConnections) {
    if (transfer === null) continue;
    transfers++;
    if (transfer.verdict === 'complete') complete++;
    else if (transfer.verdict === 'refused') turnedDown(transfer.code);
  }
  for (const exchange of session.exchanges) {
    if (!refusedAlone(exchange)) continue;
    transfers++;
    turnedDown(exchange.code);
  }
  return { transfers, complete, refused, refusedWord: word };
}

/** TCP connections of data connections, and how many of them were never opened, by what became of them. */
export type DataConnectionTotals = {
  readonly total: number;
  readonly unanswered: number;
  readonly refused: number;
  readonly prohibited: number;
};

/** Announcements of a session, by what became of them. */
export type AnnouncementTotals = {
  readonly total: number;
  readonly connected: number;
  readonly unanswered: number;
  readonly refused: number;
  readonly prohibited: number;
  readonly rejected: number;
  readonly unused: number;
};

export function announcementTotals({ dataConnections }: Session): AnnouncementTotals {
  const totals = { connected: 0, unanswered: 0, refused: 0, prohibited: 0, rejected: 0, unused: 0 };
  for (const { connection, outcome } of dataConnections) {
    if (connection !== null && wasOpened(connection)) totals.connected++;
    else if (outcome === 'unanswered' || outcome === 'refused' || outcome === 'prohibited' || outcome === 'rejected')
      totals[outcome]++;
    else totals[connection === null ? 'unused' : 'connected']++;
  }
  return { total: dataConnections.length, ...totals };
}

/** The sums of sessions that are added one by one. Under FXP two of them share a connection: it counts once. */
export class DataConnectionSums implements DataConnectionTotals {
  total = 0;
  unanswered = 0;
  refused = 0;
  prohibited = 0;
  readonly #seen = new WeakSet<Connection>();

  add({ dataConnections }: Session): void {
    for (const { connection, outcome, partner } of dataConnections) {
      if (connection === null) continue;
      if (partner !== null) {
        if (this.#seen.has(connection)) continue;
        this.#seen.add(connection);
      }
      this.total++;
      if (wasOpened(connection)) continue;
      if (outcome === 'unanswered' || outcome === 'refused' || outcome === 'prohibited') this[outcome]++;
    }
  }
}

export function dataConnectionTotals(sessions: Iterable<Session>): DataConnectionTotals {
  const sums = new DataConnectionSums();
  for (const session of sessions) sums.add(session);
  return sums;
}

/** TLS, or another protection, hides the dialogue or a part of it: what was not seen is not known. */
export const isHidden = ({ tls, protection }: Session): boolean =>
  protection !== null || (tls !== null && !tls.decrypted);
