/** Jumps: from a announcement to the SYN that keeps it, from a reply to its command, to the next finding, to the next packet. */

import { relatedFrame } from '../data/frames.js';
import { cursorOf, type UiState, withCursor } from '../state.js';
import { moved } from '../terminal/cursor.js';
import { current, only, type Scene, type Step, say } from './step.js';

export function jumpToCounterpart(state: UiState, scene: Scene): Step {
  const { panel, list, row, height } = current(state, scene);
  const key = row === undefined ? null : (panel.counterpart?.(row, { state, context: scene.context }) ?? null);
  const index = key === null ? -1 : list.indexOf(key, cursorOf(state).index);
  if (index < 0) return say(state, 'No other row belongs to this one.');
  return only(withCursor(state, moved(cursorOf(state), list, index, height, false)));
}

/** In the packet view: the next or previous packet of the same connection. */
export function stepFrame(by: 1 | -1) {
  return (state: UiState, { context }: Scene): Step => {
    if (state.frame === null) return only(state);
    const frame = relatedFrame(context, state.frame, by);
    if (frame === null)
      return say(state, by > 0 ? 'No later packet of this connection.' : 'No earlier packet of this connection.');
    return only({ ...state, frame });
  };
}
