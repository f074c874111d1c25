/** What every key's doing is made of: a state and a world in, the next state and what is to be done outside out. */

import type { Context } from '../data/context.js';
import type { Panel } from '../panel.js';
import { panelOf } from '../panels/index.js';
import { cursorOf, type UiState } from '../state.js';
import { layoutOf, type Size } from '../terminal/layout.js';
import type { RowList } from '../terminal/rowList.js';
import type { Effect } from './effects.js';
import type { KeyBinding } from './keys.js';

export type Step = { readonly state: UiState; readonly effects: readonly Effect[] };

/** What a step may look at. */
export type Scene = { readonly context: Context; readonly size: Size; readonly keys: readonly KeyBinding[] };

export type Handler = (state: UiState, scene: Scene) => Step;

export const only = (state: UiState): Step => ({ state, effects: [] });
export const say = (state: UiState, text: string, tone: 'info' | 'good' | 'warning' | 'alert' = 'info'): Step =>
  only({ ...state, message: { text, tone } });

/** The panel on the screen with its rows: what most actions work on. */
export function current(
  state: UiState,
  scene: Scene,
): { panel: Panel; list: RowList<unknown>; row: unknown; height: number } {
  const panel = panelOf(state.view);
  const list = panel.list({ state, context: scene.context, columns: scene.size.columns });
  return { panel, list, row: list.at(cursorOf(state).index), height: layoutOf(scene.size, state, panel).listRows };
}
