/** Codes of the facts that this room states, each with the parameters that its message needs. */

/** Labels and remarks of ladder rows. */
export type LadderParams = Record<never, never>;
