/**
 * What one state shows in a screen of some size: the panel, its rows and the layout. Made once for each state and moment;
 * keys, the settling of cursors and the drawing all look at the same one.
 */
import type { Context } from '../data/context.js';
import { panelOf } from '../panels/index.js';
import type { Panel, PanelProps } from '../panels/panel.js';
import { cursorOf, type UiState, withCursor } from '../state.js';
import { settleCursor } from '../terminal/cursor.js';
import { type Layout, layoutOf, type Size } from './layout.js';

export type Picture = {
  readonly panel: Panel;
  readonly props: PanelProps;
  readonly layout: Layout;
};

type Held = {
  readonly size: Size;
  readonly signature: string;
  /** It was made of something older than the capture: the next look makes it again. */
  readonly old: boolean;
  readonly picture: Picture;
};

/** The last picture of each context. */
const held = new WeakMap<Context, Held>();

export function pictureOf(state: UiState, context: Context, size: Size): Picture {
  const last = held.get(context);
  if (last?.picture.props.state === state && isOf(last, context, size)) return last.picture;
  const panel = panelOf(state.view);
  const { columns, rows } = size;
  const { freshness } = context;
  const wasOld = freshness.old;
  freshness.old = false;
  const list = panel.list({ state, context, columns, rows });
  const { old } = freshness;
  freshness.old = old || wasOld;
  return hold(
    { panel, props: { state, context, columns, rows, list }, layout: layoutOf(size, state, panel, list.length) },
    size,
    old,
  );
}

/** Brings the cursor and the window in line with the rows that there are now. */
export function settle(state: UiState, context: Context, size: Size): UiState {
  const picture = pictureOf(state, context, size);
  const cursor = cursorOf(state);
  const next = settleCursor(cursor, picture.props.list, picture.layout.listRows);
  if (next === cursor) return state;
  const settled = withCursor(state, next);
  // Neither the rows nor the layout depend on where the cursor is.
  hold({ ...picture, props: { ...picture.props, state: settled } }, size, held.get(context)?.old ?? false);
  return settled;
}

/** The row under the cursor. */
export const rowOf = ({ props }: Picture): unknown => props.list.at(cursorOf(props.state).index);

const isOf = (last: Held, context: Context, { columns, rows }: Size): boolean =>
  !last.old && last.size.columns === columns && last.size.rows === rows && last.signature === context.signature;

function hold(picture: Picture, size: Size, old: boolean): Picture {
  const { context } = picture.props;
  held.set(context, { size, signature: context.signature, old, picture });
  return picture;
}
