/** What decided an answer: the values that were looked at, with their frames. For people who want to know why. */
import { sortedFrames } from '../../fact.js';
import {
  type Asking,
  elementsOf,
  framesOf,
  heldAgainst,
  type Scope,
  type SeenOf,
  seenBy,
  truth,
  wantedValues,
} from './ask.js';
import { type Answer, isThere } from './compare.js';
import type { Kind, Language, Value } from './language.js';
import type { Node, Operand, QuantityNode } from './tree.js';

/** One value, or one element of a list with the values that were asked of it. */
export type Found = {
  /** '1.2', 'RETR a.txt'; null: no element. */
  readonly element: string | null;
  readonly values: readonly FoundValue[];
  /** Ascending, each once. */
  readonly frames: readonly number[];
};

/** `atLeast`: there may be more. */
export type FoundValue = { readonly word: string; readonly value: Value; readonly atLeast: boolean };

/** What was looked at: a word, a list, a count; and what was found, the first few of `all`. */
export type Look = {
  readonly what: string;
  /** What the elements of a list are; null: it is none. */
  readonly kind: Kind | null;
  readonly found: readonly Found[];
  readonly all: number;
};

/** Of each look, so many are kept. */
const KEPT = 5;
const FRAMES_OF_ONE = 12;
const MOST_LOOKS = 20;

export function looksOf(node: Node, scope: Scope, by: Asking): readonly Look[] {
  const looks: Look[] = [];
  for (const look of decided(node, scope, by)) {
    looks.push(look);
    if (looks.length >= MOST_LOOKS) break;
  }
  return looks;
}

/** Frames of all looks, ascending, each once. */
export const framesIn = (looks: readonly Look[]): readonly number[] =>
  sortedFrames(looks.flatMap(({ found }) => found.flatMap(({ frames }) => frames)));

function* decided(node: Node, scope: Scope, by: Asking): Iterable<Look> {
  switch (node.kind) {
    case 'not':
      yield* decided(node.of, scope, by);
      break;
    case 'join': {
      // The parts that have the answer of the whole made it.
      const answer = truth(node, scope, by);
      for (const one of node.of) if (truth(one, scope, by) === answer) yield* decided(one, scope, by);
      break;
    }
    case 'compare': {
      const wanted = wantedValues(node.wanted, scope, by);
      const ask = (seen: SeenOf): Answer =>
        wanted.values.some((other) => heldAgainst(node.operator, seen, other) === true);
      yield* operandLook(node.left, ask, scope, by);
      if (node.wanted.kind === 'field') yield* operandLook(node.wanted, () => true, scope, by);
      break;
    }
    case 'there':
      yield* operandLook(node.of, isThere, scope, by);
      break;
    default:
      yield quantityLook(node, scope, by);
  }
}

function* operandLook(operand: Operand, ask: (seen: SeenOf) => Answer, scope: Scope, by: Asking): Iterable<Look> {
  if (operand.kind === 'any' || operand.kind === 'all') {
    yield quantityLook(operand, scope, by);
    return;
  }
  const { values } = seenBy(operand, scope, by);
  if (operand.kind === 'count') {
    const { found } = quantityLook(operand, scope, by);
    const frames = sortedFrames(found.flatMap((one) => one.frames));
    yield { what: operand.written, kind: null, found: [foundOf(operand.written, values[0]!, frames)], all: 1 };
    return;
  }
  // Those that hold; where none does, all of them: none is the right one.
  const right = values.filter((seen) => ask(seen) === true);
  const shown = right.length > 0 ? right : values;
  const found = new Map<string, { seen: SeenOf; frames: number[] }>();
  for (const seen of shown) {
    const one = found.get(String(seen.value)) ?? { seen, frames: [] };
    one.frames.push(...framesOf(seen));
    found.set(String(seen.value), one);
  }
  const list = [...found.values()].map(({ seen, frames }) => foundOf(operand.written, seen, sortedFrames(frames)));
  yield { what: operand.written, kind: null, found: list.slice(0, KEPT), all: list.length };
}

const foundOf = (word: string, { value, most }: SeenOf, frames: readonly number[]): Found => ({
  element: null,
  values: [{ word, value, atLeast: most !== null }],
  frames: frames.slice(0, FRAMES_OF_ONE),
});

/** The elements that decided: those for which the test holds, or else those for which it does not. */
function quantityLook(node: QuantityNode, scope: Scope, by: Asking): Look {
  const { list, test, kind } = node;
  const asked = elementsOf(list, scope, by).scopes.map((one) => ({
    one,
    answer: test === null ? true : truth(test, one, by),
  }));
  const decisive = kind !== 'all';
  const deciding = asked.filter(({ answer }) => answer === decisive);
  const open = asked.filter(({ answer }) => answer === null);
  const shown = deciding.length > 0 ? deciding : open.length > 0 ? open : nearestFirst(asked, test, by);
  return {
    what: kind === 'count' ? node.written : list.written,
    kind: list.language.kind,
    found: shown.slice(0, KEPT).map(({ one }) => elementFound(list.language, test, one, by)),
    all: shown.length,
  };
}

/** Those that come nearest to what was asked: of which most parts hold. */
function nearestFirst<T extends { readonly one: Scope }>(
  asked: readonly T[],
  test: Node | null,
  by: Asking,
): readonly T[] {
  if (test?.kind !== 'join' || test.how !== '&&') return asked;
  const parts = test.of;
  const near = asked.map((each) => ({
    each,
    holds: parts.filter((part) => truth(part, each.one, by) === true).length,
  }));
  return near.sort((a, b) => b.holds - a.holds).map(({ each }) => each);
}

function elementFound(language: Language<unknown>, test: Node | null, one: Scope, by: Asking): Found {
  const inner = test === null ? [] : [...decided(test, one, by)];
  const values = inner.flatMap(({ what, kind, found, all }) =>
    kind === null ? found.flatMap((each) => each.values) : [{ word: what, value: all, atLeast: false }],
  );
  const shown = inner.flatMap(({ found }) => found.flatMap(({ frames }) => frames));
  const frames = sortedFrames(shown.length > 0 ? shown : language.frames(one.subject));
  return {
    element: language.label(one.subject),
    values: withoutRepeats(values),
    frames: frames.slice(0, FRAMES_OF_ONE),
  };
}

function withoutRepeats(values: Found['values']): Found['values'] {
  const seen = new Set<string>();
  return values.filter(({ word, value }) => {
    const key = `${word} ${String(value)}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
