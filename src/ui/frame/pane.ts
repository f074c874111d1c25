/**
 * The pane beside or below a list: what is to be said about the chosen row, scrolled where that is longer than the pane,
 * and the row's packet, under it or in its place.
 */
import type { UiTexts } from '../data/texts.js';
import { type KeyBinding, keyTitle } from '../keys.js';
import { packetLines } from '../panels/packetPane.js';
import { cursorName, cursorOf, type PaneContent, type UiState } from '../state.js';
import { EMPTY, type Line, line } from '../terminal/text.js';
import type { Layout } from './layout.js';
import { type Picture, rowOf } from './picture.js';
import { scrollLine } from './scrollLine.js';

type Place = NonNullable<Layout['detail']>;

/** From these sizes on the packet is below the explanation by itself. */
const BOTH_COLUMNS = 160;
const BOTH_ROWS = 30;
/** ... and from this one on where it is asked for. */
const BOTH_ROWS_ASKED = 16;
/** Of the pane, where the explanation needs the rest. */
const PACKET_SHARE = 0.36;
/** What stays at the end of a pane leaves so much to what scrolls: a line, and how to see more. */
const LEAST_ROWS = 2;

export type Pane = {
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
export function paneContent({ panel, props }: Picture, { place, rows }: Place): PaneContent {
  if (!panel.withPacket) return 'explanation';
  const roomy = place === 'beside' && props.columns >= BOTH_COLUMNS && rows >= BOTH_ROWS;
  const wanted = props.state.pane ?? (roomy ? 'both' : 'explanation');
  return wanted === 'both' && rows < BOTH_ROWS_ASKED ? 'explanation' : wanted;
}

/** What `w` shows next. */
export function nextPane(picture: Picture, place: Place): PaneContent {
  const order: readonly PaneContent[] =
    place.rows < BOTH_ROWS_ASKED ? ['explanation', 'packet'] : ['explanation', 'packet', 'both'];
  return order[(order.indexOf(paneContent(picture, place)) + 1) % order.length] ?? 'explanation';
}

export function paneOf(picture: Picture, place: Place, keys: readonly KeyBinding[]): Pane {
  const { panel, props } = picture;
  const { state, context } = props;
  // The first column is a margin.
  const columns = place.columns - 1;
  const { rows } = place;
  const row = rowOf(picture);
  if (row === undefined) return { lines: [], top: 0, maxTop: 0, height: 0 };
  const content = paneContent(picture, place);
  const foot = panel.detailFoot?.(props, columns).slice(0, Math.max(0, rows - LEAST_ROWS)) ?? [];
  const room = rows - foot.length;
  const text = content === 'packet' ? [] : (panel.detail?.(row, props, columns, room) ?? []);
  if (content === 'explanation') return withFoot(scrolled(text, room, state, keys, context.ui), foot, room);
  const packet = packetLines(panel, row, props, columns);
  if (content === 'packet') return scrolled(packet, rows, state, keys, context.ui);
  // What the one does not need, the other has.
  const least = Math.min(packet.length, Math.floor(rows * PACKET_SHARE));
  const packetRows = Math.min(packet.length, Math.max(least, rows - 1 - text.length));
  const above = scrolled(text, rows - 1 - packetRows, state, keys, context.ui);
  const rule = line('─'.repeat(columns), 'rule');
  return withFoot(above, [rule, ...packet.slice(0, packetRows)], rows - 1 - packetRows);
}

/** The pane with lines at its end, under the `rows` of what scrolls. */
function withFoot(above: Pane, foot: readonly Line[], rows: number): Pane {
  if (foot.length === 0) return above;
  const padding = Array.from({ length: Math.max(0, rows - above.lines.length) }, () => EMPTY);
  return { ...above, lines: [...above.lines, ...padding, ...foot] };
}

/** The lines that fit; where not all do, the last row says how many are above and below, and which keys show them. */
function scrolled(all: readonly Line[], rows: number, state: UiState, keys: readonly KeyBinding[], ui: UiTexts): Pane {
  if (all.length <= rows) return { lines: all, top: 0, maxTop: 0, height: all.length };
  const height = Math.max(1, rows - 1);
  const maxTop = all.length - height;
  const top = Math.min(state.scroll?.of === scrolledRow(state) ? state.scroll.top : 0, maxTop);
  const key = (action: KeyBinding['action']): string => {
    const name = keys.find((binding) => binding.action === action)?.keys[0];
    return name === undefined ? '' : keyTitle(name);
  };
  const last = scrollLine(top, maxTop - top, { down: key('scrollDown'), up: key('scrollUp') }, ui);
  return { lines: [...all.slice(top, top + height), last], top, maxTop, height };
}
