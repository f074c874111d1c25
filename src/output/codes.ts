/** Codes of the facts that this room states, each with the parameters that its message needs. */

/** Why something cannot be written. */
export type OutputErrorParams = Record<never, never>;
