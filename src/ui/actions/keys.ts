/**
 * Every key of the program. The reducer looks keys up here, the line at the bottom and the `?` overlay are made from it,
 * and the configuration file changes it. To add a key is to add a row, and its action to the reducer.
 */
import type { UiState, ViewId } from '../state.js';
import { VIEW_IDS } from '../state.js';

export const ACTIONS = [
  'down', 'up', 'pageDown', 'pageUp', 'top', 'bottom', 'enter', 'back', 'nextView', 'previousView', 'viewSessions', 'viewLadder',
  'viewDialogue', 'viewTransfers', 'viewFindings', 'viewPacket', 'viewStatistics', 'nextSession', 'previousSession', 'content', 'hex', 'explain', 'pane', 'scrollDown', 'scrollUp', 'fold',
  'jump', 'nextFinding', 'previousFinding', 'nextFrame', 'previousFrame', 'nextTransfer', 'previousTransfer', 'goto', 'search', 'searchNext', 'searchPrevious', 'filter', 'mark', 'sortNext',
  'sortPrevious', 'sortReverse', 'time', 'color', 'theme', 'linear', 'save', 'copy', 'pause', 'help', 'redraw', 'suspend', 'interrupt', 'quit',
] as const; // biome-ignore format: a list
export type Action = (typeof ACTIONS)[number];

export type KeyBinding = {
  readonly action: Action;
  readonly keys: readonly string[];
  /** Views in which it works; undefined: all. */
  readonly views?: readonly ViewId[];
  /** For the line at the bottom; '' keeps it for the overlay. */
  readonly label: string;
  /** How much it is wanted there: 1 always, larger numbers give way first; without, after all others, the last first. */
  readonly rank?: number;
  readonly help: string;
  readonly group: 'Move' | 'Views' | 'Find' | 'Show' | 'Keep' | 'Program';
  /** Only while capturing live. */
  readonly live?: boolean;
};

const IN_SESSION: readonly ViewId[] = ['ladder', 'dialogue', 'transfers', 'findings'];
const IN_CONVERSATION: readonly ViewId[] = ['ladder', 'dialogue'];
const WITH_TRANSFERS: readonly ViewId[] = ['content', 'transfers', 'ladder', 'dialogue'];
const LISTS = VIEW_IDS.filter((view) => view !== 'packet' && view !== 'statistics' && view !== 'content');

