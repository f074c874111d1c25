/** Codes of the facts that this room states, each with the parameters that its message needs. */
import type { Fact, None } from '../fact.js';
import type { TlsReason } from '../tls/codes.js';
import type { HashName } from './content/hashes.js';
import type { AddressProblem } from './protocol/address.js';
import type { WrapperKind } from './wrappers/wrapper.js';

type Host = { readonly address: string; readonly port: number };

/** How a control connection was recognised: by a known port (21, 990), one that the user named (--port), or its content. */
export type Recognition =
  | { readonly by: 'known-port' | 'given-port'; readonly port: number }
  | { readonly by: 'content' };

/** Who named a number of bytes, and where. */
export type SizeSource = {
  /** A verb ('SIZE', 'ALLO', 'LIST') or a reply code ('150'). */
  readonly by: string;
  /** Of the reply or command that names it. */
  readonly frame: number;
};

/** A connection whose first segment is not its SYN (`syn` false) is one that began before the capture, or was cut. */
type Opening = { readonly syn: boolean };

/** Why the form in which a file travelled cannot be read to its end. */
export interface MalformedParams {
  'block-header-missing': None;
  'not-blocks': { readonly header: number };
  'string-start-missing': None;
  'not-compressed': { readonly descriptor: number };
  'deflate-bytes-missing': None;
  /** `why`: zlib's own message. */
  'not-zlib': { readonly why: string };
  'inflates-too-much': { readonly ratio: number };
  'page-header-missing': None;
  'not-pages': None;
  'not-records': { readonly code: number };
}
export type Malformed = Fact<MalformedParams>;

/** What speaks for the connection that an announcement was matched with, or says why there is none. */
interface MatchParams {
  'announcement-cut': {
    readonly announcer: 'client' | 'server';
    readonly ports: { readonly from: number; readonly to: number } | null;
  };
  'to-announced': Opening & Host & { readonly announcer: 'client' | 'server' };
  /** `usedPort` of the announcer's address on the control connection. */
  'to-announcer': Opening & Host & { readonly announcer: 'client' | 'server'; readonly usedPort: number };
  'announced-address-unused': {
    readonly announcer: 'client' | 'server';
    readonly announced: string;
    readonly used: string;
  };
  'from-peer': Opening & { readonly connector: 'client' | 'server' };
  'from-partner': Opening & { readonly address: string; readonly session: number };
  'from-stranger': Opening & {
    readonly address: string;
    readonly connector: 'client' | 'server';
    readonly connectorAddress: string;
  };
  'before-announcement': None;
  /** The destination that the proxy was asked for. */
  'through-proxy': Host & { readonly kind: WrapperKind };
  /** `id` of the data connection whose announcement holds on. */
  'endpoint-again': { readonly id: string };
  'earlier-attempt': Host;
  'default-port': { readonly port: number };
  /** `again`: id of the data connection whose announced endpoint it was opened to. `size`: the bytes of it that were expected. */
  'only-fit': {
    readonly verb: string;
    readonly again: string | null;
    readonly size: (SizeSource & { readonly bytes: number }) | null;
  };
  'only-fit-without-command': None;
  rejected: { readonly code: number };
  'not-in-capture': None;
  'nobody-connected': None;
  /** `spanNs` from the first SYN to the last; null where it was sent once. */
  unanswered: { readonly syns: number; readonly spanNs: number | null };
  'answered-by-rst': None;
  'answered-by-icmp': { readonly protocol: 'ICMP' | 'ICMPv6'; readonly error: string | null };
}

type Reported = { readonly source: SizeSource; readonly bytes: number };
type ReportedAndCame = Reported & { readonly came: number };
type HashNamed = { readonly verb: string; readonly name: HashName; readonly hex: string };

/** What a verdict rests on. */
interface VerdictParams {
  'no-final-reply': None;
  'server-refused': { readonly code: number };
  'server-failed': { readonly code: number };
  'server-succeeded': { readonly code: number };
  'no-data-connection': None;
  'sender-closed': None;
  'sender-closed-acknowledged': None;
  'sender-reset': None;
  'receiver-reset': None;
  'fin-not-captured': None;
  'end-not-captured': None;
  'size-same': Reported;
  /** TYPE A: of `pairs` line ends the CR may not be stored. */
  'size-of-text': ReportedAndCame & { readonly pairs: number };
  'size-of-whole': ReportedAndCame & { readonly restart: number };
  /** REST asked for the rest of the file, and all of it came. `bytes` of it were left. */
  'restart-ignored': ReportedAndCame & { readonly restart: number };
  'size-larger': ReportedAndCame;
  /** TYPE A: sizes of stored files are other numbers. */
  'size-larger-than-text': ReportedAndCame;
  /** The capture does not show the end. */
  'size-larger-than-captured': ReportedAndCame;
  'size-smaller': ReportedAndCame;
  'bytes-missing': { readonly bytes: number };
  /** So many packets at most were lost while it ran, of this or of other connections. null: nobody counted all of them. */
  'packets-lost-meanwhile': { readonly packets: number | null };
  'deflate-ended': None;
  'end-marked': None;
  'end-not-marked': { readonly mode: 'S' | 'B' | 'C' | 'Z' };
  'bytes-after-end': { readonly bytes: number };
  'hash-not-compared': HashNamed;
  'hash-same': HashNamed;
  'hash-differs': HashNamed & { readonly own: string };
}

