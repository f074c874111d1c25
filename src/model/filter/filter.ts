/**
 * The filter language:
 *
 *     user == "bob" && transfer.verdict != "complete"
 *     (mode == PASV or mode == EPSV) and not loggedIn
 *     bytes > 10MB || command.argument contains "passwd"
 *
 * A comparison holds when it holds for any of the values: `transfer.verdict != "complete"` finds sessions with at least
 * one such transfer. Texts compare without regard to case. A word alone asks whether there is something.
 */
import { type Fact, factsOf } from '../../fact.js';
import type { Session } from '../../ftp/protocol/session.js';
import { findingsOf } from '../findings.js';
import type { FilterErrorParams } from './codes.js';
import { type FieldOf, type FindingsOf, type Language, SESSION_LANGUAGE, type Value } from './fields.js';

export type TestOf<Subject> = (subject: Subject) => boolean;
export type Test = TestOf<Session>;
/** What is wrong, and with which part of the text (UTF-16 units; empty at its end where something is missing). */
export type FilterProblem = { readonly error: Fact<FilterErrorParams>; readonly from: number; readonly to: number };
export type ParsedOf<Subject> = { readonly accepts: TestOf<Subject> } | FilterProblem;
export type ParsedFilter = ParsedOf<Session>;

type Token = {
  readonly kind: 'word' | 'text' | 'sign';
  readonly text: string;
  readonly from: number;
  readonly to: number;
};

const TOKEN = /\s*(?:(\|\||&&|[=!<>]=|[<>!()~]|=)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"'()=!<>&|~]+))/y;
const COMPARE: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  '==': (a, b) => compare(a, b) === 0,
  '!=': (a, b) => compare(a, b) !== 0,
  '<': (a, b) => (compare(a, b) ?? 1) < 0,
  '<=': (a, b) => (compare(a, b) ?? 1) <= 0,
  '>': (a, b) => (compare(a, b) ?? -1) > 0,
  '>=': (a, b) => (compare(a, b) ?? -1) >= 0,
  contains: (a, b) => a !== null && String(a).toLowerCase().includes(String(b).toLowerCase()),
};
const SAME: Readonly<Record<string, string>> = {
  '=': '==',
  '~': 'contains',
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};
const JOIN: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!' };
/** Brackets inside brackets. */
const DEEPEST = 50;

const problem = factsOf<FilterErrorParams>();

class FilterError extends Error {
  constructor(
    readonly error: Fact<FilterErrorParams>,
    readonly from: number,
    readonly to = from,
  ) {
    super(error.code);
  }
}

/**
 * Reads a filter; an empty one takes every session.
 * @param findings where findings come from, for callers that keep them
 */
export const parseFilter = (text: string, findings: FindingsOf = findingsOf): ParsedFilter =>
  parseIn(SESSION_LANGUAGE, text, findings);

/** The same with the words of another list. */
export function parseIn<Subject>(
  language: Language<Subject>,
  text: string,
  findings: FindingsOf = findingsOf,
): ParsedOf<Subject> {
  try {
    const tokens = tokenize(text);
    if (tokens.length === 0) return { accepts: () => true };
    const parser = new Parser(tokens, text.trimEnd().length, findings, language);
    const accepts = parser.either();
    parser.end();
    return { accepts };
  } catch (error) {
    if (error instanceof FilterError) return { error: error.error, from: error.from, to: error.to };
    throw error;
  }
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw unreadable(text, at);
    const [whole, sign, double, single, word] = match;
    const quoted = double ?? single;
    const place = { from: at + (/^\s*/.exec(whole)?.[0].length ?? 0), to: TOKEN.lastIndex };
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, ...place });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(.)/g, '$1'), ...place });
    else if (word !== undefined) {
      const join = JOIN[word.toLowerCase()];
      tokens.push(join ? { kind: 'sign', text: join, ...place } : { kind: 'word', text: word, ...place });
    }
  }
  return tokens;
}

/** Only quotes that do not close, and single signs of which there are two, are not read. */
function unreadable(text: string, at: number): FilterError {
  const rest = text.slice(at);
  const from = at + (rest.length - rest.trimStart().length);
  const sign = text[from] ?? '';
  if (sign === '"' || sign === "'")
    return new FilterError(problem('quote-open', { quote: sign }), from, text.trimEnd().length);
  return new FilterError(problem('sign-unknown', { sign }), from, from + 1);
}

class Parser<Subject> {
  #at = 0;
  #depth = 0;
  readonly #tokens: readonly Token[];

  /** @param end of the text, where what is missing belongs */
  constructor(
    tokens: readonly Token[],
    private readonly textEnd: number,
    private readonly findings: FindingsOf,
    private readonly language: Language<Subject>,
  ) {
    this.#tokens = tokens;
  }

