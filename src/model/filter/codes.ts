/** What can be wrong with a filter. */
import type { None } from '../../fact.js';

export interface FilterErrorParams {
  'quote-open': { readonly quote: string };
  'sign-unknown': { readonly sign: string };
  'word-misplaced': { readonly word: string };
  'brackets-too-deep': None;
  'bracket-open': None;
  /** The filter ends where something has to follow. */
  'end-missing': None;
  /** A comparison has to begin with a word of the language. */
  'word-expected': { readonly word: string };
  /** `meant`: the word of the language that is nearest. */
  'word-unknown': { readonly word: string; readonly meant: string | null };
  /** The field has only these values. */
  'value-impossible': { readonly word: string; readonly value: string; readonly only: readonly string[] };
  'number-expected': { readonly word: string; readonly value: string };
  'boolean-expected': { readonly word: string; readonly value: string };
  'value-missing': { readonly word: string };
}
