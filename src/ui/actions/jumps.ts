/** Jumps: from an announcement to the SYN that matches it, from a reply to its command, to the next packet. */

import { relatedFrame } from '../data/frames.js';
import { cursorOf, type UiState, withCursor } from '../state.js';
import { jumped } from '../terminal/cursor.js';
import { current, messages, only, type Scene, type Step, say } from './step.js';

export function jumpToCounterpart(state: UiState, scene: Scene): Step {
  const { panel, list, row, height, props } = current(state, scene);
  const key = row === undefined ? null : (panel.counterpart?.(row, props) ?? null);
  const index = key === null ? -1 : list.indexOf(key, cursorOf(state).index);
  if (index < 0) return say(state, messages(scene).noCounterpart);
  return only(withCursor(state, jumped(cursorOf(state), list, index, height)));
}

/** In the packet view: the next or previous packet of the same connection. */
export function stepFrame(by: 1 | -1) {
  return (state: UiState, scene: Scene): Step => {
    if (state.frame === null) return only(state);
    const frame = relatedFrame(scene.context, state.frame, by);
    if (frame === null) return say(state, by > 0 ? messages(scene).noLaterPacket : messages(scene).noEarlierPacket);
    return only({ ...state, frame });
  };
}
