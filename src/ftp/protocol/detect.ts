/**
 * Is this connection FTP control? Judged by the first lines of both sides, on any port, from the greeting or from the
 * middle. Says no as soon as it can: whatever is not FTP must cost nothing.
 */
import type { Side } from '../../tcp/types.js';
import { looksLikeCommand, VERBS } from './commands.js';

/** `implicitTls`: TLS is around it from the first byte. */
export type Judgement = 'undecided' | 'no' | { readonly clientSide: Side; readonly implicitTls?: boolean };

/** Verbs with which an FTP client opens, and no SMTP, POP3, NNTP or IRC client does after a 220 greeting. */
const OPENERS = /^(USER|AUTH (TLS|SSL|GSSAPI|KERBEROS)|FEAT|HOST|SYST|OPTS UTF8|CLNT|PASV|EPSV|ACCT)\b/i;
/** Mail: the same 220 greeting, another protocol. */
const OTHERS = /^(EHLO|HELO|LHLO|MAIL|RCPT|NICK|CAPA|APOP|MODE READER|GROUP|ARTICLE)\b/i;
/** Command and final reply that occur together in FTP alone. */
const PAIRS: readonly (readonly [RegExp, RegExp])[] = [
  [/^USER \S/i, /^(331|230)[ -]/],
  [/^PASS\b/i, /^230[ -]/],
  [/^PASV\r?$/i, /^227[ -].*\d,\d{1,3},\d{1,3},\d{1,3},\d{1,3},\d/],
  [/^EPSV\b/i, /^229[ -].*\(\D{3}\d+\D\)/],
  [/^PORT \d+,\d+,\d+,\d+,\d+,\d+/i, /^[25]\d\d[ -]/],
  [/^EPRT \|/i, /^[25]\d\d[ -]/],
  [/^(RETR|STOR|APPE|NLST|LIST|MLSD)\b/i, /^(150|125)[ -]/],
  [/^CWD \S/i, /^250[ -]/],
  [/^TYPE [AI]\b/i, /^200[ -]/],
];
/** One side alone (one-way captures): lines that nobody else speaks. */
const CLIENT_ALONE = /^(PORT \d+,\d+,\d+,\d+,\d+,\d+|EPRT \|[12]\||PASV\r?$|EPSV\r?$|TYPE [AI]\r?$)/im;
const SERVER_ALONE =
  /^(227 .*\d,\d{1,3},\d{1,3},\d{1,3},\d{1,3},\d|229 .*\(\|\|\|\d+\|\)|331 .*(password|guest|anonymous))/im;

const isReplyLike = (text: string): boolean => /^[1-6]\d\d[ -]/.test(text);
/** The beginning of either may not be all there yet. */
const mayBecome = (text: string): boolean => /^(?:[A-Za-z]{0,8}|\d{1,3})$/.test(text);

const lines = (text: string): string[] => text.split('\n').slice(0, -1);

/** The first letters of every verb as one number. */
const BEGINNING_LETTERS = 4;
const BEGINNINGS: ReadonlySet<number> = new Set(
  VERBS.map((verb) => [...verb.slice(0, BEGINNING_LETTERS)].reduce((all, one) => all * 256 + one.charCodeAt(0), 0)),
);
const LONGEST_VERB = 8;

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
/** What `\s` takes, of Latin-1. */
const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0xa0;

/**
 * Whether bytes[start .. end) are neither the beginning of a command nor of a reply, for certain: `judge` says no to them,
 * and many strangers cost no text.
 */
export function isForeign(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] ?? 0;
  if (start >= end || isDigit(first) || isSpace(first)) return false;
  let at = start;
  let beginning = 0;
  for (; at < end && isLetter(bytes[at]!); at++) {
    if (at - start === LONGEST_VERB) return true;
    if (at - start < BEGINNING_LETTERS) beginning = beginning * 256 + (bytes[at]! & 0xdf);
  }
  return at < end && !(isSpace(bytes[at]!) && BEGINNINGS.has(beginning));
}

/**
 * @param initiator what the initiator sent so far, as Latin-1 (the first few kilobytes)
 * @param responder likewise
 * @param full no more bytes will be looked at: undecided becomes no
 */
export function judge(initiator: string, responder: string, full: boolean): Judgement {
  const hopeless = [initiator, responder].some(
    (text) => text !== '' && !looksLikeCommand(text) && !isReplyLike(text) && !mayBecome(text),
  );
  if (hopeless) return 'no';
  for (const [clientSide, client, server] of [
    ['initiator', initiator, responder],
    ['responder', responder, initiator],
  ] as const) {
    if (speaksFtp(client, server)) return { clientSide };
  }
  const mail = lines(initiator)
    .concat(lines(responder))
    .some((line) => OTHERS.test(line));
  return mail || full ? 'no' : 'undecided';
}

function speaksFtp(client: string, server: string): boolean {
  if (client !== '' && !looksLikeCommand(client)) return false;
  if (server !== '' && !isReplyLike(server)) return false;
  const commands = lines(client);
  const replies = lines(server);
  if (commands.length === 0 && replies.length < 2) return false;
  if (commands.some((line) => OTHERS.test(line))) return false;
  if (server === '') return commands.length >= 2 && CLIENT_ALONE.test(client);
  if (client === '') return replies.length >= 2 && SERVER_ALONE.test(server);
  if (/^220[ -]/.test(server) && commands.some((line) => OPENERS.test(line))) return true;
  return PAIRS.some(([command, reply]) => commands.some((c) => command.test(c)) && replies.some((r) => reply.test(r)));
}
