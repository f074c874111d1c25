/** State, world and size -> the lines of the screen. Pure: what Ink shows is exactly this. */

import { escapeText } from '../bytes/text.js';
import { isNote } from '../model/captureInfo.js';
import { formatCount, formatEndpoint, plural } from '../model/format.js';
import type { KeyBinding } from './actions/keys.js';
import type { Context } from './data/context.js';
import { bar, numbersOf, transfersInWords } from './data/summary.js';
import { footLine, moreLine, promptLine } from './foot.js';
import { helpLines } from './help.js';
import type { Panel, PanelContext } from './panel.js';
import { panelOf } from './panels/index.js';
import { sideOf } from './side.js';
import { cursorOf, type UiState } from './state.js';
import { tabLine } from './tabs.js';
import { type Layout, layoutOf, MIN_COLUMNS, MIN_ROWS, type Size } from './terminal/layout.js';
import type { PaintedLine } from './terminal/paint.js';
import type { RowList } from './terminal/rowList.js';
import {
  EMPTY,
  fitLine,
  highlight,
  type Line,
  line,
  lineText,
  type Span,
  span,
  spread,
  wrap,
} from './terminal/text.js';

/** What is on the screen: blocks of lines, each in its place. */
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

const painted = (spans: Line, cursor = false): PaintedLine => ({ spans, cursor });

/** Everything that is visible. `state` must be settled (see `reducer.ts`). */
export function viewOf(state: UiState, context: Context, size: Size, keys: readonly KeyBinding[]): ScreenView {
  const panel = panelOf(state.view);
  const layout = layoutOf(size, state, panel);
  if (layout.tooSmall) return tooSmall(size);
  const panelContext: PanelContext = { state, context, columns: size.columns };
  const list = panel.list(panelContext);
  const cursor = cursorOf(state);
  const row = list.at(cursor.index);
  const help = state.help ? helpLines(keys, state, context.input.live, size.columns) : null;
  return {
    size,
    top: [
      painted(barLine(context, size.columns)),
      painted(tabLine(state.view, size.columns)),
      painted(aboutLine(panel, panelContext, size.columns)),
      painted(state.help ? line(' Keys', 'header') : headOf(panel, panelContext, layout)),
    ],
    list: help ? block(help, layout.listRows, state.helpTop) : bodyOf(panel, panelContext, list, layout),
    listColumns: layout.listColumns,
    detail: layout.detail && {
      place: layout.detail.place,
      columns: layout.detail.columns,
      lines: detailOf(sideOf(panel, panelContext, row, layout.detail, keys).lines, layout.detail.rows),
    },
    bottom: [
      painted(
        help && !state.prompt
          ? moreLine(help.length, layout.listRows, state.helpTop, size.columns)
          : promptLine(state, list, size.columns, missed(panel, panelContext, row)),
      ),
      painted(footLine(state, keys, context.input.live, size.columns)),
    ],
  };
}

/** A search that is typed goes to its first hit: where the row of the cursor is none, there is none. */
function missed(panel: Panel, panelContext: PanelContext, row: unknown): boolean {
  const { search, prompt, hunt } = panelContext.state;
  if (prompt?.kind !== 'search' || search === '' || hunt !== null) return false;
  const text = row === undefined ? '' : (panel.searched ?? panel.sentence)(row, panelContext);
  return !text.toLowerCase().includes(search.toLowerCase());
}

const headOf = (panel: Panel, panelContext: PanelContext, { listColumns }: Layout): Line =>
  panelContext.state.linear ? EMPTY : fitLine(panel.head?.(panelContext, listColumns) ?? EMPTY, listColumns, 'header');

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

function bodyOf(panel: Panel, panelContext: PanelContext, list: RowList<unknown>, layout: Layout): PaintedLine[] {
  const { listRows, listColumns } = layout;
  if (list.length === 0) {
    const words = panel
      .empty(panelContext)
      .split('\n')
      .flatMap((text) => wrap(text, listColumns - 4));
    return block([EMPTY, ...words.map((text) => line(`  ${text}`, 'dim'))], listRows, 0);
  }
  const { index: at, top } = cursorOf(panelContext.state);
  const lines: PaintedLine[] = [];
  for (let i = top; i < top + listRows; i++) {
    const row = list.at(i);
    if (row === undefined) lines.push(painted(EMPTY));
    else lines.push(rowOf(panel, panelContext, row, listColumns, i, i === at));
  }
  return lines;
}

