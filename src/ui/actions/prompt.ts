/** The line at the bottom while something is typed into it: a search, a filter, a frame's number, a file's name. */

import { completions } from '../../model/filter/complete.js';
import { languageOf, parseFor, seenValues } from '../data/languages.js';
import { cursorOf, FILTERED_VIEWS, filterOf, type Prompt, type PromptKind, type UiState } from '../state.js';
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
  const begin = kind === 'filter' ? filterOf(state) : text;
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
  if (prompt.kind === 'filter') {
    const helped =
      key === 'tab' || key === 'shift+tab'
        ? completed(state, prompt, key, scene)
        : key === 'up' || key === 'down'
          ? recalled(state, prompt, key)
          : null;
    if (helped) return only(whileTyping({ ...state, prompt: helped }, helped, scene));
  }
  const next = edited({ ...prompt, offered: null }, key);
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

/** The next of what may stand here; the first time, as far as all of it begins alike. */
function completed(state: UiState, prompt: Prompt, key: string, scene: Scene): Prompt {
  const { view, sessionId } = state;
  const { offered } = prompt;
  if (offered && offered.options.length > 0) {
    const by = key === 'tab' ? 1 : -1;
    const chosen = (offered.chosen + by + offered.options.length) % offered.options.length;
    return withOption(prompt, offered.from, offered.options, chosen);
  }
  const { from, options } = completions(
    languageOf(view),
    prompt.text,
    prompt.at,
    seenValues(view, scene.context, sessionId),
  );
  return options.length === 0 ? { ...prompt, offered: null } : withOption(prompt, from, options, 0);
}

function withOption(prompt: Prompt, from: number, options: readonly string[], chosen: number): Prompt {
  const option = options[chosen] ?? '';
  const text = prompt.text.slice(0, from) + option + prompt.text.slice(prompt.at);
  return { ...prompt, text, at: from + option.length, offered: { from, options, chosen } };
}

/** A filter that was used before, or one used later. */
function recalled({ filterHistory }: UiState, prompt: Prompt, key: string): Prompt {
  const past = Math.max(0, Math.min((prompt.past ?? 0) + (key === 'up' ? 1 : -1), filterHistory.length));
  const text = past === 0 ? prompt.before : (filterHistory[filterHistory.length - past] ?? '');
  return { ...prompt, text, at: text.length, past, offered: null };
}

/** Filters that are remembered. */
const LONGEST_HISTORY = 100;

/** A search moves with every letter; a filter says what is wrong with it while it is typed. */
function whileTyping(state: UiState, prompt: Prompt, scene: Scene): UiState {
  if (prompt.kind === 'search' && state.help) return { ...state, search: prompt.text, helpTop: 0 };
  if (prompt.kind === 'search') return searchFrom({ ...state, search: prompt.text }, scene, cursorOf(state).index);
  if (prompt.kind === 'filter') {
    const parsed = parseFor(state.view, prompt.text, scene.context);
    return { ...state, filterError: 'error' in parsed ? parsed : null };
  }
  return state;
}

const FINISH: Readonly<Record<PromptKind, (state: UiState, text: string, scene: Scene, prompt: Prompt) => Step>> = {
  // What was typed fast may not be found yet.
  search: (state, text, scene) =>
    text === '' ? only({ ...state, search: '' }) : searchHere({ ...state, search: text }, scene),
  filter: (state, text, scene, prompt) => {
    const parsed = parseFor(state.view, text, scene.context);
    // What was typed stays, to be put right.
    if ('error' in parsed) return only({ ...state, filterError: parsed, prompt });
    const filter = text.trim();
    const known = state.filterHistory.filter((one) => one !== filter);
    const filterHistory = filter === '' ? state.filterHistory : [...known, filter].slice(-LONGEST_HISTORY);
    const chosen = FILTERED_VIEWS.includes(state.view)
      ? { rowFilters: { ...state.rowFilters, [state.view]: filter } }
      : { filter };
    const next = { ...state, ...chosen, filterHistory, filterError: null };
    return { state: next, effects: filter === '' ? [] : [{ do: 'remember', filters: filterHistory }] };
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
