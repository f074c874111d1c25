/**
 * Exit codes, as README promises them: `differs` where something did not pass or two captures differ; `hangup` is that of
 * a shell's child that SIGHUP ended.
 */
export const EXIT = { done: 0, failed: 1, usage: 2, damaged: 3, differs: 4, hangup: 129, interrupted: 130 } as const;
