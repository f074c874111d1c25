/** Names of the columns of each table, in order: for sorting and for the configuration. */
export const COLUMN_NAMES = {
  sessions: ['number', 'start', 'client', 'server', 'user', 'mode', 'commands', 'files', 'bytes', 'state', 'findings'],
  transfers: ['id', 'mode', 'way', 'what', 'bytes', 'of', 'rate', 'code', 'state', 'connection'],
  findings: ['sign', 'session', 'severity', 'kind', 'frames', 'message'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type TableId = keyof typeof COLUMN_NAMES;
export const TABLE_IDS = Object.keys(COLUMN_NAMES) as readonly TableId[];

/** Columns that the configuration wants, in its order; a table without any has all that fit. */
export type ChosenColumns = Readonly<Partial<Record<TableId, readonly string[]>>>;
