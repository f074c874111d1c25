/** What keys do to the pane beside (or below) the list. */

import { nextPane, paneOf, scrolledRow } from '../frame/pane.js';
import { current, type Handler, messages, only, say } from './step.js';

/** Hidden, shown; where it is below the list, large between the two. */
export const explain: Handler = (state, scene) => {
  const { detail } = current(state, scene).layout;
  if (detail === null) return only({ ...state, explain: 'shown' });
  if (detail.place === 'beside' || state.explain === 'large') return only({ ...state, explain: 'hidden' });
  return only({ ...state, explain: 'large' });
};

/** Moves what the pane shows of a long explanation. */
export function scrollPane(by: number): Handler {
  return (state, scene) => {
    const picture = current(state, scene);
    const { detail } = picture.layout;
    const words = messages(scene);
    if (detail === null) return say(state, words.noPane);
    const { top, maxTop, height } = paneOf(picture, detail, scene.keys);
    // No line is passed over.
    const step = Math.sign(by) * Math.min(Math.abs(by), height);
    const to = Math.max(0, Math.min(top + step, maxTop));
    if (to === top) return say(state, maxTop === 0 ? words.wholePane : by > 0 ? words.endOfPane : words.startOfPane);
    return only({ ...state, scroll: { of: scrolledRow(state), top: to } });
  };
}

/** Explanation, packet, both; where the pane is hidden, it comes with the packet. */
export const switchPane: Handler = (state, scene) => {
  const picture = current(state, scene);
  const { detail } = picture.layout;
  if (detail === null) return only({ ...state, explain: 'shown', pane: 'packet' });
  return only({ ...state, pane: nextPane(picture, detail), scroll: null });
};
