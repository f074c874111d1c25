/** Names of the columns of the list of sessions, in order: for sorting and for the configuration. */
export const SORT_COLUMNS: readonly string[] = [
  'number',
  'start',
  'client',
  'server',
  'user',
  'mode',
  'commands',
  'files',
  'bytes',
  'state',
  'findings',
];
