/**
 * Text from the network: decoding that loses nothing, escaping that lets nothing act on a terminal, and the width that
 * is left on the screen. Whatever comes from the wire passes `escapeText` before it is shown, written or used as a name.
 */

import { createRequire } from 'node:module';
import { hexDigits } from './digits.js';

export type TextEncodingName = 'ascii' | 'utf-8' | 'gbk' | 'latin-1';

export type DecodedText = { readonly text: string; readonly encoding: TextEncodingName };

const require = createRequire(import.meta.url);
let measure: ((text: string) => number) | undefined;

/** Of any text. Loaded when it is first needed: its tables of emoji take longer than a small capture. */
function stringWidth(text: string): number {
  measure ??= (require('string-width') as typeof import('string-width')).default;
  return measure(text);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const GBK = new TextDecoder('gbk', { fatal: true });

/**
 * Decodes bytes[start .. end). UTF-8 where it is well-formed (RFC 2640 §2.2); otherwise GBK where that gives plausible
 * Chinese; otherwise Latin-1, which maps every byte to the character of the same number, so that no byte is lost.
 */
export function decodeText(bytes: Uint8Array, start = 0, end = bytes.length): DecodedText {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, end - start));
  let ascii = true;
  for (let i = 0; i < view.length && ascii; i++) ascii = view[i]! < 0x80;
  if (ascii) return { text: view.toString('latin1'), encoding: 'ascii' };
  const utf8 = decodeStrictly(UTF8, view);
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8' };
  if (looksLikeGbk(view)) {
    const gbk = decodeStrictly(GBK, view);
    if (gbk !== undefined) return { text: gbk, encoding: 'gbk' };
  }
  return { text: view.toString('latin1'), encoding: 'latin-1' };
}

function decodeStrictly(decoder: typeof UTF8, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * GBK accepts nearly any pair of bytes, so being decodable proves nothing. Chinese text is mostly made of the 3,755
 * hanzi of GB 2312 level 1 (lead B0..D7, trail A1..FE); accented Latin-1 words hardly ever are.
 */
function looksLikeGbk(bytes: Uint8Array): boolean {
  let pairs = 0;
  let common = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i]!;
    if (lead < 0x80) continue;
    const trail = bytes[i + 1] ?? 0;
    if (lead === 0x80 || lead === 0xff || trail < 0x40 || trail === 0x7f || trail === 0xff) return false;
    pairs++;
    if (lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1) common++;
    i++;
  }
  return common * 2 >= pairs;
}

/** Controls (C0, DEL, C1), bidi and zero-width marks, separators, surrogates without partner, private use, tags. */
const UNSAFE = String.raw`[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`;
const ESCAPES = new RegExp(String.raw`(?<!\\)\\+(?=x[0-9a-f]{2}|u\{[0-9a-f]+\}|${UNSAFE})|${UNSAFE}`, 'gu');
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/**
 * Makes everything visible that could act on a terminal, reorder text or hide in it: `\x1b` for code points below 100
 * (hex), `\u{202e}` for others. A backslash stays as it is, except where it would read like the start of such an escape:
 * there the run of backslashes is doubled, so that the result can always be told apart from an escape.
 */
export function escapeText(text: string): string {
  if (PRINTABLE_ASCII.test(text) && !text.includes('\\')) return text;
  return text.replace(ESCAPES, (match) => (match[0] === '\\' ? match + match : escapeOne(match)));
}

const EVERY_UNSAFE = new RegExp(UNSAFE, 'gu');

/** The same for text that may hold such escapes already (file names and messages put together): they stay as they are. */
export const inertText = (text: string): string =>
  PRINTABLE_ASCII.test(text) ? text : text.replace(EVERY_UNSAFE, escapeOne);

