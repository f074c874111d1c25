/** The views, those with a tab in the order of keys and tabs. To add one is to add a file here and a row of `VIEW_IDS`. */
import type { Panel } from '../panel.js';
import type { ViewId } from '../state.js';
import { CONTENT } from './content.js';
import { DIALOGUE } from './dialogue.js';
import { FINDINGS } from './findings.js';
import { LADDER } from './ladder.js';
import { PACKET } from './packet.js';
import { SESSIONS } from './sessions.js';
import { STATISTICS } from './statistics.js';
import { TRANSFERS } from './transfers.js';

export const PANELS: readonly Panel[] = [SESSIONS, LADDER, DIALOGUE, TRANSFERS, FINDINGS, PACKET, STATISTICS, CONTENT];

export const TABS: readonly Panel[] = PANELS.filter(({ tab }) => tab === undefined);

export const panelOf = (id: ViewId): Panel => PANELS.find((panel) => panel.id === id) ?? SESSIONS;

/** The view whose tab is lit while `id` is shown. */
export const tabOf = (id: ViewId): ViewId => panelOf(id).tab ?? id;
