/** Searching in the rows of the view: the words as they stand there, whatever their case. */
import { current, only, say } from './actions.js';
import { centred, moved } from './cursor.js';
import type { Scene, Step } from './reducer.js';
import { cursorOf, type UiState, withCursor } from './state.js';

/** Rows that one search looks at before it gives up, so that a key never waits long. */
const MOST_ROWS = 500_000;

/** The first row at or after `from` (in direction `by`, round the end) that holds the search's words; -1: none. */
export function findRow(state: UiState, scene: Scene, from: number, by: 1 | -1): number {
  const { panel, list } = current(state, scene);
  const wanted = state.search.toLowerCase();
  if (wanted === '' || list.length === 0) return -1;
  const context = { state, world: scene.world };
  const textOf = panel.searched ?? panel.sentence;
  for (let n = 0; n < Math.min(list.length, MOST_ROWS); n++) {
    const i = (((from + n * by) % list.length) + list.length) % list.length;
    if (textOf(list.at(i), context).toLowerCase().includes(wanted)) return i;
  }
  return -1;
}

/** The cursor on the next (or previous) hit. */
export function nextHit(by: 1 | -1) {
  return (state: UiState, scene: Scene): Step => {
    if (state.search === '') return say(state, 'Nothing is searched for; / begins a search.');
    const index = findRow(state, scene, cursorOf(state).index + by, by);
    if (index < 0) return say(state, `'${state.search}' is not here.`, 'warning');
    const { list, height } = current(state, scene);
    return only(withCursor(state, moved(cursorOf(state), list, index, height, false)));
  };
}

/** While typing: the first hit from where the search began. */
export function searchFrom(state: UiState, scene: Scene, start: number): UiState {
  const index = findRow(state, scene, start, 1);
  const { list, height } = current(state, scene);
  return index < 0 ? state : withCursor(state, centred(list, index, height));
}
