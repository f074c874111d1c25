/** What every key's doing is made of: a state and a scene in, the next state and what is to be done outside out. */

import type { Context } from '../data/context.js';
import type { UiTexts } from '../data/texts.js';
import type { Size } from '../frame/layout.js';
import { type Picture, pictureOf, rowOf } from '../frame/picture.js';
import type { KeyBinding } from '../keys.js';
import type { UiState } from '../state.js';
import type { RowList } from '../terminal/rowList.js';
import type { Effect } from './effects.js';

export type Step = { readonly state: UiState; readonly effects: readonly Effect[] };

/** What a step may look at. */
export type Scene = { readonly context: Context; readonly size: Size; readonly keys: readonly KeyBinding[] };

export type Handler = (state: UiState, scene: Scene) => Step;

export const only = (state: UiState): Step => ({ state, effects: [] });
export const say = (state: UiState, text: string, tone: 'info' | 'good' | 'warning' | 'alert' = 'info'): Step =>
  only({ ...state, message: { text, tone } });

/** Answers of the line at the bottom. */
export const messages = ({ context }: Scene): UiTexts['messages'] => context.ui.messages;

type Current = Picture & { readonly list: RowList<unknown>; readonly row: unknown; readonly height: number };

/** The panel on the screen with its rows: what most actions work on. */
export function current(state: UiState, { context, size }: Scene): Current {
  const picture = pictureOf(state, context, size);
  return { ...picture, list: picture.props.list, row: rowOf(picture), height: picture.layout.listRows };
}
