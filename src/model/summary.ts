/** A session in a few words and numbers: for lists and headings. */
import { rowOf } from '../ftp/protocol/commands.js';
import type { DataConnection, DataMode, Exchange, Outcome, Session } from '../ftp/protocol/session.js';
import { wasOpened } from '../ftp/transfer/outcome.js';
import type { Connection } from '../tcp/types.js';
import { formatBytes, listWords, plural } from './format.js';
import { refusedWord } from './transfers.js';

export type TransferTotals = {
  /** Of data connections, and those that were refused without one. */
  readonly transfers: number;
  readonly complete: number;
  /** Answered 4yz or 5yz before any data. */
  readonly refused: number;
  /** 'refused', or 'failed' where no 5yz is among them. */
  readonly refusedWord: string;
};

export type SessionSummary = TransferTotals & {
  readonly commands: number;
  /** In order of their first use. */
  readonly modes: readonly DataMode[];
  /** Bytes that travelled on data connections. */
  readonly bytes: number;
  /** How the control connection stands: 'closed', 'reset', 'open'; with 'TLS' before it where it is encrypted. */
  readonly state: string;
};

const STATES = { fin: 'closed', rst: 'reset', none: 'open' } as const;

/** How a connection stands: what an RST cut off while it closed was reset. */
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
  const state = stateOf(session.control);
  return {
    commands: commandsOf(session),
    modes: modesOf(session),
    ...transferTotals(session),
    bytes: bytesOf(session),
    state: session.tls === null ? state : `TLS, ${state}`,
  };
}

/** True for a transfer command that was turned down and is not the transfer of any data connection. */
export function refusedAlone(exchange: Exchange): boolean {
  const { command, code, dataConnection } = exchange;
  if (command === null || code === null || code < 400 || dataConnection?.transfer?.exchange === exchange) return false;
  return rowOf(command.verb)?.transfer !== undefined;
}

export function transferTotals(session: Session): TransferTotals {
  let transfers = 0;
  let complete = 0;
  let refused = 0;
  let word = 'failed';
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

/** 'no transfers', '1 transfer, complete', '2 transfers, both refused', '3 transfers, 2 complete'. */
export function transferTotalsWords(totals: TransferTotals): string {
  const { transfers, complete, refused, refusedWord: word } = totals;
  if (transfers === 0) return 'no transfers';
  const name = plural(transfers, 'transfer');
  if (complete === transfers) return `${name}, ${allOf(transfers)}complete`;
  if (refused === transfers) return `${name}, ${allOf(transfers)}${word}`;
  if (complete === 0) return `${name}, ${transfers === 1 ? 'not' : 'none'} complete`;
  return `${name}, ${complete} complete`;
}

/** '', 'both ', 'all '. */
const allOf = (count: number): string => (count === 1 ? '' : count === 2 ? 'both ' : 'all ');

const FATES: Partial<Record<Outcome, string>> = {
  unanswered: 'unanswered',
  refused: 'refused',
  prohibited: 'prohibited',
};

/** '2 data connections', '2 data connections tried, both refused', '3 data connections, 1 of them unanswered'. */
export function dataConnectionsWords(sessions: readonly Session[], modes = ''): string {
  /** Under FXP two sessions share one. */
  const seen = new Set<Connection>();
  const failed = new Map<string, number>();
  for (const session of sessions)
    for (const { connection, outcome } of session.dataConnections) {
      if (connection === null || seen.has(connection)) continue;
      seen.add(connection);
      const fate = wasOpened(connection) ? undefined : FATES[outcome];
      if (fate !== undefined) failed.set(fate, (failed.get(fate) ?? 0) + 1);
    }
  const total = seen.size;
  if (total === 0) return 'no data connection';
  const name = `${plural(total, 'data connection')}${modes}`;
  const [first, ...more] = failed;
  if (first === undefined) return name;
  if (more.length === 0 && first[1] === total) return `${name} tried, ${allOf(total)}${first[0]}`;
  return `${name}, ${listWords([...failed].map(([fate, count]) => `${count} ${fate}`))}`;
}

/** TLS hides the dialogue, or a part of it: what was not seen is not known. */
export const isHidden = ({ tls }: Session): boolean => tls !== null && !tls.decrypted;

/** '4 commands, 2 data connections (PASV, PORT), 1 announcement without one, 2 transfers, both complete, 61.1 kB'. */
export function sessionTotals(session: Session): string {
  const summary = summarize(session);
  const hidden = isHidden(session);
  if (hidden && session.dataConnections.length === 0) {
    const seen = summary.commands === 0 ? '' : `${plural(summary.commands, 'command')} in the clear; further `;
    return `${seen}commands and transfers not known (encrypted)`;
  }
  const used = summary.modes.length === 0 ? '' : ` (${summary.modes.join(', ')})`;
  const without = session.dataConnections.filter(({ connection }) => connection === null).length;
  const announced =
    without === 0
      ? ''
      : `, ${plural(without, 'announcement')} without one${without === session.dataConnections.length ? used : ''}`;
  const bytes = summary.transfers === summary.refused ? '' : `, ${formatBytes(summary.bytes)}`;
  return `${plural(summary.commands, 'command')}, ${dataConnectionsWords([session], used)}${announced}, ${transferTotalsWords(summary)}${bytes}${hidden ? '; what passed while it was encrypted is not known' : ''}`;
}
