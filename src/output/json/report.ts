/**
 * The types of the JSON report: `--format json` writes one `Report`, `--format ndjson` one `Line` each. They are the
 * public API's types too, and `schema/` is generated from them (`npm run schema`), so a member that a writer adds is
 * added here. Additions are allowed at any time; a change of meaning gives `schema` another number.
 *
 * `frame` is a packet's 1-based number as in Wireshark, times are RFC 3339 in UTC with the digits that the capture has,
 * durations are seconds, sizes are bytes. `null` is "not known", never zero.
 */

export type Endpoint = {
  address: string;
  port: number;
  /** RFC 6335 §6: 0 to 1023, 1024 to 49151, 49152 to 65535. */
  portClass: 'well-known' | 'registered' | 'dynamic';
  /** IANA's name of the service on the port; null: none of those that are known here. */
  service: string | null;
};

/** Who opened a TCP connection, and who was asked. */
export type Side = 'initiator' | 'responder';

/** A TCP connection as far as the capture shows it. */
export type Connection = {
  /** Community ID, version 1, seed 0: the same in Zeek, Suricata and others. */
  communityId: string;
  /** Sent the first SYN, or most likely did where no SYN was captured. */
  initiator: Endpoint;
  responder: Endpoint;
  /** Frames of the three-way handshake (RFC 9293 §3.5). */
  handshake: { syn: number | null; synAck: number | null; ack: number | null };
  /** Frames of repeated SYNs and SYN+ACKs; `retransmissions` counts them too. */
  synRetransmissions: number[];
  teardown: {
    kind: 'fin' | 'rst' | 'none';
    /** The first FIN of each side, and the frame that acknowledged it. */
    fins: { from: Side; frame: number; ackFrame: number | null }[];
    rst: { from: Side; frame: number } | null;
    /** FINs that are not in the capture, but acknowledged: one number more than all bytes. */
    unseenFins: { from: Side; ackFrame: number }[];
  };
  firstTime: string;
  lastTime: string;
  segments: number;
  /** Payload that each side sent, by sequence numbers: missing bytes included. */
  bytes: { initiator: number; responder: number };
  retransmissions: number;
  outOfOrder: number;
  missingBytes: number;
  /** Bytes that were sent twice with different values. */
  conflictingBytes: number;
  /** Wireshark's tcp.completeness: SYN 1, SYN+ACK 2, ACK 4, data 8, FIN 16, RST 32. */
  completeness: { value: number; name: string };
  /** Zeek's conn_state. */
  connState: string;
  /** Zeek's history, letter for letter. */
  history: string;
  /** From the first segment to the last; null where the clock of the capture was set back between. */
  durationSeconds: number | null;
  initiatorSent: Sent;
  responderSent: Sent;
};

/** What a proxy put before the payload, and the end points that it names. */
export type Tunnel = {
  kind: 'PROXY v1' | 'PROXY v2' | 'HTTP CONNECT' | 'SOCKS4' | 'SOCKS5';
  /** Where the connection really comes from; null: not named. */
  client: Endpoint | null;
  /** Where it really goes to: an address, or the name that was asked for. */
  server: Endpoint | null;
  /** Payload bytes of each side that are the wrapper's own. */
  bytes: { initiator: number; responder: number };
};

/** What one side of a connection sent, as captured. */
export type Sent = {
  /** Segments, those that were captured twice included, and their bytes with IP headers. */
  packets: number;
  ipBytes: number;
  /** Segments that were captured twice, not sent twice. */
  duplicates: number;
  /** When the first and the last payload was captured. */
  firstByteTime: string | null;
  lastByteTime: string | null;
};

/** Something the user should know, with the frames that show it. */
/** Something the user should know. `docs/findings.md` lists all codes. */
export type Finding = {
  /** The same as `code`. */
  kind: string;
  code: string;
  /** The values that stand in the sentences. */
  params: object;
  severity: 'info' | 'warning' | 'alert';
  /** What happened. */
  message: string;
  /** Why, most likely. */
  cause: string | null;
  /** What to do or to check. */
  advice: string | null;
  frames: number[];
};

