/** Codes of the facts that this room states, each with the parameters that its message needs. */

/** What is wrong with the command line. */
export type UsageParams = Record<never, never>;
