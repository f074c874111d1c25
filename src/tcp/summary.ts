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

/** Zeek's conn_state with its meaning, as in Zeek's documentation of conn.log. */
export const CONN_STATES = {
  S0: 'connection attempt seen, no reply',
  S1: 'established, not terminated',
  SF: 'normal establishment and termination',
  REJ: 'connection attempt rejected',
  S2: 'established, closed by the initiator only',
  S3: 'established, closed by the responder only',
  RSTO: 'established, aborted by the initiator',
  RSTR: 'aborted by the responder',
  RSTOS0: 'SYN followed by RST of the initiator, no SYN+ACK seen',
  RSTRH: 'SYN+ACK followed by RST of the responder, no SYN seen',
  SH: 'SYN followed by FIN of the initiator, no SYN+ACK seen',
  SHR: 'SYN+ACK followed by FIN of the responder, no SYN seen',
  OTH: 'no SYN seen',
} as const;

type ConnState = keyof typeof CONN_STATES;

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
