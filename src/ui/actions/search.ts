/**
 * Looking for rows: by words, whatever their case; by findings. What a key looks for is found in a
 * moment, or the search goes on between keys, shows how far it is, and ends with the next key.
 */

import { cursorOf, type Search, type UiState, withCursor } from '../state.js';
import { jumped } from '../terminal/cursor.js';
import { current, messages, only, type Scene, type Step, say } from './step.js';

/** Milliseconds that a key may look at rows before its picture is due. */
const PATIENCE_MS = 30;
/** Rows between two looks at the clock. */
const ROWS_AT_ONCE = 16;

/** Where the search ends: a row's index; -1 where there is none; or the search, so far. */
function look(state: UiState, scene: Scene, search: Search, ms: number): number | Search {
  const { panel, list, props } = current(state, scene);
  if (search.what === 'frame')
    return list.partial || scene.context.tasks.isRunning('ladder')
      ? search
      : (panel.indexOfFrame?.(search.from, props) ?? -1);
  const wanted = state.search.toLowerCase();
  const textOf = panel.searched ?? panel.sentence;
  const holds =
    search.what === 'finding'
      ? (row: unknown) => panel.hasFinding?.(row, props) === true
      : (row: unknown) => textOf(row, props).toLowerCase().includes(wanted);
  if (search.what !== 'finding' && wanted === '') return -1;
  const { length } = list;
  const end = scene.context.now() + ms;
  let { looked } = search;
  for (; looked < length; looked++) {
    if (looked % ROWS_AT_ONCE === 0 && looked > search.looked && scene.context.now() >= end)
      return { ...search, looked };
    let i = search.from + looked * search.by;
    if (i < 0 || i >= length) {
      if (!search.round) return -1;
      i = ((i % length) + length) % length;
    }
    if (holds(list.at(i))) return i;
  }
  return -1;
}

const NOT_FOUND: Readonly<Record<Search['what'], (state: UiState, search: Search, scene: Scene) => Step>> = {
  words: (state, _search, scene) => say(state, messages(scene).notFound(state.search), 'warning'),
  typing: (state) => only(state),
  frame: (state, { from }, scene) => say(state, messages(scene).frameWithoutRow(from), 'warning'),
  finding: (state, { by }, scene) =>
    say(state, by > 0 ? messages(scene).noFindingAfter : messages(scene).noFindingBefore),
};

/** Looks on for `ms`. */
export function continueSearch(state: UiState, scene: Scene, search: Search, ms: number): Step {
  const found = look(state, scene, search, ms);
  const { list, height } = current(state, scene);
  if (typeof found === 'object') {
    if (found.what === 'frame') return only({ ...state, searching: found });
    const share = found.looked / Math.max(1, list.length);
    const words = messages(scene).searching(share, list.length, scene.context.format);
    return say({ ...state, searching: found }, words);
  }
  const ended: UiState = { ...state, searching: null };
  if (found < 0) return NOT_FOUND[search.what](ended, search, scene);
  return only(withCursor(ended, jumped(cursorOf(state), list, found, height)));
}

const begin = (state: UiState, scene: Scene, search: Omit<Search, 'looked'>): Step =>
  continueSearch(state, scene, { ...search, looked: 0 }, PATIENCE_MS);

/** The cursor on the next (or previous) hit. */
export function nextHit(by: 1 | -1) {
  return (state: UiState, scene: Scene): Step => {
    if (state.search === '') return say(state, messages(scene).nothingSearched);
    return begin(state, scene, { what: 'words', from: cursorOf(state).index + by, by, round: true });
  };
}

/** While typing: the first hit from where the search began. */
export function searchFrom(state: UiState, scene: Scene, start: number): UiState {
  return begin(state, scene, { what: 'typing', from: start, by: 1, round: true }).state;
}

/** The words are complete: the cursor on the first hit from where it is, which is the row under it where that is one. */
export const searchHere = (state: UiState, scene: Scene): Step =>
  begin(state, scene, { what: 'words', from: cursorOf(state).index, by: 1, round: true });

/** The next (or previous) row with a finding. */
export function nextFinding(by: 1 | -1) {
  return (state: UiState, scene: Scene): Step =>
    begin(state, scene, { what: 'finding', from: cursorOf(state).index + by, by, round: false });
}
