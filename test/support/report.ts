/** The JSON report as README promises it: written down a second time, so that tests do not follow the code. */

export type Endpoint = { address: string; port: number };

export type Connection = {
  initiator: Endpoint;
  responder: Endpoint;
  handshake: { syn: number | null; synAck: number | null; ack: number | null };
  /** Frames of repeated SYNs and SYN+ACKs; `retransmissions` counts them too. */
  synRetransmissions: number[];
  teardown: {
    kind: 'fin' | 'rst' | 'none';
    fins: { from: 'initiator' | 'responder'; frame: number; ackFrame: number | null }[];
    rst: { from: 'initiator' | 'responder'; frame: number } | null;
    /** Not in the capture, but acknowledged: one number more than all bytes. */
    unseenFins: { from: 'initiator' | 'responder'; ackFrame: number }[];
  };
  firstTime: string;
  lastTime: string;
  segments: number;
  bytes: { initiator: number; responder: number };
  retransmissions: number;
  outOfOrder: number;
  missingBytes: number;
  conflictingBytes: number;
  completeness: { value: number; name: string };
  connState: string;
  history: string;
};

export type Finding = { kind: string; severity: 'info' | 'warning' | 'alert'; message: string; frames: number[] };

export type Exchange = {
  command: null | {
    verb: string;
    argument: string;
    frame: number;
    time: string;
    telnet?: string;
    oddities?: string[];
  };
  replies: {
    code: number;
    text: string;
    firstFrame: number;
    lastFrame: number;
    time: string;
    oddities?: string[];
  }[];
  code: number | null;
  directory: string | null;
  doubt?: string;
};

export type Transfer = {
  command: { verb: string; argument: string; frame: number };
  direction: 'download' | 'upload' | 'listing' | 'third-party';
  path: string | null;
  type: 'A' | 'I' | 'E' | 'L' | null;
  mode: 'S' | 'B' | 'C' | 'Z';
  restart: number | null;
  code: number | null;
  bytes: number;
  expectedBytes: number | null;
  expectedFrom: string | null;
  missing: [number, number][];
  sha256: string | null;
  contentBytes: number | null;
  contentSha256: string | null;
  verdict: 'complete' | 'truncated' | 'refused' | 'unknown';
  evidence: { text: string; frames: number[] }[];
  durationSeconds: number | null;
  bytesPerSecond: number | null;
  file: string | null;
};

export type DataConnection = {
  id: string;
  mode: string;
  announced: (Endpoint & { frame: number }) | null;
  connection: Connection | null;
  confidence: 'certain' | 'likely' | 'inferred' | null;
  because: { text: string; frames: number[] }[];
  outcome: string;
  transfer: Transfer | null;
  /** The same connection in another session (FXP). */
  partner: string | null;
  /** From the announcement to the SYN. */
  delaySeconds: number | null;
  /** The ten steps of a data connection, 1 to 10; 1 to 3 and 10 are those of the control connection. */
  steps: { number: number; state: 'ok' | 'failed' | 'unknown' | 'not-reached'; frames: number[] }[];
};

export type Session = {
  id: number;
  client: Endpoint;
  server: Endpoint;
  recognisedBy: string;
  control: Connection;
  user: string | null;
  password: string | null;
  loggedIn: boolean | null;
  tls: null | {
    startedBy: string;
    frame: number;
    decrypted: boolean;
    version: string | null;
    cipherSuite: string | null;
    serverName: string | null;
  };
  dialogue: Exchange[];
  dataConnections: DataConnection[];
  findings: Finding[];
};

export type Report = {
  schema: 'ftp-sniff/1';
  capture: {
    sources: string[];
    format: string;
    linkTypes: string[];
    packets: number;
    bytes: number;
    firstTime: string | null;
    lastTime: string | null;
    skipped: Record<string, number>;
    dropped: { kernel: number | null; interface: number | null };
    problems: { kind: string; message: string; frame: number | null }[];
  };
  sessions: Session[];
  unclaimed: Connection[];
  connections: number;
  findings: Finding[];
};

/** '10.0.0.1:21', '[fd00::1]:21'; 'none' for null. */
export function endpointText(endpoint: Endpoint | null): string {
  if (!endpoint) return 'none';
  return endpoint.address.includes(':')
    ? `[${endpoint.address}]:${endpoint.port}`
    : `${endpoint.address}:${endpoint.port}`;
}

/** '10.0.0.2:40001->10.0.0.1:5001', initiator first; 'none' for null. */
export function connectionText(connection: Connection | null): string {
  return connection ? `${endpointText(connection.initiator)}->${endpointText(connection.responder)}` : 'none';
}
