/** Help, remarks on standard error. */

export const CLI = {} as const;
