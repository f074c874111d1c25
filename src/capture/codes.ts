/** Codes of the facts that this room states, each with the parameters that its message needs. */

/** Damage of the input. */
export type ProblemParams = Record<never, never>;

/** Why the work cannot be done. */
export type ErrorParams = Record<never, never>;
