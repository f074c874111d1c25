/** A session in a few words and numbers: for lists and headings. */
import type { DataMode, Session } from '../ftp/session.js';

export type SessionSummary = {
  readonly commands: number;
  /** In order of their first use. */
  readonly modes: readonly DataMode[];
  readonly transfers: number;
  readonly complete: number;
  /** Bytes that travelled on data connections. */
  readonly bytes: number;
  /** How the control connection stands: 'closed', 'reset', 'open'; with 'TLS' before it where it is encrypted. */
  readonly state: string;
};

const STATES = { fin: 'closed', rst: 'reset', none: 'open' } as const;

export function summarize(session: Session): SessionSummary {
  let commands = 0;
  for (const { command } of session.exchanges) if (command !== null) commands++;
  const modes = new Set<DataMode>();
  let transfers = 0;
  let complete = 0;
  let bytes = 0;
  for (const { mode, transfer } of session.dataConnections) {
    modes.add(mode);
    if (transfer === null) continue;
    transfers++;
    bytes += transfer.bytes;
    if (transfer.verdict === 'complete') complete++;
  }
  const { teardown } = session.control;
  const state = teardown.rst !== null && teardown.kind === 'fin' ? 'reset' : STATES[teardown.kind];
  return {
    commands,
    modes: [...modes],
    transfers,
    complete,
    bytes,
    state: session.tls === null ? state : `TLS, ${state}`,
  };
}
