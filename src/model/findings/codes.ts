/** Codes of the facts that this room states, each with the parameters that its message needs. */
import type { RemarkParams, SizeSource } from '../../ftp/codes.js';
import type { Endpoint } from '../../tcp/types.js';
import type { SuiteWeakness } from '../../tls/strength.js';

/** As the client sent it; secrets are masked. */
export type CommandRef = { readonly verb: string; readonly argument: string };
/** The first line of a reply, without its full stop, as the server sent it. */
export type ReplyRef = { readonly code: number; readonly text: string };
/** What became of a command that needed something that failed; `reply` null: it got no final reply. */
export type Failed = { readonly command: CommandRef; readonly reply: ReplyRef | null };
export type Role = 'client' | 'server';
/** FTP's roles, and under FXP or an attack those who stand in their place. */
export type AnyRole = Role | 'other-host' | 'other-server';

/** An announcement, or the first of several that had the same result. */
export type AnnouncementRef = {
  readonly by: Role;
  readonly mode: string;
  readonly address: string;
  readonly port: number;
  readonly frame: number;
  /** So many announcements had the same result. */
  readonly count: number;
};

/** How an attempt to open the announced connection ended, of one or several to the same address. */
export type Came =
  | { readonly kind: 'rejected'; readonly code: number | null }
  | { readonly kind: 'not-connected' }
  | { readonly kind: 'connected' | 'refused'; readonly address: string; readonly ports: readonly number[] }
  | {
      readonly kind: 'unanswered';
      readonly address: string;
      readonly ports: readonly number[];
      readonly syns: number;
      readonly spanNs: number;
    }
  | {
      readonly kind: 'prohibited';
      readonly address: string;
      readonly ports: readonly number[];
      readonly icmp: IcmpRef;
    };

/** `text` names type and code as in RFC 792 and RFC 4443; `reporter` is the host that sent it. */
export type IcmpRef = {
  readonly version: 4 | 6;
  readonly text: string | null;
  readonly reporter: string | null;
  readonly prohibited: boolean;
};

/** Of announcements with different ends: how many were refused and how many were tried. */
export type Sums = { readonly refused: number; readonly tried: number };

/** SYNs that opened nothing. */
export type Attempt = {
  readonly opener: Role;
  readonly from: string;
  readonly to: string;
  readonly ports: readonly number[];
  /** So many attempts had the same result. */
  readonly count: number;
  readonly syns: number;
  /** First to last SYN, of one attempt. */
  readonly spanNs: number;
  /** The transfer that wanted the first of them and failed, and how many others did. */
  readonly failed: Failed | null;
  readonly alsoFailed: number;
  readonly mode: string;
  /** Speaks against a filter for all of them. */
  readonly contrast: Contrast | null;
};

/** Another data connection of the session that came through, or used the same endpoint shortly before. */
export type Contrast =
  | { readonly kind: 'port-again'; readonly id: string; readonly frame: number; readonly sinceNs: number }
  | { readonly kind: 'other-mode'; readonly mode: string; readonly frame: number | null }
  | { readonly kind: 'other-port'; readonly port: number; readonly frame: number | null }
  | { readonly kind: 'other-way'; readonly active: boolean; readonly mode: string; readonly frame: number | null };

/** Both RSTs of a connection, or one with another TTL than its sender's segments: a device on the way sent them. */
export type MiddleboxRef = {
  readonly both: boolean;
  readonly ttl: number;
  readonly usualTtl: number;
  readonly otherUsualTtl: number | null;
};

/** An announced address that its announcer does not speak from, and what became of it. */
export type Strange = {
  readonly announcement: AnnouncementRef;
  readonly peer: string;
  readonly came: Came;
  readonly failed: Failed | null;
};

/** A command whose reply was waited for. `preliminary`: the 1yz reply that came. */
export type Waiting = { readonly command: CommandRef; readonly frame: number; readonly preliminary: number | null };

/** A connection attempt to an FTP port that came to no session; `count` of the same. */
export type ServerRef = { readonly client: string; readonly server: Endpoint; readonly count: number };

/** Data that was sent again and again without an acknowledgment. */
export type Stalled = {
  /** Null: the control connection. */
  readonly id: string | null;
  readonly command: CommandRef | null;
  readonly by: AnyRole;
  readonly from: string;
  readonly to: string;
  readonly frame: number;
  readonly repeats: number;
  readonly spanNs: number;
  readonly segmentBytes: number;
  /** It was acknowledged after all. */
  readonly ended: boolean;
};

