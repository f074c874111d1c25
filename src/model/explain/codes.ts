/** Codes of the facts that this room states, each with the parameters that its message needs. */

import type { Fact, None } from '../../fact.js';
import type { Doubt, Evidence, Oddity, Recognition, SizeSource } from '../../ftp/codes.js';
import type { Verb } from '../../ftp/protocol/commands.js';
import type { DataMode, Direction } from '../../ftp/protocol/session.js';
import type { Endpoint, SynOptions } from '../../tcp/types.js';
import type { Resumption } from '../../tls/facts.js';
import type { StepFact, StepTitle, Wrapper } from '../codes.js';
import type { Difference } from '../differences.js';
import type { FirewallParams } from '../firewall/codes.js';
import type { Span } from '../ladder/codes.js';
import type { Role } from '../roles.js';
import type { SegmentDetails } from '../segmentDetails.js';
import type { Step, StepState } from '../steps.js';
import type { TopicParams } from '../topics/codes.js';

type Numbered = { readonly number: number };
type Side = 'client' | 'server';

/** Who sent a row, or received it; `own`: the endpoint has the address of the client or server whose place it takes. */
export type End = {
  readonly role: Role;
  readonly place: Side;
  readonly endpoint: Endpoint;
  readonly own: boolean;
  readonly ephemeral: boolean;
};

/** An attempt to connect: from the announcement to the first SYN, and that SYN's frame. */
export type Attempt = Numbered & { readonly late: Span | null; readonly syn: number | null };

/** What a transfer got: bytes of the content, those that travelled where they differ, and where REST began. */
export type Amount = {
  readonly bytes: number;
  readonly from: number;
  readonly code: number | null;
};

/** What a row of the ladder teaches. Text of the wire is escaped. */
export interface ExplainParams extends TopicParams, FirewallParams {
  /** Announcements. `own`: the sender's address, where the announced one is another. */
  announces: { readonly by: Side; readonly address: string; readonly own: boolean };
  'announced-port': { readonly port: number; readonly arithmetic: string | null };
  'port-only': None;
  'not-own-address': {
    readonly by: Side;
    readonly own: string;
    readonly reason: 'third-party' | 'unspecified' | 'unknown';
  };
  ephemeral: None;
  'opens-to-port': { readonly active: boolean };

  /** The connection that matches. */
  'match-rejected': Numbered & { readonly code: number | null; readonly frame: number | null };
  'match-not-captured': Numbered;
  'match-nobody': Numbered;
  'match-no-answer': Attempt;
  'match-unanswered': Attempt & { readonly syns: number; readonly spanNs: number };
  'match-refused': Attempt;
  'match-prohibited': Attempt & {
    readonly protocol: 'ICMP' | 'ICMPv6';
    readonly text: string | null;
    readonly reporter: string | null;
  };
  'match-unannounced': Numbered & { readonly syn: number | null };
  matched: Attempt;
  connection: { readonly from: Endpoint; readonly to: Endpoint };
  certain: None;
  likely: None;
  inferred: None;
  because: { readonly evidence: Evidence };
  difference: { readonly difference: Difference };
  'from-port': { readonly port: number; readonly usual: number };

  /** Commands and replies. */
  command: { readonly verb: Verb };
  'unknown-command': { readonly verb: string };
  /** A draft, or who speaks it without a definition. */
  source: { readonly draft: string | null; readonly usedBy: string | null };
  'secret-under-tls': None;
  'secret-in-clear': None;
  masked: None;
  telnet: { readonly names: string };
  'telnet-meaning': None;
  oddity: { readonly oddity: Oddity };
  doubt: { readonly doubt: Doubt };
  'no-reply': None;
  answered: Span & { readonly replies: readonly { readonly code: number; readonly frame: number }[] };
  directory: { readonly path: string };
  'reply-code': { readonly code: number };
  'reply-digits': { readonly code: number };
  'unknown-code': { readonly code: number };
  'reply-text': { readonly text: string };
  'more-lines': { readonly count: number };
  answers: Span & { readonly command: string; readonly frame: number };
  greeting: None;
  unasked: None;

