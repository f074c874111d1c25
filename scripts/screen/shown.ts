/** What a terminal shows, as runs of one look: pure data, so that it can be drawn and compared. */
import type headless from '@xterm/headless';

/** Colours of the terminal's own, where the program asks for none. */
export const PAPER = '#1d1f21';
export const INK = '#d5d8d6';

/** xterm's first sixteen colours. */
const BASE = [
  '#1d1f21', '#cc6666', '#8fb35c', '#d7a54a', '#6a9fd4', '#b294bb', '#5fb3b3', '#c5c8c6',
  '#7c7f82', '#ff7b72', '#a5d66f', '#f0c674', '#81b8f0', '#d3a6e0', '#7fd6d6', '#ffffff',
]; // biome-ignore format: a table

export type Look = {
  readonly ink: string;
  readonly paper: string;
  readonly bold: boolean;
  readonly underline: boolean;
};
/** Text of one look. `column` and `cells` count the terminal's cells. */
export type Run = { readonly look: Look; readonly text: string; readonly column: number; readonly cells: number };

/** The rows of the screen, top to bottom. */
export function rowsOf(terminal: headless.Terminal): Run[][] {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, y) => runsOf(active.getLine(active.baseY + y), terminal.cols));
}

/** Cells of one look side by side become one run. */
function runsOf(line: ReturnType<headless.IBuffer['getLine']>, columns: number): Run[] {
  const runs: Run[] = [];
  for (let x = 0; x < columns; x++) {
    const cell = line?.getCell(x);
    if (!cell || cell.getWidth() === 0) continue;
    const look = lookOf(cell);
    const text = cell.getChars() || ' ';
    const last = runs.at(-1);
    if (last && sameLook(last.look, look))
      runs[runs.length - 1] = { ...last, text: last.text + text, cells: last.cells + cell.getWidth() };
    else runs.push({ look, text, column: x, cells: cell.getWidth() });
  }
  return runs;
}

function lookOf(cell: headless.IBufferCell): Look {
  const ink = cell.isFgDefault() ? INK : colour(cell.getFgColor());
  const paper = cell.isBgDefault() ? PAPER : colour(cell.getBgColor());
  const turned = Boolean(cell.isInverse());
  return {
    ink: turned ? paper : ink,
    paper: turned ? ink : paper,
    bold: Boolean(cell.isBold()),
    underline: Boolean(cell.isUnderline()),
  };
}

const sameLook = (a: Look, b: Look): boolean =>
  a.ink === b.ink && a.paper === b.paper && a.bold === b.bold && a.underline === b.underline;

/** xterm's palette: sixteen colours, a cube of 6 × 6 × 6, 24 greys. */
function colour(index: number): string {
  if (index < 16) return BASE[index] ?? INK;
  const grey = 8 + (index - 232) * 10;
  if (index >= 232) return hex([grey, grey, grey]);
  const level = (n: number): number => (n === 0 ? 0 : 55 + n * 40);
  const cube = index - 16;
  return hex([level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)]);
}

const hex = (parts: readonly number[]): string =>
  `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
