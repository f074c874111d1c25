/** Exit codes, as README promises them; `hangup` is that of a shell's child that SIGHUP ended. */
export const EXIT = { done: 0, failed: 1, usage: 2, damaged: 3, hangup: 129, interrupted: 130 } as const;
