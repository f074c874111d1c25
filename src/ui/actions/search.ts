/**
 * Looking for rows: by words as they stand there, whatever their case; by findings. What a key looks for is found in a
 * moment, or the hunt goes on between keys, says how far it is, and ends with the next key.
 */

import { cursorOf, type Search, type UiState, withCursor } from '../state.js';
import { centred, moved } from '../terminal/cursor.js';
import { current, only, type Scene, type Step, say } from './step.js';

/** Milliseconds that a key may look at rows before its picture is due. */
const PATIENCE_MS = 30;
/** Rows between two looks at the clock. */
const ROWS_AT_ONCE = 16;

/** Where the hunt ends: a row's index; -1 where there is none; or the hunt, so far. */
function pursue(state: UiState, scene: Scene, hunt: Search, ms: number): number | Search {
  const { panel, list } = current(state, scene);
  const panelContext = { state, context: scene.context };
  if (hunt.what === 'frame') return list.partial ? hunt : (panel.indexOfFrame?.(hunt.from, panelContext) ?? -1);
  const wanted = state.search.toLowerCase();
  const textOf = panel.searched ?? panel.sentence;
  const holds =
    hunt.what === 'finding'
      ? (row: unknown) => panel.hasFinding?.(row, panelContext) === true
      : (row: unknown) => textOf(row, panelContext).toLowerCase().includes(wanted);
  if (hunt.what !== 'finding' && wanted === '') return -1;
  const { length } = list;
  const end = scene.context.now() + ms;
  let { looked } = hunt;
  for (; looked < length; looked++) {
    if (looked % ROWS_AT_ONCE === 0 && looked > hunt.looked && scene.context.now() >= end) return { ...hunt, looked };
    let i = hunt.from + looked * hunt.by;
    if (i < 0 || i >= length) {
      if (!hunt.round) return -1;
      i = ((i % length) + length) % length;
    }
    if (holds(list.at(i))) return i;
  }
  return -1;
}

const NOT_FOUND: Readonly<Record<Search['what'], (state: UiState, hunt: Search) => Step>> = {
  words: (state) => say(state, `'${state.search}' is not here.`, 'warning'),
  typing: (state) => only(state),
  frame: (state, { from }) => say(state, `Frame ${from} has no row here.`, 'warning'),
  finding: (state, { by }) => say(state, by > 0 ? 'No finding after this row.' : 'No finding before this row.'),
};

/** Looks on for `ms`. */
export function goOn(state: UiState, scene: Scene, hunt: Search, ms: number): Step {
  const found = pursue(state, scene, hunt, ms);
  const { list, height } = current(state, scene);
  if (typeof found === 'object') {
    if (found.what === 'frame') return only({ ...state, hunt: found });
    const share = Math.floor((found.looked / Math.max(1, list.length)) * 100);
    return say({ ...state, hunt: found }, `Searching ... ${share} % of ${list.length} rows; any key stops.`);
  }
  const ended: UiState = { ...state, hunt: null };
  if (found < 0) return NOT_FOUND[hunt.what](ended, hunt);
  const at = hunt.what === 'typing' ? centred(list, found, height) : moved(cursorOf(state), list, found, height, false);
  return only(withCursor(ended, at));
}

const begin = (state: UiState, scene: Scene, hunt: Omit<Search, 'looked'>): Step =>
  goOn(state, scene, { ...hunt, looked: 0 }, PATIENCE_MS);

/** The cursor on the next (or previous) hit. */
export function nextHit(by: 1 | -1) {
  return (state: UiState, scene: Scene): Step => {
    if (state.search === '') return say(state, 'Nothing is searched for; / begins a search.');
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
