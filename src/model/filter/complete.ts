/** What may follow in a filter that is being typed: words of the language, operators, values. */
import { type FieldOf, type Language, PRESETS } from './fields.js';

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
const JOIN = /^(?:&&|\|\||!|\(|and|or|not)$/i;
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
  if (COMPARISON.test(last)) {
    const field = language.find(before.at(-2)?.replace(/^[(!]+/, '') ?? '');
    if (!field) return { from, to: at, options: [] };
    const values = field.only ?? (field.kind === 'boolean' ? ['true', 'false'] : seen(field));
    const option = starting(values);
    return { ...option, options: option.options.map(quoted) };
  }
  if (last === '' || JOIN.test(last.replace(/^.*([(!])$/, '$1'))) {
    const presets = PRESETS.filter((word) => language.find(word));
    return starting([...new Set([...presets, ...language.fields.map(({ word }) => word)])]);
  }
  const field = language.find(last.replace(/^[(!]+/, ''));
  return starting(field ? OPERATORS[field.kind] : ['&&', '||']);
}

/** A value with spaces or signs of the language is a text in quotes. */
const quoted = (value: string): string =>
  /^[^\s"'()=!<>&|~]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
