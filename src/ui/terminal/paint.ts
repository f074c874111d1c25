/** Lines -> strings with escape sequences: the only place where text and colours meet. */
import { displayWidth } from '../../bytes/text.js';
import { HAN } from '../../output/ascii.js';
import type { Script } from '../../text/format.js';
import { fitLine, type Line } from './text.js';
import { END_OF_LOOK, lookOf, type Theme } from './theme.js';

export type Brush = {
  readonly theme: Theme;
  /** Signs are drawn in ASCII. */
  readonly ascii: boolean;
  /** Of the language that is shown. */
  readonly script: Script;
};

/** A painted line keeps its parts, so that a screen can be read without escape sequences. */
export type PaintedLine = { readonly spans: Line; readonly cursor?: boolean };

/**
 * The last gate before the terminal: whatever forgot to escape its text cannot move the cursor, ring the bell or turn
 * the reading direction. One column stays one column.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;
const PLAIN = /^[\x20-\x7e]*$/;

/** Our own signs in ASCII, one column for one column; none is a letter, which would look like a key. */
const ASCII: Readonly<Record<string, string>> = {
  '─': '-', '━': '=', '═': '=', '│': '|', '┃': '|', '┆': ':', '├': '+', '┤': '+', '┼': '+', '┬': '+', '┴': '+',
  '┌': '+', '┐': '+', '└': '+', '┘': '+', '╮': '.', '╯': "'", '╌': '-', '╶': '-', '╴': '-', '▶': '>', '◀': '<', '▸': '+', '▾': '-', '▼': '_', '▲': '^', '→': '>',
  '←': '<', '↑': '^', '↓': '_', '✔': '=', '✘': '#', '⋮': ':', '…': '~', '×': '*', '–': '-', '—': '-', '·': '.', '•': '*',
  '▓': '#', '░': '.', '█': '#', '▏': '.', '▁': '.', '▂': '.', '▃': '-', '▄': '-', '▅': '=', '▆': '=', '▇': '#', 'Δ': '+', 'µ': 'u', '‹': '[', '›': ']', '§': '$',
  '①': '1', '②': '2', '③': '3', '④': '4', '⑤': '5', '⑥': '6', '⑦': '7', '⑧': '8', '⑨': '9', '↵': '<', '●': '@', '○': '.', '≥': '>', '≤': '<', '≠': '!', '≈': '~',
}; // biome-ignore format: a table

/** '(10)' of a number in a circle that has no digit of its own: drawings are ASCII before, and have room for it. */
function numberOf(character: string): string | undefined {
  const number = character.codePointAt(0)! - 0x245f;
  return number >= 10 && number <= 20 ? `(${number})` : undefined;
}

/** Keeps every column in its place, as `toAscii` of the report does not: the signs of a drawing stay below each other. */
function asciiColumns(text: string, script: Script): string {
  let out = '';
  for (const character of text) {
    if (character <= '~' || (script === 'han' && HAN.test(character))) out += character;
    else out += ASCII[character] ?? numberOf(character) ?? '?'.repeat(displayWidth(character));
  }
  return out;
}

/** Makes a text harmless and, for ASCII terminals, ASCII but for the characters of the language. */
export function safeText(text: string, { ascii, script }: Omit<Brush, 'theme'>): string {
  if (PLAIN.test(text)) return text;
  const harmless = text.normalize('NFC').replace(UNSAFE, '?');
  return ascii ? asciiColumns(harmless, script) : harmless;
}

/** The line in exactly `columns`, ready for the terminal. */
export function paintLine({ spans, cursor = false }: PaintedLine, columns: number, brush: Brush): string {
  let out = '';
  const safe = spans.map(({ text, role }) => ({ text: safeText(text, brush), role }));
  for (const { text, role } of fitLine(safe, columns)) {
    const look = lookOf(brush.theme, role, cursor);
    out += look === '' ? safeText(text, brush) : look + safeText(text, brush) + END_OF_LOOK;
  }
  return out;
}