function escapeOne(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${hexDigits(code, 2)}` : `\\u{${code.toString(16)}}`;
}

/**
 * Columns of one UTF-16 unit that is surely a whole character by itself, or -1 where only Unicode's segmentation can
 * tell. Covers ASCII, Latin, the box drawing, arrows and marks of our own screens, and common ideographs.
 */
function simpleWidth(unit: number): number {
  if (unit < 0x7f) return unit >= 0x20 ? 1 : -1;
  if (unit < 0x300) return unit >= 0xa0 && unit !== 0xad && unit !== 0xa9 && unit !== 0xae ? 1 : -1;
  // Greek and Cyrillic letters, without the combining marks and unassigned places around them.
  if (unit < 0x2010) return (unit >= 0x391 && unit <= 0x3a1) || (unit >= 0x3a3 && unit <= 0x481) ? 1 : -1;
  if (unit <= 0x2319) return (unit > 0x2027 && unit < 0x2030) || (unit > 0x205e && unit < 0x2190) ? -1 : 1;
  if (unit >= 0x2460 && unit <= 0x24c1) return 1;
  if (unit >= 0x2500 && unit <= 0x25fc) return 1;
  if (unit >= 0x2713 && unit <= 0x2718) return unit === 0x2716 ? -1 : 1;
  // Braille patterns.
  if (unit >= 0x2800 && unit <= 0x28ff) return 1;
  if (unit >= 0x4e00 && unit <= 0x9fff) return 2;
  // Punctuation of Chinese, without the combining marks behind it; full-width forms.
  if ((unit >= 0x3001 && unit <= 0x3029) || (unit >= 0xff01 && unit <= 0xff60)) return 2;
  // Private use.
  return unit >= 0xe000 && unit <= 0xf8ff ? 1 : -1;
}

/** Columns that `text` takes on a terminal; ambiguous characters count as narrow. */
export function displayWidth(text: string): number {
  let width = 0;
  for (let i = 0; i < text.length; i++) {
    const one = simpleWidth(text.charCodeAt(i));
    if (one < 0) return stringWidth(text);
    width += one;
  }
  return width;
}

let segmenter: Intl.Segmenter | undefined;

/** The longest beginning of `text` that takes at most `columns`. */
function headOf(text: string, columns: number): string {
  let width = 0;
  let i = 0;
  for (; i < text.length; i++) {
    const one = simpleWidth(text.charCodeAt(i));
    if (one < 0) break;
    if (width + one > columns) {
      // The next unit may be a combining mark that belongs to this one; then segmentation has to decide.
      return text.slice(0, i);
    }
    width += one;
  }
  if (i === text.length) return text;
  segmenter ??= new Intl.Segmenter();
  width = 0;
  let head = '';
  for (const { segment } of segmenter.segment(text)) {
    width += stringWidth(segment);
    if (width > columns) break;
    head += segment;
  }
  return head;
}

/** `text`, or as much of it as leaves room for `ellipsis`, in at most `columns`. */
export function truncateToWidth(text: string, columns: number, ellipsis = '…'): string {
  if (columns <= 0) return '';
  if (text.length <= columns && displayWidth(text) <= columns) return text;
  // A text of more UTF-16 units than columns can still fit (combining marks), but not one far longer.
  if (text.length <= columns * 8 && displayWidth(text) <= columns) return text;
  const room = columns - displayWidth(ellipsis);
  return room < 0 ? headOf(text, columns) : headOf(text, room) + ellipsis;
}

/** Fills `text` with spaces to `columns`; a longer text stays as it is. */
export function padToWidth(text: string, columns: number, align: 'left' | 'right' | 'center' = 'left'): string {
  const free = columns - displayWidth(text);
  if (free <= 0) return text;
  if (align === 'right') return ' '.repeat(free) + text;
  if (align === 'center') return ' '.repeat(free >> 1) + text + ' '.repeat(free - (free >> 1));
  return text + ' '.repeat(free);
}

/** Exactly `columns` wide: truncated where too long, filled where too short. */
export function fitToWidth(
  text: string,
  columns: number,
  align: 'left' | 'right' | 'center' = 'left',
  ellipsis = '…',
): string {
  return padToWidth(truncateToWidth(text, columns, ellipsis), columns, align);
}
