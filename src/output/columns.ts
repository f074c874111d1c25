/** Columns of text: tables with straight edges, and the short forms that fit into fixed columns. */
import { displayWidth, fitToWidth } from '../bytes/text.js';
import { wrap } from './wrap.js';

/** '20–22'; where that is too wide the end is shortened as in page numbers: '10021–38'. */
export function frameRange(first: number, last: number, columns: number): string {
  const start = String(first);
  if (last <= first) return start;
  const end = String(last);
  if (start.length + 1 + end.length <= columns) return `${start}–${end}`;
  let common = 0;
  if (start.length === end.length) while (start[common] === end[common]) common++;
  const short = `${start}–${end.slice(common)}`;
  return short.length <= columns ? short : `${start}…`;
}

export type Column = {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Give this much at most, then truncate; without it a column takes what it needs. */
  readonly max?: number;
  /** It gives way where the table is too wide. */
  readonly flexible?: boolean;
  /** What is too long for it goes on in the next line. */
  readonly wraps?: boolean;
  /** Left out where the table is too wide; the greatest number first. */
  readonly optional?: number;
};

/** A table as lines: a title line and one a row, more where a column wraps; columns are two spaces apart. */
export function table(all: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const natural = all.map((column, i) => {
    let widest = displayWidth(column.title);
    for (const row of rows) widest = Math.max(widest, displayWidth(row[i] ?? ''));
    return Math.min(widest, column.max ?? widest);
  });
  const kept = keep(all, natural, width);
  const widths = kept.map((i) => natural[i]!);
  shrink(
    kept.map((i) => all[i]!),
    widths,
    width,
  );
  const draw = (cells: readonly string[]): string =>
    kept
      .map((i, k) => fitToWidth(cells[i] ?? '', widths[k]!, all[i]!.align ?? 'left'))
      .join('  ')
      .trimEnd();
  const drawRow = (cells: readonly string[]): string[] => {
    const wrapped = cells.map((cell, i) => (all[i]?.wraps ? wrap(cell, widths[kept.indexOf(i)] ?? width) : [cell]));
    const lines = Math.max(1, ...wrapped.map((parts) => parts.length));
    return Array.from({ length: lines }, (_, line) => draw(wrapped.map((parts) => parts[line] ?? '')));
  };
  return [draw(all.map(({ title }) => title)), ...rows.flatMap(drawRow)];
}

const total = (widths: readonly number[]): number => widths.reduce((sum, one) => sum + one + 2, -2);

/** Places of the columns that fit: optional ones go, one after the other. */
function keep(columns: readonly Column[], widths: readonly number[], width: number): number[] {
  let kept = columns.map((_, i) => i);
  const optional = kept
    .filter((i) => columns[i]!.optional !== undefined)
    .sort((a, b) => columns[b]!.optional! - columns[a]!.optional!);
  for (const drop of optional) {
    if (total(kept.map((i) => widths[i]!)) <= width) break;
    kept = kept.filter((i) => i !== drop);
  }
  return kept;
}

/** Takes what the table is too wide from its flexible columns, always from the widest, down to 8 columns each. */
function shrink(columns: readonly Column[], widths: number[], width: number): void {
  for (let excess = total(widths) - width; excess > 0; excess--) {
    let widest = -1;
    columns.forEach((column, i) => {
      if (column.flexible === true && widths[i]! > 8 && (widest < 0 || widths[i]! > widths[widest]!)) widest = i;
    });
    if (widest < 0) return;
    widths[widest]!--;
  }
}
