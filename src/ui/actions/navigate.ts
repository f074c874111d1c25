/** Getting about: rows, views, sessions, in and out. */

import { hostsOf, MOST_HOSTS } from '../../model/joined.js';
import type { Context } from '../data/context.js';
import { helpLines } from '../frame/help.js';
import { layoutOf } from '../frame/layout.js';
import { panelOf, TABS, tabOf } from '../panels/index.js';
import type { Destination } from '../panels/panel.js';
import { cursorOf, FILTERED_VIEWS, filterOf, toggle, type UiState, type ViewId, withCursor } from '../state.js';
import { jumped, moved } from '../terminal/cursor.js';
import { explain } from './pane.js';
import { current, type Handler, messages, only, type Scene, type Step, say } from './step.js';

/** More than any list has. */
const MOST_ROWS = 1e9;

/** The cursor to the row that `target` names, from where it is. */
export const move =
  (target: (index: number, length: number, height: number) => number): Handler =>
  (state, scene) => {
    if (state.help) return only(scrollHelp(state, scene, target(state.helpTop, MOST_ROWS, scene.size.rows - 6)));
    const { list, height } = current(state, scene);
    const cursor = cursorOf(state);
    // Where the rows are still being made, the cursor waits for them where it was sent.
    if (list.length === 0 && list.partial) {
      const index = Math.max(0, target(cursor.index, MOST_ROWS, height));
      return only(withCursor(state, { ...cursor, key: null, index: Math.min(index, MOST_ROWS - 1) }));
    }
    const index = target(cursor.index, list.length, height);
    const follow = index >= list.length && scene.context.input.pump.state !== 'done';
    return only(withCursor(state, moved(cursor, list, index, height, follow)));
  };

/** No further than its last lines. */
function scrollHelp(state: UiState, { keys, context, size }: Scene, top: number): UiState {
  const { listRows } = layoutOf(size, state, panelOf(state.view), 0);
  const last = helpLines(keys, state, context, size.columns).length - listRows;
  return { ...state, helpTop: Math.max(0, Math.min(top, last)) };
}

/** Views of a session need one: the one under the cursor, else the first. */
export function showView(state: UiState, scene: Scene, id: ViewId): Step {
  const { context } = scene;
  const next: UiState = { ...state, help: false, view: id };
  if (id === 'packet') {
    const { panel, row } = current(state, scene);
    const frame =
      state.view === 'packet'
        ? state.frame
        : ((row !== undefined ? panel.frame?.(row) : undefined) ?? state.frame ?? 1);
    return only({ ...next, frame });
  }
  if (!panelOf(id).inSession) return only(next);
  const under = state.view === 'sessions' ? current(state, scene).row : undefined;
  const session =
    (under as { id?: number } | undefined)?.id ?? state.sessionId ?? context.analyzer.sessions[0]?.id ?? null;
  return only({ ...next, sessionId: session });
}

/** The next (1) or previous (-1) tab. */
export function stepView(by: number): Handler {
  return (state, scene) => {
    const ids = TABS.map((panel) => panel.id);
    const at = ids.indexOf(tabOf(state.view));
    return showView(state, scene, ids[(at + by + ids.length) % ids.length] ?? 'sessions');
  };
}

/** The next (1) or previous (-1) session as the list has them, in the same view. */
export const stepSession =
  (by: number): Handler =>
  (state, scene) => {
    const list = panelOf('sessions').list({ state, context: scene.context, columns: scene.size.columns });
    const at = list.indexOf(String(state.sessionId), (state.sessionId ?? 1) - 1);
    const next = list.at(at + by) as { id: number } | undefined;
    if (!next) return say(state, by > 0 ? messages(scene).lastSession : messages(scene).firstSession);
    const moved = withCursor(
      state,
      { ...cursorOf(state, 'sessions'), key: String(next.id), index: at + by, follow: false },
      'sessions',
    );
    return only({ ...moved, sessionId: next.id });
  };

/** Opens the row. */
export const enter: Handler = (state, scene) => {
  if (state.help) return only({ ...state, help: false });
  if (state.view === 'sessions' && state.marks.size > 1) return openJoined(state, scene);
  const { panel, row, props } = current(state, scene);
  if (row === undefined) return only(state);
  const destination = panel.enter?.(row, props) ?? null;
  return destination ? go(state, scene, destination) : say(state, messages(scene).nothingToOpen);
};

