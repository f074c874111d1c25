/** Tables whose columns have a fixed width and disappear, the least wanted first, where the terminal is narrow. */
import { displayWidth, padToWidth } from '../../bytes/text.js';
import { cell, type Line, type Span, span, wrap } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';
import type { ListProps } from './panel.js';

export type Column<Row> = {
  readonly name: string;
  readonly columns: number;
  /** 1: always shown; larger numbers go first. */
  readonly rank: number;
  /** Takes what is left over, up to this share of it. */
  readonly grows?: number;
  readonly align?: 'left' | 'right';
  readonly text: (row: Row, props: ListProps) => string;
  readonly role?: (row: Row, props: ListProps) => Role;
  /** Shown only where the configuration names it. */
  readonly optional?: true;
  /** What rows are sorted by. */
  readonly sortBy?: (row: Row, props: ListProps) => number | string;
};

/** The columns that are wanted, in their order; all of them where the configuration names none. */
export const chosenColumns = <Row>(all: readonly Column<Row>[], names?: readonly string[]): readonly Column<Row>[] =>
  names?.flatMap((name) => all.find((column) => column.name === name) ?? []) ??
  all.filter(({ optional }) => optional !== true);

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

/** The column whose cells are at `x`, `lead` columns after the left edge; null: none. */
export function columnAt<Row>(fitted: Fitted<Row>, lead: number, x: number): string | null {
  let from = lead;
  for (const { column, columns } of fitted) {
    if (x >= from && x < from + columns) return column.name;
    from += columns + GAP;
  }
  return null;
}

/** @param titles by the columns' names */
export function headLine<Row>(
  fitted: Fitted<Row>,
  lead: string,
  titles: Readonly<Record<string, string>>,
  sorted?: { readonly column: string; readonly descending: boolean },
): Line {
  const line: Span[] = [span(lead, 'header')];
  for (const [i, { column, columns }] of fitted.entries()) {
    if (i > 0) line.push(span(' '.repeat(GAP), 'header'));
    const sign = sorted?.column === column.name ? (sorted.descending ? '▼' : '▲') : '';
    line.push(cell((titles[column.name] ?? column.name) + sign, columns, 'header', column.align));
  }
  return line;
}

export function rowLine<Row>(fitted: Fitted<Row>, row: Row, props: ListProps, lead: Span): Line {
  const line: Span[] = [lead];
  for (const [i, { column, columns }] of fitted.entries()) {
    if (i > 0) line.push(span(' '.repeat(GAP)));
    line.push(cell(column.text(row, props), columns, column.role?.(row, props) ?? 'plain', column.align));
  }
  return line;
}

/** The cells that are cut, whole, each with its title. */
export function cutCells<Row>(
  fitted: Fitted<Row>,
  row: Row,
  props: ListProps,
  titles: Readonly<Record<string, string>>,
): string {
  const cut = fitted.flatMap(({ column, columns }) => {
    const text = column.text(row, props);
    return displayWidth(text) > columns ? [`${titles[column.name] ?? column.name} ${text}`] : [];
  });
  return cut.join(' '.repeat(GAP + 1));
}

const LABEL_COLUMNS = 12;

/** Facts of a pane, one below the other: a name, and a value that is wrapped. */
export class FactLines {
  readonly lines: Line[] = [];

  constructor(
    private readonly columns: number,
    private readonly labelColumns: number = LABEL_COLUMNS,
  ) {}

  /** Nothing where the value is null or empty. */
  add(name: string, value: string | null, role: Role = 'plain'): this {
    if (value === null || value === '') return this;
    for (const [i, part] of wrap(value, Math.max(10, this.columns - this.labelColumns)).entries())
      this.lines.push([span(padToWidth(i === 0 ? name : '', this.labelColumns), 'dim'), span(part, role)]);
    return this;
  }

  /** A line of its own. */
  line(line: Line): this {
    this.lines.push(line);
    return this;
  }
}