  /** TCP. */
  from: End;
  to: End;
  /** Numbers of the header; null: of a SYN as such. */
  syn: { readonly seq: number; readonly firstByte: number } | { readonly seq: null };
  'syn-ack': { readonly seq: number; readonly ack: number } | { readonly seq: null };
  ack: None;
  /** As in the header, and relative to the initial sequence numbers. */
  numbers: { readonly seq: number; readonly ack: number | null; readonly details: SegmentDetails };
  window: { readonly raw: number; readonly bytes: number };
  'syn-options': SynOptions;
  'sent-again': { readonly waitedNs: number | null };
  /** In active mode: the server's port, and the one below its control port; `own`: it came from the server's address. */
  'opens-from': { readonly port: number; readonly usual: number; readonly own: boolean };
  'listens-on': { readonly server: Endpoint };
  'pure-ack': None;
  data: { readonly segments: number; readonly bytes: number; readonly acks: number };
  lasting: Span;
  'segments-repeat': { readonly count: number };
  encrypted: { readonly startedBy: string };
  'no-line': None;
  'rst-refuses': None;
  rst: None;
  'rst-harmless': None;
  fin: None;
  'fin-second': { readonly first: number; readonly together: boolean };
  'end-of-file': None;
  'fin-again': None;
  'fin-unacknowledged': None;
  'fin-acknowledged': { readonly frame: number };
  /** ... and it was the second one. */
  'fin-closes': { readonly frame: number };
  'ack-of-fin': { readonly frame: number | null };
  'fin-missing': { readonly ackFrame: number };
  'both-closed': None;
  gap: { readonly bytes: number };
  'keep-alive': None;
  'zero-window': None;
  'window-probe': None;
  'icmp-error': {
    readonly protocol: 'ICMP' | 'ICMPv6';
    readonly text: string | null;
    readonly reporter: string | null;
  };
  filtered: None;
  undeliverable: None;

  /** Headings and notes. */
  'control-connection': None;
  client: { readonly endpoint: Endpoint };
  server: { readonly endpoint: Endpoint };
  counts: { readonly exchanges: number; readonly dataConnections: number; readonly recognisedBy: Recognition };
  'data-connection': { readonly mode: DataMode; readonly active: boolean };
  'tls-begins': { readonly startedBy: string; readonly frame: number };
  'tls-hides': None;
  'clear-again': None;
  /** What TLS says. `serverName`, `subject` and `issuer` as they were sent. */
  'tls-client-hello': { readonly serverName: string | null; readonly suites: number };
  'tls-offers-resumption': None;
  'tls-server-hello': { readonly version: string; readonly suite: string };
  'tls-resumption': { readonly resumption: Resumption };
  'tls-certificate': {
    readonly subject: string;
    readonly issuer: string;
    readonly selfSigned: boolean;
    /** Certificates that were sent. */
    readonly chain: number;
  };
  'tls-certificate-hidden': None;
  'tls-finished': None;
  'tls-close-notify': None;
  /** Null: it is encrypted. */
  'tls-alert': { readonly name: string | null };
  'end-missing': None;

  /** Transfers. */
  'no-data-connection': None;
  transfer: Numbered & { readonly direction: Direction };
  path: { readonly path: string };
  'transfer-complete': Amount & { readonly travelled: number | null; readonly wrapper: Wrapper | null };
  'transfer-truncated': Amount & { readonly expected: number | null };
  'transfer-refused': Amount;
  'transfer-running': Amount & { readonly expected: number | null };
  'transfer-cut-off': Amount & { readonly expected: number | null };
  'transfer-unknown': Amount & { readonly expected: number | null };
  bytes: { readonly bytes: number };
  type: { readonly type: 'A' | 'I' | 'E' | 'L' };
  mode: { readonly mode: 'B' | 'C' | 'Z' };
  restart: { readonly at: number };
  expected: { readonly bytes: number; readonly source: SizeSource | null };
  'bytes-missing': { readonly bytes: number };
  duration: Span & { readonly bytesPerSecond: number | null };
  sha256: { readonly hash: string };

  /** The ten steps. */
  place: { readonly number: number; readonly active: boolean | null; readonly reports: 'failed' | 'done' | null };
  step: { readonly number: number; readonly title: StepTitle; readonly reports: 'failed' | 'done' | null };
  /** `since`: from the first packet of the control connection to its first frame. */
  'step-row': { readonly step: Step; readonly since: Span | null };
  steps: { readonly states: readonly StepState[] };
  'step-trouble': { readonly step: StepFact };
}

export type ExplainFact = Fact<ExplainParams>;

/** What a transfer got, in one phrase. */
export type TransferFact = Extract<
  ExplainFact,
  {
    readonly code:
      | 'transfer-complete'
      | 'transfer-truncated'
      | 'transfer-refused'
      | 'transfer-running'
      | 'transfer-cut-off'
      | 'transfer-unknown';
  }
>;