/** The marked sessions as one ladder, where they have no more hosts than it has lifelines. */
function openJoined(state: UiState, scene: Scene): Step {
  const { context } = scene;
  const sessions = [...state.marks].sort((a, b) => a - b).flatMap((id) => context.session(id) ?? []);
  const hosts = hostsOf(sessions).length;
  if (hosts > MOST_HOSTS) return say(state, messages(scene).tooManyHosts(hosts, MOST_HOSTS), 'warning');
  const joined = sessions.map(({ id }) => id);
  return only({ ...state, view: 'joined', joined });
}

/** Follows Enter, or a jump. */
export function go(state: UiState, scene: Scene, destination: Destination): Step {
  if (destination.to === 'fold') return fold(state, scene);
  if (destination.to === 'explain') {
    const shown = current(state, scene).layout.detail !== null;
    return shown ? say(state, messages(scene).noPacketOfRow) : explain(state, scene);
  }
  if (destination.to === 'frame') {
    return only({ ...state, view: 'packet', frame: destination.frame });
  }
  if (destination.to === 'filter')
    return say(
      { ...state, view: 'sessions', filter: destination.filter, filterError: null },
      messages(scene).filtered(destination.filter),
    );
  const opened: UiState = { ...state, view: 'ladder', sessionId: destination.session.id };
  const fresh = !(`ladder/${destination.session.id}` in state.cursors);
  if (destination.to === 'session') {
    const follows = fresh && scene.context.input.live;
    return only(follows ? withCursor(opened, { ...cursorOf(opened), follow: true }) : opened);
  }
  return destination.frame === null ? only(opened) : only(showFrame(opened, scene, destination.frame) ?? opened);
}

/** The view's cursor on the row of a frame; undefined where it has no such row. */
export function showFrame(state: UiState, scene: Scene, frame: number): UiState | undefined {
  const { panel, list, height, props } = current(state, scene);
  if (list.partial && panel.indexOfFrame)
    return { ...state, searching: { what: 'frame', from: frame, by: 1, round: false, looked: 0 } };
  const index = panel.indexOfFrame?.(frame, props) ?? -1;
  if (index < 0) return undefined;
  const there = withCursor(state, jumped(cursorOf(state), list, index, height));
  const folded = panel.foldOfFrame?.(frame, props) ?? null;
  // A folded run is opened; its segments may take a moment to be found.
  return folded === null
    ? there
    : {
        ...there,
        toggled: toggle(state.toggled, folded),
        searching: { what: 'frame', from: frame, by: 1, round: false, looked: 0 },
      };
}

/** Back to where one came from, or the end of a search. */
export const back: Handler = (state, scene) => {
  if (state.search !== '') return only({ ...state, search: '', helpTop: 0 });
  if (state.help) return only({ ...state, help: false });
  if (FILTERED_VIEWS.includes(state.view) && filterOf(state) !== '')
    return say({ ...state, rowFilters: { ...state.rowFilters, [state.view]: '' } }, messages(scene).allRows);
  if (state.view === 'ladder' && state.focus !== null) return focus(state, scene);
  const place = state.trail.at(-1);
  if (place) return only({ ...state, ...place, trail: state.trail.slice(0, -1) });
  if (state.view !== 'sessions') return only({ ...state, view: 'sessions' });
  if (state.filter !== '') return say({ ...state, filter: '', filterError: null }, messages(scene).allSessions);
  return say(state, messages(scene).firstLevel);
};

/** Opens or closes the row. */
export const fold: Handler = (state, scene) => {
  const { panel, row, props } = current(state, scene);
  const key = row === undefined ? null : (panel.foldKey?.(row, props) ?? null);
  return key === null
    ? say(state, messages(scene).nothingToFold)
    : only({ ...state, toggled: toggle(state.toggled, key) });
};

/** This data connection and its commands alone, or all rows again; the cursor stays on its row. */
export const focus: Handler = (state, scene) => {
  const { panel, row } = current(state, scene);
  const words = messages(scene);
  if (state.focus !== null) return say({ ...state, focus: null }, words.allRows);
  const data = row === undefined ? null : (panel.dataConnection?.(row) ?? null);
  return data ? say({ ...state, focus: data.id }, words.focused(data.id)) : say(state, words.noTransferHere);
};

/** A capture with one session has one thing to show: its ladder, unless a key was pressed before. */
export function openOnlySession(state: UiState, { analyzer, input }: Context): UiState {
  const [only, second] = analyzer.sessions;
  if (state.touched || input.pump.state !== 'done' || state.view !== 'sessions' || !only || second) return state;
  return { ...state, view: 'ladder', sessionId: only.id, touched: true };
}
