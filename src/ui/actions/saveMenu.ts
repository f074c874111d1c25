/** After `s`: a letter chooses what to save, then a name is asked for. */

import { type SaveKind, saveChoices } from '../data/saveChoices.js';
import type { SaveScope, UiState } from '../state.js';
import { openPrompt } from './prompt.js';
import { only, type Scene, type Step, say } from './step.js';

/** What is saved of one transfer. */
const OF_ONE: readonly SaveKind[] = ['content', 'pictureOf', 'diagramOf'];

const NOTHING: SaveScope = { of: null, sessions: null, marked: false, joined: false };

export function saveMenuStep(state: UiState, key: string, { context }: Scene): Step {
  const scope = state.saving ?? NOTHING;
  const { of, sessions } = scope;
  const closed: UiState = { ...state, saving: null };
  if (key === 'esc' || key === 'q') return only(closed);
  const choice = saveChoices(scope, context.ui).find((one) => one.key === key);
  if (!choice) return say(closed, context.ui.saving.nothingSaved);
  const saved = { what: choice.what, sessions, ...(of && OF_ONE.includes(choice.what) ? { of } : {}) };
  return only(openPrompt(closed, 'save', choice.name, saved));
}
