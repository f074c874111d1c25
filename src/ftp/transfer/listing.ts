/**
 * Directory listings as entries: LIST in the forms that servers use (RFC 959 leaves it open), NLST, and MLSD (RFC 3659
 * §7). One row each; a line that no form of its command fits is passed over.
 */
import { decodeText, type TextEncodingName } from '../../bytes/text.js';
import { LIMITS } from '../../limits.js';
import { hitLimit, type LimitsHit } from '../../tcp/limitsHit.js';
import type { ContentSink } from '../content/feed.js';
import { resolvePath } from '../protocol/directory.js';

export type ListingEntry = {
  /** As listed; may be a path. */
  readonly name: string;
  /** null: the listing does not tell. */
  readonly bytes: number | null;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** As the server writes it; null: the listing does not tell. */
  readonly modified: string | null;
  /** Of its line, where that is neither ASCII nor UTF-8. */
  readonly encoding?: TextEncodingName;
};

type Form = (line: string) => ListingEntry | null;

/** For people (LIST), names alone (NLST), or for programs (MLSD). */
export type ListingKind = 'long' | 'names' | 'facts';

/** What the lines of each kind may look like, most particular first. */
export const LISTING_FORMS: Readonly<Record<ListingKind, readonly Form[]>> = {
  long: [unixLine, dosLine, factsLine],
  names: [nameLine],
  facts: [factsLine],
};

const UNIX_KINDS: Readonly<Record<string, ListingEntry['kind']>> = { '-': 'file', d: 'directory', l: 'link' };
/** Permissions, links, owner, group, size: the date begins at the earliest in the fourth column, at the latest here. */
const LAST_DATE_COLUMN = 8;

/** `ls -l`: '-rw-r--r--  1 owner group  7698 Nov 22 08:30 name', also without group, or with '2026-11-22 08:30'. */
function unixLine(line: string): ListingEntry | null {
  if (!/^[-dlbcpsD][-rwxsStTlL]{9}[+.@]?\s/.test(line)) return null;
  const columns: { text: string; end: number }[] = [];
  const word = /\S+/g;
  for (let found = word.exec(line); found && columns.length <= LAST_DATE_COLUMN + 2; found = word.exec(line))
    columns.push({ text: found[0], end: word.lastIndex });
  for (let i = 3; i <= LAST_DATE_COLUMN && i < columns.length; i++) {
    const length = dateColumns(columns.slice(i, i + 3).map(({ text }) => text));
    const size = columns[i - 1]!.text;
    if (length === 0 || !/^\d{1,15}$/.test(size)) continue;
    const date = columns.slice(i, i + length);
    const rest = line.slice(date.at(-1)!.end + 1);
    const kind = UNIX_KINDS[line[0]!] ?? 'other';
    const arrow = kind === 'link' ? rest.indexOf(' -> ') : -1;
    const name = arrow > 0 ? rest.slice(0, arrow) : rest;
    if (name === '') return null;
    const isDevice = kind === 'other' && columns[i - 2]?.text.endsWith(',');
    const modified = date.map(({ text }) => text).join(' ');
    return { name, bytes: isDevice || kind === 'directory' ? null : Number(size), kind, modified };
  }
  return null;
}

/** How many columns a date takes here; 0: there is none. */
function dateColumns([a = '', b = '', c = '']: readonly string[]): number {
  if (/^\p{L}{3,4}\.?$/u.test(a) && /^\d{1,2}$/.test(b) && /^(?:\d{4}|\d{1,2}:\d{2})$/.test(c)) return 3;
  if (/^\d{1,2}$/.test(a) && /^\p{L}{3,4}\.?$/u.test(b) && /^(?:\d{4}|\d{1,2}:\d{2})$/.test(c)) return 3;
  return /^\d{4}-\d{2}-\d{2}$/.test(a) && /^\d{1,2}:\d{2}/.test(b) ? 2 : 0;
}

/** IIS: '11-22-26  08:30AM       7698 name', '<DIR>' in place of a size. */
function dosLine(line: string): ListingEntry | null {
  const form = /^(\d{2,4}[-/.]\d{2}[-/.]\d{2,4} +\d{1,2}:\d{2}(?: ?[AaPp][Mm])?) +(<[A-Z]+>|\d[\d,.]*) +(\S.*)$/;
  const found = form.exec(line);
  if (!found) return null;
  const [, modified = '', size = '', name = ''] = found;
  if (size.startsWith('<')) {
    const kind = size.startsWith('<DIR') || size === '<JUNCTION>' ? 'directory' : 'link';
    return { name, bytes: null, kind, modified };
  }
  const digits = size.replace(/[,.]/g, '');
  return { name, bytes: digits.length > 15 ? null : Number(digits), kind: 'file', modified };
}

