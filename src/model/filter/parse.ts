/** The text of an expression -> its tree, by recursive descent. Words are looked for from the innermost list outwards. */
import { factsOf } from '../../fact.js';
import { LIMITS } from '../../limits.js';
import type { FilterErrorParams } from './codes.js';
import { operatorOf } from './compare.js';
import type { FieldOf, Language, Value } from './language.js';
import { nearestWord } from './nearest.js';
import { FilterError, isQuantity, type Token, tokenize } from './tokens.js';
import type { FieldNode, ListNode, Node, Operand, QuantityNode, Wanted } from './tree.js';

/** Brackets inside brackets. */
const DEEPEST = 50;

const problem = factsOf<FilterErrorParams>();

type Place = { readonly from: number; readonly to: number };

/**
 * @param parameters names that `$name` may have; null: there are none, and such a word is a text
 * @returns null for an empty text
 * @throws FilterError
 */
export function parseTree(
  text: string,
  language: Language<unknown>,
  parameters: ReadonlySet<string> | null = null,
): Node | null {
  if (text.length > LIMITS.filterCharacters)
    throw new FilterError(problem('too-long', { limit: LIMITS.filterCharacters }), 0, text.length);
  const tokens = tokenize(text);
  if (tokens.length === 0) return null;
  const parser = new Parser(text, tokens, [language], parameters);
  const node = parser.either();
  parser.end();
  return node;
}

class Parser {
  #at = 0;
  #depth = 0;
  #lists = 0;
  readonly #textEnd: number;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    /** Innermost first. */
    private languages: readonly Language<unknown>[],
    private readonly parameters: ReadonlySet<string> | null,
  ) {
    // Where what is missing belongs.
    this.#textEnd = text.trimEnd().length;
  }

  either(): Node {
    return this.#joined('||', () => this.#joined('&&', () => this.#one()));
  }

  end(): void {
    const rest = this.tokens[this.#at];
    if (rest) throw new FilterError(problem('word-misplaced', { word: rest.text }), rest.from, rest.to);
  }

  #joined(how: '&&' | '||', part: () => Node): Node {
    const of = [part()];
    while (this.#take(how)) of.push(part());
    return of.length === 1 ? of[0]! : { kind: 'join', how, of };
  }

  #one(): Node {
    if (++this.#depth > DEEPEST) throw this.#wrong('brackets-too-deep', {});
    try {
      if (this.#take('!')) return { kind: 'not', of: this.#one() };
      if (this.#take('(')) {
        const node = this.either();
        this.#close();
        return node;
      }
      return this.#comparison();
    } finally {
      this.#depth--;
    }
  }

  #comparison(): Node {
    const left = this.#operand();
    const next = this.tokens[this.#at];
    const operator = next && next.kind !== 'text' ? operatorOf(next.text) : undefined;
    if (operator === undefined) return left.kind === 'any' || left.kind === 'all' ? left : { kind: 'there', of: left };
    this.#at++;
    const word = left.kind === 'field' ? left.written : left.kind;
    const value = this.tokens[this.#at];
    if (!value || value.kind === 'sign') throw this.#wrong('value-missing', { word }, value);
    this.#at++;
    const type = left.kind === 'field' ? left.field.kind : left.kind === 'count' ? 'number' : 'boolean';
    const wanted = this.#wanted(value, type);
    if (wanted.kind === 'literal') {
      const only = left.kind === 'field' ? left.field.only : undefined;
      checkPossible({ word, kind: type, ...(only ? { only } : {}) }, wanted.value, operator, value);
    }
    return { kind: 'compare', left, operator, wanted };
  }

  #operand(): Operand {
    const token = this.tokens[this.#at++];
    if (!token) throw new FilterError(problem('end-missing', {}), this.#textEnd);
    const { text, from, to } = token;
    if (token.kind !== 'word') throw new FilterError(problem('word-expected', { word: text }), from, to);
    if (isQuantity(token) && this.#take('(')) return this.#quantity(text.toLowerCase() as QuantityNode['kind'], from);
    const field = this.#field(text);
    if (field) return field;
    if (this.languages.some((language) => language.findList(text)))
      throw new FilterError(problem('list-misplaced', { word: text }), from, to);
    throw new FilterError(problem('word-unknown', { word: text, meant: this.#meant(text) }), from, to);
  }

  #field(written: string): FieldNode | null {
    for (const [up, language] of this.languages.entries()) {
      const field = language.find(written);
      if (field) return { kind: 'field', written, up, language, field };
    }
    return null;
  }

  #quantity(kind: QuantityNode['kind'], from: number): QuantityNode {
    const list = this.#list(kind);
    if (++this.#lists > LIMITS.filterLists)
      throw this.#wrong('lists-too-deep', { limit: LIMITS.filterLists }, this.tokens[this.#at - 1]);
    const outer = this.languages;
    let test: Node | null = null;
    if (this.#take(',')) {
      for (const one of list.way) this.languages = [one.of(), ...this.languages];
      test = this.either();
      this.languages = outer;
    }
    this.#close();
    this.#lists--;
    return { kind, list, test, written: this.text.slice(from, this.tokens[this.#at - 1]!.to) };
  }

  #list(kind: string): ListNode {
    const token = this.tokens[this.#at++];
    if (token?.kind !== 'word') throw this.#wrong('list-expected', { word: token?.text ?? kind }, token);
    const written = token.text;
    for (const [up, language] of this.languages.entries()) {
      const way = language.findList(written);
      if (way) return { written, up, way, language: way.at(-1)!.of() };
    }
    const lists = this.languages.flatMap((language) => language.lists.map(({ word }) => word));
    throw this.#wrong('list-unknown', { word: written, lists: [...new Set(lists)] }, token);
  }

  #wanted({ kind, text, from, to }: Token, type: FieldOf<unknown>['kind']): Wanted {
    if (kind === 'text') return { kind: 'literal', value: text };
    if (text.startsWith('$') && this.parameters !== null) {
      const name = text.slice(1);
      if (this.parameters.has(name)) return { kind: 'parameter', name, type };
      throw new FilterError(problem('parameter-unknown', { name, names: [...this.parameters] }), from, to);
    }
    // A text may begin with the sign, too: what is no word of the language is one.
    const other = text.startsWith('@') ? this.#field(text.slice(1)) : null;
    return other ?? { kind: 'literal', value: literal(text) };
  }

  #meant(written: string): string | null {
    return nearestWord([...new Set(this.languages.flatMap((language) => language.words()))], written);
  }

  #close(): void {
    if (!this.#take(')')) throw this.#wrong('bracket-open', {});
  }

  #wrong<Code extends keyof FilterErrorParams>(
    code: Code,
    params: FilterErrorParams[Code],
    place: Place | undefined = this.tokens[this.#at],
  ): FilterError {
    const from = place?.from ?? this.#textEnd;
    return new FilterError(problem(code, params), from, code === 'bracket-open' ? from : (place?.to ?? from));
  }

  #take(sign: string): boolean {
    const token = this.tokens[this.#at];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.#at++;
    return true;
  }
}

/** Values that the field never has are a mistake, not an empty list. */
function checkPossible(
  { word, kind, only }: Pick<FieldOf<unknown>, 'word' | 'kind' | 'only'>,
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
