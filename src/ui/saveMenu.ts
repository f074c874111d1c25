/** After `s`: a letter says what to save, then a name is asked for. */
import { only, say } from './actions.js';
import { openPrompt } from './prompt.js';
import type { Step } from './reducer.js';
import { SAVE_CHOICES } from './save.js';
import type { UiState } from './state.js';

export function saveMenuStep(state: UiState, key: string): Step {
  const closed: UiState = { ...state, saving: false };
  if (key === 'esc' || key === 'q') return only(closed);
  const choice = SAVE_CHOICES.find((one) => one.key === key);
  return choice ? only(openPrompt(closed, 'save', choice.name, choice.what)) : say(closed, 'Nothing was saved.');
}
