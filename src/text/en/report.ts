/** Headings and labels of the text report. */

export const REPORT = {} as const;
