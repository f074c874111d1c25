/**
 * Every key of the program. The reducer looks keys up here, the line at the bottom and the list of keys are made from it,
 * and the configuration file changes it. To add a key is to add a row, its action to `actions/actions.ts` and its words to
 * `text/en/ui/keys.ts`.
 */
import type { UiTexts } from './data/texts.js';
import type { UiState, ViewId } from './state.js';
import { VIEW_IDS } from './state.js';

export const ACTIONS = [
  'down', 'up', 'pageDown', 'pageUp', 'top', 'bottom', 'enter', 'back', 'nextView', 'previousView', 'viewSessions', 'viewLadder',
  'viewDialogue', 'viewTransfers', 'viewFindings', 'viewPacket', 'viewStatistics', 'nextSession', 'previousSession', 'content', 'plot', 'hex', 'lesson', 'lessonNext', 'lessonBack', 'lessonNextTransfer', 'lessonPreviousTransfer', 'lessonPredict', 'acks', 'explain', 'pane', 'scrollDown', 'scrollUp', 'fold', 'focus',
  'jump', 'nextFinding', 'previousFinding', 'nextFrame', 'previousFrame', 'nextTransfer', 'previousTransfer', 'goto', 'search', 'searchNext', 'searchPrevious', 'filter', 'failed', 'mark', 'sortNext',
  'sortPrevious', 'sortReverse', 'time', 'color', 'theme', 'linear', 'save', 'copy', 'pause', 'help', 'redraw', 'suspend', 'interrupt', 'quit',
] as const; // biome-ignore format: a list
export type Action = (typeof ACTIONS)[number];

/** In the order of the list of keys. */
export const KEY_GROUPS = ['move', 'views', 'find', 'show', 'keep', 'program'] as const;

export type KeyBinding = {
  readonly action: Action;
  readonly keys: readonly string[];
  /** Views in which it works; undefined: all. */
  readonly views?: readonly ViewId[];
  /** How much it is wanted there: 1 always, larger numbers give way first; without, after all others, the last first. */
  readonly rank?: number;
  readonly group: (typeof KEY_GROUPS)[number];
  /** Only while capturing live. */
  readonly live?: boolean;
};

const IN_SESSION: readonly ViewId[] = ['ladder', 'dialogue', 'transfers', 'findings'];
const IN_CONVERSATION: readonly ViewId[] = ['ladder', 'dialogue', 'joined'];
const WITH_TRANSFERS: readonly ViewId[] = ['content', 'transfers', 'ladder', 'dialogue', 'plot'];
const NO_LISTS: readonly ViewId[] = ['packet', 'statistics', 'content', 'lesson', 'plot'];
const LISTS = VIEW_IDS.filter((view) => !NO_LISTS.includes(view));
const WITH_PANES: readonly ViewId[] = [...LISTS, 'lesson'];
const IN_LESSON: readonly ViewId[] = ['lesson'];
const OUTSIDE_LESSON = VIEW_IDS.filter((view) => view !== 'lesson');

