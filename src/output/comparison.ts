/** A comparison as text. */

import { escapeText, fitToWidth, padToWidth, truncateToWidth } from '../bytes/text.js';
import type { CompareFact } from '../model/compare/codes.js';
import type { Comparison, Line, LineState } from '../model/compare/comparison.js';
import { say } from '../model/compare/comparison.js';
import type { Texts } from '../text/texts.js';
import { type Style, type StyledLine, span } from './styles.js';
import { field, heading } from './text/lines.js';
import { wrap } from './wrap.js';

const MARKS: Readonly<Record<LineState, string>> = { same: '=', differs: '≠', 'only-a': '<', 'only-b': '>' };

/** '=' the same, '≈' the same in kind, '≠' different, '<' only in A, '>' only in B. */
export const markOf = ({ state, exact }: Line): string => (state === 'same' && !exact ? '≈' : MARKS[state]);

const STYLES: Readonly<Record<LineState, Style>> = { same: 'dim', differs: 'bad', 'only-a': 'bad', 'only-b': 'bad' };
const NUMBER_COLUMNS = 4;
const LABEL_COLUMNS = 18;
const MARK_COLUMNS = 3;

/** What stands on one side, with its frames: 'PORT 10,77,0,2,145,247 → 200 [15, 16]'. */
export function cellText(fact: CompareFact | null, texts: Texts): string {
  if (fact === null) return '';
  const words = texts.say('comparison', fact);
  const frames = fact.frames.slice(0, SHOWN_FRAMES).join(' ');
  return frames === '' ? words : `${words} [${frames}${fact.frames.length > SHOWN_FRAMES ? ' …' : ''}]`;
}

const SHOWN_FRAMES = 6;

/** The names of the two captures. */
export type Sources = { readonly a: string; readonly b: string };

export const comparisonTitle = ({ a, b }: Sources, { exports: { compare: words } }: Texts): string =>
  words.title(escapeText(a), escapeText(b));

/** The whole comparison; `a` and `b` stand left and right. */
export function* comparisonLines(
  comparison: Comparison,
  sources: Sources,
  width: number,
  texts: Texts,
): Generator<StyledLine> {
  const { as, chosen, lines, equal } = comparison;
  yield heading(truncateToWidth(comparisonTitle(sources, texts), width - 4), width);
  yield* field('', texts.say('comparison', say('compared-as', { as, chosen })), width, {
    labelColumns: 0,
    style: 'dim',
  });
  yield [];
  if (lines.length > 0) yield columnTitles(sources, width);
  for (const line of lines) yield* lineRows(line, width, texts);
  yield [];
  yield* conclusionLines(comparison, width, texts);
  if (equal) yield* field('', texts.exports.compare.equal, width, { labelColumns: 0, style: 'good' });
}

/** Columns of each side. */
const roomOf = (width: number): number =>
  Math.max(16, Math.floor((width - NUMBER_COLUMNS - LABEL_COLUMNS - 2 * MARK_COLUMNS) / 2));

/** Above the two columns. */
export function columnTitles({ a, b }: Sources, width: number): StyledLine {
  const room = roomOf(width);
  const left = ' '.repeat(NUMBER_COLUMNS + LABEL_COLUMNS + MARK_COLUMNS);
  const right = truncateToWidth(`B  ${escapeText(b)}`, room);
  return [span(`${left}${fitToWidth(`A  ${escapeText(a)}`, room)}${' '.repeat(MARK_COLUMNS)}${right}`, 'heading')];
}

/** What follows from all lines. */
export function* conclusionLines({ conclusions }: Comparison, width: number, texts: Texts): Generator<StyledLine> {
  for (const one of conclusions)
    yield* field('', capitalised(texts.say('comparison', one)), width, {
      labelColumns: 0,
      style: one.code === 'first-failure' || one.code === 'lost' ? 'section' : 'plain',
    });
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The rows of one line. */
export function* lineRows(line: Line, width: number, texts: Texts): Generator<StyledLine> {
  const room = roomOf(width);
  const style = STYLES[line.state];
  const left = wrap(cellText(line.a, texts), room);
  const right = wrap(cellText(line.b, texts), room);
  const names = wrap(texts.say('comparison', line.label), LABEL_COLUMNS - 1);
  for (let i = 0; i < Math.max(left.length, right.length, names.length); i++) {
    const number = i === 0 ? String(line.number).padStart(NUMBER_COLUMNS - 1) : '';
    yield [
      span(padToWidth(number, NUMBER_COLUMNS), 'dim'),
      span(padToWidth(names[i] ?? '', LABEL_COLUMNS)),
      span(padToWidth(i === 0 ? markOf(line) : '', MARK_COLUMNS), style),
      span(padToWidth(left[i] ?? '', room), style === 'dim' ? 'dim' : 'plain'),
      span(' '.repeat(MARK_COLUMNS)),
      span(right[i] ?? '', style === 'dim' ? 'dim' : 'plain'),
    ];
  }
  if (line.remark !== null)
    yield* field('', texts.say('comparison', line.remark), width, {
      indent: NUMBER_COLUMNS + LABEL_COLUMNS + MARK_COLUMNS,
      labelColumns: 0,
      style: 'note',
    });
}
