/** The comparison of two captures on a screen: state, keys and size -> lines. Pure. */
import type { Captured, Comparison } from '../../model/compare/comparison.js';
import { columnTitles, comparisonTitle, conclusionLines, lineRows, type Sources } from '../../output/comparison.js';
import type { Style, StyledLine } from '../../output/styles.js';
import type { Texts } from '../../text/texts.js';
import type { Size } from '../frame/layout.js';
import type { ScreenView } from '../frame/screenView.js';
import type { Key } from '../terminal/input.js';
import type { PaintedLine } from '../terminal/paint.js';
import { type Line, line, span, spread } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';

/** The line on which the cursor stands, from 0, and the first row of the screen's list. */
export type ViewerState = { readonly at: number; readonly top: number };
export const BEGIN: ViewerState = { at: 0, top: 0 };

export type Viewed = {
  readonly comparison: Comparison;
  readonly sources: Sources;
  readonly texts: Texts;
};

export const viewed = (comparison: Comparison, a: Captured, b: Captured, texts: Texts): Viewed => ({
  comparison,
  sources: { a: a.name, b: b.name },
  texts,
});

const ROLES: Readonly<Partial<Record<Style, Role>>> = {
  dim: 'dim',
  heading: 'title',
  section: 'section',
  note: 'info',
  good: 'good',
  bad: 'alert',
};
const MIN_COLUMNS = 60;
/** Title, titles of the columns. */
const HEAD_ROWS = 2;

const roled = (styled: StyledLine): Line => styled.map(({ text, style }) => span(text, ROLES[style] ?? 'plain'));

/** What stands below the lines: what follows from them. */
const footOf = ({ comparison, texts }: Viewed, columns: number): Line[] =>
  [...conclusionLines(comparison, columns, texts)].map(roled);

/** Rows of the list: of each line one or more. */
function rowsOf(
  { comparison, texts }: Viewed,
  columns: number,
): { readonly rows: readonly Line[]; readonly line: number }[] {
  return comparison.lines.map((one, at) => ({ rows: [...lineRows(one, columns, texts)].map(roled), line: at }));
}

/** Of `size.rows`, those of the list; the conclusions take a third at most. */
const roomOf = (foot: readonly Line[], { rows }: Size): { readonly list: number; readonly foot: number } => {
  const shown = Math.min(foot.length, Math.floor(rows / 3));
  return { list: Math.max(1, rows - HEAD_ROWS - shown - 2), foot: shown };
};

/** What the key does; null: the user leaves. */
export function keyPressed(state: ViewerState, key: Key, input: Viewed, size: Size): ViewerState | null {
  const { lines } = input.comparison;
  const last = Math.max(0, lines.length - 1);
  const page = Math.max(1, Math.floor(size.rows / 3));
  const name = key.kind === 'mouse' ? key.mouse : key.name;
  const to = (at: number): ViewerState => ({ ...state, at: Math.min(last, Math.max(0, at)) });
  const different = (from: number, step: number): ViewerState => {
    for (let at = from; at >= 0 && at <= last; at += step) if (lines[at]!.state !== 'same') return to(at);
    return state;
  };
  switch (name) {
    case 'q':
    case 'escape':
      return null;
    case 'down':
    case 'j':
    case 'wheel-down':
      return to(state.at + 1);
    case 'up':
    case 'k':
    case 'wheel-up':
      return to(state.at - 1);
    case 'pagedown':
    case 'space':
      return to(state.at + page);
    case 'pageup':
      return to(state.at - page);
    case 'home':
    case 'g':
      return to(0);
    case 'end':
    case 'G':
      return to(last);
    case 'n':
      return different(state.at + 1, 1);
    case 'p':
      return different(state.at - 1, -1);
    default:
      return state;
  }
}

/** The screen, and the state with the cursor's line in sight. */
export function viewOf(
  state: ViewerState,
  input: Viewed,
  size: Size,
): { readonly view: ScreenView; readonly state: ViewerState } {
  const columns = Math.max(MIN_COLUMNS, size.columns);
  const { comparison, sources, texts } = input;
  const { compare: words } = texts.exports;
  const foot = footOf(input, columns);
  const room = roomOf(foot, size);
  const all = rowsOf(input, columns).flatMap(({ rows, line: at }) => rows.map((row) => ({ row, at })));
  const first = all.findIndex(({ at }) => at === state.at);
  const end = all.findLastIndex(({ at }) => at === state.at);
  // As little is scrolled as shows the whole line; of one that is longer than the list, its beginning.
  let top = Math.min(state.top, Math.max(0, all.length - room.list));
  if (end >= top + room.list) top = end - room.list + 1;
  if (first >= 0 && first < top) top = first;
  const list: PaintedLine[] = all
    .slice(top, top + room.list)
    .map(({ row, at }) => ({ spans: row, cursor: at === state.at }));
  while (list.length < room.list) list.push({ spans: [] });
  const differing = comparison.lines.filter(({ state: one }) => one !== 'same').length;
  const right = line(
    `  ${words.position(Math.min(state.at + 1, comparison.lines.length), comparison.lines.length, differing, texts.format)} `,
    'bar',
  );
  const view: ScreenView = {
    size,
    top: [
      { spans: spread(line(` ${comparisonTitle(sources, texts)}`, 'barStrong'), right, size.columns, 'bar') },
      { spans: roled(columnTitles(sources, columns)) },
    ],
    list,
    listColumns: size.columns,
    detail: null,
    bottom: [
      { spans: line('─'.repeat(size.columns), 'rule') },
      ...foot.slice(0, room.foot).map((spans) => ({ spans })),
      { spans: line(` ${words.keys}`, 'dim') },
    ],
  };
  return { view, state: { at: state.at, top } };
}
