/** Facts of a comparison of two captures: labels of its lines, what stands on each side, and what it means. */
import type { Fact, None } from '../../fact.js';
import type { DataMode, Outcome, Verdict } from '../../ftp/protocol/session.js';
import type { Endpoint } from '../../tcp/types.js';
import type { StepNote, StepTitle } from '../codes.js';
import type { Finding } from '../findings/finding.js';
import type { Rule } from '../firewall/needs.js';
import type { Role } from '../roles.js';
import type { StepState } from '../steps.js';

/** Which of the two captures. */
export type Which = 'a' | 'b';
/** What passes on a connection, one by one. */
export type PacketKind = 'syn' | 'syn-ack' | 'fin' | 'rst' | 'data';

/** What a line is about. */
export type LabelName =
  | 'client'
  | 'server'
  | 'sessions'
  | 'user'
  | 'login'
  | 'modes'
  | 'connections'
  | 'opener'
  | 'source-port'
  | 'listening-port'
  | 'firewall-client'
  | 'firewall-server'
  | 'control'
  | 'greeting'
  | 'command'
  | 'announcement'
  | 'data'
  | 'transfer'
  | 'ttl-to-server'
  | 'ttl-to-client'
  | 'packets'
  | 'end';

export interface CompareParams {
  /** `of` names one of several: the data connection 1.2. */
  label: { readonly name: LabelName; readonly of: string | null };
  'label-step': { readonly number: number };

  /** What stands on one side. */
  endpoint: Endpoint;
  number: { readonly value: number };
  text: { readonly text: string };
  logged: { readonly in: boolean | null };
  'mode-list': { readonly modes: readonly string[] };
  port: { readonly port: number; readonly ephemeral: boolean };
  role: { readonly role: Role };
  'let-in': { readonly rules: readonly Rule[] };
  ttl: { readonly ttl: number };
  step: { readonly title: StepTitle; readonly state: StepState; readonly note: StepNote | null };
  handshake: { readonly done: boolean };
  exchange: { readonly line: string | null; readonly code: number | null };
  announced: { readonly text: string; readonly endpoint: Endpoint };
  data: { readonly mode: DataMode; readonly opener: Role | null; readonly outcome: Outcome };
  transfer: {
    readonly line: string;
    readonly bytes: number;
    readonly verdict: Verdict;
    readonly code: number | null;
    /** Of the content; null: of a listing, or not known. */
    readonly sha256: string | null;
  };
  'data-endpoints': { readonly from: Endpoint; readonly to: Endpoint };
  packets: { readonly kind: PacketKind; readonly count: number; readonly bytes: number };
  end: { readonly by: 'client' | 'server' | null; readonly how: 'fin' | 'rst' | 'none' };

  /** What a line means. */
  rewritten: { readonly address: boolean; readonly port: boolean; readonly shift: number };
  'announced-unchanged': { readonly address: string };
  hops: { readonly count: number; readonly nearer: Which };
  /** What the capture on one side has, and that on the other has not, though it was made before and after it. */
  lost: { readonly kind: PacketKind; readonly count: number; readonly bytes: number; readonly way: 'out' | 'in' };
  'lost-open': { readonly kind: PacketKind };

  /** What follows from all of it. */
  'compared-as': { readonly as: As; readonly chosen: boolean };
  inside: { readonly which: Which; readonly by: 'address' | 'ttl' };
  'inside-unknown': None;
  clock: { readonly ns: number };
  'first-differs': { readonly line: number };
  'first-failure': { readonly line: number; readonly which: Which };
  'all-same': { readonly lines: number };
  /** Lines that are the same in kind alone. */
  alike: { readonly lines: number };
  'share-same': { readonly same: number; readonly lines: number };
  'only-trouble': { readonly which: Which; readonly finding: Finding };
  'no-session': { readonly which: Which };
  'no-pair': None;
  'no-modes': { readonly which: Which; readonly active: boolean };
  'sessions-left-out': { readonly which: Which; readonly count: number };
  'lines-left-out': { readonly count: number };
}

export type CompareFact = Fact<CompareParams>;

/** active against passive; inside against outside of a NAT; what works against what does not; student against teacher. */
export const AS = ['modes', 'nat', 'good', 'key'] as const;
export type As = (typeof AS)[number];
