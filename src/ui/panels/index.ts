/** The views, those with a tab in the order of keys and tabs. To add one is to add a file here and a row of `VIEW_IDS`. */
import type { ViewId } from '../state.js';
import { CONTENT } from './content.js';
import { DIALOGUE } from './dialogue.js';
import { FINDING_COLUMNS, FINDINGS } from './findings.js';
import { JOINED } from './joined.js';
import { LADDER } from './ladder.js';
import { LESSON } from './lesson.js';
import { PACKET } from './packet.js';
import type { Panel } from './panel.js';
import { PLOT } from './plot.js';
import { SESSION_COLUMNS, SESSIONS } from './sessions.js';
import { STATISTICS } from './statistics.js';
import { TRANSFER_COLUMNS, TRANSFERS } from './transfers.js';

export const PANELS: readonly Panel[] = [
  SESSIONS,
  LADDER,
  DIALOGUE,
  TRANSFERS,
  FINDINGS,
  PACKET,
  STATISTICS,
  CONTENT,
  LESSON,
  JOINED,
  PLOT,
];

export const TABS: readonly Panel[] = PANELS.filter(({ tab }) => tab === undefined);

export const panelOf = (id: ViewId): Panel => PANELS.find((panel) => panel.id === id) ?? SESSIONS;

/** The view whose tab is lit while `id` is shown. */
export const tabOf = (id: ViewId): ViewId => panelOf(id).tab ?? id;

const namesOf = (columns: readonly { readonly name: string }[]): readonly string[] => columns.map(({ name }) => name);

/** Names of the columns of each table, in order: for sorting and for the configuration. */
export const COLUMN_NAMES = {
  sessions: namesOf(SESSION_COLUMNS),
  transfers: namesOf(TRANSFER_COLUMNS),
  findings: namesOf(FINDING_COLUMNS),
} as const;
