/** The mouse: the wheel moves, a click selects, a click on the selected row opens it, a click on a tab changes the view. */

import type { Layout } from '../frame/layout.js';
import { paneOf } from '../frame/pane.js';
import { tabAt } from '../frame/tabs.js';
import { cursorOf, type UiState, withCursor } from '../state.js';
import { moved } from '../terminal/cursor.js';
import type { Key } from '../terminal/input.js';
import { enter, showView } from './navigate.js';
import { scrollPane } from './pane.js';
import { current, only, type Scene, type Step } from './step.js';

const WHEEL_ROWS = 3;
const TAB_ROW = 1;

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
  if (state.help) return only({ ...state, help: false });
  const { list, height, layout } = current(state, scene);
  const row = key.y - layout.bodyTop;
  const cursor = cursorOf(state);
  const index = cursor.top + row;
  if (row < 0 || row >= height || key.x >= layout.listColumns || index >= list.length) return only(state);
  if (index === cursor.index) return enter(state, scene);
  return only(withCursor(state, moved(cursor, list, index, height, false)));
}

/** Beside the list, or below it and the line under it. */
const isOverPane = ({ x, y }: { x: number; y: number }, { detail, listColumns, listRows, bodyTop }: Layout): boolean =>
  detail !== null &&
  y >= bodyTop &&
  (detail.place === 'beside' ? x > listColumns && y < bodyTop + detail.rows : y > bodyTop + listRows);
