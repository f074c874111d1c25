/** Lines of styled text: what panels draw. A line holds no control characters and knows no colours, only roles. */
import { displayWidth, fitToWidth, padToWidth, truncateToWidth } from '../../bytes/text.js';
import { breakUp, keepMeasures } from '../../output/wrap.js';
import type { Role } from './theme.js';

export type Span = { readonly text: string; readonly role: Role };
export type Line = readonly Span[];

export const span = (text: string, role: Role = 'plain'): Span => ({ text, role });
export const line = (text: string, role: Role = 'plain'): Line => [{ text, role }];
export const EMPTY: Line = [];

/** A cell of a table: exactly `columns` wide. */
export const cell = (
  text: string,
  columns: number,
  role: Role = 'plain',
  align: 'left' | 'right' | 'center' = 'left',
): Span => ({ text: fitToWidth(text, columns, align), role });

export const lineText = (spans: Line): string => spans.map(({ text }) => text).join('');

export function lineWidth(spans: Line): number {
  let width = 0;
  for (const { text } of spans) width += displayWidth(text);
  return width;
}

/** The line in exactly `columns`: cut with an ellipsis where too long, filled with spaces where too short. */
export function fitLine(spans: Line, columns: number, fill: Role = 'plain'): Line {
  const fitted: Span[] = [];
  let free = columns;
  for (const { text, role } of spans) {
    const width = displayWidth(text);
    if (width > free) {
      fitted.push({ text: padToWidth(truncateToWidth(text, free), free), role });
      return fitted;
    }
    if (width > 0) fitted.push({ text, role });
    free -= width;
  }
  if (free > 0) fitted.push({ text: ' '.repeat(free), role: fill });
  return fitted;
}

/** The line filled with spaces; one that is longer stays as it is. */
export const padLine = (spans: Line, columns: number): Line => [
  ...spans,
  span(' '.repeat(Math.max(0, columns - lineWidth(spans)))),
];

/** `left` and `right` at the two ends of `columns`; `left` gives way where both do not fit. */
export function spread(left: Line, right: Line, columns: number, fill: Role = 'plain'): Line {
  const width = lineWidth(right);
  if (width >= columns) return fitLine(right, columns, fill);
  return [...fitLine(left, columns - width, fill), ...right];
}

/** Breaks text at spaces into lines of at most `columns`; words that are longer are cut. Line breaks stay. */
export function wrap(text: string, columns: number): string[] {
  if (columns <= 0) return [];
  return keepMeasures(text, (bound) => bound.split('\n').flatMap((paragraph) => indented(paragraph, columns)));
}

/** A paragraph whose lines begin where its first one does. */
function indented(paragraph: string, columns: number): string[] {
  const indent = /^ */.exec(paragraph)![0].slice(0, columns >> 1);
  const lines = breakUp(paragraph.trim().replace(/ +/g, ' '), columns - indent.length);
  return lines.length === 0 ? [indent] : lines.map((line) => indent + line);
}

/** The same spans where `from..to` of the text (UTF-16 units) wear another role: search hits, selected bytes. */
export function highlight(spans: Line, from: number, to: number, role: Role): Line {
  const out: Span[] = [];
  let at = 0;
  for (const one of spans) {
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, one.text.length);
    if (start >= end) out.push(one);
    else {
      if (start > 0) out.push({ text: one.text.slice(0, start), role: one.role });
      out.push({ text: one.text.slice(start, end), role });
      if (end < one.text.length) out.push({ text: one.text.slice(end), role: one.role });
    }
    at += one.text.length;
  }
  return out;
}
