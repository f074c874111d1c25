/** State, context and size -> the lines of the screen. Pure: what Ink shows is exactly this. */

import { displayWidth } from '../bytes/text.js';
import type { Context } from './data/context.js';
import { aboutLine, barLine } from './frame/bar.js';
import { footLine, moreLine, promptLine } from './frame/foot.js';
import { helpLines } from './frame/help.js';
import { MIN_COLUMNS, MIN_ROWS, type Size } from './frame/layout.js';
import { paneContent, paneOf } from './frame/pane.js';
import { type Picture, pictureOf, rowOf } from './frame/picture.js';
import type { ScreenView } from './frame/screenView.js';
import { tabLine } from './frame/tabs.js';
import { type KeyBinding, keyTitle, worksIn } from './keys.js';
import { cursorOf, type UiState } from './state.js';
import type { PaintedLine } from './terminal/paint.js';
import { EMPTY, fitLine, highlight, type Line, line, lineText, lineWidth, span, wrap } from './terminal/text.js';

const painted = (spans: Line, cursor = false): PaintedLine => ({ spans, cursor });

/** Everything that is visible. `state` must be settled (see `frame/picture.ts`). */
export function viewOf(state: UiState, context: Context, size: Size, keys: readonly KeyBinding[]): ScreenView {
  const picture = pictureOf(state, context, size);
  const { layout } = picture;
  if (layout.tooSmall) return tooSmall(size, context);
  const { columns } = size;
  const help = state.help ? helpLines(keys, state, context, columns) : null;
  return {
    size,
    top: [
      painted(barLine(context, columns)),
      painted(tabLine(state.view, columns, context.ui)),
      painted(aboutLine(picture, columns)),
      painted(state.help ? line(` ${context.ui.help.title}`, 'header') : headOf(picture)),
    ],
    list: help ? block(help, layout.listRows, state.helpTop) : bodyOf(picture),
    listColumns: layout.listColumns,
    detail: layout.detail && {
      place: layout.detail.place,
      columns: layout.detail.columns,
      lines: detailOf(paneOf(picture, layout.detail, keys).lines, layout.detail.rows),
    },
    bottom: [
      painted(
        help && !state.prompt
          ? moreLine(context, help.length, layout.listRows, state.helpTop, columns)
          : promptLine(picture, { missed: missed(picture), whole: wholeRow(picture), ways: explainKey(picture, keys) }),
      ),
      painted(footLine(state, keys, context, columns)),
    ],
  };
}

/** A search that is typed goes to its first hit: where the row of the cursor is none, there is none. */
function missed(picture: Picture): boolean {
  const { panel, props } = picture;
  const { search, prompt, searching } = props.state;
  if (prompt?.kind !== 'search' || search === '' || searching !== null) return false;
  const row = rowOf(picture);
  const text = row === undefined ? '' : (panel.searched ?? panel.sentence)(row, props);
  return !text.toLowerCase().includes(search.toLowerCase());
}

/** The chosen row with all its words, where neither the list nor the pane has room for them; null: they are there. */
function wholeRow(picture: Picture): string | null {
  const { panel, props, layout } = picture;
  const row = rowOf(picture);
  if (row === undefined) return null;
  if (props.state.linear) return restOf(panel.sentence(row, props), layout.listColumns - 1);
  const explained = layout.detail !== null && panel.detailShown !== 'always';
  if (explained && paneContent(picture, layout.detail) !== 'packet') return null;
  const drawn = panel.draw(row, props, layout.listColumns, cursorOf(props.state).index);
  const cut = lineWidth(drawn) > layout.listColumns || lineText(drawn).includes(props.context.ascii ? '...' : '…');
  if (!cut) return null;
  return panel.whole?.(row, props, layout.listColumns) ?? panel.sentence(row, props);
}

/** What of a sentence has no room in its row, from the last space on before it was cut; null: nothing. */
function restOf(sentence: string, columns: number): string | null {
  if (displayWidth(sentence) <= columns) return null;
  let end = sentence.length;
  while (displayWidth(sentence.slice(0, end)) >= columns) end--;
  const space = sentence.lastIndexOf(' ', end);
  return `… ${sentence.slice(space > 0 ? space + 1 : end)}`;
}

/** The key that opens the explanation, which breaks what is long into lines; '': it is open, or there is none. */
function explainKey({ panel, layout, props }: Picture, keys: readonly KeyBinding[]): string {
  if (panel.detail === undefined || layout.detail !== null) return '';
  const { state, context } = props;
  const binding = keys.find((one) => one.action === 'explain' && worksIn(one, state.view, context.input.live));
  return keyTitle(binding?.keys[0] ?? '');
}

const headOf = ({ panel, props, layout: { listColumns } }: Picture): Line =>
  props.state.linear ? EMPTY : fitLine(panel.head?.(props, listColumns) ?? EMPTY, listColumns, 'header');

const detailOf = (lines: readonly Line[], rows: number): PaintedLine[] =>
  block(
    lines.map((one) => [span(' '), ...one]),
    rows,
    0,
  );

function block(lines: readonly Line[], rows: number, top: number): PaintedLine[] {
  const from = Math.max(0, Math.min(top, lines.length - rows));
  return Array.from({ length: rows }, (_, i) => painted(lines[from + i] ?? EMPTY));
}

function bodyOf(picture: Picture): PaintedLine[] {
  const { panel, props, layout } = picture;
  const { listRows, listColumns } = layout;
  const { list } = props;
  if (list.length === 0) {
    const words = panel
      .empty(props)
      .split('\n')
      .flatMap((text) => wrap(text, listColumns - 4));
    return block([EMPTY, ...words.map((text) => line(`  ${text}`, 'dim'))], listRows, 0);
  }
  const { index: at, top } = cursorOf(props.state);
  const lines: PaintedLine[] = [];
  for (let i = top; i < top + listRows; i++) {
    const row = list.at(i);
    lines.push(row === undefined ? painted(EMPTY) : rowLine(picture, row, i, i === at));
  }
  return lines;
}

/** One row; the selected one carries a sign of its own, for terminals that know neither colour nor inverse. */
function rowLine({ panel, props, layout }: Picture, row: unknown, index: number, selected: boolean): PaintedLine {
  const { linear, search } = props.state;
  const columns = layout.listColumns;
  const drawn = linear ? line(` ${panel.sentence(row, props)}`) : panel.draw(row, props, columns, index);
  const spans = marked(fitLine(drawn, columns), search);
  return painted(selected ? pointed(spans) : spans, selected);
}

function pointed(spans: Line): Line {
  const [first, ...rest] = spans;
  if (!first || (first.text[0] !== ' ' && first.text[0] !== undefined)) return spans;
  return [{ text: `>${first.text.slice(1)}`, role: first.role }, ...rest];
}

function marked(spans: Line, search: string): Line {
  if (search === '') return spans;
  const text = lineText(spans).toLowerCase();
  const wanted = search.toLowerCase();
  let out = spans;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    out = highlight(out, at, at + wanted.length, 'match');
  }
  return out;
}

function tooSmall(size: Size, { ui }: Context): ScreenView {
  const words = ui.about.tooSmall(size.columns, size.rows, MIN_COLUMNS, MIN_ROWS);
  const lines = block(
    wrap(words, Math.max(1, size.columns)).map((text) => line(text, 'warning')),
    size.rows,
    0,
  );
  return { size, top: [], list: lines, listColumns: size.columns, detail: null, bottom: [] };
}
