/** Codes of the facts that this room states, each with the parameters that its message needs. */

/** What a row of the ladder teaches. */
export type ExplainParams = Record<never, never>;
