/** Codes of the facts that this room states, each with the parameters that its message needs. */

/** Why a connection is the announced one, and what a verdict rests on. */
export type EvidenceParams = Record<never, never>;

/** Why the pairing of replies with commands is not certain. */
export type DoubtParams = Record<never, never>;

/** How a line differs from RFC 959's form. */
export type OddityParams = Record<never, never>;
