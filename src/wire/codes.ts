/** Codes of the facts that this room states, each with the parameters that its message needs. */
import type { REASON } from './reasons.js';

type Counted = { readonly count: number };

/** Reasons that carry a number: 'link-type-147' is the code 'link-type' with the number '147'. */
export type NumberedReason = 'link-type' | 'address-family' | 'ethertype' | 'ip-protocol' | 'ppp-protocol' | 'llc-sap';

/** Why packets are not analysed. `number` is as it is written in `skipped`: decimal, or hexadecimal with 0x. */
export type SkipParams = { readonly [Reason in (typeof REASON)[keyof typeof REASON]]: Counted } & {
  readonly [Reason in NumberedReason]: Counted & { readonly number: string };
} & { readonly other: Counted & { readonly reason: string } };
