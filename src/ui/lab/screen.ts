/**
 * The screen of a lab: the question left of the views, or above them on a narrow terminal; what would give the answer away
 * is blanked in all of them. Pure.
 */
import { displayWidth } from '../../bytes/text.js';
import type { Texts } from '../../text/texts.js';
import { MIN_COLUMNS, MIN_ROWS, type Size } from '../frame/layout.js';
import type { ScreenView } from '../frame/screenView.js';
import { scrollLine } from '../frame/scrollLine.js';
import { keyTitle } from '../keys.js';
import type { PaintedLine } from '../terminal/paint.js';
import { EMPTY, fitLine, type Line, line, lineText, span } from '../terminal/text.js';
import { keyLines, questionLines } from './panel.js';
import { isSettled, type LabState } from './state.js';

/** From so many columns on the question stands beside the views. */
const BESIDE_COLUMNS = 100;
const SHARE = 0.36;
const NARROWEST = 34;
const WIDEST = 56;
/** Rows of the question above the views, without the rule. */
const ABOVE_SHARE = 0.45;

export type Places = {
  readonly beside: boolean;
  /** Of the question. */
  readonly columns: number;
  readonly rows: number;
  /** What is left to the views, and where they begin. */
  readonly views: Size;
  readonly left: number;
  readonly top: number;
};

export function placesOf({ columns, rows }: Size): Places {
  if (columns >= BESIDE_COLUMNS) {
    const side = Math.max(NARROWEST, Math.min(WIDEST, Math.floor(columns * SHARE)));
    return { beside: true, columns: side, rows, views: { columns: columns - side - 1, rows }, left: side + 1, top: 0 };
  }
  const above = Math.max(3, Math.min(Math.floor(rows * ABOVE_SHARE), rows - MIN_ROWS - 1));
  const views = { columns, rows: rows - above - 1 };
  return { beside: false, columns, rows: above, views, left: 0, top: above + 1 };
}

/** @param view of the views, drawn for `placesOf(size).views` */
export function labScreen(view: ScreenView, lab: LabState, texts: Texts, size: Size): ScreenView {
  const places = placesOf(size);
  // Too small for anything: the views say so.
  if (size.columns < MIN_COLUMNS || places.views.rows < MIN_ROWS) return view;
  const hidden = isSettled(lab.marks[lab.at]!) ? [] : blanksOf(lab, texts);
  const rows = flat(view);
  // The line of the views' keys is about keys that go elsewhere.
  if (lab.focus === 'question') rows.splice(-1, 1, { spans: fitLine(EMPTY, places.views.columns) });
  const views = rows.map(({ spans, cursor }) => ({ spans: blanked(spans, hidden), cursor: cursor === true }));
  const question = panel(lab, texts, places);
  const list: PaintedLine[] = places.beside
    ? views.map(({ spans }, i) => ({
        spans: [...fitLine(question[i] ?? EMPTY, places.columns), span('│', 'rule'), ...spans],
      }))
    : [
        ...question.map((spans) => ({ spans: fitLine(spans, places.columns) })),
        { spans: line('─'.repeat(size.columns), 'rule') },
        ...views,
      ];
  return { size, top: [], list, listColumns: size.columns, detail: null, bottom: [] };
}

/** What of a question is shown: its title, then the window of the rest that begins at `top`, `maxTop` at most. */
type Window = {
  readonly title: Line;
  readonly lines: readonly Line[];
  readonly top: number;
  readonly maxTop: number;
  /** Lines of the window, without the one that says that there is more. */
  readonly height: number;
};

const innerOf = ({ columns }: Places): number => columns - 2;

/** Blank lines give way first; what does not fit then scrolls, by itself to the answer once there is one. */
function windowOf(lab: LabState, texts: Texts, places: Places): Window {
  const { lines, answerAt } = questionLines(lab, texts, innerOf(places));
  const room = places.rows - keyLines(lab, texts, innerOf(places)).length - 1;
  const [title = EMPTY, ...rest] = lines;
  if (rest.length <= room) return { title, lines: rest, top: 0, maxTop: 0, height: rest.length };
  const isFull = (one: Line): boolean => lineText(one).trim() !== '';
  const full = rest.filter(isFull);
  if (full.length <= room) return { title, lines: full, top: 0, maxTop: 0, height: full.length };
  const height = Math.max(1, room - 1);
  const maxTop = full.length - height;
  const { hints, judged, revealed } = lab.marks[lab.at]!;
  const atAnswer = lab.typed !== null || hints > 0 || judged !== null || revealed;
  const wanted = lab.top ?? (atAnswer ? rest.slice(0, answerAt - 1).filter(isFull).length : 0);
  return { title, lines: full, top: Math.min(wanted, maxTop), maxTop, height };
}

