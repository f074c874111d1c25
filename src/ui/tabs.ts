/** The names of the views in the second line, and which of them lies under a click. */
import type { Panel } from './panel.js';
import { TABS, tabOf } from './panels/index.js';
import type { ViewId } from './state.js';
import { type Line, lineWidth, span } from './terminal/text.js';

/** The chosen one stands in brackets, for those who see no colours. */
const tabText = (index: number, title: string, active: boolean): string =>
  active ? `‹${index + 1} ${title}›` : ` ${index + 1} ${title} `;

/** From these widths on all titles stand there whole, or in their short form; below, only the chosen one does. */
const WHOLE_COLUMNS = 83;
const SHORT_COLUMNS = 78;

function shown(columns: number, active: boolean, { title, shortTitle = title }: Panel): string {
  if (columns >= WHOLE_COLUMNS) return title;
  return columns >= SHORT_COLUMNS || active ? shortTitle : title.slice(0, columns >= 52 ? 3 : 1);
}

export function tabLine(view: ViewId, columns: number): Line {
  const lit = tabOf(view);
  return TABS.map((panel, index) =>
    span(
      tabText(index, shown(columns, panel.id === lit, panel), panel.id === lit),
      panel.id === lit ? 'tabActive' : 'tab',
    ),
  );
}

export function tabAt(x: number, columns: number, view: ViewId): ViewId | undefined {
  let at = 0;
  for (const [index, one] of tabLine(view, columns).entries()) {
    at += lineWidth([one]);
    if (x < at) return TABS[index]?.id;
  }
  return undefined;
}
