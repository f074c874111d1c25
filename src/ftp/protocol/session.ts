/**
 * What is known of FTP sessions while packets arrive: the objects that the dialogue, the expectations and the transfers
 * fill in, and that the model, the reports and the UI read. Times are nanoseconds since the capture's epoch (`Segment`).
 * `null` means "not known", never "zero". Passwords are masked before they get here, unless the user asked for them.
 */
import type { Lost } from '../../capture/losses.js';
import type { Fact } from '../../fact.js';
import type { Connection, Endpoint, Side } from '../../tcp/types.js';
import type { TlsFacts } from '../../tls/facts.js';
import type { Doubt, Evidence, Oddity, Recognition, RemarkParams, SizeSource } from '../codes.js';
import type { HashName } from '../content/hashes.js';
import type { ListingEntry } from '../transfer/listing.js';
import type { HashCheck } from '../transfer/reportedTypes.js';
import type { Tunnel } from '../wrappers/wrapper.js';
import type { InferredDialogue, InferredTransfer } from './inferred.js';

export type DataMode = 'PORT' | 'PASV' | 'EPRT' | 'EPSV' | 'LPRT' | 'LPSV' | 'DEFAULT';
export type Direction = 'download' | 'upload' | 'listing' | 'third-party';
export type Confidence = 'certain' | 'likely' | 'inferred';
export type Outcome =
  | 'ok'
  | 'rejected'
  | 'never-used'
  | 'not-captured'
  | 'unanswered'
  | 'refused'
  | 'prohibited'
  | 'reset'
  | 'incomplete';
export type Verdict = 'complete' | 'truncated' | 'refused' | 'unknown';

/** Something that the dialogue itself noticed, with the frames that show it. */
export type Remark = Fact<RemarkParams>;

export type Command = {
  /** Upper case. */
  readonly verb: string;
  /** As the client sent it, decoded; secrets (PASS, ACCT, ADAT) masked. '' where there was none. */
  readonly argument: string;
  /** The frame in which the line became complete. */
  readonly frame: number;
  readonly timeNs: number;
  /** Bytes of Telnet commands (RFC 854) that stood before the verb, in hex, as ABOR has them; '' without. */
  readonly telnet: string;
  /** How the line differs from RFC 959's form. */
  readonly oddities: readonly Oddity[];
};

/** One reply (RFC 959 §4.2), multi-line text joined with \n and without the codes of the first and last line. */
export type Reply = {
  readonly code: number;
  readonly text: string;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly timeNs: number;
  /** How its lines differ from RFC 959's form, as for commands. */
  readonly oddities: readonly Oddity[];
};

/** A command and its replies; the greeting and unasked replies (421) are exchanges with command null. */
export type Exchange = {
  /** 0, 1, 2 ... in the session's dialogue. */
  readonly index: number;
  readonly command: Command | null;
  replies: Reply[];
  /** The final (not 1yz) reply's code. */
  code: number | null;
  /** The working directory in which the command ran, where known. */
  directory: string | null;
  /** The data connection that this exchange announced (PORT, PASV ...), or that its transfer used. */
  dataConnection: DataConnection | null;
  /** Why the pairing of replies with commands is not certain; null: it is. */
  doubt: Doubt | null;
};

/** An address and port that a command or reply reported the other side to connect to. */
export type Announcement = Endpoint & {
  readonly frame: number;
  readonly timeNs: number;
  /** Who announced it. */
  readonly by: 'client' | 'server';
  /** The argument or reply text that carries it, as sent: '10,77,0,2,173,153', '|||50123|'. */
  readonly text: string;
  /** Port arithmetic where the form has it: '173×256+153'; null for EPRT and EPSV. */
  readonly arithmetic: string | null;
};

/** A data connection that was announced, or found without announcement. */
export type DataConnection = {
  /** '1.1': session 1, first data connection. */
  readonly id: string;
  readonly session: Session;
  readonly mode: DataMode;
  readonly announced: Announcement | null;
  /** The exchange that announced it; null for DEFAULT and inferred ones. */
  readonly exchange: Exchange | null;
  /** A proxy's wrapper around its payload; null: none. */
  readonly tunnel: Tunnel | null;
  /** The TCP connection that fulfilled it. */
  connection: Connection | null;
  confidence: Confidence | null;
  readonly because: Evidence[];
  /** As known so far; final after the analyzer's finish(). */
  outcome: Outcome;
  transfer: Transfer | null;
  /** What was inferred of its transfer, where the dialogue is encrypted and cannot be read; final when the session is. */
  readonly inferred: InferredTransfer | null;
  /** What is around its payload: nothing, or TLS; null: nothing has passed, or nobody can tell. */
  readonly cover: 'clear' | 'tls' | null;
  /** What its TLS shows, keys or none; live. Null without TLS. */
  readonly tls: TlsFacts | null;
  /** PROT (RFC 4217 §9) as it stood when its transfer began; null: not known. */
  readonly protection: 'C' | 'P' | null;
  /** The other session's data connection that shares the TCP connection (FXP: RFC 959 figure 3). */
  partner: DataConnection | null;
};

