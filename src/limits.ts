/**
 * Every bound of the program: what it bounds, its unit, and why this much. Reaching one is an event that the report
 * counts (`capture.skipped` or a problem), never silence.
 */
export const LIMITS = {
  /** TCP connections followed at once. Oldest idle first; those that belong to FTP last. */
  connections: 100_000,
} as const;