/** In the order of the line at the bottom; what gives way there on a narrow terminal is decided by the ranks. */
export const KEYS: readonly KeyBinding[] = [
  { action: 'down', keys: ['down', 'j'], group: 'move' },
  { action: 'up', keys: ['up', 'k'], group: 'move' },
  { action: 'pageDown', keys: ['pagedown', 'ctrl+f', 'ctrl+d'], group: 'move' },
  { action: 'pageUp', keys: ['pageup', 'ctrl+b', 'ctrl+u'], group: 'move' },
  { action: 'top', keys: ['g', 'home'], group: 'move' },
  { action: 'bottom', keys: ['G', 'end'], group: 'move' },
  { action: 'enter', keys: ['enter', 'l'], rank: 2, group: 'move' },
  { action: 'back', keys: ['esc', 'h', 'backspace'], rank: 2, group: 'move' },
  { action: 'nextFrame', keys: ['right', ']'], views: ['packet'], rank: 4, group: 'move' },
  { action: 'previousFrame', keys: ['left', '['], views: ['packet'], group: 'move' },
  { action: 'nextTransfer', keys: [']', 'right'], views: WITH_TRANSFERS, group: 'move' },
  { action: 'previousTransfer', keys: ['[', 'left'], views: WITH_TRANSFERS, group: 'move' },
  { action: 'lessonNext', keys: ['space', 'right'], views: IN_LESSON, rank: 2, group: 'move' },
  { action: 'lessonBack', keys: ['left'], views: IN_LESSON, rank: 3, group: 'move' },
  { action: 'lessonPredict', keys: ['p'], views: IN_LESSON, rank: 3, group: 'show' },
  { action: 'acks', keys: ['a', 'A'], views: ['lesson', 'ladder'], rank: 8, group: 'show' },
  { action: 'lessonNextTransfer', keys: ['n', ']'], views: IN_LESSON, rank: 4, group: 'move' },
  { action: 'lessonPreviousTransfer', keys: ['N', '['], views: IN_LESSON, group: 'move' },
  { action: 'fold', keys: ['o', '+', '-'], views: ['ladder', 'joined', 'packet', 'findings'], rank: 5, group: 'show' },
  { action: 'focus', keys: ['z'], views: ['ladder'], rank: 7, group: 'show' },
  { action: 'hex', keys: ['v', 'x'], views: ['content'], rank: 5, group: 'show' },
  { action: 'mark', keys: ['space'], views: ['sessions'], rank: 6, group: 'keep' },
  { action: 'explain', keys: ['e'], views: LISTS, rank: 4, group: 'show' },
  { action: 'pane', keys: ['w'], views: IN_CONVERSATION, group: 'show' },
  { action: 'scrollDown', keys: ['.', 'shift+down'], views: WITH_PANES, group: 'show' },
  { action: 'scrollUp', keys: [',', 'shift+up'], views: WITH_PANES, group: 'show' },
  { action: 'jump', keys: ['%', 'm'], views: ['ladder', 'dialogue'], group: 'find' },
  { action: 'nextFinding', keys: ['}', '!'], views: ['ladder', 'dialogue', 'transfers'], rank: 6, group: 'find' },
  { action: 'previousFinding', keys: ['{'], views: ['ladder', 'dialogue', 'transfers'], group: 'find' },
  { action: 'content', keys: ['v'], views: ['transfers', 'ladder', 'dialogue', 'joined', 'plot'], rank: 6, group: 'views' },
  { action: 'plot', keys: ['P'], views: ['transfers', 'ladder', 'dialogue', 'joined', 'content'], rank: 7, group: 'views' },
  { action: 'lesson', keys: ['S'], views: ['sessions', 'ladder', 'dialogue', 'transfers', 'joined'], rank: 7, group: 'views' },
  { action: 'search', keys: ['/'], views: OUTSIDE_LESSON, rank: 3, group: 'find' },
  { action: 'searchNext', keys: ['n'], views: OUTSIDE_LESSON, group: 'find' },
  { action: 'searchPrevious', keys: ['N'], views: OUTSIDE_LESSON, group: 'find' },
  { action: 'filter', keys: ['f'], rank: 3, group: 'find' },
  { action: 'failed', keys: ['F'], views: ['sessions'], rank: 2, group: 'find' },
  { action: 'sortNext', keys: ['>'], views: ['sessions'], group: 'show' },
  { action: 'sortPrevious', keys: ['<'], views: ['sessions'], group: 'show' },
  { action: 'sortReverse', keys: ['r'], views: ['sessions'], group: 'show' },
  { action: 'pause', keys: ['p'], views: OUTSIDE_LESSON, live: true, rank: 4, group: 'program' },
  { action: 'time', keys: ['t'], group: 'show' },
  { action: 'color', keys: ['c'], views: ['ladder', 'dialogue'], group: 'show' },
  { action: 'save', keys: ['s'], rank: 5, group: 'keep' },
  { action: 'copy', keys: ['y'], group: 'keep' },
  { action: 'goto', keys: [':'], group: 'find' },
  { action: 'nextView', keys: ['tab'], group: 'views' },
  { action: 'previousView', keys: ['shift+tab'], group: 'views' },
  { action: 'viewSessions', keys: ['1'], group: 'views' },
  { action: 'viewLadder', keys: ['2'], group: 'views' },
  { action: 'viewDialogue', keys: ['3'], group: 'views' },
  { action: 'viewTransfers', keys: ['4'], group: 'views' },
  { action: 'viewFindings', keys: ['5'], group: 'views' },
  { action: 'viewPacket', keys: ['6'], group: 'views' },
  { action: 'viewStatistics', keys: ['7'], group: 'views' },
  { action: 'nextSession', keys: ['J', ')'], views: IN_SESSION, group: 'views' },
  { action: 'previousSession', keys: ['K', '('], views: IN_SESSION, group: 'views' },
  { action: 'theme', keys: ['T'], group: 'show' },
  { action: 'linear', keys: ['L'], group: 'show' },
  { action: 'help', keys: ['?', 'f1'], rank: 1, group: 'program' },
  { action: 'redraw', keys: ['ctrl+l'], group: 'program' },
  { action: 'suspend', keys: ['ctrl+z'], group: 'program' },
  { action: 'quit', keys: ['q'], rank: 1, group: 'program' },
  { action: 'interrupt', keys: ['ctrl+c'], group: 'program' },
]; // biome-ignore format: a table

