/** Codes of the facts that this room states, each with the parameters that its message needs. */
import type { Fact, None } from '../fact.js';
import type { Endpoint } from '../tcp/types.js';
import type { Peer } from './ladder/codes.js';
import type { Role } from './roles.js';

type Counted = { readonly count: number };
/** `limit` is the bound that the message names. */
type Limited = Counted & { readonly limit: number };

/** Limits that were hit, and oddities of packets, counted. */
export interface LimitHitParams {
  'clock-set-back': Counted;
  'fragment-overlap': Counted;
  'fragment-timeout': Limited;
  'fragment-evicted': Counted;
  'half-open-evicted': Limited;
  'connections-evicted': Limited;
  'ftp-connections-evicted': Limited;
  'connections-idle': Limited;
  'connections-miscounted': Counted;
  'icmp-errors-stray': Counted;
  'resets-ignored': Counted;
  'segments-captured-twice': Counted;
  'segments-outside-window': Counted;
  'reassembly-full': Counted;
  'missing-ranges-dropped': Limited;
  'comparisons-dropped': Counted;
  'announcements-expired': Limited;
  'announcements-crowded': Limited;
  'prefixes-dropped': Counted;
  'contents-dropped': Counted;
  'exchanges-dropped': Limited;
  'listing-entries-dropped': Limited;
  'sizes-dropped': Limited;
  'hashes-dropped': Limited;
  'remarks-dropped': Limited;
  'unclaimed-dropped': Limited;
  'orphans-dropped': Limited;
  'keyless-candidates': Limited;
}

/** How the data of a transfer travelled, where its bytes are not those of the file. */
export type Wrapper = 'TLS' | 'MODE B' | 'MODE C' | 'MODE Z';

/** Who sends to whom; null: not known, or not to be named. */
type Ends = { readonly from: Endpoint | null; readonly to: Endpoint | null };

/** What happens in a step: 1 to 10 in this order, 4 to 7 in active mode, then 4 to 7 in passive mode. */
export interface StepTitleParams {
  'control-syn': Ends;
  'control-syn-ack': Ends;
  'control-ack': Ends;
  'active-announcement': { readonly peer: Peer; readonly announced: Endpoint | null };
  'active-syn': Ends;
  'active-syn-ack': Ends & { readonly peer: Peer };
  'active-ack': Ends;
  'passive-announcement': { readonly announced: Endpoint | null };
  'passive-syn': Ends & { readonly peer: Peer };
  'passive-syn-ack': Ends;
  'passive-ack': Ends & { readonly peer: Peer };
  data: Ends;
  'data-closed': Ends;
  ending: Ends;
}

/** What is special about a step. */
export interface StepNoteParams {
  rejected: { readonly code: number };
  'default-port': None;
  'reply-cut': None;
  'address-unreadable': None;
  'nobody-connected': None;
  repeated: { readonly times: number };
  'refused-by-rst': None;
  'icmp-error': { readonly text: string | null };
  'no-answer': None;
  'never-answered': None;
  'no-transfer-command': None;
  'bytes-missing': { readonly bytes: number };
  refused: { readonly code: number | null };
  'cut-short': None;
  empty: None;
  'in-mid-transfer': { readonly bytes: number; readonly expected: number | null };
  'ended-by-rst': None;
  'last-ack-missing': None;
  'fin-missing': { readonly by: Role; readonly ackFrame: number };
  'half-closed': None;
}

export type StepTitle = Fact<StepTitleParams>;
export type StepNote = Fact<StepNoteParams>;

/** Titles and notes of the ten steps, and sentences on those that are not done. */
export interface StepParams extends StepTitleParams, StepNoteParams {
  'step-trouble': {
    readonly number: number;
    readonly title: StepTitle;
    readonly state: 'done' | 'failed' | 'missing' | 'unseen';
    readonly note: StepNote | null;
  };
  'steps-unseen': { readonly from: number; readonly to: number };
}

export type StepFact = Fact<StepParams>;

/** Of how much of a transfer's time: `ns` of `totalNs`. */
type Share = { readonly ns: number; readonly totalNs: number };

/** What held a slow transfer up most. */
export interface LimitParams {
  setup: Share;
  'client-before-data': Share;
  'server-before-reply': Share;
  'server-before-data': Share;
  'server-after-data': Share;
  'sender-idle': Share & { readonly sender: 'client' | 'server' };
  'zero-window': Share & { readonly receiver: 'client' | 'server' };
  /** At most one window in each round trip. */
  window: Share & {
    readonly receiver: 'client' | 'server';
    readonly windowBytes: number;
    readonly rttNs: number | null;
  };
  loss: Share & { readonly repeated: number; readonly segments: number };
  'steady-rate': Share & { readonly bytesPerSecond: number };
  /** So many bytes in each round trip: as much as the sender allows itself before it hears of the receiver. */
  path: Share & { readonly bytesPerRoundTrip: number; readonly rttNs: number };
}

export type LimitFact = Fact<LimitParams>;