export type Transfer = {
  /** The transfer command's exchange; its command is never null. */
  readonly exchange: Exchange;
  readonly direction: Direction;
  /** Absolute where the working directory is known. */
  readonly path: string | null;
  readonly type: 'A' | 'I' | 'E' | 'L' | null;
  readonly mode: 'S' | 'B' | 'C' | 'Z';
  /** STRU: F file, R records, P pages (RFC 959 §3.1.2). */
  readonly structure: 'F' | 'R' | 'P';
  readonly restart: number | null;
  /** The server sent the whole file in spite of REST: `restart` is what was asked for. */
  readonly restartIgnored: boolean;
  code: number | null;
  /** Payload bytes that travelled on the data connection, by sequence numbers. */
  bytes: number;
  /** Which side of the data connection sent them; null while nothing was sent. */
  sender: Side | null;
  expectedBytes: number | null;
  /** Who named it. */
  expectedFrom: SizeSource | null;
  missing: readonly (readonly [number, number])[];
  sha256: string | null;
  contentBytes: number | null;
  contentSha256: string | null;
  verdict: Verdict;
  /** What a listing listed, as far as it has passed; null: it is none, or nothing of it has passed. */
  readonly listing: readonly ListingEntry[] | null;
  /** Hashes that the server reported of the file, beside those of what was captured. */
  readonly hashChecks: readonly HashCheck[];
  /** A hash of the content in lower-case hex; null where bytes are missing, or it was not asked for. */
  contentHash(name: HashName): string | null;
  /** What the verdict rests on, each source with its frames; sources that disagree are all named. */
  readonly evidence: readonly Evidence[];
  /** First to last payload segment of the data connection. */
  durationSeconds: number | null;
  /** Where the file was written (--extract). */
  file: string | null;
};

/** TLS of a control connection (RFC 4217). */
export type TlsOfSession = {
  /** 'AUTH TLS', 'AUTH SSL', 'implicit', 'not-captured' (TLS is older than the capture). */
  readonly startedBy: string;
  readonly frame: number;
  /** The dialogue inside was read with the session's keys. */
  readonly decrypted: boolean;
  /** 'TLS 1.3'; null until the server has chosen it. */
  readonly version: string | null;
  /** IANA's name, or '0x0005'. */
  readonly cipherSuite: string | null;
  /** The name that the client asked for (SNI), as sent. */
  readonly serverName: string | null;
  /** What the connection shows of TLS, keys or none; live. */
  readonly facts: TlsFacts;
  /** Where a side went on in clear text: after CCC (RFC 4217 §5), or by mistake. */
  readonly clear: readonly ClearStretch[];
};

/** Clear text of a side whose TLS had begun. */
export type ClearStretch = {
  readonly from: Side;
  readonly frame: number;
  readonly timeNs: number;
  /** The client had left TLS before: what follows is agreed on. */
  readonly agreed: boolean;
};

export type Protection = {
  /** As the client named it in AUTH; null: that is not in the capture. */
  readonly mechanism: string | null;
  /** From this frame on. */
  readonly frame: number;
};

/** A control connection and all that belongs to it. */
export type Session = {
  /** 1, 2, 3 ... in order of the first packet; final after finish(), stable while live. */
  readonly id: number;
  readonly control: Connection;
  readonly client: Endpoint;
  readonly server: Endpoint;
  /** Which side of the control connection the client is. */
  readonly clientSide: Side;
  readonly recognisedBy: Recognition;
  /** A proxy's wrapper around the control connection, with the end points that it names; null: none. */
  tunnel: Tunnel | null;
  user: string | null;
  password: string | null;
  loggedIn: boolean | null;
  tls: TlsOfSession | null;
  /** Protection by another mechanism than TLS (RFC 2228: GSSAPI, Kerberos); null: none. */
  protection: Protection | null;
  /** What was inferred of the encrypted dialogue, where it cannot be read; set when the session is final. */
  readonly inferred: InferredDialogue | null;
  readonly exchanges: Exchange[];
  /** In order of the announcement. */
  readonly dataConnections: DataConnection[];
  /** What the dialogue itself noticed, as it happened; the model adds what it concludes. */
  readonly noticed: Remark[];
  /** Frames whose payload holds (part of) a masked password: their bytes must not be shown. */
  readonly secretFrames: Set<number>;
  /** The working directory now, where known. */
  directory: string | null;
  /** Grows with every change: what was derived from an older revision is stale. */
  revision: number;
  /** Times may be up to a millisecond late (live capture): shorter spans are no measurements. */
  readonly coarseTimes: boolean;
  /** Unix seconds to which all times of the session are relative. */
  readonly epochSeconds: number;
  /** Packets that the capture lost at most between two moments, nanoseconds of the capture's epoch; null: none that are known of. */
  lost(fromNs: number, toNs: number): Lost | null;
  /** Set when the session has ended, or the capture has: what is open now stays so. */
  captureEnd?: CaptureEnd;
};

/** What the whole capture reports every session in it. */
export type CaptureEnd = {
  /** Packets were cut (snap length); the longest of them has so many bytes. Null: none was. */
  readonly cutAtBytes: number | null;
};
