/**
 * Every key of the program. The reducer looks keys up here, the line at the bottom and the `?` overlay are made from it,
 * and the configuration file changes it. To add a key is to add a row, and its action to the reducer.
 */
import type { UiState, ViewId } from './state.js';
import { VIEW_IDS } from './state.js';

export const ACTIONS = [
  'down', 'up', 'pageDown', 'pageUp', 'top', 'bottom', 'enter', 'back', 'nextView', 'previousView', 'viewSessions', 'viewLadder',
  'viewDialogue', 'viewTransfers', 'viewFindings', 'viewPacket', 'viewStatistics', 'nextSession', 'previousSession', 'content', 'hex', 'explain', 'fold',
  'jump', 'nextFinding', 'previousFinding', 'nextFrame', 'previousFrame', 'goto', 'search', 'searchNext', 'searchPrevious', 'filter', 'mark', 'sortNext',
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
  readonly help: string;
  readonly group: 'Move' | 'Views' | 'Find' | 'Show' | 'Keep' | 'Program';
  /** Only while capturing live. */
  readonly live?: boolean;
};

const IN_SESSION: readonly ViewId[] = ['ladder', 'dialogue', 'transfers', 'findings'];
const LISTS = VIEW_IDS.filter((view) => view !== 'packet' && view !== 'statistics' && view !== 'content');

/** In the order of the line at the bottom: what does not fit on a narrow terminal is at the end. */
export const KEYS: readonly KeyBinding[] = [
  { action: 'down', keys: ['down', 'j'], label: '', help: 'next row', group: 'Move' },
  { action: 'up', keys: ['up', 'k'], label: '', help: 'previous row', group: 'Move' },
  { action: 'pageDown', keys: ['pagedown', 'ctrl+f', 'ctrl+d'], label: '', help: 'a page down', group: 'Move' },
  { action: 'pageUp', keys: ['pageup', 'ctrl+b', 'ctrl+u'], label: '', help: 'a page up', group: 'Move' },
  { action: 'top', keys: ['g', 'home'], label: '', help: 'first row', group: 'Move' },
  { action: 'bottom', keys: ['G', 'end'], label: '', help: 'last row; while capturing: follow what arrives', group: 'Move' },
  { action: 'enter', keys: ['enter', 'l'], label: 'open', help: 'open: session, packet, branch', group: 'Move' },
  { action: 'back', keys: ['esc', 'h', 'backspace'], label: 'back', help: 'back: one level up, or end a search', group: 'Move' },
  { action: 'nextFrame', keys: ['right', ']'], views: ['packet'], label: 'next packet', help: 'next packet of the connection', group: 'Move' },
  { action: 'previousFrame', keys: ['left', '['], views: ['packet'], label: '', help: 'previous packet of the connection', group: 'Move' },
  { action: 'fold', keys: ['o', '+', '-'], views: ['ladder', 'packet'], label: 'fold', help: 'open or close: a connection, a run of data, a branch', group: 'Show' },
  { action: 'hex', keys: ['v', 'x'], views: ['content'], label: 'text/hex', help: 'the content as text or as hex', group: 'Show' },
  { action: 'mark', keys: ['space'], views: ['sessions'], label: 'mark', help: 'mark the session, for saving', group: 'Keep' },
  { action: 'explain', keys: ['e'], views: LISTS, label: 'explain', help: 'show the explanation, make it larger, hide it', group: 'Show' },
  { action: 'jump', keys: ['%', 'm'], views: ['ladder', 'dialogue'], label: 'promise/reply', help: 'jump between PORT/PASV and its SYN, between a reply and its command', group: 'Find' },
  { action: 'nextFinding', keys: ['}', '!'], views: ['ladder', 'dialogue', 'transfers'], label: 'finding', help: 'next row with a finding', group: 'Find' },
  { action: 'previousFinding', keys: ['{'], views: ['ladder', 'dialogue', 'transfers'], label: '', help: 'previous row with a finding', group: 'Find' },
  { action: 'content', keys: ['v'], views: ['transfers', 'ladder'], label: 'content', help: 'the certificate of a transfer, and its content', group: 'Views' },
  { action: 'search', keys: ['/'], label: 'search', help: 'search in the rows while typing', group: 'Find' },
  { action: 'searchNext', keys: ['n'], label: '', help: 'next hit', group: 'Find' },
  { action: 'searchPrevious', keys: ['N'], label: '', help: 'previous hit', group: 'Find' },
  { action: 'filter', keys: ['f'], label: 'filter', help: 'filter sessions: user == "bob" && transfer.verdict != "complete"', group: 'Find' },
  { action: 'sortNext', keys: ['>'], views: ['sessions'], label: 'sort', help: 'sort by the next column', group: 'Show' },
  { action: 'sortPrevious', keys: ['<'], views: ['sessions'], label: '', help: 'sort by the previous column', group: 'Show' },
  { action: 'sortReverse', keys: ['r'], views: ['sessions'], label: '', help: 'turn the order round', group: 'Show' },
  { action: 'pause', keys: ['p'], live: true, label: 'pause', help: 'pause and resume the live capture', group: 'Program' },
  { action: 'time', keys: ['t'], label: 'time', help: 'times since the start, since the row before, or of the clock', group: 'Show' },
  { action: 'color', keys: ['c'], views: ['ladder', 'dialogue'], label: 'colour', help: 'colour by kind, by connection or by direction', group: 'Show' },
  { action: 'save', keys: ['s'], label: 'save', help: 'save report, packets or transferred files, of the marked sessions or all', group: 'Keep' },
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
  { action: 'help', keys: ['?', 'f1'], label: 'keys', help: 'show or hide this list', group: 'Program' },
  { action: 'redraw', keys: ['ctrl+l'], label: '', help: 'draw the screen anew', group: 'Program' },
  { action: 'suspend', keys: ['ctrl+z'], label: '', help: 'go to the background', group: 'Program' },
  { action: 'quit', keys: ['q'], label: 'quit', help: 'leave', group: 'Program' },
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
  pagedown: 'PgDn', home: 'Home', end: 'End', backspace: 'Backspace', f1: 'F1',
}; // biome-ignore format: a table

/** A key as people write it: 'Enter', 'Ctrl-L', '↑', 'G'. */
export const keyTitle = (name: string): string =>
  SIGNS[name] ?? (name.startsWith('ctrl+') ? `Ctrl-${name.slice(5).toUpperCase()}` : name);

/** Keys and words for the line at the bottom, most wanted first. */
export function footerKeys(
  keys: readonly KeyBinding[],
  state: UiState,
  live: boolean,
): readonly { key: string; label: string }[] {
  const shown = keys
    .filter((binding) => binding.label !== '' && worksIn(binding, state.view, live))
    .filter(({ action }) => action !== 'back' || state.view !== 'sessions' || state.filter !== '')
    .map((binding) => ({ key: keyTitle(binding.keys[0] ?? ''), label: binding.label }));
  return [{ key: '↑↓', label: 'row' }, ...shown];
}
