/** Breaking text into lines. */
import { displayWidth, truncateToWidth } from '../bytes/text.js';

/** Breaks at spaces, and inside words that are longer than a line. */
export function wrap(text: string, columns: number): string[] {
  if (displayWidth(text) <= columns) return [text];
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
