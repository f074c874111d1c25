/** What may follow in a filter that is being typed: words of the language, operators, values. */
import { PRESETS } from './fields.js';
import type { FieldOf, Language } from './language.js';
import { valueWritten } from './tokens.js';

export type Completion = {
  /** The part of the text that an option replaces (UTF-16 units). */
  readonly from: number;
  readonly to: number;
  readonly options: readonly string[];
};

const OPERATORS: Readonly<Record<FieldOf<unknown>['kind'], readonly string[]>> = {
  text: ['==', '!=', 'contains', '&&', '||'],
  number: ['==', '>', '<', '>=', '<=', '!=', '&&', '||'],
  boolean: ['&&', '||'],
};
const COMPARISON = /^(?:==|!=|<=|>=|=|<|>|~|contains|eq|ne|lt|le|gt|ge)$/i;
const JOIN = /^(?:&&|\|\||!|\(|,|and|or|not)$/i;
const QUANTITIES = ['any(', 'all(', 'count('];
/** A word without the brackets and signs before it. */
const plain = (word: string): string => word.replace(/^(?:.*[(!,])/, '');
const MOST_OPTIONS = 40;

/** @param seen values of a field that occur in the capture */
export function completions<Subject>(
  language: Language<Subject>,
  text: string,
  at: number,
  seen: (field: FieldOf<Subject>) => readonly string[],
): Completion {
  const head = text.slice(0, at);
  const begun = /[^\s()!]*$/.exec(head)![0];
  const from = at - begun.length;
  const before = head
    .slice(0, from)
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const starting = (all: readonly string[]): Completion => ({
    from,
    to: at,
    options: all
      .filter((one) => one.toLowerCase().startsWith(begun.toLowerCase().replace(/^"/, '')))
      .slice(0, MOST_OPTIONS),
  });
  const last = before.at(-1) ?? '';
  const { inner, asksForList } = placeIn(language as unknown as Language<unknown>, head.slice(0, from));
  if (asksForList) return starting(inner.flatMap(({ lists }) => lists.map(({ word }) => word)));
  const find = (word: string) => inner.map((one) => one.find(word)).find((field) => field !== undefined);
  if (COMPARISON.test(last)) {
    const field = find(plain(before.at(-2) ?? ''));
    if (!field) return { from, to: at, options: [] };
    const values =
      field.only ?? (field.kind === 'boolean' ? ['true', 'false'] : seen(field as unknown as FieldOf<Subject>));
    const option = starting(values);
    return { ...option, options: option.options.map(valueWritten) };
  }
  if (last === '' || JOIN.test(last.replace(/^.*([(!,])$/, '$1'))) {
    const words = inner.flatMap(({ fields }) => fields.map(({ word }) => word));
    const lists = inner.some((one) => one.lists.length > 0) ? QUANTITIES : [];
    return starting([...new Set([...PRESETS.filter((word) => find(word)), ...words, ...lists])]);
  }
  const field = find(plain(last));
  return starting(field ? OPERATORS[field.kind] : ['&&', '||']);
}

/** Which words may stand at the end of a text: those of the lists that are open there, innermost first. */
function placeIn(
  language: Language<unknown>,
  head: string,
): { readonly inner: readonly Language<unknown>[]; readonly asksForList: boolean } {
  const open: (readonly Language<unknown>[])[] = [];
  const around = () => [...open.flat().reverse(), language];
  for (const [whole, list] of head.matchAll(/\b(?:any|all|count)\(\s*([^\s,()]+)\s*,|"[^"]*"|'[^']*'|[()]/gi)) {
    if (list !== undefined) {
      const way = around()
        .map((one) => one.findList(list))
        .find((found) => found !== undefined);
      open.push(way?.map((one) => one.of()) ?? []);
    } else if (whole === '(') open.push([]);
    else if (whole === ')') open.pop();
  }
  return { inner: around(), asksForList: /\b(?:any|all|count)\(\s*$/i.test(head) };
}
