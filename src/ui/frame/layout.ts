/** How a screen of some size is divided. Pure. */
import type { Panel } from '../panels/panel.js';
import type { UiState } from '../state.js';

export type Size = { readonly columns: number; readonly rows: number };

export const MIN_COLUMNS = 40;
export const MIN_ROWS = 12;
/** From here on the explanation stands beside the list. */
export const WIDE_COLUMNS = 110;
/** From here on the explanation of a 'tall' panel stands below its list by itself. */
export const TALL_ROWS = 30;
/** Lines above the body: the bar, the tabs, what is shown, column headings. Below: messages, keys. */
const HEAD_ROWS = 4;
const FOOT_ROWS = 2;

export type Layout = {
  readonly tooSmall: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Row (0-based) on which the list begins, and its height. */
  readonly bodyTop: number;
  readonly listRows: number;
  readonly listColumns: number;
  /** The pane of the explanation; null where it is hidden. A line lies between it and the list. */
  readonly detail: null | { readonly place: 'beside' | 'below'; readonly columns: number; readonly rows: number };
};

/** Rows of the list that stay visible above an explanation. */
const ROWS_BESIDE_LARGE = 3;

const isWanted = ({ explain }: UiState, byDefault: boolean): boolean =>
  explain === null ? byDefault : explain !== 'hidden';

/** @param length rows of the list */
export function layoutOf(size: Size, state: UiState, panel: Panel, length: number): Layout {
  const { columns, rows } = size;
  const body = Math.max(1, rows - HEAD_ROWS - FOOT_ROWS);
  const base = { tooSmall: columns < MIN_COLUMNS || rows < MIN_ROWS, columns, rows, bodyTop: HEAD_ROWS };
  // One column is read aloud line by line; of two, every line would be two sentences.
  const wide = !state.linear && columns >= (panel.wideColumns ?? WIDE_COLUMNS);
  const shown = panel.detailShown;
  const byItself = wide || shown === 'by-default' || (shown === 'tall' && rows >= (panel.tallRows ?? TALL_ROWS));
  const wanted =
    panel.detail !== undefined && (shown === 'wide' ? wide : shown === 'always' || isWanted(state, byItself));
  if (!wanted || state.help) return { ...base, listRows: body, listColumns: columns, detail: null };
  if (wide) {
    const side = panel.detailColumns?.(columns) ?? Math.min(64, Math.max(40, Math.floor(columns * 0.35)));
    return {
      ...base,
      listRows: body,
      listColumns: columns - side - 1,
      detail: { place: 'beside', columns: side, rows: body },
    };
  }
  const large = state.explain === 'large' && shown !== 'always';
  const usual = panel.detailRows?.(body - 1, length) ?? Math.floor((body - 1) / 2);
  // However small the screen, rows of the list stay visible.
  const below = Math.max(3, Math.min(large ? body : usual, body - 1 - ROWS_BESIDE_LARGE));
  return {
    ...base,
    listRows: Math.max(1, body - 1 - below),
    listColumns: columns,
    detail: { place: 'below', columns, rows: below },
  };
}
