/** What came from the wire, as messages of every language quote it: escaped, and not too long for a sentence. */
import { escapeText } from '../bytes/text.js';
import type { CommandRef, ReplyRef } from '../model/findings/codes.js';

/** Characters of a command that a sentence quotes. */
const QUOTED = 80;

/** 'RETR a.txt'. */
export function commandText({ verb, argument }: CommandRef): string {
  const text = `${verb} ${argument}`.trimEnd();
  return escapeText(text.length > QUOTED ? `${text.slice(0, QUOTED - 1)}…` : text);
}

/** '425 Failed to establish connection'. */
export const replyText = ({ code, text }: ReplyRef): string => escapeText(`${code} ${text}`.trimEnd());

/** '"student"'. */
export const quoted = (text: string): string => `"${escapeText(text)}"`;
