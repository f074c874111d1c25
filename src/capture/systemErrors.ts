/** Errors of the system. */

/** The system's code of an error ('ENOENT'), or its text where it has none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
