/** `--ascii`: what our own drawing looks like where only ASCII can be shown. */
import { type StyledLine, span } from './styles.js';
import { wrap } from './wrap.js';

const MARKS: Readonly<Record<string, string>> = {
  '│': '|',
  '┆': ':',
  '─': '-',
  '═': '=',
  '▶': '>',
  '◀': '<',
  '→': '->',
  '←': '<-',
  '–': '-',
  '×': 'x',
  '·': '.',
  '…': '...',
  '✔': 'OK',
  '✘': 'FAILED:',
  '⋮': ':',
  µ: 'u',
  Δ: 'delta',
  '§': 'section ',
  '≠': '!=',
};

/** Replaces our marks by ASCII and every other character outside ASCII by its escape. Expects escaped text. */
export function toAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (character) => {
    const mark = MARKS[character];
    if (mark !== undefined) return mark;
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x2460 && code <= 0x2473) return `(${code - 0x245f})`;
    return code < 0x100 ? `\\x${code.toString(16)}` : `\\u{${code.toString(16)}}`;
  });
}

/**
 * A line in ASCII, in at most `width` columns: our marks take more of them there. Rules at the end give way; the rest goes on
 * below, where the text begins. What is made of many parts is a drawing, and was fitted in ASCII already.
 */
export function asciiLines(line: StyledLine, width: number): StyledLine[] {
  const written = line.map(({ text, style }) => span(toAscii(text), style));
  const last = written.at(-1);
  const before = written.slice(0, -1).reduce((sum, { text }) => sum + text.length, 0);
  if (last === undefined || before + last.text.trimEnd().length <= width || written.length > MOST_PARTS)
    return [written];
  if (/^-{3,}$/.test(last.text))
    return [[...written.slice(0, -1), span('-'.repeat(Math.max(3, width - before)), last.style)]];
  const own = /^ */.exec(last.text)![0].length;
  const indent = Math.min(before > 0 ? before + own : own + HANGING, width >> 1);
  const [first = '', ...rest] = wrapFrom(last.text, width - before, width - indent);
  return [
    [...written.slice(0, -1), span(first, last.style)],
    ...rest.map((text) => [span(' '.repeat(indent) + text, last.style)]),
  ];
}

const MOST_PARTS = 3;
const HANGING = 2;

/** The first line in `room` columns, others in `roomBelow`. */
function wrapFrom(text: string, room: number, roomBelow: number): string[] {
  const cut = text.lastIndexOf(' ', room);
  if (cut <= 0 || text.slice(0, cut).trim() === '') return [text];
  return [text.slice(0, cut), ...wrap(text.slice(cut + 1), Math.max(10, roomBelow))];
}
