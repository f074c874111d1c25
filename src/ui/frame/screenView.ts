/** What is on the screen: blocks of lines, each in its place. */
import type { PaintedLine } from '../terminal/paint.js';
import type { Size } from './layout.js';

export type ScreenView = {
  readonly size: Size;
  readonly top: readonly PaintedLine[];
  readonly list: readonly PaintedLine[];
  readonly listColumns: number;
  /** The explanation beside or below the list. */
  readonly detail: null | {
    readonly place: 'beside' | 'below';
    readonly columns: number;
    readonly lines: readonly PaintedLine[];
  };
  readonly bottom: readonly PaintedLine[];
};
