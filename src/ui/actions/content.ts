/** What the keys of the content view do, and what kind of content it is, which a library finds out in its own time. */
import { copyOf } from '../../bytes/copy.js';
import type { DataConnection, Transfer } from '../../ftp/protocol/session.js';
import { contentType, HEAD_BYTES } from '../../output/contentType.js';
import type { Context } from '../data/context.js';
import { type DocumentRow, isHex } from '../panels/content.js';
import { cursorOf, type UiState, withCursor } from '../state.js';
import { jumped, moved } from '../terminal/cursor.js';
import type { RowList } from '../terminal/rowList.js';
import { current, messages, only, type Scene, type Step, say } from './step.js';

/** The data connection that the view or the row is about. */
function dataUnder(state: UiState, scene: Scene): DataConnection | null {
  if (state.view === 'content' || state.view === 'plot') return shownTransfer(state, scene.context) ?? null;
  const { panel, row } = current(state, scene);
  return row === undefined ? null : (panel.dataConnection?.(row) ?? null);
}

/** Opens the certificate and content of the row's transfer. */
export function openContent(state: UiState, scene: Scene): Step {
  const data = dataUnder(state, scene);
  if (!data?.transfer) return say(state, messages(scene).noTransferHere);
  const opened: UiState = {
    ...state,
    view: 'content',
    help: false,
    sessionId: data.session.id,
    contentId: data.id,
    hex: null,
  };
  return { state: opened, effects: [{ do: 'identify', transfer: data.transfer }] };
}

/** Opens the plots of the row's data connection. */
export function openPlot(state: UiState, scene: Scene): Step {
  const data = dataUnder(state, scene);
  if (!data?.connection) return say(state, messages(scene).noTransferHere);
  return only({ ...state, view: 'plot', help: false, sessionId: data.session.id, contentId: data.id });
}

/** The transfer that is shown, or that the row is about. */
export function chosenTransfer(state: UiState, scene: Scene): DataConnection | null {
  const data = dataUnder(state, scene);
  return data?.transfer ? data : null;
}

const shownTransfer = ({ sessionId, contentId }: UiState, context: Context): DataConnection | undefined =>
  context.session(sessionId)?.dataConnections.find(({ id }) => id === contentId);

/** The session's next or previous transfer: its content, or its first row in lists. */
export function stepTransfer(by: 1 | -1) {
  return (state: UiState, scene: Scene): Step => {
    const none = say(state, by > 0 ? messages(scene).lastTransfer : messages(scene).firstTransfer);
    const session = scene.context.session(state.sessionId) ?? scene.context.analyzer.sessions[0];
    const all = session?.dataConnections.filter(({ transfer }) => transfer !== null) ?? [];
    if (state.view === 'content' || state.view === 'plot') {
      const next = all[all.findIndex(({ id }) => id === state.contentId) + by];
      return next ? showContent(state, next) : none;
    }
    const { panel, list, height } = current(state, scene);
    const of = (index: number): DataConnection | null => {
      const row = list.at(index);
      return row === undefined ? null : (panel.dataConnection?.(row) ?? null);
    };
    const cursor = cursorOf(state);
    let above: DataConnection | null = null;
    for (let i = cursor.index; i >= 0 && above?.transfer == null; i--) above = of(i);
    const wanted = all[(above === null ? -1 : all.indexOf(above)) + by];
    if (!wanted) return none;
    let index = 0;
    while (index < list.length && of(index) !== wanted) index++;
    return index >= list.length ? none : only(withCursor(state, jumped(cursor, list, index, height)));
  };
}

/** Goes to the content of another transfer; where it was chosen, the cursor goes with it. */
function showContent(state: UiState, data: DataConnection): Step {
  const next = { ...state, contentId: data.id, hex: null };
  const placed = withCursor(next, { ...cursorOf(next, 'transfers'), key: data.id, follow: false }, 'transfers');
  return { state: placed, effects: [{ do: 'identify', transfer: data.transfer! }] };
}

/** Text or hex, with the cursor on the same bytes. */
export function toggleHex(state: UiState, scene: Scene): Step {
  const { row, props } = current(state, scene);
  const other: UiState = { ...state, hex: !isHex(props) };
  const at = (row as DocumentRow | undefined)?.at ?? null;
  if (at === null) return only(other);
  const { list, height } = current(other, scene);
  const { rows } = list as RowList<DocumentRow>;
  const index = rows.findLastIndex((one) => one.at !== null && one.at <= at);
  return only(index < 0 ? other : withCursor(other, moved(cursorOf(other), list, index, height, false)));
}

/** Finds out what kind of content a transfer moved, and remembers it. */
export async function identify(context: Context, transfer: Transfer): Promise<void> {
  const kept = context.input.contents?.get(transfer);
  if (!kept || kept.bytes.length === 0) return;
  const type = await contentType(copyOf(kept.bytes, 0, Math.min(kept.bytes.length, HEAD_BYTES)));
  context.learnKind(transfer, type === null ? context.ui.content.unknownKind : type.mime);
}
