/** What can be wrong with the configuration file. `shown` is what was found there, as escaped JSON. */
import type { None } from '../fact.js';

export interface ConfigProblemParams {
  'not-json': { readonly reason: string };
  'no-object': None;
  'setting-unknown': { readonly shown: string; readonly known: readonly string[] };
  'not-one-of': { readonly name: string; readonly values: readonly string[]; readonly shown: string };
  'not-boolean': { readonly name: string; readonly shown: string };
  'keys-no-object': None;
  'action-unknown': { readonly shown: string };
  'interrupt-fixed': None;
  'keys-no-list': { readonly action: string; readonly shown: string };
  'action-without-key': { readonly action: string };
  'columns-no-object': { readonly shown: string };
  'table-unknown': { readonly shown: string; readonly known: readonly string[] };
  'columns-no-list': { readonly table: string; readonly known: readonly string[]; readonly shown: string };
  'column-unknown': { readonly table: string; readonly known: readonly string[]; readonly shown: string };
}
