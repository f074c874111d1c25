/** Codes of the facts that this room states, each with the parameters that its message needs. */
import type { Fact, None } from '../../fact.js';
import type { Doubt, Oddity } from '../../ftp/codes.js';
import type { CommandClass } from '../../ftp/protocol/inferred.js';
import type { ByteRange } from '../../tls/content.js';
import type { TlsMessage } from '../../tls/story.js';
import type { SegmentDetails } from '../segmentDetails.js';

/** A span between two events; `coarse`: the times may be a millisecond off (`Session.coarseTimes`). */
export type Span = { readonly ns: number; readonly coarse: boolean };

/** The announcement, by its number in the session. */
type Numbered = { readonly number: number };

/** Numbers of the segment; null: not known, or there is no room. */
type Segment = { readonly details: SegmentDetails | null };

/** Who is at the other end of a data connection: the client, the other server (FXP) or another host. */
export type Peer = { readonly kind: 'client' } | { readonly kind: 'fxp' | 'other'; readonly address: string };

/** A transfer of an encrypted dialogue: its verb, where that is sure enough, and what lengths and ends show. */
export type InferredTransferParams = {
  readonly verb: string | null;
  readonly direction: 'download' | 'upload';
  readonly content: ByteRange;
  readonly verdict: 'complete' | 'truncated' | 'refused' | 'unknown';
};

/** Labels and remarks of ladder rows. Text of the wire is escaped and cut. */
export interface LadderParams {
  /** Headings. */
  'control-connection': None;
  'control-connection-begun': None;
  'data-connection': Numbered & {
    readonly peer: Peer;
    readonly command: string | null;
    readonly inferred: InferredTransferParams | null;
  };
  /** The same with fewer words, for narrow screens. */
  'data-connection-short': Numbered & {
    readonly peer: Peer;
    readonly command: string | null;
    readonly inferred: InferredTransferParams | null;
  };

  /** Lines of the dialogue, as on the wire; of a multi-line reply the first, and how many more there are. */
  'command-line': { readonly text: string };
  'reply-line': { readonly text: string };
  'reply-lines': { readonly text: string; readonly more: number };

  /** What TCP did. `again`: a retransmission. */
  syn: Segment & { readonly again: boolean };
  'syn-ack': Segment & { readonly again: boolean };
  ack: Segment;
  /** Without payload or news; where they are asked for. */
  'pure-ack': Segment;
  'ack-of-fin': Segment;
  fin: Segment & { readonly again: boolean; readonly acknowledgesFin: boolean };
  rst: None;
  data: { readonly segments: number; readonly bytes: number; readonly tls: boolean };
  /** What a run carries of TLS itself. */
  'tls-messages': { readonly messages: readonly TlsMessage[]; readonly bytes: number };
  'data-again': { readonly segments: number; readonly tls: boolean };
  /** A run of data where there is room for its amount only. */
  amount: { readonly bytes: number };
  'amount-short': { readonly bytes: number };
  'keep-alive': None;
  /** In lessons: sequence numbers by letters, 'x' and 'x+1'. */
  'syn-numbered': { readonly seq: string };
  'syn-ack-numbered': { readonly seq: string; readonly ack: string };
  'ack-numbered': { readonly ack: string };
  'fin-numbered': { readonly seq: string; readonly ack: string | null };
  /** Notes of the UI: nothing was captured for a while; rows that are folded; the sum of an announcement. */
  silence: Span;
  'other-rows': { readonly count: number };
  sum: { readonly arithmetic: string; readonly port: number };
  'window-probe': None;
  'zero-window': None;
  'icmp-error': None;
  gap: { readonly bytes: number };

  /** One segment of a run of data that is open: its payload and flags ('PSH+ACK'). */
  segment: { readonly bytes: number; readonly flags: string; readonly again: boolean };
  /** ... whose packet is no longer in memory, and why. */
  'not-held': { readonly why: string };

  /** What was inferred of an encrypted dialogue: `verb`, or where that is not sure enough `class`, or neither; `p` from 0 to 1. */
  'inferred-command': {
    readonly verb: string | null;
    readonly class: CommandClass | null;
    readonly p: number | null;
    readonly bytes: ByteRange;
  };
  /** The first digit of its code; null: not sure enough. */
  'inferred-reply': { readonly digit: number | null; readonly p: number | null; readonly bytes: ByteRange };
  'inferred-transfer': InferredTransferParams;

  /** Notes that no frame carries. */
  'events-dropped': { readonly count: number };
  'tls-begins': { readonly startedBy: string; readonly decrypted: boolean };
  'clear-again': None;
  'end-missing': Numbered & { readonly live: boolean };
  'connection-missing': Numbered;
  'not-connected': Numbered & { readonly live: boolean };

  /** Remarks on lines and on what TCP did. */
  telnet: { readonly names: string };
  oddity: { readonly oddity: Oddity };
  doubt: { readonly doubt: Doubt };
  retransmissions: { readonly count: number };
  'no-complete-line': None;
  'in-last-segment': None;
  'not-in-capture': None;
  times: { readonly count: number };
  icmp: { readonly text: string; readonly reporter: string };

  /** Remarks that tie an announcement to its connection. */
  listens: Numbered & { readonly port: number; readonly arithmetic: string | null };
  /** The port is at an address that is not the sender's own. */
  names: Numbered & { readonly port: number; readonly arithmetic: string | null };
  /** `ns` is negative where the SYN was captured before the announcement. */
  matched: Numbered & Span;
  tried: Numbered & Span;
  'default-port': Numbered;
  'announcement-missing': Numbered;
  'announcement-unreadable': Numbered;
  'no-answer': { readonly live: boolean };

  /** How the connection differs from what was announced, or is usual. */
  'to-host': { readonly address: string; readonly announced: string };
  'to-other': { readonly address: string; readonly role: 'client' | 'server'; readonly own: string };
  'from-other': { readonly address: string; readonly role: 'client' | 'server'; readonly own: string };
  'from-port': { readonly port: number; readonly usual: number };
  inferred: None;
  likely: None;

  /** How the transfer ended, on its final reply. `from`: the byte where REST began. */
  'over-announcement': Numbered;
  complete: Numbered & { readonly bytes: number; readonly from: number; readonly travelled: number | null };
  truncated: Numbered & { readonly bytes: number; readonly expected: number | null };
  refused: Numbered & { readonly code: number | null };
  moved: Numbered & { readonly bytes: number };

  /** How an announcement failed; `number` is null where the row has it already. */
  'failed-unanswered': { readonly number: number | null };
  'failed-refused': { readonly number: number | null };
  'failed-prohibited': { readonly number: number | null };
  'failed-icmp': {
    readonly number: number | null;
    readonly protocol: 'ICMP' | 'ICMPv6';
    readonly text: string;
    readonly reporter: string;
  };
  'failed-reset': { readonly number: number | null };
  'failed-rejected': { readonly number: number | null };
  'failed-unused': { readonly number: number | null };
}

export type LadderFact = Fact<LadderParams>;
