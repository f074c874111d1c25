/** Breaking text into lines. */
import { displayWidth, truncateToWidth } from '../bytes/text.js';

/** What stays on one line: '420 µs', 'step 4 of 10', 'frame 75', '帧 75', '第 4 步', 'RFC 959 §4.2', '7 ✔'. */
const TOGETHER =
  /(?:帧|端口|会话|步骤|数据连接|第) [\d①-⑳]+(?: 步)?|\d (?:字节|[个条次行步])|\b[Ss]tep \d+ of \d+|\b(?:[Ss]teps?|[Ff]rames?|[Pp]ort|[Ss]ession) [\d①-⑳]+(?: [✔✘])?|\bRFC \d+(?: §)?|\d (?:(?:ns|µs|us|ms|s|min|h|B|kB|MB|GB|bytes?|%)(?![A-Za-z])|[✔✘])/g;
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

const CHINESE = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;
/** Marks that begin no line, and those that end none. */
const CLOSING = '，。、；：？！）」』》】';
const OPENING = '（「『《【';
const UNIT = `[${OPENING}]*(?:${CHINESE}|[^ ${NO_BREAK}${CLOSING}${OPENING}${CHINESE.slice(1, -1)}]+)`;
/** What no line break parts: a word, or one character of a text that is written without spaces, with the marks around it. */
const PIECES = new RegExp(
  `(?:${UNIT}(?:${NO_BREAK}${UNIT})*|[${OPENING}]+)[${CLOSING}]*|[${CLOSING}]+|${NO_BREAK}+`,
  'gu',
);
const HAS_CHINESE = new RegExp(CHINESE, 'u');

const piecesOf = (word: string): readonly string[] =>
  HAS_CHINESE.test(word) ? (word.match(PIECES) ?? [word]) : [word];

/** Breaks at single spaces and between Chinese characters; of what is longer than a line, as much stands on each as has room. */
export function breakUp(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let lineWidth = 0;
  const hasChinese = HAS_CHINESE.test(text);
  for (const word of text.split(' ')) {
    let gap = line === '' ? '' : ' ';
    for (let piece of hasChinese ? piecesOf(word) : [word]) {
      let width = displayWidth(piece);
      if (line !== '' && lineWidth + gap.length + width <= columns) {
        line += gap + piece;
        lineWidth += gap.length + width;
        gap = '';
        continue;
      }
      if (line !== '') lines.push(line);
      gap = '';
      while (width > columns) {
        const head = truncateToWidth(piece, columns, '') || String.fromCodePoint(piece.codePointAt(0)!);
        lines.push(head);
        piece = piece.slice(head.length);
        width = displayWidth(piece);
      }
      line = piece;
      lineWidth = width;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}
