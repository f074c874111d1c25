/** Values as fields of CSV (RFC 4180) that no spreadsheet takes for a formula. */
import { escapeText } from '../../bytes/text.js';

export type Value = string | number | boolean | null;

/** What spreadsheets begin a formula with, the full-width forms that some take for the same included. */
const FORMULA = /^[\s\u00a0\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * One field. Control characters are escaped, so that a record is one line; text that could be a formula begins with an
 * apostrophe, which spreadsheets do not show; `null` is empty.
 */
export function field(value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = escapeText(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record with its line end. */
export const record = (values: readonly Value[]): string => `${values.map(field).join(',')}\r\n`;