/** What speaks for a connection of a session that is encrypted and whose keys are not known; lengths are those of the content. */
interface KeylessParams {
  /** A reply of `bytes` has room for just this port's digits. */
  'keyless-passive-length': { readonly bytes: number; readonly port: number };
  'keyless-passive-command': { readonly bytes: number };
  'keyless-active-length': { readonly bytes: number; readonly port: number };
  'keyless-data-port': { readonly port: number };
  'keyless-at-once': { readonly afterNs: number };
  'keyless-reply-at-end': None;
  'keyless-session-id': None;
  'keyless-ticket': None;
  'keyless-psk': None;
  'keyless-certificate': None;
  'keyless-client': None;
  /** Content bytes by the lengths of the records. */
  'keyless-content': { readonly from: 'client' | 'server'; readonly min: number; readonly max: number };
  'keyless-closed': { readonly from: 'client' | 'server' };
  'keyless-replies': { readonly count: number; readonly after: number };
  'keyless-success': { readonly bytes: number; readonly p: number };
  'keyless-failure': { readonly bytes: number; readonly p: number };
  'keyless-command-length': { readonly bytes: number };
  /** Several commands in one record: their lengths are inferred from the replies. */
  'keyless-together': { readonly commands: number; readonly bytes: number };
  'keyless-reply-lengths': { readonly bytes: readonly number[]; readonly family: string | null };
  'keyless-order': { readonly before: string };
}

/** Why a connection is the announced one, and what a verdict rests on. */
export interface EvidenceParams extends KeylessParams, MatchParams, VerdictParams, MalformedParams {}
export type Evidence = Fact<EvidenceParams>;

/** Why the pairing of replies with commands is not certain. */
export interface DoubtParams {
  /** The code is not one that the command expects. */
  'unexpected-code': { readonly code: number; readonly verb: string };
  'reply-not-captured': None;
  /** A later command was answered before it. */
  'out-of-order': None;
  /** No command that waited expects the reply. */
  'spare-reply': { readonly code: number };
}
export type Doubt = Fact<DoubtParams>;

/** How a line differs from RFC 959's form. */
export interface OddityParams {
  'bare-lf': None;
  'bare-cr': None;
  'no-line-end': None;
  /** It is shown as if it were in this encoding. */
  'not-utf8': { readonly encoding: string };
  'line-too-long': { readonly bytes: number };
  'nul-bytes': None;
  /** The capture lacks its end. */
  cut: None;
  /** Of the verb. */
  'lower-case': None;
  /** Before the verb, or after it in place of one space. */
  'white-space': None;
  /** After the reply's code. */
  'no-space': None;
  /** A multi-line reply whose last line never came. */
  'never-ended': None;
  /** So many lines of a reply are not kept. */
  'reply-too-long': { readonly lines: number };
}
export type Oddity = Fact<OddityParams>;

/** What the dialogue itself notices, as it happens. Text of the wire stands as it came; messages escape it. */
export interface RemarkParams {
  /** An announcement that names no address and port. */
  'malformed-announcement': { readonly mode: string; readonly problem: AddressProblem };
  /** Replies, by their codes, whose form is not RFC 959's. `cut`: their end is not in the capture. */
  'odd-reply': { readonly codes: readonly number[]; readonly oddities: readonly Oddity[]; readonly cut: boolean };
  /** A line of the server that belongs to no reply. */
  'line-without-code': { readonly text: string };
  /** A reply that came before one that should have come first, or that no command asked for; `verb` null: of no command. */
  'replies-out-of-order': { readonly code: number; readonly verb: string | null };
  /** Telnet commands (RFC 854), in hex, with no FTP command after them. */
  'telnet-without-command': { readonly telnet: string };
  /** `where` is the id of a data connection, or null for the control connection. */
  'tls-undecipherable': { readonly where: string | null; readonly part: boolean; readonly reason: TlsReason };
  /** CCC: from TLS back to clear text. */
  'clear-again': None;
}
