/** The text of a filter -> its words, signs and quoted texts. */
import { type Fact, factsOf } from '../../fact.js';
import type { FilterErrorParams } from './codes.js';

export type Token = {
  readonly kind: 'word' | 'text' | 'sign';
  readonly text: string;
  /** Where it stands (UTF-16 units). */
  readonly from: number;
  readonly to: number;
};

const TOKEN = /\s*(?:(\|\||&&|[=!<>]=|[<>!()~]|=)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"'()=!<>&|~]+))/y;
/** The list that any, all or count ask for, and the comma behind it. */
const LIST = /\s*([^\s"'()=!<>&|~,]+)\s*(?:(,)|(?=\)))/y;
const JOIN: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!' };
const QUANTITIES: ReadonlySet<string> = new Set(['any', 'all', 'count']);

const problem = factsOf<FilterErrorParams>();

export class FilterError extends Error {
  constructor(
    readonly error: Fact<FilterErrorParams>,
    readonly from: number,
    readonly to = from,
  ) {
    super(error.code);
  }
}

/** @throws FilterError */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    if (asksForList(tokens)) {
      LIST.lastIndex = at;
      const list = LIST.exec(text);
      if (list) {
        const from = at + (list[0].length - list[0].trimStart().length);
        tokens.push({ kind: 'word', text: list[1]!, from, to: from + list[1]!.length });
        if (list[2]) tokens.push({ kind: 'sign', text: ',', from: LIST.lastIndex - 1, to: LIST.lastIndex });
        TOKEN.lastIndex = LIST.lastIndex;
        continue;
      }
    }
    const match = TOKEN.exec(text);
    if (!match) throw unreadable(text, at);
    const [whole, sign, double, single, word] = match;
    const quoted = double ?? single;
    const place = { from: at + (/^\s*/.exec(whole)?.[0].length ?? 0), to: TOKEN.lastIndex };
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, ...place });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(.)/g, '$1'), ...place });
    else if (word !== undefined) {
      const lower = word.toLowerCase();
      const join = Object.hasOwn(JOIN, lower) ? JOIN[lower]! : null;
      tokens.push(join ? { kind: 'sign', text: join, ...place } : { kind: 'word', text: word, ...place });
    }
  }
  return tokens;
}

/** 'any(' stands before. */
function asksForList(tokens: readonly Token[]): boolean {
  const [word, bracket] = tokens.slice(-2);
  return bracket?.kind === 'sign' && bracket.text === '(' && word !== undefined && isQuantity(word);
}

/** A word that asks for a list where a bracket follows. */
export const isQuantity = ({ kind, text }: Token): boolean => kind === 'word' && QUANTITIES.has(text.toLowerCase());

/** Only quotes that do not close, and single signs of which there are two, are not read. */
function unreadable(text: string, at: number): FilterError {
  const rest = text.slice(at);
  const from = at + (rest.length - rest.trimStart().length);
  const sign = text[from] ?? '';
  if (sign === '"' || sign === "'")
    return new FilterError(problem('quote-open', { quote: sign }), from, text.trimEnd().length);
  return new FilterError(problem('sign-unknown', { sign }), from, from + 1);
}

/** A text as the value of a comparison: one with spaces or signs of the language stands in quotes. */
export const valueWritten = (value: string): string =>
  /^[^\s"'()=!<>&|~,@$]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