/** In the order of the line at the bottom; what does not fit there on a narrow terminal is reported by the ranks. */
export const KEYS: readonly KeyBinding[] = [
  { action: 'down', keys: ['down', 'j'], label: '', help: 'next row', group: 'Move' },
  { action: 'up', keys: ['up', 'k'], label: '', help: 'previous row', group: 'Move' },
  { action: 'pageDown', keys: ['pagedown', 'ctrl+f', 'ctrl+d'], label: '', help: 'a page down', group: 'Move' },
  { action: 'pageUp', keys: ['pageup', 'ctrl+b', 'ctrl+u'], label: '', help: 'a page up', group: 'Move' },
  { action: 'top', keys: ['g', 'home'], label: '', help: 'first row', group: 'Move' },
  { action: 'bottom', keys: ['G', 'end'], label: '', help: 'last row; while capturing: follow what arrives', group: 'Move' },
  { action: 'enter', keys: ['enter', 'l'], label: 'open', rank: 2, help: 'open: session, packet, branch', group: 'Move' },
  { action: 'back', keys: ['esc', 'h', 'backspace'], label: 'back', rank: 2, help: 'back: one level up, or end a search', group: 'Move' },
  { action: 'nextFrame', keys: ['right', ']'], views: ['packet'], label: 'next packet', rank: 4, help: 'next packet of the connection', group: 'Move' },
  { action: 'previousFrame', keys: ['left', '['], views: ['packet'], label: '', help: 'previous packet of the connection', group: 'Move' },
  { action: 'nextTransfer', keys: [']', 'right'], views: WITH_TRANSFERS, label: 'transfer', help: 'next transfer of the session', group: 'Move' },
  { action: 'previousTransfer', keys: ['[', 'left'], views: WITH_TRANSFERS, label: '', help: 'previous transfer of the session', group: 'Move' },
  { action: 'fold', keys: ['o', '+', '-'], views: ['ladder', 'packet'], label: 'fold', rank: 5, help: 'open or close: a connection, a run of data, a branch', group: 'Show' },
  { action: 'hex', keys: ['v', 'x'], views: ['content'], label: 'text/hex', rank: 5, help: 'the content as text or as hex', group: 'Show' },
  { action: 'mark', keys: ['space'], views: ['sessions'], label: 'mark', rank: 4, help: 'mark the session, for saving', group: 'Keep' },
  { action: 'explain', keys: ['e'], views: LISTS, label: 'explain', rank: 4, help: 'show the explanation, make it larger, hide it', group: 'Show' },
  { action: 'pane', keys: ['w'], views: IN_CONVERSATION, label: 'packet', help: 'in the pane: the explanation, the packet, or both', group: 'Show' },
  { action: 'scrollDown', keys: ['.', 'shift+down'], views: LISTS, label: '', help: 'scroll the explanation down', group: 'Show' },
  { action: 'scrollUp', keys: [',', 'shift+up'], views: LISTS, label: '', help: 'scroll the explanation up', group: 'Show' },
  { action: 'jump', keys: ['%', 'm'], views: ['ladder', 'dialogue'], label: 'announcement/reply', help: 'jump between PORT/PASV and its SYN, between a reply and its command', group: 'Find' },
  { action: 'nextFinding', keys: ['}', '!'], views: ['ladder', 'dialogue', 'transfers'], label: 'finding', rank: 6, help: 'next row with a finding', group: 'Find' },
  { action: 'previousFinding', keys: ['{'], views: ['ladder', 'dialogue', 'transfers'], label: '', help: 'previous row with a finding', group: 'Find' },
  { action: 'content', keys: ['v'], views: ['transfers', 'ladder', 'dialogue'], label: 'content', rank: 6, help: 'the certificate of a transfer, and its content', group: 'Views' },
  { action: 'search', keys: ['/'], label: 'search', rank: 3, help: 'search in the rows while typing', group: 'Find' },
  { action: 'searchNext', keys: ['n'], label: '', help: 'next hit', group: 'Find' },
  { action: 'searchPrevious', keys: ['N'], label: '', help: 'previous hit', group: 'Find' },
  { action: 'filter', keys: ['f'], label: 'filter', rank: 3, help: 'filter sessions: user == "bob" && transfer.verdict != "complete"', group: 'Find' },
  { action: 'sortNext', keys: ['>'], views: ['sessions'], label: 'sort', help: 'sort by the next column', group: 'Show' },
  { action: 'sortPrevious', keys: ['<'], views: ['sessions'], label: '', help: 'sort by the previous column', group: 'Show' },
  { action: 'sortReverse', keys: ['r'], views: ['sessions'], label: '', help: 'turn the order round', group: 'Show' },
  { action: 'pause', keys: ['p'], live: true, label: 'pause', rank: 4, help: 'pause and resume the live capture', group: 'Program' },
  { action: 'time', keys: ['t'], label: 'time', help: 'times since the start, since the row before, or of the clock', group: 'Show' },
  { action: 'color', keys: ['c'], views: ['ladder', 'dialogue'], label: 'colour', help: 'colour by kind, by connection or by direction', group: 'Show' },
  { action: 'save', keys: ['s'], label: 'save', help: 'save report, packets or files (marked sessions or all), or one transfer', group: 'Keep' },
  { action: 'copy', keys: ['y'], label: 'copy', help: "copy the row to the terminal's clipboard (OSC 52), and show its Wireshark filter", group: 'Keep' },
  { action: 'goto', keys: [':'], label: 'frame', help: 'go to a frame by its number', group: 'Find' },
  { action: 'nextView', keys: ['tab'], label: 'view', help: 'next view', group: 'Views' },
  { action: 'previousView', keys: ['shift+tab'], label: '', help: 'previous view', group: 'Views' },
  { action: 'viewSessions', keys: ['1'], label: '', help: 'Sessions', group: 'Views' },
  { action: 'viewLadder', keys: ['2'], label: '', help: 'Ladder: all connections of the session in one time order', group: 'Views' },
  { action: 'viewDialogue', keys: ['3'], label: '', help: 'Dialogue: commands and replies as a conversation', group: 'Views' },
  { action: 'viewTransfers', keys: ['4'], label: '', help: 'Transfers: what each data connection carried', group: 'Views' },
  { action: 'viewFindings', keys: ['5'], label: '', help: 'Findings: what is worth knowing', group: 'Views' },
  { action: 'viewPacket', keys: ['6'], label: '', help: 'Packet: decoded fields and bytes', group: 'Views' },
  { action: 'viewStatistics', keys: ['7'], label: '', help: 'Statistics of the whole capture', group: 'Views' },
  { action: 'nextSession', keys: ['J', ')'], views: IN_SESSION, label: '', help: 'next session', group: 'Views' },
  { action: 'previousSession', keys: ['K', '('], views: IN_SESSION, label: '', help: 'previous session', group: 'Views' },
  { action: 'theme', keys: ['T'], label: '', help: 'next theme', group: 'Show' },
  { action: 'linear', keys: ['L'], label: '', help: 'plain sentences instead of drawings, for screen readers', group: 'Show' },
  { action: 'help', keys: ['?', 'f1'], label: 'keys', rank: 1, help: 'show or hide this list', group: 'Program' },
  { action: 'redraw', keys: ['ctrl+l'], label: '', help: 'draw the screen again', group: 'Program' },
  { action: 'suspend', keys: ['ctrl+z'], label: '', help: 'go to the background', group: 'Program' },
  { action: 'quit', keys: ['q'], label: 'quit', rank: 1, help: 'leave', group: 'Program' },
  { action: 'interrupt', keys: ['ctrl+c'], label: '', help: 'leave at once, also while something is typed', group: 'Program' },
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

export type FooterKey = { readonly key: string; readonly label: string; readonly rank: number };

const LAST_RANK = 9;

/** Keys and words for the line at the bottom, in its order. */
export function footerKeys(keys: readonly KeyBinding[], state: UiState, live: boolean): readonly FooterKey[] {
  const shown = keys
    .filter((binding) => binding.label !== '' && binding.keys.length > 0 && worksIn(binding, state.view, live))
    .filter(({ action }) => action !== 'back' || state.view !== 'sessions' || state.filter !== '')
    .map(({ keys, label, rank = LAST_RANK }) => ({ key: keyTitle(keys[0] ?? ''), label, rank }));
  return [{ key: '↑↓', label: 'row', rank: LAST_RANK }, ...shown];
}
