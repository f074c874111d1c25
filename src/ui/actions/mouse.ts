/**
 * The mouse: the wheel moves, a click selects, a click on the selected row opens it; on a tab it changes the view, on a
 * column's title it sorts, on a key in the last line it does what the key does.
 */

import { footActionAt } from '../frame/foot.js';
import type { Layout } from '../frame/layout.js';
import { paneOf } from '../frame/pane.js';
import { tabAt } from '../frame/tabs.js';
import { sessionColumnAt } from '../panels/sessions.js';
import { cursorOf, type UiState, withCursor } from '../state.js';
import { clicked, moved } from '../terminal/cursor.js';
import type { Key } from '../terminal/input.js';
import { ACTION_TABLE } from './actions.js';
import { enter, showView } from './navigate.js';
import { scrollPane } from './pane.js';
import { current, only, type Scene, type Step } from './step.js';

const WHEEL_ROWS = 3;
const TAB_ROW = 1;
const HEAD_ROW = 3;

export function mouseStep(state: UiState, key: Extract<Key, { kind: 'mouse' }>, scene: Scene): Step {
  if (state.prompt || state.saving) return only(state);
  if (key.mouse !== 'click') {
    const by = key.mouse === 'wheel-down' ? WHEEL_ROWS : -WHEEL_ROWS;
    if (state.help) return only({ ...state, helpTop: Math.max(0, state.helpTop + by) });
    const picture = current(state, scene);
    const { list, height, layout } = picture;
    if (layout.detail !== null && isOverPane(key, layout) && paneOf(picture, layout.detail, scene.keys).maxTop > 0)
      return scrollPane(by)(state, scene);
    const to = Math.max(0, Math.min(cursorOf(state).index + by, list.length - 1));
    return only(withCursor(state, moved(cursorOf(state), list, to, height, false)));
  }
  if (key.y === TAB_ROW) {
    const view = tabAt(key.x, scene.size.columns, state.view, scene.context.ui);
    return view ? showView(state, scene, view) : only(state);
  }
  if (key.y === scene.size.rows - 1) {
    const action = footActionAt(key.x, state, scene.keys, scene.context, scene.size.columns);
    return action ? ACTION_TABLE[action](state, scene) : only(state);
  }
  if (state.help) return only({ ...state, help: false });
  if (key.y === HEAD_ROW && state.view === 'sessions') return sortAt(key.x, state, scene);
  const { list, height, layout } = current(state, scene);
  const row = key.y - layout.bodyTop;
  const cursor = cursorOf(state);
  const index = cursor.top + row;
  if (row < 0 || row >= height || key.x >= layout.listColumns || index >= list.length) return only(state);
  if (index === cursor.index) return enter(state, scene);
  return only(withCursor(state, clicked(cursor, list, index, height)));
}

/** Sorts by the column under a click; by the same one again, the other way round. */
function sortAt(x: number, state: UiState, scene: Scene): Step {
  const { props, layout } = current(state, scene);
  const column = sessionColumnAt(x, props, layout.listColumns);
  if (column === null) return only(state);
  const descending = state.sort.column === column && !state.sort.descending;
  return only({ ...state, sort: { column, descending } });
}

/** Beside the list, or below it and the line under it. */
const isOverPane = ({ x, y }: { x: number; y: number }, { detail, listColumns, listRows, bodyTop }: Layout): boolean =>
  detail !== null &&
  y >= bodyTop &&
  (detail.place === 'beside' ? x > listColumns && y < bodyTop + detail.rows : y > bodyTop + listRows);
