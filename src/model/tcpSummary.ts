/** A connection in the words that people know from other tools. */
import { CONN_STATES, completenessName, connState } from '../tcp/summary.js';
import type { Connection } from '../tcp/types.js';

/** 'Complete, WITH_DATA (31) in Wireshark; SF (normal establishment and termination), ShAdDafF in Zeek'. */
export function tcpSummary(connection: Connection): string {
  const state = connState(connection);
  const wireshark = `${completenessName(connection.completeness)} (${connection.completeness})`;
  return `${wireshark} in Wireshark; ${state} (${CONN_STATES[state]}), ${connection.history} in Zeek`;
}
