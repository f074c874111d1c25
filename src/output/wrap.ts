/** Breaking text into lines. */
import { displayWidth, truncateToWidth } from '../bytes/text.js';

/** A number and its unit stay on one line: '420 µs', '60.0 kB'. */
const MEASURES = /(\d) (ns|µs|us|ms|s|min|h|B|kB|MB|GB|bytes?|%)(?![A-Za-z])/g;
const NO_BREAK = '\u00a0';

/** What `breakUp` makes of the text, with each number and its unit on one line. */
export function keepMeasures(text: string, breakUp: (text: string) => string[]): string[] {
  if (text.includes(NO_BREAK)) return breakUp(text);
  return breakUp(text.replace(MEASURES, `$1${NO_BREAK}$2`)).map((line) => line.replaceAll(NO_BREAK, ' '));
}

/** Breaks at spaces, and inside words that are longer than a line. */
export function wrap(text: string, columns: number): string[] {
  if (displayWidth(text) <= columns) return [text];
  return keepMeasures(text, (bound) => breakUp(bound, columns));
}

function breakUp(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(' ')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) <= columns) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (displayWidth(word) > columns) {
      const head = truncateToWidth(word, columns, '') || word.slice(0, 1);
      lines.push(head);
      word = word.slice(head.length);
    }
    line = word;
  }
  if (line !== '') lines.push(line);
  return lines;
}
