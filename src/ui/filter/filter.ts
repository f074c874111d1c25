/**
 * The filter language of the UI:
 *
 *     user == "bob" && transfer.verdict != "complete"
 *     (mode == PASV or mode == EPSV) and not loggedIn
 *     bytes > 10MB || command.argument contains "passwd"
 *
 * A comparison holds when it holds for any of the values: `transfer.verdict != "complete"` finds sessions with at least
 * one such transfer. Texts compare without regard to case. A word alone asks whether there is something.
 */
import type { Session } from '../../ftp/session.js';
import { type Field, fieldOf, type Value } from './fields.js';

export type Test = (session: Session) => boolean;
export type ParsedFilter = { readonly accepts: Test } | { readonly error: string };

type Token = { readonly kind: 'word' | 'text' | 'sign'; readonly text: string };

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

class FilterError extends Error {}

/** Reads a filter; an empty one takes every session. */
export function parseFilter(text: string): ParsedFilter {
  try {
    const tokens = tokenize(text);
    if (tokens.length === 0) return { accepts: () => true };
    const parser = new Parser(tokens);
    const accepts = parser.either();
    parser.end();
    return { accepts };
  } catch (error) {
    if (error instanceof FilterError) return { error: error.message };
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
    if (!match) throw new FilterError(`cannot read ${JSON.stringify(text.slice(at).trim().slice(0, 20))}`);
    const [, sign, double, single, word] = match;
    const quoted = double ?? single;
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(.)/g, '$1') });
    else if (word !== undefined) {
      const join = JOIN[word.toLowerCase()];
      tokens.push(join ? { kind: 'sign', text: join } : { kind: 'word', text: word });
    }
  }
  return tokens;
}

class Parser {
  #at = 0;
  #depth = 0;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  either(): Test {
    let left = this.#both();
    while (this.#take('||')) {
      const [a, b] = [left, this.#both()];
      left = (session) => a(session) || b(session);
    }
    return left;
  }

  end(): void {
    const rest = this.#tokens[this.#at];
    if (rest) throw new FilterError(`'${rest.text}' does not fit here; join comparisons with && or ||`);
  }

  #both(): Test {
    let left = this.#one();
    while (this.#take('&&')) {
      const [a, b] = [left, this.#one()];
      left = (session) => a(session) && b(session);
    }
    return left;
  }

  #one(): Test {
    if (++this.#depth > DEEPEST) throw new FilterError('too many brackets');
    try {
      if (this.#take('!')) {
        const test = this.#one();
        return (session) => !test(session);
      }
      if (this.#take('(')) {
        const test = this.either();
        if (!this.#take(')')) throw new FilterError("a ')' is missing");
        return test;
      }
      return this.#comparison();
    } finally {
      this.#depth--;
    }
  }

  #comparison(): Test {
    const token = this.#tokens[this.#at++];
    if (!token) throw new FilterError('something is missing at the end');
    if (token.kind !== 'word') throw new FilterError(`a word of the report is expected, not '${token.text}'`);
    const field = fieldOf(token.text);
    if (!field)
      throw new FilterError(`unknown word '${token.text}'; there are user, client.address, mode, transfer.path ...`);
    const next = this.#tokens[this.#at];
    const operator = next && (SAME[next.text.toLowerCase()] ?? next.text.toLowerCase());
    const holds = next && next.kind !== 'text' && operator ? COMPARE[operator] : undefined;
    if (!holds) return isThere(field);
    this.#at++;
    const value = this.#tokens[this.#at++];
    if (!value || value.kind === 'sign') throw new FilterError(`what '${token.text}' is compared with is missing`);
    const wanted = value.kind === 'text' ? value.text : literal(value.text);
    return (session) => field.values(session).some((one) => holds(one, wanted));
  }

  #take(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.#at++;
    return true;
  }
}

const isThere =
  (field: Field): Test =>
  (session) =>
    field.values(session).some((value) => value !== null && value !== false && value !== '' && value !== 0);

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