const SCROLL_LINES = 3;
const SCROLLS: Readonly<Record<string, number>> = { '.': 1, 'shift+down': 1, ',': -1, 'shift+up': -1 };

/** The question moved in its place by a key; null: the key does not, or all of it is seen. */
export function scrolledQuestion(lab: LabState, key: string, texts: Texts, size: Size): LabState | null {
  const by = SCROLLS[key];
  const isText = lab.typed !== null && key.length === 1;
  if (by === undefined || lab.focus !== 'question' || isText) return null;
  const { top, maxTop, height } = windowOf(lab, texts, placesOf(size));
  if (maxTop === 0) return null;
  return { ...lab, top: Math.max(0, Math.min(maxTop, top + by * Math.min(SCROLL_LINES, height))) };
}

/** The question in its rows, the keys at their end. */
function panel(lab: LabState, texts: Texts, places: Places): Line[] {
  const { title, lines, top, maxTop, height } = windowOf(lab, texts, places);
  const keys = keyLines(lab, texts, innerOf(places));
  const ways = lab.typed === null ? { down: '.', up: ',' } : { down: keyTitle('shift+down'), up: keyTitle('shift+up') };
  const shown = [
    title,
    ...lines.slice(top, top + height),
    ...(maxTop > 0 ? [scrollLine(top, maxTop - top, ways, texts.ui)] : []),
  ];
  const filled = [
    ...shown,
    ...Array.from({ length: Math.max(0, places.rows - keys.length - shown.length) }, () => EMPTY),
    ...keys,
  ];
  return filled.map((one) => [span(' '), ...one]);
}

/** The rows of a screen from top to bottom, each whole. */
function flat({ size, top, list, listColumns, detail, bottom }: ScreenView): PaintedLine[] {
  const rows = [...top];
  for (const [i, { spans, cursor }] of list.entries()) {
    if (detail?.place !== 'beside') rows.push({ spans, cursor: cursor === true });
    else {
      const beside = detail.lines[i]?.spans ?? EMPTY;
      rows.push({ spans: [...fitLine(spans, listColumns), span('│', 'rule'), ...beside], cursor: cursor === true });
    }
  }
  if (detail?.place === 'below') rows.push({ spans: line('─'.repeat(size.columns), 'rule') }, ...detail.lines);
  return [...rows, ...bottom].map(({ spans, cursor }) => ({
    spans: fitLine(spans, size.columns),
    cursor: cursor === true,
  }));
}

/** What would give the answer away, longest first. */
function blanksOf({ questions, at }: LabState, texts: Texts): string[] {
  const words = questions[at]!.question.blanks.map((blank) => texts.option(blank));
  const grouped = words.filter((word) => /^\d+$/.test(word)).map((word) => texts.format.count(Number(word)));
  return [...new Set([...words, ...grouped])].filter((word) => word !== '').sort((a, b) => b.length - a.length);
}

const BLANK = '▒';
const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[\p{Letter}\p{Number}_]/u.test(character);

/** The line with every occurrence of a word as signs, cut off or whole; what only contains it stays. */
function blanked(spans: Line, words: readonly string[]): Line {
  let text = lineText(spans);
  // Where lower case has another length, places differ.
  if (text.toLowerCase().length !== text.length) return spans;
  for (const word of words) {
    text = without(text, word.toLowerCase(), 0, 0);
    if (!text.includes('…')) continue;
    for (let length = word.length - 1; length >= SHORTEST_CUT; length--) {
      text = without(text, `${word.slice(0, length).toLowerCase()}…`, 0, 1);
      text = without(text, `…${word.slice(-length).toLowerCase()}`, 1, 0);
    }
  }
  let from = 0;
  return spans.map((one) => {
    const part = text.slice(from, from + one.text.length);
    from += one.text.length;
    return { text: part, role: one.role };
  });
}

/** So much of a word that was cut off says what it was. */
const SHORTEST_CUT = 2;

/** `text` with `wanted` (in lower case) as signs, but for so many of its first and last characters. */
function without(text: string, wanted: string, first: number, last: number): string {
  const lower = text.toLowerCase();
  let out = text;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
    const begin = at + first;
    const end = at + wanted.length - last;
    const inside =
      (isWordCharacter(wanted[0]) && isWordCharacter(text[at - 1])) ||
      (last === 0 && isWordCharacter(wanted.at(-1)) && isWordCharacter(text[end]));
    if (!inside) out = out.slice(0, begin) + [...text.slice(begin, end)].map(signs).join('') + out.slice(end);
  }
  return out;
}

/** As wide as the character, and as long in UTF-16 units. */
const signs = (character: string): string =>
  character === ' ' ? ' ' : displayWidth(character) === character.length ? BLANK.repeat(character.length) : '＿';
