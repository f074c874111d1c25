/**
 * Check sheets: what a capture is asked, in YAML (or JSON, which is YAML too). `schema/sheet.schema.json` says the same.
 * A sheet may come from anywhere: its size is bounded, aliases and tags are not taken, names are looked up in maps.
 */
import type { CAPTURE_LANGUAGE } from '../filter/fields.js';
import type { Node } from '../filter/tree.js';

/** An expression as it is written, and as it was read. */
export type Expression = { readonly text: string; readonly node: Node };

export type Check = {
  /** Unique in the sheet. */
  readonly id: string;
  readonly title: string | null;
  readonly points: number;
  readonly expr: Expression;
  /** Checks that must have passed before this one is asked. */
  readonly needs: readonly string[];
  /** Shown with what did not pass: where to look. */
  readonly hint: string | null;
  /** Shown with what did not pass: what there is to learn. */
  readonly explain: string | null;
};

/** What must hold before anything is asked: the capture is of this exercise at all. */
export type Requirement = { readonly expr: Expression; readonly hint: string | null };

/** A value that differs from capture to capture, `$name` in expressions. */
export type Parameter = {
  readonly name: string;
  /** Where it comes from unless `--set` gives it: the folder or the name of the capture file; 'set': nowhere else. */
  readonly from: 'set' | 'folder' | 'file';
  readonly default: string | null;
};

export type Sheet = {
  readonly title: string | null;
  readonly param: readonly Parameter[];
  readonly require: readonly Requirement[];
  /** At least one; none needs another one that needs it. */
  readonly check: readonly Check[];
};

/** Of what expressions are asked. */
export type Language = typeof CAPTURE_LANGUAGE;
