/** The line at the bottom while something is typed into it: a search, a filter, a frame's number, a file's name. */

import { parseFilter } from '../../model/filter/filter.js';
import { cursorOf, type Prompt, type PromptKind, type UiState } from '../state.js';
import { showFrame, showView } from './navigate.js';
import { searchFrom, searchHere } from './search.js';
import { messages, only, type Scene, type Step, say } from './step.js';

/** Characters that a prompt takes. */
const LONGEST = 500;

export function openPrompt(
  state: UiState,
  kind: PromptKind,
  text = '',
  saved: Pick<Prompt, 'what' | 'of' | 'sessions'> = {},
): UiState {
  const begin = kind === 'filter' ? state.filter : text;
  const before = kind === 'search' ? state.search : begin;
  return {
    ...state,
    help: state.help && kind === 'search',
    prompt: { kind, text: begin, at: begin.length, before, ...saved },
  };
}

export function promptStep(state: UiState, prompt: Prompt, key: string, scene: Scene): Step {
  if (key === 'esc') {
    const kept = prompt.kind === 'search' ? { search: prompt.before } : { filterError: null, help: false };
    return only({ ...state, ...kept, prompt: null });
  }
  // The words of the filter, without losing what is typed.
  if (key === 'f1' && prompt.kind === 'filter') return only({ ...state, help: !state.help, helpTop: 0 });
  if (key === 'enter' && state.help && prompt.kind === 'search') return only({ ...state, prompt: null });
  if (key === 'enter') return FINISH[prompt.kind]({ ...state, prompt: null, help: false }, prompt.text, scene, prompt);
  const next = edited(prompt, key);
  return only(next === prompt ? state : whileTyping({ ...state, prompt: next }, next, scene));
}

/** The line after an editing key; the same object where the key does nothing. */
export function edited(prompt: Prompt, key: string): Prompt {
  const { text, at } = prompt;
  const put = (now: string, cursor: number): Prompt => ({ ...prompt, text: now, at: cursor });
  switch (key) {
    case 'left':
      return put(text, Math.max(0, at - 1));
    case 'right':
      return put(text, Math.min(text.length, at + 1));
    case 'home':
    case 'ctrl+a':
      return put(text, 0);
    case 'end':
    case 'ctrl+e':
      return put(text, text.length);
    case 'backspace':
      return at === 0 ? prompt : put(text.slice(0, at - 1) + text.slice(at), at - 1);
    case 'delete':
      return put(text.slice(0, at) + text.slice(at + 1), at);
    case 'ctrl+u':
      return put(text.slice(at), 0);
    case 'ctrl+w': {
      const head = text.slice(0, at).replace(/\S+\s*$/, '');
      return put(head + text.slice(at), head.length);
    }
    default: {
      const typed = key === 'space' ? ' ' : key;
      if ([...typed].length !== 1 || text.length >= LONGEST) return prompt;
      return put(text.slice(0, at) + typed + text.slice(at), at + typed.length);
    }
  }
}

/** A search moves with every letter; a filter says what is wrong with it while it is typed. */
function whileTyping(state: UiState, prompt: Prompt, scene: Scene): UiState {
  if (prompt.kind === 'search' && state.help) return { ...state, search: prompt.text, helpTop: 0 };
  if (prompt.kind === 'search') return searchFrom({ ...state, search: prompt.text }, scene, cursorOf(state).index);
  if (prompt.kind === 'filter') {
    const parsed = parseFilter(prompt.text);
    return { ...state, filterError: 'error' in parsed ? parsed : null };
  }
  return state;
}

const FINISH: Readonly<Record<PromptKind, (state: UiState, text: string, scene: Scene, prompt: Prompt) => Step>> = {
  // What was typed fast may not be found yet.
  search: (state, text, scene) =>
    text === '' ? only({ ...state, search: '' }) : searchHere({ ...state, search: text }, scene),
  filter: (state, text, _scene, prompt) => {
    const parsed = parseFilter(text);
    // What was typed stays, to be put right.
    if ('error' in parsed) return only({ ...state, filterError: parsed, prompt });
    return only({ ...state, filter: text.trim(), filterError: null });
  },
  frame: (state, text, scene) => {
    const frame = /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : Number.NaN;
    if (!(frame >= 1 && frame <= scene.context.analyzer.packets)) {
      const { analyzer, format } = scene.context;
      return say(state, messages(scene).noFrame(text, analyzer.packets, format), 'warning');
    }
    const there = showFrame(state, scene, frame);
    if (there) return only(there);
    return only({ ...showView(state, scene, 'packet').state, frame });
  },
  save: (state, text, { context }, { what, of, sessions = null }) => {
    if (text.trim() === '' || !what) return say(state, context.ui.saving.noName, 'warning');
    return { state, effects: [{ do: 'save', what, name: text.trim(), sessions, ...(of ? { of } : {}) }] };
  },
};
