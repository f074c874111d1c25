/** Values as JSON, for what is written thousands of times: text is appended, no objects are made to be stringified. */
import { jsonText } from '../jsonText.js';

/** Nothing in it that JSON or a terminal must not see as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** A string with its quotes, or null. */
export const text = (value: string | null): string =>
  value === null ? 'null' : PLAIN.test(value) ? `"${value}"` : jsonText(value);

/** A number that was divided: null where there is none, or none that JSON knows. */
export const fraction = (value: number | null): string => (Number.isFinite(value) ? `${value}` : 'null');

/** Frames, and other whole numbers. */
export const numbers = (list: readonly number[]): string => (list.length === 0 ? '[]' : `[${list.join(',')}]`);

/** What a message needs, as raw values: what `JSON.stringify` makes of plain objects, lists, strings, numbers and nulls. */
export const params = (values: object): string => {
  let written = '';
  for (const name in values) {
    const value = (values as Readonly<Record<string, unknown>>)[name];
    if (value !== undefined) written += `${written === '' ? '{' : ','}"${name}":${valueText(value)}`;
  }
  return written === '' ? '{}' : `${written}}`;
};

function valueText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'number':
      return fraction(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      if (value === null) return 'null';
      return Array.isArray(value) ? listOf(value, valueText) : params(value as object);
  }
}

export function listOf<T>(list: readonly T[], one: (value: T) => string): string {
  let written = '[';
  for (let i = 0; i < list.length; i++) written += i === 0 ? one(list[i]!) : `,${one(list[i]!)}`;
  return `${written}]`;
}
