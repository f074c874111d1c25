/** The rows of a session's ladder: what the text report and the UI draw. Made by `ladder.ts`. */
import type { DataConnection, Exchange, Reply } from '../ftp/protocol/session.js';
import type { Connection, JournalEntry } from '../tcp/types.js';
import type { LadderFact } from './ladder/codes.js';

/** Which way an arrow points: the client stands left, the server right (RFC 959 roles, not who opened the connection). */
export type Heading = 'to-server' | 'to-client';

export type RowKind =
  | 'section' // a heading: 'control connection', 'data connection ① LIST'
  | 'handshake' // SYN, SYN+ACK, ACK
  | 'command'
  | 'reply'
  | 'data' // a run of payload segments with their ACKs
  | 'teardown' // FIN, ACK of FIN, RST
  | 'trouble' // gap, ICMP error, keep-alive, zero window
  | 'note'; // what no frame shows: 'nobody connected', where TLS begins

/** An announcement and the SYN that matches it share a number within the session: 1, 2, 3 ... */
export type AnnouncementMark = {
  readonly number: number;
  /** 'made' on the PORT/PASV row, 'matched' on the SYN row, 'failed' where nothing came. */
  readonly role: 'made' | 'matched' | 'failed';
};

export type Tone = 'good' | 'bad';

/** What a row is about where its kind and its entry do not say it. */
export type Topic =
  | 'tls' // the note where TLS begins
  | 'clear-again' // the note where CCC ends it
  | 'inferred' // its remarks are probable, not read
  | 'window-probe'; // what looks like a keep-alive asks a closed window for room

export type LadderRow = {
  /** Stable while the session grows: the cursor holds on to it. */
  readonly key: string;
  readonly kind: RowKind;
  /** null for headings and notes that no frame carries. */
  readonly firstFrame: number | null;
  readonly lastFrame: number | null;
  readonly timeNs: number | null;
  readonly connection: Connection | null;
  /** null on the control connection. */
  readonly dataConnection: DataConnection | null;
  readonly heading: Heading | null;
  /**
   * Address of the host that stands in the client's place at the other end of a data connection: the other server under
   * FXP, the target of a bounce (see `thirdHostOf`). `heading` and `clientPort` are then its; null: it is the client.
   */
  readonly thirdHost: string | null;
  /** Ports at the left and right end of the arrow. */
  readonly clientPort: number | null;
  readonly serverPort: number | null;
  /** SYN, SYN+ACK, a command or a reply as on the wire, '47 segments, 60000 bytes': one line. */
  readonly label: LadderFact;
  /** To the right of the ladder: '① listens on 44441 = 173×256+153', '✘ never answered'. */
  readonly remarks: readonly LadderFact[];
  /** Whether the remarks report a good end or a bad one; null: neither. */
  readonly tone: Tone | null;
  readonly announcement: AnnouncementMark | null;
  readonly exchange: Exchange | null;
  /** The reply that a reply row stands for. */
  readonly reply: Reply | null;
  readonly entry: JournalEntry | null;
  readonly topic: Topic | null;
};
