/** Codes of the facts that this room states, each with the parameters that its message needs. */

/** Why TLS cannot be read. */
export type TlsReasonParams = Record<never, never>;