/** One thing that went wrong: a finding that is a failure. */
export type Trouble = {
  /** Null where it concerns no single session. */
  session: number | null;
  code: string;
  params: object;
  message: string;
  cause: string | null;
  advice: string | null;
  frames: number[];
};

/** The values that a message is made of, by name: numbers, addresses, verbs, codes; never words of a language. */
export type Params = Record<string, unknown>;

/** A message as a sentence, and what it is. */
export type Message = { text: string; code: string; params: Params };

/** A reason: what it is (`code`, `params`), as a sentence, and the frames that carry it. */
export type Evidence = { text: string; code: string; params: Params; frames: number[] };

export type Command = {
  /** In upper case. */
  verb: string;
  /** As the client sent it; secrets are masked. Empty where there was none. */
  argument: string;
  /** The frame in which the line became complete. */
  frame: number;
  time: string;
  /** Telnet commands (RFC 854) before the verb, in hex. */
  telnet?: string;
  /** How the line differs from the form of RFC 959. */
  oddities?: string[];
  /** The codes of `oddities`, in the same order. */
  oddityCodes?: string[];
};

/** One reply (RFC 959 §4.2); the lines of a longer one are joined with line feeds. */
export type Reply = {
  code: number;
  text: string;
  firstFrame: number;
  lastFrame: number;
  time: string;
  /** What the code says by itself; null: it has no meaning of its own. */
  meaning: string | null;
  /** How its lines differ from the form of RFC 959. */
  oddities?: string[];
  /** The codes of `oddities`, in the same order. */
  oddityCodes?: string[];
};

/** A command and its replies; the greeting and replies without a command have the command null. */
export type Exchange = {
  command: Command | null;
  replies: Reply[];
  /** The code of the final (not 1yz) reply. */
  code: number | null;
  /** The working directory in which the command ran. */
  directory: string | null;
  /** Why the pairing of replies with commands is not certain. */
  doubt?: string;
  doubtCode?: string;
  doubtParams?: Params;
};

/** What a transfer command moved over a data connection. */
export type Transfer = {
  command: { verb: string; argument: string; frame: number };
  direction: 'download' | 'upload' | 'listing' | 'third-party';
  /** Absolute where the working directory is known. */
  path: string | null;
  /** TYPE, MODE and REST. */
  type: 'A' | 'I' | 'E' | 'L' | null;
  mode: 'S' | 'B' | 'C' | 'Z';
  restart: number | null;
  /** The code of the final reply. */
  code: number | null;
  /** Payload bytes that travelled on the data connection, by sequence numbers: captured and missing ones. */
  bytes: number;
  expectedBytes: number | null;
  /** What reported the expected size, with its frame. */
  expectedFrom: string | null;
  /** Byte ranges that are not in the capture: [from, to). */
  missing: [number, number][];
  /** Of the payload as it travelled; null where a byte is missing. */
  sha256: string | null;
  /** After TLS decryption and the decoding of MODE Z, B and C. */
  contentBytes: number | null;
  contentSha256: string | null;
  verdict: 'complete' | 'truncated' | 'refused' | 'unknown';
  /** What the verdict rests on. */
  evidence: Evidence[];
  durationSeconds: number | null;
  bytesPerSecond: number | null;
  /** Where --extract wrote it. */
  file: string | null;
  /** Where the time went; null: nothing but the command is in this capture. */
  timing: TransferTiming | null;
};

/** A stretch without data, or without a line of the dialogue: its length, the frames before and behind it, and who ended it. */
export type Silence<Owner> = { seconds: number; from: number; to: number; owner: Owner };

/** Round trips in seconds. */
export type RoundTrips = {
  /** Of the three-way handshake, both ways together: independent of where the capture was made. */
  handshake: number | null;
  /** From data to its acknowledgment, from where the capture was made to the receiver and back. */
  smallest: number | null;
  median: number | null;
};

