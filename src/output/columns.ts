/** Columns of text: tables with straight edges, and the short forms that fit into fixed columns. */
import { displayWidth, fitToWidth } from '../bytes/text.js';
import { formatDuration } from '../model/format.js';

/** '+420 µs', '+2.1 min': never wider than 8 columns. */
export function formatDelta(ns: number): string {
  const sign = ns < 0 ? '-' : '+';
  const size = Math.abs(ns);
  if (size < 1) return '+0';
  if (size < 99_950_000_000) return sign + formatDuration(size);
  const minutes = size / 60e9;
  if (minutes < 99.95) return `${sign}${minutes.toFixed(1)} min`;
  const hours = minutes / 60;
  return hours < 99.95 ? `${sign}${hours.toFixed(1)} h` : `${sign}${Math.round(hours / 24)} d`;
}

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
  /** The column that gives way first where the table is too wide. */
  readonly flexible?: boolean;
};

/** A table as lines: a title line and one a row; columns are two spaces apart. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const widths = columns.map((column, i) => {
    let widest = displayWidth(column.title);
    for (const row of rows) widest = Math.max(widest, displayWidth(row[i] ?? ''));
    return Math.min(widest, column.max ?? widest);
  });
  let excess = widths.reduce((sum, one) => sum + one + 2, -2) - width;
  columns.forEach((column, i) => {
    if (excess <= 0 || column.flexible !== true) return;
    const give = Math.min(excess, Math.max(0, widths[i]! - 8));
    widths[i]! -= give;
    excess -= give;
  });
  const draw = (cells: readonly string[]): string =>
    columns
      .map((column, i) => fitToWidth(cells[i] ?? '', widths[i]!, column.align ?? 'left'))
      .join('  ')
      .trimEnd();
  return [draw(columns.map(({ title }) => title)), ...rows.map(draw)];
}
