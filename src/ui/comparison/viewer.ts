/** The comparison of two captures on a screen: state, keys and size -> lines. Pure. */
import { padToWidth } from '../../bytes/text.js';
import { AS } from '../../model/compare/codes.js';
import { type Captured, type Comparison, say } from '../../model/compare/comparison.js';
import { columnTitles, comparisonTitle, conclusionLines, lineRows, type Sources } from '../../output/comparison.js';
import type { Style, StyledLine } from '../../output/styles.js';
import type { Texts } from '../../text/texts.js';
import type { Size } from '../frame/layout.js';
import type { ScreenView } from '../frame/screenView.js';
import { scrollLine } from '../frame/scrollLine.js';
import type { Key } from '../terminal/input.js';
import type { PaintedLine } from '../terminal/paint.js';
import { type Line, line, span, spread, wrap } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';

/**
 * The line on which the cursor stands, from 0, and the first row of the screen's list; how far what stands below is
 * scrolled; how far the help is, null where it is closed.
 */
export type ViewerState = {
  readonly at: number;
  readonly top: number;
  readonly footTop: number;
  readonly help: number | null;
};
export const BEGIN: ViewerState = { at: 0, top: 0, footTop: 0, help: null };

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

/** The first of the conclusions that can be at the top, where they are longer than their place: its last row says so. */
const lastFootTop = (foot: readonly Line[], room: number): number =>
  foot.length <= room ? 0 : foot.length - Math.max(1, room - 1);

const HELP_KEYS: ReadonlySet<string> = new Set(['?', 'f1']);

/** What the key does; null: the user leaves. */
export function keyPressed(state: ViewerState, key: Key, input: Viewed, size: Size): ViewerState | null {
  const { lines } = input.comparison;
  const last = Math.max(0, lines.length - 1);
  const page = Math.max(1, Math.floor(size.rows / 3));
  const name = key.kind === 'mouse' ? key.mouse : key.name;
  if (state.help !== null) return helpKey(state, state.help, name);
  if (HELP_KEYS.has(name)) return { ...state, help: 0 };
  const to = (at: number): ViewerState => ({ ...state, at: Math.min(last, Math.max(0, at)) });
  const different = (from: number, step: number): ViewerState => {
    for (let at = from; at >= 0 && at <= last; at += step) if (lines[at]!.state !== 'same') return to(at);
    return state;
  };
  switch (name) {
    case 'q':
    case 'esc':
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
    case '.':
      return { ...state, footTop: state.footTop + 1 };
    case ',':
      return { ...state, footTop: Math.max(0, state.footTop - 1) };
    default:
      return state;
  }
}

/** The help is open. */
function helpKey(state: ViewerState, help: number, name: string): ViewerState | null {
  if (name === 'q') return null;
  if (HELP_KEYS.has(name) || name === 'esc') return { ...state, help: null };
  const down = ['down', 'j', 'wheel-down', 'pagedown', 'space', '.'].includes(name);
  const up = ['up', 'k', 'wheel-up', 'pageup', ','].includes(name);
  return { ...state, help: Math.max(0, help + (down ? 1 : up ? -1 : 0)) };
}

/** Keys, marks, and the ways to compare. */
function helpLines({ texts }: Viewed, columns: number): Line[] {
  const { compare: words } = texts.exports;
  const { help } = words;
  const entries = (list: readonly (readonly [string, string])[]): Line[] =>
    list.flatMap(([key, what]) =>
      wrap(what, Math.max(12, columns - HELP_KEY_COLUMNS - 3)).map((part, i) => [
        span(`  ${padToWidth(i === 0 ? key : '', HELP_KEY_COLUMNS)}`, 'key'),
        span(part),
      ]),
    );
  return [
    line(` ${help.keys}`, 'section'),
    ...entries(Object.entries(help.list)),
    [],
    line(` ${help.marks}`, 'section'),
    ...entries(Object.entries(help.meanings)),
    [],
    line(` ${help.as}`, 'section'),
    ...AS.flatMap((as) =>
      entries([[`--as ${as}`, texts.say('comparison', say('compared-as', { as, chosen: false }))]]),
    ),
  ];
}

const HELP_KEY_COLUMNS = 20;

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
  const footTop = Math.min(state.footTop, lastFootTop(foot, room.foot));
  const differing = comparison.lines.filter(({ state: one }) => one !== 'same').length;
  const { length } = comparison.lines;
  const right = line(`  ${words.position(Math.min(state.at + 1, length), length, differing, texts.format)} `, 'bar');
  const title: PaintedLine = {
    spans: spread(line(` ${comparisonTitle(sources, texts)}`, 'barStrong'), right, size.columns, 'bar'),
  };
  const place = { size, listColumns: size.columns, detail: null };
  if (state.help !== null) {
    const shown = helpShown(state.help, helpLines(input, size.columns), size.rows - 2, texts);
    const bottom = [{ spans: line(` ${words.keysOfHelp}`, 'dim') }];
    const view: ScreenView = { ...place, top: [title], list: shown.lines.map((spans) => ({ spans })), bottom };
    return { view, state: { ...state, help: shown.top } };
  }
  const { list, top } = listOf(state, input, columns, room.list);
  const view: ScreenView = {
    ...place,
    top: [title, { spans: roled(columnTitles(sources, columns)) }],
    list,
    bottom: [
      { spans: line('─'.repeat(size.columns), 'rule') },
      ...footShown(foot, room.foot, footTop, texts).map((spans) => ({ spans })),
      { spans: line(` ${words.keys}`, 'dim') },
    ],
  };
  return { view, state: { ...state, top, footTop } };
}

/** As little is scrolled as shows the whole line; of one that is longer than the list, its beginning. */
function listOf(state: ViewerState, input: Viewed, columns: number, rows: number) {
  const all = rowsOf(input, columns).flatMap((one) => one.rows.map((row) => ({ row, at: one.line })));
  const first = all.findIndex(({ at }) => at === state.at);
  const end = all.findLastIndex(({ at }) => at === state.at);
  let top = Math.min(state.top, Math.max(0, all.length - rows));
  if (end >= top + rows) top = end - rows + 1;
  if (first >= 0 && first < top) top = first;
  const list: PaintedLine[] = all
    .slice(top, top + rows)
    .map(({ row, at }) => ({ spans: row, cursor: at === state.at }));
  while (list.length < rows) list.push({ spans: [] });
  return { list, top };
}

const SCROLL_KEYS = { down: '.', up: ',' } as const;

/** The conclusions from `top` on; where not all are seen, the last row says so. */
function footShown(foot: readonly Line[], room: number, top: number, { ui }: Texts): readonly Line[] {
  const last = lastFootTop(foot, room);
  if (last === 0) return foot;
  const shown = foot.slice(top, top + Math.max(1, room - 1));
  const more = scrollLine(top, last - top, SCROLL_KEYS, ui);
  return room > 1 ? [...shown, [span(' '), ...more]] : shown;
}

function helpShown(wanted: number, lines: readonly Line[], rows: number, texts: Texts) {
  const top = Math.min(wanted, lastFootTop(lines, rows));
  const shown = [...footShown(lines, rows, top, texts)];
  while (shown.length < rows) shown.push([]);
  return { lines: shown, top };
}
