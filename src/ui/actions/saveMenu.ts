/** After `s`: a letter says what to save, then a name is asked for. */

import type { UiState } from '../state.js';
import { openPrompt } from './prompt.js';
import { saveChoices } from './save.js';
import { only, type Step, say } from './step.js';

export function saveMenuStep(state: UiState, key: string): Step {
  const of = state.saving?.of ?? null;
  const closed: UiState = { ...state, saving: null };
  if (key === 'esc' || key === 'q') return only(closed);
  const choice = saveChoices(of).find((one) => one.key === key);
  if (!choice) return say(closed, 'Nothing was saved.');
  const saved = { what: choice.what, ...(of && choice.what === 'content' ? { of } : {}) };
  return only(openPrompt(closed, 'save', choice.name, saved));
}