/** Where the time of a transfer went: seconds by owner, which do not overlap. */
export type TransferTiming = {
  /** From the command to the final reply or, where that is not in this capture, to the last packet. */
  total: number;
  /** From the data connection's SYN to its ACK, as far as the transfer waited for it. */
  setup: number;
  /** The client, before the first byte of an upload and from the last byte to its FIN. */
  client: number;
  /** The server: before its preliminary reply, from there to its first byte, and from the last byte to the final reply. */
  server: { beforeReply: number; beforeData: number; afterData: number };
  /** Between the first and the last data segment; null: not measured. */
  data: {
    /** The sender had nothing to send. */
    senderIdle: number;
    /** It paused evenly: a rate limit, or a slow link. */
    steadyRate: number;
    /** The receiver had no room at all, or not enough for the next segment. */
    zeroWindow: number;
    smallWindow: number;
    /** A segment was sent again. */
    loss: number;
    /** Round trips of acknowledgments, and the time that segments take. */
    path: number;
  } | null;
  rtt: RoundTrips;
  /** The sender's segments with payload, and those of them that repeat (null: not measured); frames of all that repeat, SYNs and FINs included. */
  loss: { segments: number | null; repeated: number | null; frames: number[] };
  /** The longest, longest first. */
  silences: Silence<'sender-idle' | 'receiver-window' | 'loss' | 'path'>[];
  /** What held it up most; null: it was not slow, or that is not known. */
  limit: Evidence | null;
};

/** Where the time of a session went, by its dialogue; null: it is encrypted, or not in this capture. */
export type SessionTiming = {
  /** From the first packet of the control connection to the last. */
  total: number;
  /** The three-way handshake. */
  setup: number | null;
  /** Between a final reply and the next command. */
  client: number | null;
  /** Between a command and its final reply, transfers left out; the greeting included. */
  server: number | null;
  /** Between a transfer command and its final reply. */
  transfers: number | null;
  rtt: RoundTrips;
  silences: Silence<'client' | 'server' | 'transfer'>[];
};

/** Bytes that are not known exactly: anything from `min` to `max`. */
export type ByteRange = { min: number; max: number };

/** A line of an encrypted dialogue: its content's length is all that shows. */
export type InferredLine = { bytes: ByteRange; frame: number; time: string };

/**
 * What is probable of a command that nobody can read: its verb, or (where verbs are not sure enough) its class, or
 * neither; `p` from 0 to 1. `alternatives` are the likeliest verbs.
 */
export type InferredCommand = {
  verb: string | null;
  class: string | null;
  p: number | null;
  alternatives: { verb: string; p: number }[];
  because: Evidence[];
};

/** A command of an encrypted dialogue with its replies; `code.digit` is the first digit of the final reply's code. */
export type InferredExchange = {
  command: { verb: null; argument: null; frame: number; time: string; bytes: ByteRange };
  replies: InferredLine[];
  code: null;
  inferred: InferredCommand & { reply: { digit: number; p: number } | null };
};

/** The encrypted part of a dialogue as its lengths, directions and times show it. */
export type InferredDialogue = {
  /** The server's program, recognised by its greeting; null: the lengths of its replies are not known. */
  family: string | null;
  exchanges: InferredExchange[];
};

/** A transfer of an encrypted session; what is inferred stands apart from what is read. */
export type InferredTransfer = {
  command: { verb: null; argument: null; frame: number | null };
  direction: 'download' | 'upload';
  path: null;
  type: null;
  mode: null;
  restart: null;
  code: null;
  /** Payload bytes of the sender that travelled on the data connection, TLS included. */
  bytes: number;
  expectedBytes: null;
  expectedFrom: null;
  missing: [number, number][];
  sha256: null;
  /** Of the content; null where lengths do not tell it exactly. */
  contentBytes: number | null;
  contentRange: ByteRange;
  contentSha256: null;
  verdict: 'complete' | 'truncated' | 'refused' | 'unknown';
  evidence: Evidence[];
  durationSeconds: null;
  bytesPerSecond: null;
  file: null;
  timing: null;
  inferred: InferredCommand;
};

