/** A connection in the terms that people know from other tools. */
import { type ConnState, completenessName, connState } from '../tcp/summary.js';
import type { Connection } from '../tcp/types.js';

export type TcpSummary = {
  /** Wireshark's tcp.completeness: 31, 'Complete, WITH_DATA'. */
  readonly completeness: number;
  readonly completenessName: string;
  /** Zeek's conn_state, and its history: 'SF', 'ShAdDafF'. */
  readonly state: ConnState;
  readonly history: string;
};

export const tcpSummaryOf = (connection: Connection): TcpSummary => ({
  completeness: connection.completeness,
  completenessName: completenessName(connection.completeness),
  state: connState(connection),
  history: connection.history,
});
