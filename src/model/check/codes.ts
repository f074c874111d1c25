/** Codes of the facts that checks state, each with the parameters that its message needs. */
import type { Fact, None } from '../../fact.js';
import type { FilterErrorParams } from '../filter/codes.js';

/** What is wrong with a check sheet. `member` is the name of what is wrong: 'points'. */
export interface SheetParams {
  'too-long': { readonly limit: number };
  'too-deep': None;
  empty: None;
  /** No YAML: `code` is the parser's own, such as 'DUPLICATE_KEY'. */
  unreadable: { readonly code: string };
  /** Aliases (`*name`) and tags (`!name`) are not taken. */
  'not-taken': { readonly what: 'alias' | 'tag' };
  'several-documents': None;
  'member-unknown': { readonly name: string; readonly meant: string | null; readonly names: readonly string[] };
  'member-missing': { readonly member: string };
  'member-wrong': {
    readonly member: string;
    readonly wanted: 'object' | 'list' | 'text' | 'number' | 'source' | 'id' | 'name';
  };
  expression: { readonly expr: string; readonly error: Fact<FilterErrorParams> };
  'expression-empty': None;
  'id-repeated': { readonly id: string };
  'needs-unknown': { readonly needs: string; readonly meant: string | null };
  /** Checks that need each other, from one back to it. */
  'needs-circle': { readonly ids: readonly string[] };
  'too-many': { readonly limit: number };
}