/** RFC 3659 §7.2: 'type=file;size=7698;modify=20261122083000; name'. */
function factsLine(line: string): ListingEntry | null {
  const space = line.indexOf(' ');
  if (space < 1 || line[space - 1] !== ';') return space === 0 ? nameLine(line.slice(1)) : null;
  const facts = new Map<string, string>();
  for (const fact of line.slice(0, space - 1).split(';')) {
    const equals = fact.indexOf('=');
    if (equals < 1) return null;
    facts.set(fact.slice(0, equals).toLowerCase(), fact.slice(equals + 1));
  }
  const name = line.slice(space + 1);
  const type = facts.get('type')?.toLowerCase() ?? 'file';
  if (name === '' || type === 'cdir' || type === 'pdir') return null;
  const kind = type === 'file' ? 'file' : type === 'dir' ? 'directory' : /link/.test(type) ? 'link' : 'other';
  const size = facts.get('size') ?? '';
  const bytes = kind === 'file' && /^\d{1,15}$/.test(size) ? Number(size) : null;
  return { name, bytes, kind, modified: facts.get('modify') ?? null };
}

function nameLine(line: string): ListingEntry | null {
  return line === '' ? null : { name: line, bytes: null, kind: 'other', modified: null };
}

const LF = 0x0a;
const CR = 0x0d;

/** Reads a listing while it passes. */
export class ListingReader implements ContentSink {
  /** In order, up to `LIMITS.listingEntries`. */
  readonly entries: ListingEntry[] = [];
  /** Lines that no form fits, and entries beyond the limit. */
  dropped = 0;
  #line: number[] = [];
  /** The line began in a hole or is too long. */
  #spoilt = false;
  #blankBefore = true;
  /** The directory whose entries follow (`LIST -R`); null: the one that was asked for. */
  #section: string | null = null;

  /** @param found called with every entry and, inside `LIST -R`, the directory that it is in */
  constructor(
    private readonly kind: ListingKind,
    private readonly found: (entry: ListingEntry, section: string | null) => void,
    private readonly limitsHit: LimitsHit = {},
  ) {}

  data(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte === LF) this.#lineEnd();
      else if (this.#line.length < LIMITS.listingLineBytes) this.#line.push(byte);
      else this.#spoilt = true;
    }
  }

  gap(): void {
    this.#line = [];
    this.#spoilt = true;
  }

  end(): void {
    if (this.#line.length > 0) this.#lineEnd();
  }

  #lineEnd(): void {
    const bytes = this.#line;
    this.#line = [];
    if (bytes.at(-1) === CR) bytes.pop();
    const spoilt = this.#spoilt;
    this.#spoilt = false;
    const full = this.entries.length >= LIMITS.listingEntries;
    if (full) hitLimit(this.limitsHit, 'listing-entries-dropped');
    if (spoilt || full) {
      this.dropped++;
      return;
    }
    const { text: line, encoding } = decodeText(Uint8Array.from(bytes));
    const plain = encoding === 'ascii' || encoding === 'utf-8';
    const blankBefore = this.#blankBefore;
    this.#blankBefore = line === '';
    if (line === '' || /^total \d+$/.test(line)) return;
    if (this.kind === 'long' && blankBefore && line.endsWith(':')) {
      this.#section = line.slice(0, -1);
      return;
    }
    for (const form of LISTING_FORMS[this.kind]) {
      const found = form(line);
      if (found === null) continue;
      const entry = plain ? found : { ...found, encoding };
      this.entries.push(entry);
      this.found(entry, this.#section);
      return;
    }
    this.dropped++;
  }
}

/**
 * The path of a listed file; null where the listing leaves it open.
 * @param listed what was listed: a directory, a file, or names with '*'; null: not known
 * @param argument of the command, without options
 */
export function entryPath(
  { name }: ListingEntry,
  section: string | null,
  listed: string | null,
  argument: string,
  directory: string | null,
): string | null {
  if (name === '.' || name === '..') return null;
  if (name.startsWith('/')) return resolvePath(null, name);
  if (section !== null) {
    const base = section.startsWith('/') ? section : resolvePath(directory, section);
    return resolvePath(base, name);
  }
  // 'dir/a.txt' in an answer to 'dir/*.txt' or to 'dir/a.txt'.
  if (name.includes('/')) return resolvePath(directory, name);
  if (/[*?[{]/.test(argument)) return argument.includes('/') ? null : resolvePath(directory, name);
  // 'LIST a' reports the file a, or of a file of that name in the directory a.
  if (listed !== null && argument !== '' && listed.endsWith(`/${name}`)) return null;
  return resolvePath(listed, name);
}
