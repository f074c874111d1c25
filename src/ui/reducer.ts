/** A key pressed: state and world -> the next state and what is to be done outside. Pure. */
import { ACTION_TABLE } from './actions/actions.js';
import { bindingOf } from './actions/keys.js';
import { promptStep } from './actions/prompt.js';
import { saveMenuStep } from './actions/saveMenu.js';
import type { Scene, Step } from './actions/step.js';
import { panelOf } from './panels/index.js';
import { cursorOf, type UiState, withCursor } from './state.js';
import { settleCursor } from './terminal/cursor.js';
import type { Key } from './terminal/input.js';
import { layoutOf } from './terminal/layout.js';
import { mouseStep } from './terminal/mouse.js';

/** One key. What is modal comes first: the line that is typed, then the save menu, then the table of keys. */
export function reduce(state: UiState, key: Key, scene: Scene): Step {
  const settled = settle(state, scene);
  const quiet = settled.message === null && settled.hunt === null ? settled : { ...settled, message: null, hunt: null };
  // What is being looked for is given up with any key; Esc does nothing else then.
  if (settled.hunt !== null && settled.hunt.what !== 'typing' && key.kind !== 'mouse' && key.name === 'esc')
    return { state: { ...quiet, message: { text: 'The search was stopped.', tone: 'info' } }, effects: [] };
  const step = reduceKey(quiet, key, scene);
  return { state: settle(step.state, scene), effects: step.effects };
}

function reduceKey(state: UiState, key: Key, scene: Scene): Step {
  if (key.kind === 'mouse') return mouseStep(state, key, scene);
  if (key.name === 'ctrl+c') return ACTION_TABLE.interrupt(state, scene);
  if (state.prompt) return promptStep(state, state.prompt, key.name, scene);
  if (state.saving) return saveMenuStep(state, key.name);
  const binding = bindingOf(scene.keys, key.name, state.view, scene.context.input.live);
  if (!binding) return { state, effects: [] };
  return ACTION_TABLE[binding.action](state, scene);
}

/** Brings cursors and windows in line with the rows that there are now. */
export function settle(state: UiState, { context, size }: Pick<Scene, 'context' | 'size'>): UiState {
  const panel = panelOf(state.view);
  const list = panel.list({ state, context, columns: size.columns });
  const cursor = cursorOf(state);
  const next = settleCursor(cursor, list, layoutOf(size, state, panel).listRows);
  return next === cursor ? state : withCursor(state, next);
}
