/** Tables whose columns have a fixed width and disappear, the least wanted first, where the terminal is narrow. */
import { cell, type Line, type Span, span } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';

export type Column<Row> = {
  readonly name: string;
  readonly title: string;
  readonly columns: number;
  /** 1: always shown; larger numbers go first. */
  readonly rank: number;
  /** Takes what is left over, up to this share of it. */
  readonly grows?: number;
  readonly align?: 'left' | 'right';
  readonly text: (row: Row) => string;
  readonly role?: (row: Row) => Role;
};

/** The columns that are wanted, in the order in which they are; all of them where nothing is said. */
export const chosenColumns = <C extends { readonly name: string }>(
  all: readonly C[],
  names?: readonly string[],
): readonly C[] => names?.flatMap((name) => all.find((column) => column.name === name) ?? []) ?? all;

const GAP = 2;

export type Fitted<Row> = readonly { readonly column: Column<Row>; readonly columns: number }[];

/** The columns that fit, with their widths. */
export function fitColumns<Row>(all: readonly Column<Row>[], width: number): Fitted<Row> {
  const needed = (list: readonly Column<Row>[]): number => list.reduce((sum, one) => sum + one.columns + GAP, -GAP);
  let chosen = [...all];
  while (chosen.length > 1 && needed(chosen) > width) {
    const worst = Math.max(...chosen.map(({ rank }) => rank));
    if (worst <= 1) break;
    const out = chosen.findLastIndex(({ rank }) => rank === worst);
    chosen = chosen.filter((_, index) => index !== out);
  }
  const spare = Math.max(0, width - needed(chosen));
  const shares = chosen.reduce((sum, one) => sum + (one.grows ?? 0), 0);
  return chosen.map((column) => ({
    column,
    columns: column.columns + (shares > 0 ? Math.floor((spare * (column.grows ?? 0)) / shares) : 0),
  }));
}

export function headLine<Row>(
  fitted: Fitted<Row>,
  lead: string,
  sorted?: { column: string; descending: boolean },
): Line {
  const line: Span[] = [span(lead, 'header')];
  for (const [i, { column, columns }] of fitted.entries()) {
    if (i > 0) line.push(span(' '.repeat(GAP), 'header'));
    const sign = sorted?.column === column.name ? (sorted.descending ? '▼' : '▲') : '';
    line.push(cell(column.title + sign, columns, 'header', column.align));
  }
  return line;
}

export function rowLine<Row>(fitted: Fitted<Row>, row: Row, lead: Span): Line {
  const line: Span[] = [lead];
  for (const [i, { column, columns }] of fitted.entries()) {
    if (i > 0) line.push(span(' '.repeat(GAP)));
    line.push(cell(column.text(row), columns, column.role?.(row) ?? 'plain', column.align));
  }
  return line;
}
