/** What keys do to the pane beside (or below) the list. */

import { nextPane, scrolledRow, sideOf } from '../side.js';
import { layoutOf } from '../terminal/layout.js';
import { current, type Handler, only, say } from './step.js';

/** Hidden, shown; where it stands below the list, large between the two. */
export const explain: Handler = (state, scene) => {
  const { panel } = current(state, scene);
  const { detail } = layoutOf(scene.size, state, panel);
  if (detail === null) return only({ ...state, explain: 'shown' });
  if (detail.place === 'beside' || state.explain === 'large') return only({ ...state, explain: 'hidden' });
  return only({ ...state, explain: 'large' });
};

/** Moves what the pane shows of a long explanation. */
export function scrollPane(by: number): Handler {
  return (state, scene) => {
    const { panel, row } = current(state, scene);
    const { detail } = layoutOf(scene.size, state, panel);
    if (detail === null) return say(state, 'There is no explanation on the screen: e shows it.');
    const panelContext = { state, context: scene.context, columns: scene.size.columns };
    const { top, maxTop, height } = sideOf(panel, panelContext, row, detail, scene.keys);
    // No line is passed over.
    const step = Math.sign(by) * Math.min(Math.abs(by), height);
    const to = Math.max(0, Math.min(top + step, maxTop));
    if (to === top)
      return say(
        state,
        maxTop === 0 ? 'All of it is on the screen.' : by > 0 ? 'This is its end.' : 'This is its beginning.',
      );
    return only({ ...state, scroll: { of: scrolledRow(state), top: to } });
  };
}

/** Explanation, packet, both; where the pane is hidden, it comes with the packet. */
export const switchPane: Handler = (state, scene) => {
  const { panel } = current(state, scene);
  const { detail } = layoutOf(scene.size, state, panel);
  if (detail === null) return only({ ...state, explain: 'shown', pane: 'packet' });
  const panelContext = { state, context: scene.context, columns: scene.size.columns };
  return only({ ...state, pane: nextPane(panel, panelContext, detail), scroll: null });
};
