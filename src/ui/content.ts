/** What the keys of the view of contents do, and what the content is, which a library says in its own time. */
import type { Transfer } from '../ftp/session.js';
import { contentType, HEAD_BYTES } from '../output/contentType.js';
import { current, only, say } from './actions.js';
import { moved } from './cursor.js';
import { type DocumentRow, isHex } from './panels/content.js';
import type { Scene, Step } from './reducer.js';
import type { RowList } from './rowList.js';
import { cursorOf, type UiState, withCursor } from './state.js';
import type { World } from './world.js';

/** Opens the certificate and content of the row's transfer. */
export function openContent(state: UiState, scene: Scene): Step {
  const { panel, row } = current(state, scene);
  const data = row === undefined ? null : (panel.dataConnection?.(row) ?? null);
  if (!data?.transfer) return say(state, 'No transfer belongs to this row.');
  const opened: UiState = {
    ...state,
    view: 'content',
    help: false,
    sessionId: data.session.id,
    contentId: data.id,
    contentFrom: state.view,
    hex: null,
  };
  return { state: opened, effects: [{ do: 'identify', transfer: data.transfer }] };
}

/** Text or hex, with the cursor on the same bytes. */
export function toggleHex(state: UiState, scene: Scene): Step {
  const { row } = current(state, scene);
  const other: UiState = { ...state, hex: !isHex({ state, world: scene.world }) };
  const at = (row as DocumentRow | undefined)?.at ?? null;
  if (at === null) return only(other);
  const { list, height } = current(other, scene);
  const { rows } = list as RowList<DocumentRow>;
  const index = rows.findLastIndex((one) => one.at !== null && one.at <= at);
  return only(index < 0 ? other : withCursor(other, moved(cursorOf(other), list, index, height, false)));
}

/** Finds out what kind of content a transfer moved, and lets the world know. */
export async function identify(world: World, transfer: Transfer): Promise<void> {
  const kept = world.input.contents?.get(transfer);
  if (!kept || kept.bytes.length === 0) return;
  const type = await contentType(kept.bytes.slice(0, HEAD_BYTES));
  world.kinds.set(transfer, type === null ? 'of no kind that is known' : type.mime);
}