  either(): TestOf<Subject> {
    let left = this.#both();
    while (this.#take('||')) {
      const [a, b] = [left, this.#both()];
      left = (session) => a(session) || b(session);
    }
    return left;
  }

  end(): void {
    const rest = this.#tokens[this.#at];
    if (rest) throw new FilterError(problem('word-misplaced', { word: rest.text }), rest.from, rest.to);
  }

  #both(): TestOf<Subject> {
    let left = this.#one();
    while (this.#take('&&')) {
      const [a, b] = [left, this.#one()];
      left = (session) => a(session) && b(session);
    }
    return left;
  }

  #one(): TestOf<Subject> {
    if (++this.#depth > DEEPEST)
      throw new FilterError(problem('brackets-too-deep', {}), this.#tokens[this.#at]?.from ?? this.textEnd);
    try {
      if (this.#take('!')) {
        const test = this.#one();
        return (session) => !test(session);
      }
      if (this.#take('(')) {
        const test = this.either();
        if (!this.#take(')'))
          throw new FilterError(problem('bracket-open', {}), this.#tokens[this.#at]?.from ?? this.textEnd);
        return test;
      }
      return this.#comparison();
    } finally {
      this.#depth--;
    }
  }

  #comparison(): TestOf<Subject> {
    const token = this.#tokens[this.#at++];
    if (!token) throw new FilterError(problem('end-missing', {}), this.textEnd);
    const { from, to } = token;
    if (token.kind !== 'word') throw new FilterError(problem('word-expected', { word: token.text }), from, to);
    const field = this.language.find(token.text);
    if (!field)
      throw new FilterError(
        problem('word-unknown', { word: token.text, meant: nearestWord(this.language as Language<never>, token.text) }),
        from,
        to,
      );
    const next = this.#tokens[this.#at];
    const operator = next && (SAME[next.text.toLowerCase()] ?? next.text.toLowerCase());
    const holds = next && next.kind !== 'text' && operator ? COMPARE[operator] : undefined;
    const { findings } = this;
    if (!holds) return isThere(field, findings);
    this.#at++;
    const value = this.#tokens[this.#at++];
    if (!value || value.kind === 'sign')
      throw new FilterError(problem('value-missing', { word: token.text }), value?.from ?? this.textEnd, value?.to);
    const wanted = value.kind === 'text' ? value.text : literal(value.text);
    checkPossible(field, wanted, operator ?? '', value);
    return (session) => field.values(session, findings).some((one) => holds(one, wanted));
  }

  #take(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.#at++;
    return true;
  }
}

/** Values that the field never has are a mistake, not an empty list. */
function checkPossible<Subject>(
  { word, kind, only }: FieldOf<Subject>,
  wanted: Value,
  operator: string,
  { text, from, to }: Token,
): void {
  if (wanted === null || operator === 'contains') return;
  if (only && (operator === '==' || operator === '!=')) {
    const known = only.some((one) => one.toLowerCase() === String(wanted).toLowerCase());
    if (!known) throw new FilterError(problem('value-impossible', { word, value: text, only }), from, to);
  }
  if (kind === 'number' && Number.isNaN(Number(wanted)))
    throw new FilterError(problem('number-expected', { word, value: text }), from, to);
  if (kind === 'boolean' && typeof wanted !== 'boolean')
    throw new FilterError(problem('boolean-expected', { word, value: text }), from, to);
}

const isThere =
  <Subject>(field: FieldOf<Subject>, findings: FindingsOf): TestOf<Subject> =>
  (session) =>
    field.values(session, findings).some((value) => value !== null && value !== false && value !== '' && value !== 0);

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
  s: 1,
  ms: 1e-3,
  min: 60,
};

function literal(word: string): Value {
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  const number = /^(-?\d+(?:\.\d+)?)([a-z]*)$/i.exec(word);
  const unit = number && UNITS[(number[2] ?? '').toLowerCase()];
  return number && unit !== undefined && unit !== null ? Number(number[1]) * unit : word;
}

/** Negative, 0 or positive; undefined where the two cannot be ordered (they are then unequal). */
function compare(a: Value, b: Value): number | undefined {
  if (a === null || b === null || typeof a === 'boolean' || typeof b === 'boolean') {
    return String(a) === String(b) ? 0 : undefined;
  }
  if (typeof a === 'number') {
    const other = Number(b);
    return Number.isNaN(other) ? undefined : a - other;
  }
  return a.localeCompare(String(b), 'en', { sensitivity: 'base' });
}

/** The word that was probably meant. */
function nearestWord({ fields }: Language<never>, word: string): string | null {
  const wanted = word.toLowerCase();
  const near = fields.map((field) => ({ word: field.word, far: distance(wanted, field.word.toLowerCase()) }));
  const [best] = near.sort((a, b) => a.far - b.far);
  return best && best.far <= Math.max(1, wanted.length >> 2) ? best.word : null;
}

/** Letters to add, take or change (Levenshtein), of words that were typed: short ones. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > LONGEST_TYPO) return LONGEST_TYPO + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}

const LONGEST_TYPO = 6;
