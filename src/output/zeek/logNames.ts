/** Names of Zeek's logs: `--table` and the files of `-o FOLDER` have them. */
export const LOG_NAMES = ['conn', 'ftp', 'files', 'notice', 'weird'] as const;
export type LogName = (typeof LOG_NAMES)[number];
