/** A key pressed: state and scene -> the next state and what is to be done outside. Pure. */
import { ACTION_TABLE } from './actions/actions.js';
import { answer } from './actions/lesson.js';
import { mouseStep } from './actions/mouse.js';
import { promptStep } from './actions/prompt.js';
import { saveMenuStep } from './actions/saveMenu.js';
import { messages, type Scene, type Step, say } from './actions/step.js';
import { settle } from './frame/picture.js';
import { bindingOf } from './keys.js';
import { placeOf, type UiState } from './state.js';
import type { Key } from './terminal/input.js';

/** One key. What is modal comes first: the line that is typed, then the save menu, then the table of keys. */
export function reduce(state: UiState, key: Key, scene: Scene): Step {
  const { context, size } = scene;
  const settled = settle(state, context, size);
  const { message, searching } = settled;
  const quiet =
    message === null && searching === null && settled.touched
      ? settled
      : { ...settled, message: null, searching: null, touched: true };
  // What is being looked for is given up with any key; Esc does nothing else then.
  if (searching !== null && searching.what !== 'typing' && key.kind !== 'mouse' && key.name === 'esc')
    return say(quiet, messages(scene).searchStopped);
  const step = reduceKey(quiet, key, scene);
  const next = step.state.leaving && quiet.leaving ? { ...step.state, leaving: false } : step.state;
  return { state: settle(withTrail(quiet, next), context, size), effects: step.effects };
}

/** Places that Esc goes back to, at most. */
const LONGEST_TRAIL = 50;

/** Remembers where another view was opened from. The list of sessions is where every way begins. */
function withTrail(from: UiState, to: UiState): UiState {
  if (to.view === from.view || to.trail !== from.trail) return to;
  return { ...to, trail: to.view === 'sessions' ? [] : [...from.trail, placeOf(from)].slice(-LONGEST_TRAIL) };
}

function reduceKey(state: UiState, key: Key, scene: Scene): Step {
  if (key.kind === 'mouse') return mouseStep(state, key, scene);
  if (key.name === 'ctrl+c') return ACTION_TABLE.interrupt(state, scene);
  if (state.prompt) return promptStep(state, state.prompt, key.name, scene);
  if (state.saving) return saveMenuStep(state, key.name, scene);
  // The help is searched wherever it was opened.
  const isSearch = scene.keys.some(({ action, keys }) => action === 'search' && keys.includes(key.name));
  if (state.help && isSearch) return ACTION_TABLE.search(state, scene);
  const answered = answer(state, key.name, scene);
  if (answered) return answered;
  const binding = bindingOf(scene.keys, key.name, state.view, scene.context.input.live);
  if (!binding) return { state, effects: [] };
  return ACTION_TABLE[binding.action](state, scene);
}
