/** Labels, titles, hints and messages of the terminal UI. */

export const UI = {} as const;