export const worksIn = (binding: KeyBinding, view: ViewId, live: boolean): boolean =>
  (binding.views?.includes(view) ?? true) && (live || binding.live !== true);

/** The binding of a key where it works, or undefined. */
export function bindingOf(
  keys: readonly KeyBinding[],
  name: string,
  view: ViewId,
  live: boolean,
): KeyBinding | undefined {
  return keys.find((binding) => binding.keys.includes(name) && worksIn(binding, view, live));
}

const SIGNS: Readonly<Record<string, string>> = {
  up: '↑', down: '↓', left: '←', right: '→', enter: 'Enter', esc: 'Esc', tab: 'Tab', 'shift+tab': 'Shift-Tab', space: 'Space', pageup: 'PgUp',
  pagedown: 'PgDn', 'shift+up': 'Shift-↑', 'shift+down': 'Shift-↓', home: 'Home', end: 'End', backspace: 'Backspace', f1: 'F1',
}; // biome-ignore format: a table

/** A key as people write it: 'Enter', 'Ctrl-L', '↑', 'G'. */
export const keyTitle = (name: string): string =>
  SIGNS[name] ?? (name.startsWith('ctrl+') ? `Ctrl-${name.slice(5).toUpperCase()}` : name);

export type FooterKey = {
  readonly action: Action | null;
  readonly key: string;
  readonly label: string;
  readonly rank: number;
};

const LAST_RANK = 9;

/** Keys and words for the line at the bottom, in its order. */
export function footerKeys(
  keys: readonly KeyBinding[],
  state: UiState,
  live: boolean,
  ui: UiTexts,
): readonly FooterKey[] {
  const shown = keys
    .filter(({ action, keys }) => ui.keys[action].label !== '' && keys.length > 0)
    .filter((binding) => worksIn(binding, state.view, live))
    .filter(({ action }) => action !== 'back' || state.view !== 'sessions' || state.filter !== '')
    .map(({ action, keys, rank = LAST_RANK }) => ({
      action,
      key: keyTitle(keys[0] ?? ''),
      label: ui.keys[action].label,
      rank,
    }));
  return [{ action: null, key: '↑↓', label: ui.foot.row, rank: LAST_RANK }, ...shown];
}
