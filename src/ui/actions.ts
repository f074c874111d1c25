/** What each action of the key table does. */
import { chosenTransfer, openContent, stepTransfer, toggleHex } from './content.js';
import { moved } from './cursor.js';
import { jumpToCounterpart, stepFrame } from './jumps.js';
import type { Action } from './keys.js';
import { layoutOf } from './layout.js';
import type { Destination, Panel } from './panel.js';
import { COLUMN_NAMES } from './panels/columnNames.js';
import { panelOf, TABS, tabOf } from './panels/index.js';
import { openPrompt } from './prompt.js';
import type { Scene, Step } from './reducer.js';
import type { RowList } from './rowList.js';
import { nextFinding, nextHit } from './search.js';
import { nextPane, scrolledRow, sideOf } from './side.js';
import { COLOR_MODES, cursorOf, TIME_MODES, toggle, type UiState, type ViewId, withCursor } from './state.js';
import { THEMES } from './theme.js';

type Handler = (state: UiState, scene: Scene) => Step;

export const only = (state: UiState): Step => ({ state, effects: [] });
export const say = (state: UiState, text: string, tone: 'info' | 'good' | 'warning' | 'alert' = 'info'): Step =>
  only({ ...state, message: { text, tone } });

/** The panel on the screen with its rows: what most actions work on. */
export function current(
  state: UiState,
  scene: Scene,
): { panel: Panel; list: RowList<unknown>; row: unknown; height: number } {
  const panel = panelOf(state.view);
  const list = panel.list({ state, world: scene.world, columns: scene.size.columns });
  return { panel, list, row: list.at(cursorOf(state).index), height: layoutOf(scene.size, state, panel).listRows };
}

/** More than any list has. */
const MOST_ROWS = 1e9;

/** The cursor to the row that `target` names, from where it is. */
const move =
  (target: (index: number, length: number, height: number) => number): Handler =>
  (state, scene) => {
    if (state.help) return only(scrollHelp(state, target(state.helpTop, Number.MAX_SAFE_INTEGER, scene.size.rows - 6)));
    const { list, height } = current(state, scene);
    const cursor = cursorOf(state);
    // Where the rows are still being made, the cursor waits for them where it was sent.
    if (list.length === 0 && list.partial) {
      const index = Math.max(0, target(cursor.index, MOST_ROWS, height));
      return only(withCursor(state, { ...cursor, key: null, index: Math.min(index, MOST_ROWS - 1) }));
    }
    const index = target(cursor.index, list.length, height);
    const follow = index >= list.length && scene.world.input.pump.state !== 'done';
    return only(withCursor(state, moved(cursor, list, index, height, follow)));
  };

const scrollHelp = (state: UiState, top: number): UiState => ({ ...state, helpTop: Math.max(0, Math.min(top, 1000)) });

const view =
  (id: ViewId): Handler =>
  (state, scene) =>
    showView(state, scene, id);

/** Views of a session need one: the one under the cursor, else the first. */
export function showView(state: UiState, scene: Scene, id: ViewId): Step {
  const { world } = scene;
  const next: UiState = { ...state, help: false, view: id };
  if (id === 'packet') {
    const { panel, row } = current(state, scene);
    const frame =
      state.view === 'packet'
        ? state.frame
        : ((row !== undefined ? panel.frame?.(row) : undefined) ?? state.frame ?? 1);
    return only({ ...next, frame, cameFrom: state.view === 'packet' ? state.cameFrom : state.view });
  }
  if (!panelOf(id).inSession) return only(next);
  const under = state.view === 'sessions' ? current(state, scene).row : undefined;
  const session =
    (under as { id?: number } | undefined)?.id ?? state.sessionId ?? world.analyzer.sessions[0]?.id ?? null;
  return only({ ...next, sessionId: session });
}

function stepView(by: number): Handler {
  return (state, scene) => {
    const ids = TABS.map((panel) => panel.id);
    const at = ids.indexOf(tabOf(state.view));
    return showView(state, scene, ids[(at + by + ids.length) % ids.length] ?? 'sessions');
  };
}

const stepSession =
  (by: number): Handler =>
  (state, scene) => {
    const list = panelOf('sessions').list({ state, world: scene.world });
    const at = list.indexOf(String(state.sessionId), (state.sessionId ?? 1) - 1);
    const next = list.at(at + by) as { id: number } | undefined;
    if (!next) return say(state, by > 0 ? 'This is the last session.' : 'This is the first session.');
    const moved = withCursor(
      state,
      { ...cursorOf(state, 'sessions'), key: String(next.id), index: at + by, follow: false },
      'sessions',
    );
    return only({ ...moved, sessionId: next.id });
  };

const enter: Handler = (state, scene) => {
  if (state.help) return only({ ...state, help: false });
  const { panel, row } = current(state, scene);
  if (row === undefined) return only(state);
  const destination = panel.enter?.(row, { state, world: scene.world }) ?? null;
  return destination ? go(state, scene, destination) : only(state);
};

/** Follows Enter, or a jump. */
export function go(state: UiState, scene: Scene, destination: Destination): Step {
  if (destination.to === 'fold') return fold(state, scene);
  if (destination.to === 'explain') {
    const shown = layoutOf(scene.size, state, panelOf(state.view)).detail !== null;
    return shown ? say(state, 'No packet belongs to this row; what it means stands beside it.') : explain(state, scene);
  }
  if (destination.to === 'frame') {
    return only({
      ...state,
      view: 'packet',
      frame: destination.frame,
      cameFrom: state.view === 'packet' ? state.cameFrom : state.view,
    });
  }
  const opened: UiState = { ...state, view: 'ladder', sessionId: destination.session.id };
  const fresh = !(`ladder/${destination.session.id}` in state.cursors);
  if (destination.to === 'session') {
    const follows = fresh && scene.world.input.live;
    return only(follows ? withCursor(opened, { ...cursorOf(opened), follow: true }) : opened);
  }
  return destination.frame === null ? only(opened) : only(showFrame(opened, scene, destination.frame) ?? opened);
}