/** One of the ten steps of a data connection. */
export type Step = {
  /** 1 to 3 open the control connection, 4 announces, 5 to 7 are SYN, SYN+ACK and ACK, 8 the data, 9 the FINs, 10 the control connection's end. */
  number: number;
  /** failed: went wrong, or should have come and did not; unknown: not in this capture. */
  state: 'ok' | 'failed' | 'unknown' | 'not-reached';
  frames: number[];
  /** What happens in it, with its hosts and ports where they are known. */
  title: Message;
  /** What is special about it here. */
  note: Message | null;
};

/** A data connection that was announced, or found without an announcement. */
export type DataConnection = {
  /** '1.2': session 1, second data connection. */
  id: string;
  /** DEFAULT: none was announced (RFC 959 §3.3). */
  mode: 'PORT' | 'PASV' | 'EPRT' | 'EPSV' | 'LPRT' | 'LPSV' | 'DEFAULT';
  /** Active: the server opens the connection; passive: the client does. */
  modeKind: 'active' | 'passive';
  announced: (Endpoint & { frame: number }) | null;
  /** The TCP connection that matched. */
  connection: Connection | null;
  confidence: 'certain' | 'likely' | 'inferred' | null;
  /** Why this connection is the one, or why none is. */
  because: Evidence[];
  /** Of the TCP connection alone; what was transferred is `transfer.code` and `transfer.verdict`. */
  outcome:
    | 'ok'
    | 'rejected'
    | 'never-used'
    | 'not-captured'
    | 'unanswered'
    | 'refused'
    | 'prohibited'
    | 'reset'
    | 'incomplete';
  /** Of the last transfer command that referred to the announcement, refused ones included. */
  transfer: Transfer | InferredTransfer | null;
  /** The same connection in another session (FXP). */
  partner: string | null;
  /** What is around its payload; null: nothing has passed, or it cannot be told. */
  cover: 'clear' | 'tls' | null;
  /** PROT (RFC 4217 §9) as it stood when the transfer began. */
  protection: 'C' | 'P' | null;
  tls: TlsFacts | null;
  /** A proxy's wrapper around the payload. */
  tunnel: Tunnel | null;
  /** From the announcement to the SYN; below 0 where the SYN was captured first. */
  delaySeconds: number | null;
  /** Who sent the first FIN or, without one, the RST. */
  closedFirst: Role | null;
  steps: Step[];
};

/** An end of a connection by its FTP role; under FXP the other server counts as the client. */
export type Role = 'client' | 'server';

/** An alert (RFC 8446 §6); `level` and `description` are null where it is encrypted and the keys are not known. */
export type TlsAlert = {
  from: Role;
  level: 'warning' | 'fatal' | null;
  /** 'close_notify', 'protocol_version' ..., or the number of one that has no name. */
  description: string | null;
  /** Sent under the keys of the connection. */
  encrypted: boolean;
  frame: number;
};

/** What TLS shows of itself, keys or none. */
export type TlsFacts = {
  version: string | null;
  cipherSuite: string | null;
  /** The name that the client asked for (SNI). */
  serverName: string | null;
  /** `failed`: a fatal alert; `unanswered`: the ClientHello alone; `unfinished`: it stops in the midst; `not-captured`: TLS is older than the capture. */
  handshake: {
    state: 'done' | 'failed' | 'unanswered' | 'unfinished' | 'not-captured';
    clientHello: number | null;
    serverHello: number | null;
  };
  /** `full`: no session of another connection was resumed. */
  resumption: 'full' | 'session-id' | 'ticket' | 'psk' | null;
  alerts: TlsAlert[];
  /** Where each end closed TLS; `certain`: the alert was read, not inferred from its type or length. */
  closed: { client: TlsClosing | null; server: TlsClosing | null };
  /** Of the server, where it was sent in the clear (up to TLS 1.2) or the keys are known. */
  certificate: Certificate | null;
};

