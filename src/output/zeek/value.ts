/** Values of Zeek's logs in both of its forms: text between tabs, and JSON. */
import { hexDigits } from '../../bytes/digits.js';
import { jsonText } from '../jsonText.js';

/** Zeek's types, as far as our logs have them. Times are Unix seconds, intervals seconds. */
export type FieldType =
  | 'time'
  | 'interval'
  | 'string'
  | 'enum'
  | 'addr'
  | 'port'
  | 'count'
  | 'double'
  | 'bool'
  | 'set[string]'
  | 'set[enum]';

/** `null`: unset. */
export type Value = string | number | boolean | readonly string[] | null;

export type Field = readonly [name: string, type: FieldType];

export const UNSET = '-';
export const EMPTY = '(empty)';
const SET_SEPARATOR = ',';
/** Zeek's times have microseconds. */
const DECIMALS = 6;

const escaped = (text: string): string => [...text].map((one) => `\\x${hexDigits(one.charCodeAt(0), 2)}`).join('');

/** Backslashes, control characters and what may not stand in a set. What a terminal may obey is escaped as UTF-8. */
function safe(text: string, inSet: boolean): string {
  const special = inSet
    ? /[\x00-\x1f\x7f-\x9f\\,\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g
    : /[\x00-\x1f\x7f-\x9f\\\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
  return text.replace(special, (one) =>
    one === '\\' ? '\\\\' : [...Buffer.from(one)].map((byte) => `\\x${hexDigits(byte, 2)}`).join(''),
  );
}

/** A string that could be taken for an unset or an empty one has its first character escaped. */
function stringText(text: string): string {
  if (text === '') return EMPTY;
  const written = safe(text, false);
  return written === UNSET || written.startsWith(EMPTY) ? escaped(written[0]!) + written.slice(1) : written;
}

/** Between tabs. */
export function tsvValue(value: Value, type: FieldType): string {
  if (value === null) return UNSET;
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  if (typeof value === 'number') return isSeconds(type) ? value.toFixed(DECIMALS) : String(value);
  if (typeof value === 'string') return stringText(value);
  return value.length === 0 ? EMPTY : value.map((one) => safe(one, true)).join(SET_SEPARATOR);
}

/** As JSON. */
export const jsonValue = (value: Value, type: FieldType): string =>
  typeof value === 'number' && isSeconds(type) ? String(Number(value.toFixed(DECIMALS))) : jsonText(value);

const isSeconds = (type: FieldType): boolean => type === 'time' || type === 'interval' || type === 'double';
