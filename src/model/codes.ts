/** Codes of the facts that this room states, each with the parameters that its message needs. */

/** Limits that were hit, and oddities of packets, counted. */
export type LimitHitParams = Record<never, never>;

/** Titles and notes of the ten steps. */
export type StepParams = Record<never, never>;