/** Who ended a data connection, and how. */
export type Ended = {
  readonly by: AnyRole;
  readonly how: 'rst' | 'fin';
  readonly frame: number;
  /** A device on the way sent the RST. */
  readonly box: MiddleboxRef | null;
  /** From this frame on the receive window of that side was 0. */
  readonly fullFrom: number | null;
  /** The same side ended the control connection so soon that both have one cause. */
  readonly control: {
    readonly how: 'rst' | 'fin';
    readonly frame: number;
    readonly afterNs: number;
    readonly role: Role;
  } | null;
};

/** The certificate of a server; `id` null: of the control connection. Names as they stand in it. */
export type CertificateRef = { readonly id: string | null; readonly subject: string; readonly issuer: string };

/** More of a session that had the same result: the finding reports the first. */
type More = { readonly more: number };

/** What the user should know. */
export interface FindingParams extends Omit<RemarkParams, 'malformed-announcement'> {
  'malformed-announcement': RemarkParams['malformed-announcement'] & More;
  'not-ftp': { readonly server: Endpoint; readonly command: CommandRef };
  tls: {
    readonly startedBy: string;
    readonly frame: number;
    readonly decrypted: boolean;
    /** TLS 1.3 without keys: nobody can judge it. */
    readonly certificateHidden: boolean;
  };
  'clear-text-password': {
    readonly user: string | null;
    readonly client: string;
    readonly server: Endpoint;
    /** AUTH that was turned down before. */
    readonly refused: { readonly frame: number; readonly reply: ReplyRef | null } | null;
  };
  'anonymous-login': { readonly user: string | null; readonly client: string; readonly server: Endpoint };
  'login-failed': {
    readonly count: number;
    readonly client: string;
    readonly users: readonly string[];
    readonly reply: ReplyRef | null;
    /** A later one was accepted. */
    readonly later: boolean;
  };
  'login-after-failures': {
    readonly client: string;
    readonly user: string;
    readonly failures: number;
    readonly server: string;
  };
  'greeting-late': { readonly server: Endpoint; readonly waitedNs: number; readonly code: number };
  'greeting-missing': ServerRef & {
    readonly silentNs: number;
    readonly closedBy: Role | null;
    readonly clientBytes: number;
  };
  'server-refused': ServerRef;
  'server-unanswered': ServerRef & { readonly syns: number; readonly spanNs: number };
  'server-prohibited': ServerRef & { readonly icmp: IcmpRef };
  'control-dead': {
    readonly by: Role;
    readonly frame: number;
    readonly repeats: number;
    readonly spanNs: number;
    readonly command: CommandRef | null;
    /** Without a segment before; null: not known. */
    readonly idleNs: number | null;
    /** The RST that ended it. */
    readonly reset: number | null;
  };
  'middlebox-reset': Waiting & { readonly box: MiddleboxRef };
  'control-reset': Waiting & { readonly end: number; readonly afterNs: number };
  'client-gave-up': Waiting & { readonly how: 'fin' | 'rst'; readonly end: number; readonly afterNs: number };
  'control-closed': Waiting & {
    readonly end: number;
    readonly afterNs: number;
    readonly transferring: boolean;
  };
  'command-unanswered': {
    readonly command: CommandRef;
    readonly frame: number;
    readonly login: boolean;
    readonly waitedNs: number | null;
    readonly more: number;
  };
  /** Replies in another order than their commands; `preliminaryLast`: the first has its 1yz behind the final reply. */
  'replies-out-of-step': {
    readonly command: CommandRef;
    readonly count: number;
    readonly preliminaryLast: boolean;
  };
  'command-failed': {
    readonly command: CommandRef;
    readonly reply: ReplyRef;
    readonly count: number;
    readonly arguments: readonly string[];
    /** Asked before a transfer that never came. */
    readonly gaveUp: boolean;
  };
  'zero-address': Strange;
  'nat-suspected': Strange;
  'passive-elsewhere': Strange;
  'loopback-announced': Strange;
  'family-mismatch': Strange;
  'port-zero': Strange;
  'path-mtu': Stalled & { readonly icmp: (IcmpRef & { readonly mtu: number | null }) | null };
  'data-stalled': Stalled;
  'receiver-full': {
    readonly id: string;
    readonly command: CommandRef;
    readonly by: AnyRole;
    readonly times: number;
    readonly fullNs: number;
    readonly lastedNs: number;
    readonly frame: number;
    readonly ended: boolean;
  };
  'reply-late': {
    readonly command: CommandRef;
    readonly upload: boolean;
    readonly count: number;
    readonly shortestNs: number;
    readonly longestNs: number;
    /** The waits are alike, or a round number of seconds. */
    readonly timer: boolean;
  };
  'restart-ignored': { readonly command: CommandRef; readonly restart: number; readonly bytes: number };
  'name-encoding': {
    readonly command: CommandRef;
    readonly reply: ReplyRef;
    readonly asked: string;
    readonly listed: string;
    /** They differ in composed and decomposed characters (Unicode NFC, NFD) alone. */
    readonly composed: boolean;
  };
  'tls-alert': {
    /** Null: the control connection. */
    readonly id: string | null;
    readonly by: Role;
    /** IANA's name; null: it is encrypted. */
    readonly alert: string | null;
    readonly number: number | null;
  };
  'clear-in-tls': { readonly command: CommandRef | null; readonly reply: ReplyRef | null };
  'tls-unanswered': { readonly id: string | null; readonly waitedNs: number };
  'tls-not-closed': {
    readonly id: string;
    /** Null: it cannot be read. */
    readonly command: CommandRef | null;
    readonly by: Role;
    /** The other side took it for an error. */
    readonly reply: ReplyRef | null;
  };
  'tls-not-resumed': {
    readonly id: string;
    readonly command: CommandRef;
    readonly reply: ReplyRef | null;
    /** It was a full handshake. */
    readonly full: boolean;
  };
  'tls-old-version': { readonly id: string | null; readonly version: string };
  'tls-weak-cipher': { readonly id: string | null; readonly suite: string; readonly weakness: SuiteWeakness };
  'tls-no-forward-secrecy': { readonly id: string | null; readonly suite: string };
  /** `on`, `from`: days, '2024-05-31' (UTC). */
  'certificate-expired': CertificateRef & { readonly on: string; readonly days: number };
  'certificate-not-yet-valid': CertificateRef & { readonly from: string; readonly days: number };
  'certificate-self-signed': CertificateRef;
  'certificate-other-name': CertificateRef & { readonly host: string; readonly names: readonly string[] };
  'certificate-weak': CertificateRef & {
    /** Too short; null: long enough. */
    readonly key: { readonly type: string; readonly bits: number } | null;
    readonly hash: 'md5' | 'sha1' | null;
  };
  'data-in-clear': {
    readonly id: string;
    readonly count: number;
    /** What PROT asked for; null: it was not sent, or cannot be seen. */
    readonly level: string | null;
  };
  'data-not-resumed': { readonly id: string; readonly count: number };
  'hidden-handshake-only': {
    readonly session: number;
    readonly count: number;
    readonly from: Endpoint;
    readonly to: Endpoint;
    readonly firstFrame: number;
    readonly lastFrame: number;
    readonly closedBy: Role | null;
  };
  'hidden-private-address': {
    readonly session: number;
    readonly client: string;
    readonly to: Endpoint;
    readonly syns: number;
    readonly spanNs: number;
  };
  'third-party': {
    readonly server: string;
    readonly otherServer: string;
    readonly otherSession: number;
    readonly otherData: string;
  };
  bounce: {
    readonly client: string;
    readonly server: string;
    readonly targets: readonly Endpoint[];
    readonly came: Came | null;
    readonly sums: Sums;
  };
  'privileged-port': {
    readonly targets: readonly Endpoint[];
    readonly services: readonly string[];
    readonly came: Came | null;
    readonly sums: Sums;
  };
  'data-unanswered': Attempt & {
    /** Active mode: the server connects. */
    readonly active: boolean;
    /** The capture ends before an answer could come. */
    readonly open: boolean;
  };
  'data-refused': Attempt & { readonly active: boolean };
  'data-prohibited': Attempt & { readonly active: boolean; readonly icmp: IcmpRef };
  'data-reset': {
    readonly id: string;
    readonly by: Endpoint | null;
    readonly frame: number | null;
    /** One was under way; null: the dialogue cannot be read. */
    readonly transfer: boolean | null;
    readonly failed: Failed | null;
  } & More;
  'data-rejected': {
    readonly mode: string;
    readonly announced: (Endpoint & { readonly frame: number }) | null;
    readonly reply: ReplyRef | null;
    /** The client announced a private address that the server hardly sees. */
    readonly behindNat: string | null;
    /** The client tried no other way. */
    readonly last: boolean;
    readonly failed: Failed | null;
  } & More;
  'data-never-used': {
    readonly mode: string;
    readonly announced: Endpoint & { readonly frame: number };
    readonly active: boolean;
    readonly failed: Failed | null;
  } & More;
  'data-not-captured': {
    readonly command: CommandRef;
    readonly reply: ReplyRef | null;
    readonly announced: Endpoint;
  } & More;
  'data-unused': {
    readonly id: string;
    readonly refused: { readonly command: CommandRef; readonly code: number; readonly frame: number } | null;
  } & More;
  'data-connection-from-stranger': {
    readonly mode: string;
    readonly announced: Endpoint & { readonly frame: number };
    readonly from: Endpoint;
    readonly role: Role;
    readonly expected: string;
    /** The server refused the transfer. */
    readonly reply: ReplyRef | null;
  };
  'transfer-refused': { readonly command: CommandRef; readonly reply: ReplyRef } & More;
  'transfer-truncated': {
    readonly command: CommandRef;
    readonly bytes: number;
    readonly expected: { readonly bytes: number; readonly from: SizeSource | null } | null;
    readonly ended: Ended | null;
    readonly reply: ReplyRef | null;
  } & More;
  'transfer-aborted': {
    readonly command: CommandRef;
    readonly bytes: number;
    readonly expected: { readonly bytes: number; readonly from: SizeSource | null } | null;
    readonly frame: number;
    readonly reply: ReplyRef | null;
  } & More;
  'capture-ends': {
    readonly command: CommandRef;
    readonly frame: number;
    readonly bytes: number;
    readonly expectedBytes: number | null;
  };
  'bytes-missing': {
    readonly bytes: number;
    readonly transfers: number;
    /** Where it is one transfer. */
    readonly command: CommandRef | null;
    readonly transferBytes: number;
    readonly gaps: number;
  };
  'packets-cut': {
    readonly cutAtBytes: number;
    readonly replies: readonly number[];
    readonly bytes: number;
    readonly transfers: number;
    readonly command: CommandRef | null;
    readonly controlBytes: number;
  };
  'control-bytes-missing': { readonly bytes: number };
  'hash-mismatch': {
    readonly command: CommandRef;
    readonly verb: string;
    readonly hash: string;
    readonly reported: string;
    readonly own: string;
  } & More;
  'ascii-of-binary': { readonly command: CommandRef } & More;
  /** `seen`: the capture has the whole dialogue before it. */
  'no-data-connection': { readonly command: CommandRef; readonly reply: ReplyRef; readonly seen: boolean } & More;
  'server-closed': {
    readonly server: Endpoint;
    readonly command: CommandRef | null;
    readonly reply: ReplyRef;
    /** Between the last command or reply and this one, where no command was pending. */
    readonly quietNs: number | null;
    readonly idle: boolean;
    /** A command that the client sent afterwards, and the RST that answered it. */
    readonly late: { readonly command: CommandRef; readonly frame: number; readonly rst: number | null } | null;
  };
  'many-retransmissions': {
    /** Null: the control connection. */
    readonly id: string | null;
    readonly segments: number;
    readonly retransmissions: number;
    readonly ends: readonly [string, string];
    readonly full: { readonly receiver: Endpoint; readonly frame: number } | null;
  };
  'conflicting-overlap': { readonly id: string | null; readonly bytes: number; readonly sender: Endpoint };
  'password-guessing': Guessing;
  'brute-force': Guessing;
  'seen-twice': {
    readonly first: number;
    readonly second: number;
    readonly client: readonly [Endpoint, Endpoint] | null;
    readonly server: readonly [Endpoint, Endpoint] | null;
    readonly announcements: Translated | null;
  };
  'hidden-data-connections': {
    readonly session: number;
    readonly count: number;
    readonly described: readonly {
      readonly from: Endpoint;
      readonly to: Endpoint;
      readonly firstFrame: number;
      readonly lastFrame: number;
      readonly bytes: number;
    }[];
  };
}

export type Guessing = {
  readonly count: number;
  readonly client: string;
  readonly users: readonly string[];
  readonly servers: readonly string[];
  readonly spanNs: number;
};

/** What an address translation did to announcements. */
export type Translated = {
  readonly kind: 'rewritten' | 'unchanged';
  readonly mode: string;
  readonly one: Endpoint & { readonly frame: number };
  readonly other: Endpoint & { readonly frame: number };
};
