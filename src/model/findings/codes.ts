/** Codes of the facts that this room states, each with the parameters that its message needs. */

/** What the user should know. */
export type FindingParams = Record<never, never>;
