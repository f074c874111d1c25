/**
 * Asks a thing what an expression says. A filter asks what the capture shows: every answer is true or false. A check asks
 * what happened: where the capture may not have shown it, the answer is `null` (Kleene's logic of three values).
 */
import { LIMITS } from '../../limits.js';
import type { Uncovered } from '../coverage.js';
import { type Answer, holds, isThere, type Seen } from './compare.js';
import type { FieldOf, FindingsOf, Language, Value } from './language.js';
import type { ListNode, Node, Operand, QuantityNode, Wanted } from './tree.js';

export type Asking = {
  readonly findings: FindingsOf;
  /** Null is an answer. */
  readonly coverage: boolean;
  readonly parameters: ReadonlyMap<string, string>;
  /** What made answers unknown. */
  readonly reasons: Set<Uncovered>;
  /** Things that may still be looked at; below 0 every answer is unknown. */
  budget: number;
};

/** What is asked, and what it is in. */
export type Scope = { readonly subject: unknown; readonly outer: Scope | null };

export const asking = (
  findings: FindingsOf,
  coverage: boolean,
  parameters: ReadonlyMap<string, string> = new Map(),
): Asking => ({ findings, coverage, parameters, reasons: new Set(), budget: LIMITS.filterSteps });

export const scopeOf = (subject: unknown): Scope => ({ subject, outer: null });

/** Unknown only where it could be either. */
export function truth(node: Node, scope: Scope, by: Asking): Answer {
  if (spent(by)) return null;
  switch (node.kind) {
    case 'not': {
      const inner = truth(node.of, scope, by);
      return inner === null ? null : !inner;
    }
    case 'join':
      return joined(node.of, node.how === '||', (one) => truth(one, scope, by));
    case 'compare':
      return compared(node, scope, by);
    case 'there':
      return anyOf(seenBy(node.of, scope, by), isThere);
    default:
      return quantified(node, scope, by);
  }
}

function spent(by: Asking): boolean {
  if (--by.budget >= 0) return false;
  by.reasons.add('limit-reached');
  return true;
}

/** @param decides the answer of one that is the answer of all */
function joined<T>(list: readonly T[], decides: boolean, ask: (one: T) => Answer): Answer {
  let unknown = false;
  for (const one of list) {
    const answer = ask(one);
    if (answer === decides) return decides;
    unknown ||= answer === null;
  }
  return unknown ? null : !decides;
}

/** The values of an operand, and why there may be more of them. */
export type SeenAll = { readonly values: readonly SeenOf[]; readonly more: Uncovered | null };
/** A value with the thing that has it, whose frames show it; nothing has a count. */
export type SeenOf = Seen & {
  readonly owner: {
    readonly field: FieldOf<unknown>;
    readonly language: Language<unknown>;
    readonly subject: unknown;
  } | null;
};

/** A comparison holds when it holds for any of the values. */
function anyOf({ values, more }: SeenAll, ask: (seen: SeenOf) => Answer): Answer {
  const answer = joined(values, true, ask);
  return answer === false && more !== null ? null : answer;
}

function compared({ left, operator, wanted }: Extract<Node, { kind: 'compare' }>, scope: Scope, by: Asking): Answer {
  const others = wantedValues(wanted, scope, by);
  return anyOf(seenBy(left, scope, by), (seen) => anyOf(others, (other) => heldAgainst(operator, seen, other)));
}

export const heldAgainst = (operator: Parameters<typeof holds>[0], seen: Seen, other: Seen): Answer =>
  other.open === null ? holds(operator, seen, other.value) : null;

export function wantedValues(wanted: Wanted, scope: Scope, by: Asking): SeenAll {
  if (wanted.kind === 'field') return seenBy(wanted, scope, by);
  const value = wanted.kind === 'literal' ? wanted.value : parameterValue(wanted, by);
  return { values: [{ value, open: null, most: null, owner: null }], more: null };
}

function parameterValue({ name, type }: Extract<Wanted, { kind: 'parameter' }>, { parameters }: Asking): Value {
  const text = parameters.get(name) ?? '';
  if (type === 'number') return Number(text);
  return type === 'boolean' && (text === 'true' || text === 'false') ? text === 'true' : text;
}

