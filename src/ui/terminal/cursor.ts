/** Where the cursor and the window stand in a list: pure arithmetic. */

import type { RowList } from './rowList.js';

/** Where a list stands. It holds on to a row's key, so that new rows, filters and sizes do not move it. */
export type Cursor = {
  readonly key: string | null;
  /** Where that row was last; where the cursor stays when the row has gone. */
  readonly index: number;
  /** The first visible row. */
  readonly top: number;
  /** Go on to the last row when rows arrive. */
  readonly follow: boolean;
};

export const START: Cursor = { key: null, index: 0, top: 0, follow: false };

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

/**
 * The cursor after rows came, went or were sorted: on the same row if it is still there, else where it was. `height` rows
 * are visible.
 */
export function settleCursor(cursor: Cursor, list: RowList<unknown>, height: number): Cursor {
  if (list.length === 0) return cursor.top === 0 ? cursor : { ...cursor, top: 0 };
  let index = cursor.follow ? list.length - 1 : cursor.key === null ? -1 : list.indexOf(cursor.key, cursor.index);
  if (index >= 0) return placed(cursor, list, index, height);
  index = clamp(cursor.index, 0, list.length - 1);
  const there = placed(cursor, list, index, height);
  // Its row may be among those that come yet.
  return list.partial && cursor.key !== null && there !== cursor ? { ...there, key: cursor.key } : there;
}

/** Rows that stay visible above and below the cursor when it is moved. */
const MARGIN = 3;

/** The cursor on row `index`, the window moved as little as need be; `margin` rows around it stay visible. */
export function placed(cursor: Cursor, list: RowList<unknown>, index: number, height: number, margin = 0): Cursor {
  const at = clamp(index, 0, Math.max(0, list.length - 1));
  const key = list.key(at);
  const around = Math.max(0, Math.min(margin, (height - 1) >> 1));
  const wanted = clamp(cursor.top, at - height + 1 + around, at - around);
  const top = clamp(wanted, 0, Math.max(0, list.length - height));
  if (key === cursor.key && at === cursor.index && top === cursor.top) return cursor;
  return { ...cursor, key, index: at, top };
}

/** The cursor moved by hand: following ends, unless one goes to the very end of a list that grows. */
export function moved(cursor: Cursor, list: RowList<unknown>, index: number, height: number, follow: boolean): Cursor {
  const next = placed({ ...cursor, follow: false }, list, index, height, MARGIN);
  return follow ? { ...next, follow: true } : next;
}

/** The cursor on a visible row, by a click: the window stays where it is. */
export const clicked = (cursor: Cursor, list: RowList<unknown>, index: number, height: number): Cursor =>
  placed({ ...cursor, follow: false }, list, index, height);

/** After a jump: where the row was not visible with its margin, it is a third from the top, with what follows it below. */
export function jumped(cursor: Cursor, list: RowList<unknown>, index: number, height: number): Cursor {
  const near = moved(cursor, list, index, height, false);
  return near.top === cursor.top
    ? near
    : placed({ ...START, top: index - Math.floor(height / 3) }, list, index, height);
}
