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
  /** More characters than are read. */
  'too-long': { readonly limit: number };
  /** any, all or count inside each other. */
  'lists-too-deep': { readonly limit: number };
  /** any, all and count ask for a list. */
  'list-expected': { readonly word: string };
  'list-unknown': { readonly word: string; readonly lists: readonly string[] };
  /** A list is no value. */
  'list-misplaced': { readonly word: string };
  'parameter-unknown': { readonly name: string; readonly names: readonly string[] };
}
