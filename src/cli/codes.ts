/** Codes of the facts that this room states, each with the parameters that its message needs. */
import type { Fact, None } from '../fact.js';
import type { FilterErrorParams } from '../model/filter/codes.js';

/** What is wrong with the command line. `got` and `written` are what the user wrote, `option` an option with its dashes. */
export interface UsageParams {
  /** `near` is the one option whose name resembles it. */
  'unknown-option': { readonly written: string; readonly near: string | null };
  'takes-no-value': { readonly written: string; readonly got: string };
  /** `value` is the name of the value in the help. */
  'needs-value': { readonly written: string; readonly value: string };
  'list-with-option': { readonly option: string };
  'list-with-file': { readonly file: string };
  'device-and-file': { readonly device: string; readonly file: string };
  'needs-device': { readonly option: string };
  'nothing-to-read': None;
  'input-twice': None;
  'empty-name': None;
  'shared-output': None;
  /** `max` is null where there is no bound. */
  'transfer-id': { readonly got: string };
  'whole-number': { readonly option: string; readonly min: number; readonly max: number | null; readonly got: string };
  seconds: { readonly option: string; readonly got: string };
  ranges: { readonly option: string; readonly got: string };
  /** One of `names` was wanted. */
  'unknown-name': {
    readonly of: 'comparison' | 'lang' | 'hash' | 'format' | 'topic' | 'table' | 'theme' | 'color' | 'engine';
    readonly names: readonly string[];
    readonly got: string;
  };
  /** The filter cannot be read. */
  'session-filter': { readonly got: string; readonly error: Fact<FilterErrorParams> };
  /** Of `lab`: it belongs to `lab new`. */
  'only-of-new': { readonly option: string };
  /** check: a sheet without captures. */
  'nothing-to-check': None;
  /** grade: a sheet, a class, and where the results go. */
  'nothing-to-grade': None;
  'sheet-read-again': None;
  'min-score': { readonly got: string };
  due: { readonly got: string };
  /** `option` means nothing without `other`. */
  'needs-option': { readonly option: string; readonly other: string };
  /** --set: NAME=VALUE was wanted. */
  'set-form': { readonly got: string };
  'set-unknown': { readonly name: string; readonly names: readonly string[] };
  /** A parameter of the sheet has no value. */
  'set-missing': { readonly name: string };
  'table-without-csv': None;
  shard: { readonly got: string };
  'logs-without-folder': { readonly format: string; readonly names: readonly string[] };
  /** `near`: topics that are spelled alike. */
  'unknown-topic': { readonly got: string; readonly near: readonly string[] };
  'what-if-without-firewall': None;
  /** Two captures are compared. */
  'two-captures': { readonly count: number };
  /** A rule of --what-if cannot be read. */
  'what-if': { readonly got: string };
  'diff-friendly-without-text': None;
  'count-without-rotation': None;
  'rotation-without-file': { readonly option: string };
  'redact-without-write': None;
  'secrets-without-pcapng': None;
  exclusive: { readonly one: string; readonly other: string };
}
