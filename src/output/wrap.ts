/** Breaking text into lines. */
import { displayWidth, truncateToWidth } from '../bytes/text.js';

/** What stays on one line: '420 µs', 'step 4 of 10', 'frame 75', 'RFC 959 §4.2', '7 ✔'. */
const TOGETHER =
  /\b[Ss]tep \d+ of \d+|\b(?:[Ss]teps?|[Ff]rames?|[Pp]ort|[Ss]ession|[Pp]romise) [\d①-⑳]+(?: [✔✘])?|\bRFC \d+(?: §)?|\d (?:(?:ns|µs|us|ms|s|min|h|B|kB|MB|GB|bytes?|%)(?![A-Za-z])|[✔✘])/g;
const NO_BREAK = '\u00a0';

/** What `breakUp` makes of the text, with what belongs together on one line. */
export function keepMeasures(text: string, breakUp: (text: string) => string[]): string[] {
  if (text.includes(NO_BREAK)) return breakUp(text);
  const bound = text.replace(TOGETHER, (words) => words.replaceAll(' ', NO_BREAK));
  return breakUp(bound).map((line) => line.replaceAll(NO_BREAK, ' '));
}

/** Breaks at spaces, and inside words that are longer than a line. */
export function wrap(text: string, columns: number): string[] {
  if (displayWidth(text) <= columns) return [text];
  return keepMeasures(text, (bound) => breakUp(bound, columns));
}

/** Breaks at single spaces; of what is longer than a line, as much stands on each as has room. */
export function breakUp(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(' ')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) <= columns) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (displayWidth(word) > columns) {
      const head = truncateToWidth(word, columns, '') || String.fromCodePoint(word.codePointAt(0)!);
      lines.push(head);
      word = word.slice(head.length);
    }
    line = word;
  }
  if (line !== '') lines.push(line);
  return lines;
}