export type TlsClosing = { frame: number; certain: boolean };

/** An X.509 certificate (RFC 5280); names as they stand in it. */
export type Certificate = {
  subject: string;
  issuer: string;
  /** Subject alternative names: DNS names and addresses. */
  names: string[];
  notBefore: string;
  notAfter: string;
  selfSigned: boolean;
  sha256: string;
};

/** TLS of a control connection (RFC 4217). */
export type Tls = {
  /** 'AUTH TLS', 'AUTH SSL', 'implicit', or 'not-captured' where TLS is older than the capture. */
  startedBy: string;
  frame: number;
  decrypted: boolean;
  /** Where an end went on in clear text; `agreed`: after the client had left TLS (CCC, RFC 4217 §5). */
  clear: { from: Role; frame: number; agreed: boolean }[];
} & TlsFacts;

/** A session without its dialogue, data connections and findings. */
export type SessionHead = {
  /** 1, 2, 3 ... in order of the first packet. */
  id: number;
  /** The same in every run over the same packets, and in `--format zeek`: made of the control connection's end points and first time. */
  uid: string;
  client: Endpoint;
  server: Endpoint;
  /** 'port 21', 'port 990', '--port 2121' or 'content'. */
  recognisedBy: string;
  /** A proxy's wrapper around the control connection: PROXY protocol, HTTP CONNECT, SOCKS. */
  tunnel: Tunnel | null;
  control: Connection;
  user: string | null;
  /** Masked unless --show-passwords is given. */
  password: string | null;
  loggedIn: boolean | null;
  /** How the control connection ended; open: not in this capture. */
  ended: 'closed' | 'reset' | 'open';
  /** Who closed the control connection first. */
  closedFirst: Role | null;
  timing: SessionTiming;
  tls: Tls | null;
  /** Protection by another mechanism than TLS (RFC 2228); `mechanism` null: its AUTH is not in the capture. */
  protection: { mechanism: string | null; frame: number } | null;
  /** What was inferred of the encrypted dialogue, where it cannot be read. */
  inferred: InferredDialogue | null;
};

/** A control connection and all that belongs to it. */
export type Session = SessionHead & {
  /** In order of the commands. */
  dialogue: Exchange[];
  /** In order of the announcements. */
  dataConnections: DataConnection[];
  findings: Finding[];
};

/** Something that is wrong with the input, or a limit that was reached. */
export type Problem = {
  /** Equals `code`. */
  kind: string;
  code: string;
  params: Record<string, unknown>;
  message: string;
  frame: number | null;
};

/** What was read. */
export type Capture = {
  /** --sensor, --shard ('2/4'). */
  sensor?: string;
  shard?: string;
  /** Names of files, '-' for standard input, or the device. */
  sources: string[];
  /** 'pcap', 'pcapng', 'live' ... */
  format: string;
  /** Names of tcpdump.org, without LINKTYPE_. */
  linkTypes: string[];
  packets: number;
  /** As captured. */
  bytes: number;
  firstTime: string | null;
  lastTime: string | null;
  /** Packets that were not analysed, by reason. */
  skipped: Record<string, number>;
  /** Live capture: packets that were lost. */
  dropped: { kernel: number | null; interface: number | null };
  problems: Problem[];
};

/** The document of `--format json`. */
export type Report = {
  schema: 'ftp-sniff/1';
  capture: Capture;
  /** In order of their first packet. */
  sessions: Session[];
  /** TCP connections on predicted or FTP ports that belong to no session. */
  unclaimed: Connection[];
  /** All TCP connections, FTP or not. */
  connections: number;
  /** Those that concern no single session. */
  findings: Finding[];
  /** What went wrong, worst first; empty when nothing did. */
  trouble: Trouble[];
};

