/** The names of the views in the second line, and which of them lies under a click. */
import { PANELS } from './panels/index.js';
import type { ViewId } from './state.js';
import { type Line, lineWidth, span } from './text.js';

const tabText = (index: number, title: string): string => ` ${index + 1} ${title}`;

/** Where the titles do not fit, only the chosen one is written out. */
const TIGHT_COLUMNS = 80;

const shown = (columns: number, active: boolean, title: string): string =>
  columns >= TIGHT_COLUMNS || active ? title : title.slice(0, 3);

export function tabLine(view: ViewId, columns: number): Line {
  return PANELS.map((panel, index) =>
    span(tabText(index, shown(columns, panel.id === view, panel.title)), panel.id === view ? 'tabActive' : 'tab'),
  );
}

export function tabAt(x: number, columns: number, view: ViewId): ViewId | undefined {
  let at = 0;
  for (const [index, one] of tabLine(view, columns).entries()) {
    at += lineWidth([one]);
    if (x < at) return PANELS[index]?.id;
  }
  return undefined;
}