/** One row; the selected one carries a sign of its own, for terminals that know neither colour nor inverse. */
function rowOf(
  panel: Panel,
  panelContext: PanelContext,
  row: unknown,
  columns: number,
  index: number,
  selected: boolean,
): PaintedLine {
  const { state } = panelContext;
  const drawn = state.linear
    ? line(` ${panel.sentence(row, panelContext)}`)
    : panel.draw(row, panelContext, columns, index);
  const spans = marked(fitLine(drawn, columns), state.search);
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

/** Of files, what is after the last slash; several are told apart by it well enough. */
const shortName = (title: string): string =>
  title
    .split(' ')
    .map((one) => one.split('/').at(-1) || one)
    .join(' ');

const STATES = { reading: 'READING', paused: 'PAUSED', done: 'DONE', failed: 'FAILED' } as const;

/** Program, capture, numbers, progress: the first line. */
function barLine(context: Context, columns: number): Line {
  const { pump, source, title, live } = context.input;
  const { readBytes, totalBytes } = source.status;
  const { analyzer } = context;
  const left: Span[] = [
    span(' ftp-sniff ', 'barStrong'),
    span(` ${escapeText(shortName(title))}  `, 'bar'),
    span(`${formatCount(analyzer.packets)} packets  ${plural(analyzer.sessions.length, 'session')}`, 'bar'),
  ];
  const right: Span[] = [];
  const working = context.tasks.share;
  if (working !== null) right.push(span(`making rows ${Math.floor(working * 100)} %  `, 'bar'));
  const problems = source.status.problems.filter((problem) => !isNote(problem)).length;
  if (problems > 0) right.push(span(`${plural(problems, 'problem')} (7)  `, 'bar'));
  const reading = pump.state === 'reading' && !live;
  if (reading && totalBytes !== null && totalBytes > 0) {
    const share = Math.min(1, readBytes / totalBytes);
    right.push(span(`${bar(share, columns >= 100 ? 20 : 10)} ${Math.floor(share * 100)} %  `, 'bar'));
  }
  right.push(span(` ${live && pump.state === 'reading' ? 'LIVE' : STATES[pump.state]} `, 'barStrong'));
  return spread(left, right, columns, 'bar');
}

/** What is shown: the session, or how the list of sessions is chosen. */
function aboutLine(panel: Panel, { state, context }: PanelContext, columns: number): Line {
  const { error } = context.input.pump;
  if (error !== null) return fitLine([span(` ${escapeText(error)}`, 'alert')], columns);
  const session = panel.inSession ? (context.session(state.sessionId) ?? context.analyzer.sessions[0]) : undefined;
  if (session) {
    const user = session.user === null ? '' : `${escapeText(session.user)} @ `;
    const { modes } = numbersOf(session);
    return fitLine(
      [
        span(` ${session.id}  `, 'strong'),
        span(`${user}${formatEndpoint(session.server)}`, 'strong'),
        span(`   ${modes}${modes ? '   ' : ''}${transfersInWords(session)}`, 'dim'),
        span(session.tls && !session.tls.decrypted ? '   TLS: only lengths can be seen' : '', 'warning'),
      ],
      columns,
    );
  }
  if (panel.about) return fitLine(panel.about({ state, context }, columns), columns);
  if (state.view !== 'sessions') return EMPTY;
  const parts: Span[] = [];
  if (state.filter !== '') parts.push(span(' filter ', 'dim'), span(state.filter, 'match'));
  if (state.marks.size > 0) parts.push(span(`  ${state.marks.size} marked`, 'mark'));
  if (state.sort.column !== 'number' || state.sort.descending)
    parts.push(span(`  by ${state.sort.column}${state.sort.descending ? ', descending' : ''}`, 'dim'));
  return fitLine(parts, columns);
}

function tooSmall(size: Size): ScreenView {
  const words = `Too small: ${size.columns}x${size.rows}. At least ${MIN_COLUMNS}x${MIN_ROWS}, please.`;
  const lines = block(
    wrap(words, Math.max(1, size.columns)).map((text) => line(text, 'warning')),
    size.rows,
    0,
  );
  return { size, top: [], list: lines, listColumns: size.columns, detail: null, bottom: [] };
}