/** The first line of a session. */
export type SessionStartLine = {
  type: 'session-start';
  session: number;
  client: Endpoint;
  server: Endpoint;
  frame: number;
  time: string;
};
/** `index`: 0, 1, 2 ... in the session's dialogue. */
export type ExchangeLine = { type: 'exchange'; session: number; index: number } & Exchange;
/** A line with the same session and id as an earlier one takes its place. */
export type DataConnectionLine = { type: 'data-connection'; session: number } & DataConnection;
export type FindingLine = { type: 'finding'; session: number | null } & Finding;
export type TroubleLine = { type: 'trouble' } & Trouble;
/** The last line of a session. */
export type SessionLine = { type: 'session'; session: number } & SessionHead;
/**
 * With --shard: an announcement of a third host. The data connection runs between hosts that may be another share's; the line
 * is there to be joined with what the shares say of that end point.
 */
export type ThirdHostLine = {
  type: 'third-host';
  session: number;
  /** Of the data connection. */
  id: string;
  shard: string;
  mode: DataConnection['mode'];
  /** The host that opens the connection, and the end point that it was told. */
  from: string;
  announced: Endpoint & { frame: number };
};
export type UnclaimedLine = { type: 'unclaimed'; session: null } & Connection;
/** How a live capture goes: each minute, and when packets were lost. */
export type CaptureStatusLine = {
  type: 'capture-status';
  session: null;
  /** RFC 3339, of the clock. */
  time: string;
  packets: number;
  bytes: number;
  sessions: number;
  /** Packets that were lost: by the kernel, by the device, and for want of room in the capturing process. */
  dropped: { kernel: number | null; interface: number | null; queue: number };
  /** Bytes that an end point acknowledged and the capture does not have. */
  missingBytes: number;
  /** What was lost so far, and the times that the device was away. */
  problems: Problem[];
  /** How far behind the device the analysis was, when it took the last packets. */
  lagSeconds: number | null;
  /** From the last packet to now: how long nothing has come. */
  quietSeconds: number | null;
  memoryBytes: number;
};
/** Lines before this one were left out: the reader did not read. */
export type MissedLine = { type: 'missed'; session: null; lines: number; bytes: number };
/** The first line of a file that goes on with another. */
export type ContinuedLine = {
  type: 'continued';
  session: null;
  /** What came before is in the file of that name. */
  before: string;
  /** Sessions that began there and have not ended: their earlier lines are not in this file. */
  sessions: number[];
};
/** In a file that is appended to: from here on lines are those of a new run, whose sessions are numbered from 1 again. */
export type RunLine = { type: 'run'; session: null; time: string; sources: string[] };
/** The last line of all. */
export type CaptureLine = { type: 'capture'; session: null; connections: number } & Capture;

/** What is learned of the capture, line by line; `--format ndjson` writes names before it. */
export type FactLine =
  | SessionStartLine
  | ExchangeLine
  | DataConnectionLine
  | FindingLine
  | ThirdHostLine
  | TroubleLine
  | SessionLine
  | UnclaimedLine
  | CaptureLine;

/** Who wrote a line. */
export type LineSource = {
  /** --sensor; absent without it. */
  sensor?: string;
};

/** With `sensor`, `uid`, `type` and `line` a store knows a line again that it has already. */
export type LineNames = LineSource & {
  /** Of the session (`SessionHead.uid`); 'R...': of the run, where the line concerns no single session. */
  uid: string;
  /** 0, 1, 2 ... among the lines of the same uid; later lines take the place of earlier ones with the same `id` or `index`. */
  line: number;
  /** Of the data connection in its lines (null: none matched), of the control connection in other lines of a session. */
  communityId?: string | null;
};

/** A line of `--format ndjson`. */
export type Line = (FactLine & LineNames) | ((CaptureStatusLine | MissedLine | ContinuedLine | RunLine) & LineSource);
