/** What each action of the key table does. */

import type { Action } from '../keys.js';
import { COLUMN_NAMES, panelOf } from '../panels/index.js';
import {
  COLOR_MODES,
  cursorOf,
  FILTERED_VIEWS,
  type SaveScope,
  TIME_MODES,
  toggle,
  type UiState,
  type ViewId,
  withCursor,
} from '../state.js';
import { moved, START } from '../terminal/cursor.js';
import { THEME_NAMES } from '../terminal/theme.js';
import { chosenTransfer, openContent, openPlot, stepTransfer, toggleHex } from './content.js';
import { jumpToCounterpart, stepFrame } from './jumps.js';
import { nextRow, openLesson, otherLesson, predict, rowBack, toggleAcks } from './lesson.js';
import { back, enter, focus, fold, move, showView, stepSession, stepView } from './navigate.js';
import { explain, scrollPane, switchPane } from './pane.js';
import { openPrompt } from './prompt.js';
import { nextFinding, nextHit } from './search.js';
import { current, type Handler, messages, only, type Scene, say } from './step.js';

const SCROLL_LINES = 3;
/** The filter of failed sessions. */
const FAILED = 'failed > 0';
const BY_NUMBER = { column: 'number', descending: false } as const;

const view =
  (id: ViewId): Handler =>
  (state, scene) =>
    showView(state, scene, id);

function stepSort(by: number): Handler {
  return (state, scene) => {
    const names = COLUMN_NAMES.sessions;
    const at = names.indexOf(state.sort.column);
    const column = names[(at + by + names.length) % names.length] ?? 'number';
    return say({ ...state, sort: { ...state.sort, column } }, messages(scene).sorted(column));
  };
}

const after = <T>(list: readonly T[], value: T): T => list[(list.indexOf(value) + 1) % list.length] ?? value;

const copy: Handler = (state, scene) => {
  const { panel, row, props } = current(state, scene);
  const words = messages(scene);
  if (row === undefined) return say(state, words.nothingToCopy);
  const filter = panel.wireshark?.(row, props) ?? null;
  const copied = say(state, filter ? words.copiedWithFilter(filter) : words.copied, 'good');
  return { ...copied, effects: [{ do: 'copy', text: panel.sentence(row, props) }] };
};

/** Leaving is asked about where it loses packets. */
const quit: Handler = (state, scene) => {
  const { pump, live } = scene.context.input;
  const runs = live && pump.state !== 'done' && pump.state !== 'failed';
  if (state.leaving || !(runs || state.unsaved)) return { state, effects: [{ do: 'quit' }] };
  const words = messages(scene);
  return say({ ...state, leaving: true }, state.unsaved ? words.quitUnsaved : words.quitLive, 'warning');
};

/** The marked sessions; else what is on the screen: one session, or those of the list. */
function saveScope(state: UiState, scene: Scene): SaveScope {
  const of = chosenTransfer(state, scene);
  const { panel } = current(state, scene);
  if (state.view === 'joined') return { of, sessions: state.joined, marked: false, joined: true };
  if (state.marks.size > 0) return { of, sessions: [...state.marks], marked: true, joined: false };
  if (panel.inSession && state.sessionId !== null)
    return { of, sessions: [state.sessionId], marked: false, joined: false };
  if (state.filter === '') return { of, sessions: null, marked: false, joined: false };
  const { rows } = panelOf('sessions').list({ state, context: scene.context, columns: scene.size.columns });
  return { of, sessions: rows.map((row) => (row as { id: number }).id), marked: false, joined: false };
}

