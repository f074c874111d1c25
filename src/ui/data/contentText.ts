/** Kept bytes as rows of text: decoded once, escaped, and broken where a line is longer than the screen. */
import { decodeText, displayWidth, escapeText, truncateToWidth } from '../../bytes/text.js';

export type TextPiece = {
  /** 1, 2, 3 ...; null where it goes on with the line above. */
  readonly number: number | null;
  /** Where the line begins in the bytes. */
  readonly at: number;
  /** Which piece of its line. */
  readonly part: number;
  readonly text: string;
};

/** UTF-16 units a column: more marks than this on one letter are of no use to readers, and dear to draw. */
const UNITS_PER_COLUMN = 4;

/**
 * The bytes as lines of at most `columns`; bytes that are no text are shown as the characters of their numbers.
 * @param more bytes follow: the last character may be cut
 */
export function textPieces(bytes: Uint8Array, columns: number, more = false): TextPiece[] {
  const lines = decoded(bytes, more).split(/\r\n|\r|\n/);
  const pieces: TextPiece[] = [];
  const starts = lineStarts(bytes);
  for (const [i, line] of lines.entries()) {
    // After the last line end there is no line.
    if (i > 0 && i === lines.length - 1 && line === '') break;
    for (const [part, text] of broken(escapeText(line.replaceAll('\t', '    ')), columns).entries())
      pieces.push({ number: part === 0 ? i + 1 : null, at: starts[i] ?? bytes.length, part, text });
  }
  return pieces;
}

/** Bytes of the longest character of UTF-8, without the last. */
const MOST_CUT = 3;

/** A character that is cut at the end would make all of it look like another encoding. */
function decoded(bytes: Uint8Array, more: boolean): string {
  const whole = decodeText(bytes);
  for (let cut = 1; more && whole.encoding === 'latin-1' && cut <= MOST_CUT; cut++) {
    const { text, encoding } = decodeText(bytes, 0, bytes.length - cut);
    if (encoding !== 'latin-1') return text;
  }
  return whole.text;
}

/** Where lines begin. CR and LF are themselves in every encoding that is decoded. */
function lineStarts(bytes: Uint8Array): number[] {
  const starts = [0];
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 0x0a || (bytes[i] === 0x0d && bytes[i + 1] !== 0x0a)) starts.push(i + 1);
  }
  return starts;
}

/** Not at spaces: in a file, columns matter more than words. */
function broken(line: string, columns: number): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > columns * UNITS_PER_COLUMN || displayWidth(rest) > columns) {
    const head = truncateToWidth(rest.slice(0, columns * UNITS_PER_COLUMN), columns, '').replace(
      /[\ud800-\udbff]$/,
      '',
    );
    if (head === '') break;
    pieces.push(head);
    rest = rest.slice(head.length);
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest];
}
