/** `--ascii`: what our own drawing looks like where only ASCII can be shown. */

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
