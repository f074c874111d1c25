/** Codes of the facts that this room states, each with the parameters that its message needs. */

/** Why a packet is not analysed. */
export type SkipParams = Record<never, never>;
