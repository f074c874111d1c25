/** What the process that captures with cap sends to its parent, beside the packets. */
import type { Fact } from '../../fact.js';
import type { ErrorParams } from '../codes.js';
import type { CaptureProblem } from '../packet.js';

export type ChildMessage =
  /** The device is open. */
  | { readonly is: 'opened' }
  /** It cannot be opened. */
  | { readonly is: 'failed'; readonly error: Fact<ErrorParams> }
  /** All problems so far, and the packets that found no room in the process. */
  | { readonly is: 'status'; readonly problems: readonly CaptureProblem[]; readonly dropped: number };

/** What the process is started with, as JSON. */
export type ChildRequest = {
  readonly device: string;
  readonly filter: string | null;
  readonly snapBytes: number | null;
  readonly bufferMiB: number;
  readonly promiscuous: boolean;
  readonly user: string | null;
};
