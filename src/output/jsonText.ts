/** JSON that may be shown on a terminal as it is. */
import { hexDigits } from '../bytes/digits.js';

/**
 * What JSON leaves as it is and a terminal or a reader may obey: DEL, C1 controls (U+009B begins a control sequence),
 * marks that reorder or hide text. `JSON.stringify` escapes only the C0 controls and lone surrogates.
 */
const ACTIVE = /[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** `JSON.stringify` with those characters as \uXXXX, which every reader of JSON takes for the same. */
export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent);
  return text.search(ACTIVE) < 0 ? text : text.replace(ACTIVE, (one) => `\\u${hexDigits(one.charCodeAt(0), 4)}`);
}