export function seenBy(operand: Operand, scope: Scope, by: Asking): SeenAll {
  if (operand.kind === 'field') return fieldValues(operand.field, operand.language, at(scope, operand.up).subject, by);
  const { value, open, most } = operand.kind === 'count' ? counted(operand, scope, by) : answered(operand, scope, by);
  return { values: [{ value, open, most, owner: null }], more: null };
}

/** 'not-known' stands for reasons that were noted already. */
function answered(node: QuantityNode, scope: Scope, by: Asking): Seen {
  const value = quantified(node, scope, by);
  return { value, open: value === null ? 'not-known' : null, most: null };
}

function fieldValues(field: FieldOf<unknown>, language: Language<unknown>, subject: unknown, by: Asking): SeenAll {
  if (spent(by)) return { values: [], more: 'limit-reached' };
  if (field.via !== undefined) {
    const { list, field: inner } = field.via;
    let more = by.coverage ? list.open(subject) : null;
    const values: SeenOf[] = [];
    for (const element of list.elements(subject, by.findings)) {
      const found = fieldValues(inner, list.of(), element, by);
      values.push(...found.values);
      more ??= found.more;
    }
    return { values, more: noted(more, by) };
  }
  const values = field.values(subject, by.findings).map((value): SeenOf => {
    const open = by.coverage ? noted(openOf(field, subject, value), by) : null;
    const most = open !== null && field.atLeast ? Number.POSITIVE_INFINITY : null;
    return { value, open, most, owner: { field, language, subject } };
  });
  return { values, more: by.coverage ? noted(field.more?.(subject) ?? null, by) : null };
}

const openOf = ({ open }: FieldOf<unknown>, subject: unknown, value: Value): Uncovered | null =>
  open === undefined ? (value === null ? 'not-known' : null) : open(subject, value);

function noted(reason: Uncovered | null, { reasons }: Asking): Uncovered | null {
  if (reason !== null) reasons.add(reason);
  return reason;
}

const at = (scope: Scope, up: number): Scope => {
  let found = scope;
  for (let i = 0; i < up && found.outer !== null; i++) found = found.outer;
  return found;
};

/** The elements of a list, each within what the way to it passes; and why there may be more. */
export function elementsOf(list: ListNode, scope: Scope, by: Asking): { scopes: Scope[]; open: Uncovered | null } {
  const start = at(scope, list.up);
  // What is around the list's owner is not around its elements twice: those of the inner scopes stay reachable.
  let scopes: Scope[] = [{ subject: start.subject, outer: scope }];
  let open: Uncovered | null = null;
  for (const [hop, one] of list.way.entries()) {
    const next: Scope[] = [];
    for (const owner of scopes) {
      if (by.coverage) open ??= noted(one.open(owner.subject), by);
      const outer = hop === 0 ? scope : owner;
      for (const subject of one.elements(owner.subject, by.findings)) {
        if (spent(by)) return { scopes: next, open: 'limit-reached' };
        next.push({ subject, outer });
      }
    }
    scopes = next;
  }
  return { scopes, open };
}

/** `all` of nothing is false: nothing was shown. */
export function quantified({ kind, list, test }: QuantityNode, scope: Scope, by: Asking): Answer {
  const { scopes, open } = elementsOf(list, scope, by);
  const any = kind !== 'all';
  if (!any && scopes.length === 0) return open === null ? false : null;
  const answer = joined(scopes, any, (one) => (test === null ? true : truth(test, one, by)));
  return answer === !any && open !== null ? null : answer;
}

function counted({ list, test }: QuantityNode, scope: Scope, by: Asking): Seen {
  const { scopes, open } = elementsOf(list, scope, by);
  let value = 0;
  let unknown = 0;
  for (const one of scopes) {
    const answer = test === null ? true : truth(test, one, by);
    if (answer === true) value++;
    else if (answer === null) unknown++;
  }
  if (open !== null) return { value, open, most: Number.POSITIVE_INFINITY };
  return unknown === 0 ? { value, open: null, most: null } : { value, open: 'not-known', most: value + unknown };
}

/** Frames that show a value: those of its field, or of the thing that has it. */
export function framesOf({ owner }: SeenOf): readonly number[] {
  if (owner === null) return [];
  const { field, language, subject } = owner;
  return (field.frames?.(subject) ?? language.frames(subject)).filter((frame) => frame != null);
}
