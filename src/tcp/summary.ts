/** The one-word summaries of a connection that people know from Wireshark and Zeek. */

/** Wireshark's tcp.completeness: the sum of what was seen of a connection. */
export const COMPLETENESS = { syn: 1, synAck: 2, ack: 4, data: 8, fin: 16, rst: 32 } as const;

/** Wireshark's name for a completeness value (0..63), as in its TCP tree. */
export function completenessName(value: number): string {
  return NAMES.get(value) ?? 'Incomplete';
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'Incomplete, SYN_SENT'],
  [3, 'Incomplete, CLIENT_ESTABLISHED'],
  [7, 'Incomplete, ESTABLISHED'],
  [15, 'Incomplete, DATA'],
  [23, 'Complete, NO_DATA'],
  [39, 'Complete, NO_DATA'],
  [55, 'Complete, NO_DATA'],
  [31, 'Complete, WITH_DATA'],
  [47, 'Complete, WITH_DATA'],
  [63, 'Complete, WITH_DATA'],
]);

/** What `connState` looks at. */
type Summarized = {
  readonly handshake: { readonly syn: number | null; readonly synAck: number | null };
  readonly teardown: {
    readonly fins: readonly { readonly from: 'initiator' | 'responder' }[];
    readonly rst: { readonly from: 'initiator' | 'responder' } | null;
  };
};

/** Zeek's conn_state, as in Zeek's documentation of conn.log; `text/` has the meanings. */
export type ConnState =
  | 'S0'
  | 'S1'
  | 'SF'
  | 'REJ'
  | 'S2'
  | 'S3'
  | 'RSTO'
  | 'RSTR'
  | 'RSTOS0'
  | 'RSTRH'
  | 'SH'
  | 'SHR'
  | 'OTH';

/** Zeek's conn_state. A believed RST that comes after both FINs does not count: the connection had ended. */
export function connState(connection: Summarized): ConnState {
  const { handshake, teardown } = connection;
  const rst = teardown.rst?.from;
  const initiatorFin = teardown.fins.some((fin) => fin.from === 'initiator');
  const responderFin = teardown.fins.some((fin) => fin.from === 'responder');
  if (handshake.syn !== null && handshake.synAck !== null) {
    if (initiatorFin && responderFin) return 'SF';
    if (rst !== undefined) return rst === 'initiator' ? 'RSTO' : 'RSTR';
    return initiatorFin ? 'S2' : responderFin ? 'S3' : 'S1';
  }
  if (handshake.syn !== null) {
    if (rst !== undefined) return rst === 'initiator' ? 'RSTOS0' : 'REJ';
    return initiatorFin ? 'SH' : 'S0';
  }
  if (handshake.synAck !== null) {
    if (rst === 'responder') return 'RSTRH';
    if (responderFin && !initiatorFin) return 'SHR';
  }
  return 'OTH';
}