export const ACTION_TABLE: Readonly<Record<Action, Handler>> = {
  down: move((index) => index + 1),
  up: move((index) => index - 1),
  pageDown: move((index, length, height) => Math.min(index + Math.max(1, height - 1), length - 1)),
  pageUp: move((index, _length, height) => index - Math.max(1, height - 1)),
  top: move(() => 0),
  bottom: move((_index, length) => length),
  enter,
  back,
  nextView: stepView(1),
  previousView: stepView(-1),
  viewSessions: view('sessions'),
  viewLadder: view('ladder'),
  viewDialogue: view('dialogue'),
  viewTransfers: view('transfers'),
  viewFindings: view('findings'),
  viewPacket: view('packet'),
  viewStatistics: view('statistics'),
  nextSession: stepSession(1),
  previousSession: stepSession(-1),
  content: openContent,
  plot: openPlot,
  hex: toggleHex,
  lesson: openLesson,
  lessonNext: nextRow,
  lessonBack: rowBack,
  lessonNextTransfer: otherLesson(1),
  lessonPreviousTransfer: otherLesson(-1),
  lessonPredict: predict,
  acks: toggleAcks,
  explain,
  pane: switchPane,
  scrollDown: scrollPane(SCROLL_LINES),
  scrollUp: scrollPane(-SCROLL_LINES),
  fold,
  focus,
  jump: jumpToCounterpart,
  nextFinding: nextFinding(1),
  previousFinding: nextFinding(-1),
  nextFrame: stepFrame(1),
  previousFrame: stepFrame(-1),
  nextTransfer: stepTransfer(1),
  previousTransfer: stepTransfer(-1),
  goto: (state) => only(openPrompt(state, 'frame')),
  search: (state) => only(openPrompt(state, 'search')),
  searchNext: nextHit(1),
  searchPrevious: nextHit(-1),
  filter: (state, scene) =>
    only(openPrompt(FILTERED_VIEWS.includes(state.view) ? state : showView(state, scene, 'sessions').state, 'filter')),
  failed: (state, scene) => {
    const { results } = scene.context.ui;
    const top = withCursor(state, START, 'sessions');
    if (state.filter === FAILED) return say({ ...state, filter: '', sort: BY_NUMBER }, results.all);
    if (state.sort.column === 'result') return say({ ...top, filter: FAILED, filterError: null }, results.failedOnly);
    return say({ ...top, sort: { column: 'result', descending: false } }, results.failedFirst);
  },
  mark: (state, scene) => {
    const { row, list, height } = current(state, scene);
    if (row === undefined) return only(state);
    const marked = { ...state, marks: toggle(state.marks, (row as { id: number }).id) };
    return only(
      withCursor(
        marked,
        moved(cursorOf(state), list, Math.min(cursorOf(state).index + 1, list.length - 1), height, false),
      ),
    );
  },
  sortNext: stepSort(1),
  sortPrevious: stepSort(-1),
  sortReverse: (state) => only({ ...state, sort: { ...state.sort, descending: !state.sort.descending } }),
  time: (state, scene) => {
    const time = after(TIME_MODES, state.time);
    return say({ ...state, time }, messages(scene).times[time]);
  },
  color: (state, scene) => {
    const color = after(COLOR_MODES, state.color);
    return say({ ...state, color }, messages(scene).colors[color]);
  },
  theme: (state, scene) => {
    const theme = after(THEME_NAMES, state.theme);
    return say({ ...state, theme }, messages(scene).theme(theme, scene.context.ui.themes[theme]));
  },
  linear: (state, scene) =>
    say({ ...state, linear: !state.linear }, state.linear ? messages(scene).drawings : messages(scene).sentences),
  save: (state, scene) => only({ ...state, saving: saveScope(state, scene) }),
  copy,
  pause: (state) => ({ state, effects: [{ do: 'pause' }] }),
  help: (state) => only({ ...state, help: !state.help, helpTop: 0, search: '' }),
  redraw: (state) => ({ state, effects: [{ do: 'redraw' }] }),
  suspend: (state) => ({ state, effects: [{ do: 'suspend' }] }),
  interrupt: (state) => ({ state, effects: [{ do: 'interrupt' }] }),
  quit,
};
