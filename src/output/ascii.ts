/** `--ascii`: what our own drawing looks like where only ASCII can be shown. */
import { displayWidth } from '../bytes/text.js';
import type { Script } from '../text/format.js';
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
  '≈': '~',
};

/** Characters and punctuation marks of Chinese, each two columns wide on any terminal. */
export const HAN = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/u;

/**
 * Replaces our marks by ASCII and every other character outside ASCII by its escape, but for the characters that the
 * language is written with. Expects escaped text.
 */
export function toAscii(text: string, script: Script): string {
  return text.replace(/[^\x20-\x7e]/gu, (character) => {
    if (script === 'han' && HAN.test(character)) return character;
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
export function asciiLines(line: StyledLine, width: number, script: Script): StyledLine[] {
  const written = line.map(({ text, style }) => span(toAscii(text, script), style));
  const last = written.at(-1);
  const before = written.slice(0, -1).reduce((sum, { text }) => sum + displayWidth(text), 0);
  if (last === undefined || before + displayWidth(last.text.trimEnd()) <= width || written.length > MOST_PARTS)
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
  const indent = /^ */.exec(text)![0];
  const [first = ''] = wrap(text.slice(indent.length), Math.max(1, room - indent.length));
  const head = indent + first;
  const rest = text.slice(head.length);
  // A word that is longer than the line stays whole.
  if (/^\S/.test(rest) && !HAN.test(first.slice(-1) + rest[0])) return [text];
  return [head, ...wrap(rest.trimStart(), Math.max(10, roomBelow))];
}
