/**
 * The pane beside or below a list: what is to be said about the chosen row, scrolled where that is longer than the pane,
 * and the row's packet, under it or in its place.
 */
import { type KeyBinding, keyTitle } from './actions/keys.js';
import { packetLines } from './data/packetLines.js';
import type { Panel, PanelContext } from './panel.js';
import { cursorName, cursorOf, type PaneContent, type UiState } from './state.js';
import type { Layout } from './terminal/layout.js';
import { EMPTY, type Line, line, span } from './terminal/text.js';

type Pane = NonNullable<Layout['detail']>;

/** From these sizes on the packet stands below the explanation by itself. */
const BOTH_COLUMNS = 160;
const BOTH_ROWS = 30;
/** ... and from this one on where somebody asks for it. */
const BOTH_ROWS_ASKED = 16;
/** Of the pane, where the explanation needs the rest. */
const PACKET_SHARE = 0.36;

export type Side = {
  /** As many as the pane has rows. */
  readonly lines: readonly Line[];
  /** The first line that is shown of those that scroll, and the largest that it can be. */
  readonly top: number;
  readonly maxTop: number;
  /** Lines that scroll and are shown at once. */
  readonly height: number;
};

/** What a scroll position belongs to: another row begins at its top. */
export const scrolledRow = (state: UiState): string => `${cursorName(state)} ${cursorOf(state).key ?? ''}`;

/** What the pane shows. */
export function paneContent(panel: Panel, { state, columns = 0 }: PanelContext, { place, rows }: Pane): PaneContent {
  if (!panel.withPacket) return 'explanation';
  const roomy = place === 'beside' && columns >= BOTH_COLUMNS && rows >= BOTH_ROWS;
  const wanted = state.pane ?? (roomy ? 'both' : 'explanation');
  return wanted === 'both' && rows < BOTH_ROWS_ASKED ? 'explanation' : wanted;
}

/** What `w` shows next. */
export function nextPane(panel: Panel, panelContext: PanelContext, pane: Pane): PaneContent {
  const order: readonly PaneContent[] =
    pane.rows < BOTH_ROWS_ASKED ? ['explanation', 'packet'] : ['explanation', 'packet', 'both'];
  return order[(order.indexOf(paneContent(panel, panelContext, pane)) + 1) % order.length] ?? 'explanation';
}

/** @param columns of the text: the pane's without its margin */
export function sideOf(
  panel: Panel,
  panelContext: PanelContext,
  row: unknown,
  pane: Pane,
  keys: readonly KeyBinding[],
): Side {
  const columns = pane.columns - 1;
  if (row === undefined) return { lines: [], top: 0, maxTop: 0, height: 0 };
  const content = paneContent(panel, panelContext, pane);
  if (content === 'packet') {
    const all = packetLines(panel, row, panelContext, columns);
    return scrolled(all, pane.rows, panelContext.state, keys);
  }
  if (content === 'explanation')
    return scrolled(panel.detail?.(row, panelContext, columns, pane.rows) ?? [], pane.rows, panelContext.state, keys);
  const packet = packetLines(panel, row, panelContext, columns);
  const text = panel.detail?.(row, panelContext, columns, pane.rows) ?? [];
  // What the one does not need, the other has.
  const least = Math.min(packet.length, Math.floor(pane.rows * PACKET_SHARE));
  const packetRows = Math.min(packet.length, Math.max(least, pane.rows - 1 - text.length));
  const above = scrolled(text, pane.rows - 1 - packetRows, panelContext.state, keys);
  const padding = Array.from({ length: Math.max(0, pane.rows - 1 - packetRows - above.lines.length) }, () => EMPTY);
  const rule = line('─'.repeat(columns), 'rule');
  return { ...above, lines: [...above.lines, ...padding, rule, ...packet.slice(0, packetRows)] };
}

/** The lines that fit; where not all do, the last row says how many are above and below, and which keys show them. */
function scrolled(all: readonly Line[], rows: number, state: UiState, keys: readonly KeyBinding[]): Side {
  if (all.length <= rows) return { lines: all, top: 0, maxTop: 0, height: all.length };
  const height = Math.max(1, rows - 1);
  const maxTop = all.length - height;
  const top = Math.min(state.scroll?.of === scrolledRow(state) ? state.scroll.top : 0, maxTop);
  const below = maxTop - top;
  const key = (action: KeyBinding['action']): string => {
    const name = keys.find((binding) => binding.action === action)?.keys[0];
    return name === undefined ? '' : keyTitle(name);
  };
  const reported = [
    span(top > 0 ? `▲ ${top} more  ` : '', 'info'),
    span(below > 0 ? `▼ ${below} more  ` : '', 'info'),
    span([below > 0 ? key('scrollDown') : '', top > 0 ? key('scrollUp') : ''].filter(Boolean).join(' '), 'key'),
    span(' scroll', 'dim'),
  ];
  return { lines: [...all.slice(top, top + height), reported], top, maxTop, height };
}
