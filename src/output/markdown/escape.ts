/** Text of the network inside GitHub's and GitLab's markdown: it stays text, and mentions, links and pictures nothing. */
import { escapeText } from '../../bytes/text.js';

/** The characters that CommonMark lets a backslash escape, as far as they mean something inside a line. */
const MARKUP = /[\\`*_[\]<>|~&]/g;
/** What turns into a mention, a reference or a link by itself: '@name', '#12', '!12', '$12', 'https://', 'www.', 'example.org'. */
const AUTOMATIC =
  /[@#!$%~](?=[\w.])|:\/(?=\/)|\bwww(?=\.)|(?<=[\w-])\.(?=(?:[a-z]{2}|biz|com|edu|gov|info|name|net|org|pro|shop|web)\b)/gi;
/** Ends what the automatic ones look for, and is not shown. */
const NOTHING = '<!-- -->';

/** A sentence. What is escaped for a terminal stays so. */
export function prose(text: string): string {
  let written = '';
  let at = 0;
  for (const { index, 0: match } of text.matchAll(AUTOMATIC)) {
    written += escaped(text.slice(at, index + match.length)) + NOTHING;
    at = index + match.length;
  }
  return written + escaped(text.slice(at));
}

const escaped = (text: string): string => text.replace(MARKUP, '\\$&');

/** A name or value, as code: nothing in it is markup. */
export function code(text: string): string {
  if (text === '') return '';
  const ticks = '`'.repeat(longestRun(text) + 1);
  const space = /^[` ]|[` ]$/.test(text) ? ' ' : '';
  return `${ticks}${space}${text}${space}${ticks}`;
}

/** A name or value from the network in a cell of a table, where a bar ends the cell even in code. */
export const cell = (text: string): string => code(escapeText(text)).replaceAll('|', '\\|');

/** A block of lines. */
export function fence(text: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${ticks}text\n${text}\n${ticks}\n\n`;
}

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
