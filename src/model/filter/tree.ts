/** An expression that was read: words are resolved to the rows of the tables. */
import type { Operator } from './compare.js';
import type { FieldOf, Language, ListOf, Value } from './language.js';

/** A field of the thing that is asked, or of one around it: `up` 0 is the innermost. */
export type FieldNode = {
  readonly kind: 'field';
  readonly written: string;
  readonly up: number;
  /** Of the thing that has it. */
  readonly language: Language<unknown>;
  readonly field: FieldOf<unknown>;
};

/** A list of the thing that is asked, or of one around it, through other lists. */
export type ListNode = {
  readonly written: string;
  readonly up: number;
  /** At least one. */
  readonly way: readonly ListOf<unknown>[];
  /** Of its elements. */
  readonly language: Language<unknown>;
};

export type QuantityNode = {
  readonly kind: 'any' | 'all' | 'count';
  readonly list: ListNode;
  /** Null: every element. */
  readonly test: Node | null;
  /** As it is written. */
  readonly written: string;
};

export type Operand = FieldNode | QuantityNode;
/** What a field is compared with: a value, a parameter of a sheet (`$student`), another field (`@announced.port`). */
export type Wanted =
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'parameter'; readonly name: string; readonly type: FieldOf<unknown>['kind'] }
  | FieldNode;

export type Node =
  | { readonly kind: 'not'; readonly of: Node }
  | { readonly kind: 'join'; readonly how: '&&' | '||'; readonly of: readonly Node[] }
  | { readonly kind: 'compare'; readonly left: Operand; readonly operator: Operator; readonly wanted: Wanted }
  | { readonly kind: 'there'; readonly of: Operand }
  | QuantityNode;