/** The view's cursor on the row of a frame; undefined where it has no such row. */
export function showFrame(state: UiState, scene: Scene, frame: number): UiState | undefined {
  const { panel, list, height } = current(state, scene);
  if (list.partial && panel.indexOfFrame)
    return { ...state, hunt: { what: 'frame', from: frame, by: 1, round: false, looked: 0 } };
  const index = panel.indexOfFrame?.(frame, { state, world: scene.world }) ?? -1;
  if (index < 0) return undefined;
  return withCursor(state, moved(cursorOf(state), list, index, height, false));
}

const back: Handler = (state) => {
  if (state.help) return only({ ...state, help: false });
  if (state.search !== '') return only({ ...state, search: '' });
  if (state.view === 'packet') return only({ ...state, view: state.cameFrom });
  if (state.view === 'content') return only({ ...state, view: state.contentFrom });
  if (state.view !== 'sessions') return only({ ...state, view: 'sessions' });
  if (state.filter !== '') return say({ ...state, filter: '', filterError: null }, 'All sessions are shown again.');
  return say(state, 'This is the first level; q leaves.');
};

/** Hidden, shown; where it stands below the list, large between the two. */
const explain: Handler = (state, scene) => {
  const { panel } = current(state, scene);
  const { detail } = layoutOf(scene.size, state, panel);
  if (detail === null) return only({ ...state, explain: 'shown' });
  if (detail.place === 'beside' || state.explain === 'large') return only({ ...state, explain: 'hidden' });
  return only({ ...state, explain: 'large' });
};

const SCROLL_LINES = 3;

/** Moves what the pane shows of a long explanation. */
export function scrollPane(by: number): Handler {
  return (state, scene) => {
    const { panel, row } = current(state, scene);
    const { detail } = layoutOf(scene.size, state, panel);
    if (detail === null) return say(state, 'There is no explanation on the screen: e shows it.');
    const context = { state, world: scene.world, columns: scene.size.columns };
    const { top, maxTop, height } = sideOf(panel, context, row, detail, scene.keys);
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
const switchPane: Handler = (state, scene) => {
  const { panel } = current(state, scene);
  const { detail } = layoutOf(scene.size, state, panel);
  if (detail === null) return only({ ...state, explain: 'shown', pane: 'packet' });
  const context = { state, world: scene.world, columns: scene.size.columns };
  return only({ ...state, pane: nextPane(panel, context, detail), scroll: null });
};

const fold: Handler = (state, scene) => {
  const { panel, row } = current(state, scene);
  const key = row === undefined ? null : (panel.foldKey?.(row, { state, world: scene.world }) ?? null);
  return key === null
    ? say(state, 'Nothing to open or close here.')
    : only({ ...state, toggled: toggle(state.toggled, key) });
};

function stepSort(by: number): Handler {
  return (state) => {
    const names: readonly string[] = COLUMN_NAMES.sessions;
    const at = names.indexOf(state.sort.column);
    const column = names[(at + by + names.length) % names.length] ?? 'number';
    return say({ ...state, sort: { ...state.sort, column } }, `Sorted by ${column}.`);
  };
}

const after = <T>(list: readonly T[], value: T): T => list[(list.indexOf(value) + 1) % list.length] ?? value;

const TIME_WORDS = {
  start: 'since the start of the capture',
  delta: 'since the row before',
  clock: 'of the clock, UTC',
};

const copy: Handler = (state, scene) => {
  const { panel, row } = current(state, scene);
  if (row === undefined) return say(state, 'Nothing to copy.');
  const context = { state, world: scene.world };
  const filter = panel.wireshark?.(row, context) ?? null;
  const text = panel.sentence(row, context);
  return {
    state: { ...state, message: { text: filter ? `Copied. In Wireshark: ${filter}` : 'Copied.', tone: 'good' } },
    effects: [{ do: 'copy', text }],
  };
};

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
  hex: toggleHex,
  explain,
  pane: switchPane,
  scrollDown: scrollPane(SCROLL_LINES),
  scrollUp: scrollPane(-SCROLL_LINES),
  fold,
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
  filter: (state, scene) => only(openPrompt(showView(state, scene, 'sessions').state, 'filter')),
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
  time: (state) => {
    const time = after(TIME_MODES, state.time);
    return say({ ...state, time }, `Times ${TIME_WORDS[time]}.`);
  },
  color: (state) => {
    const color = after(COLOR_MODES, state.color);
    return say({ ...state, color }, `Coloured by ${color}.`);
  },
  theme: (state) => {
    const theme = after(
      THEMES.map(({ name }) => name),
      state.theme,
    );
    return say({ ...state, theme }, `Theme '${theme}': ${THEMES.find(({ name }) => name === theme)?.about ?? ''}.`);
  },
  linear: (state) =>
    say({ ...state, linear: !state.linear }, state.linear ? 'Drawings again.' : 'Sentences instead of drawings.'),
  save: (state, scene) => only({ ...state, saving: { of: chosenTransfer(state, scene) } }),
  copy,
  pause: (state) => ({ state, effects: [{ do: 'pause' }] }),
  help: (state) => only({ ...state, help: !state.help, helpTop: 0 }),
  redraw: (state) => ({ state, effects: [{ do: 'redraw' }] }),
  suspend: (state) => ({ state, effects: [{ do: 'suspend' }] }),
  interrupt: (state) => ({ state, effects: [{ do: 'interrupt' }] }),
  quit: (state) => ({ state, effects: [{ do: 'quit' }] }),
};
