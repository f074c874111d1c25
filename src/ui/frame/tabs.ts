/** The names of the views in the second line, and which of them is under a click. */
import type { UiTexts } from '../data/texts.js';
import { TABS, tabOf } from '../panels/index.js';
import type { Panel } from '../panels/panel.js';
import type { ViewId } from '../state.js';
import { type Line, lineWidth, span } from '../terminal/text.js';

/** The chosen one is in brackets, for terminals without colours. */
const tabText = (index: number, title: string, active: boolean): string =>
  active ? `‹${index + 1} ${title}›` : ` ${index + 1} ${title} `;

/** From these widths on all titles fit whole, or in their short form; below, only the chosen one does. */
const WHOLE_COLUMNS = 83;
const SHORT_COLUMNS = 78;

function shown(columns: number, active: boolean, { id }: Panel, ui: UiTexts): string {
  const { title, short } = ui.views[id];
  if (columns >= WHOLE_COLUMNS) return title;
  return columns >= SHORT_COLUMNS || active ? short : title.slice(0, columns >= 52 ? 3 : 1);
}

export function tabLine(view: ViewId, columns: number, ui: UiTexts): Line {
  const lit = tabOf(view);
  return TABS.map((panel, index) =>
    span(
      tabText(index, shown(columns, panel.id === lit, panel, ui), panel.id === lit),
      panel.id === lit ? 'tabActive' : 'tab',
    ),
  );
}

export function tabAt(x: number, columns: number, view: ViewId, ui: UiTexts): ViewId | undefined {
  let at = 0;
  for (const [index, one] of tabLine(view, columns, ui).entries()) {
    at += lineWidth([one]);
    if (x < at) return TABS[index]?.id;
  }
  return undefined;
}
