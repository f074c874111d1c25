/** Two captures side by side, one line a step. */
import { factsOf } from '../../fact.js';
import type { Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import type { As, CompareFact, CompareParams, Which } from './codes.js';
import type { SegmentTrace } from './segments.js';

export const say = factsOf<CompareParams>();

/** What was read of one capture. */
export type Captured = {
  readonly name: string;
  readonly sessions: readonly Session[];
  /** Sessions beyond `LIMITS.comparedSessions`. */
  readonly sessionsLeftOut: number;
  /** Null: nobody looks at single packets. */
  readonly trace: SegmentTrace | null;
  /** Of its first packet and of its last, in nanoseconds since `epochSeconds`; 0 where it has none. */
  readonly firstTimeNs: number;
  readonly lastTimeNs: number;
  readonly epochSeconds: number;
};

export type LineState = 'same' | 'differs' | 'only-a' | 'only-b';

export type Line = {
  /** 1, 2, 3 ... */
  readonly number: number;
  readonly label: CompareFact;
  /** Null: that side has nothing of the kind. */
  readonly a: CompareFact | null;
  readonly b: CompareFact | null;
  readonly state: LineState;
  /** False: the same in kind alone, with other addresses, ports or amounts on the two sides. */
  readonly exact: boolean;
  readonly remark: CompareFact | null;
  /** What stands on this side alone is a failure; null: on neither or on both. */
  readonly fails: Which | null;
};

export type Comparison = {
  readonly as: As;
  /** The user did not say which. */
  readonly chosen: boolean;
  readonly lines: readonly Line[];
  readonly conclusions: readonly CompareFact[];
  readonly equal: boolean;
};

/** Lines while they are written. */
export class Lines {
  readonly all: Line[] = [];
  leftOut = 0;
  #differs = false;
  #alike = 0;

  /** `state` where it is not told by what stands on the two sides. */
  add(
    label: CompareFact,
    a: CompareFact | null,
    b: CompareFact | null,
    more: { readonly remark?: CompareFact | null; readonly same?: boolean; readonly fails?: Which | null } = {},
  ): void {
    if (a === null && b === null) return;
    const exact = a !== null && b !== null && textOf(a) === textOf(b);
    const same = more.same ?? exact;
    const state = same ? 'same' : a === null ? 'only-b' : b === null ? 'only-a' : 'differs';
    if (state !== 'same') this.#differs = true;
    else if (!exact) this.#alike++;
    if (this.all.length >= LIMITS.comparedLines) this.leftOut++;
    else
      this.all.push({
        number: this.all.length + 1,
        label,
        a,
        b,
        state,
        exact,
        remark: more.remark ?? null,
        fails: more.fails ?? null,
      });
  }

  /** The whole comparison. @param possible there was something to compare */
  end(as: As, chosen: boolean, conclusions: readonly CompareFact[], possible = true): Comparison {
    const { leftOut } = this;
    const alike = this.#alike === 0 ? [] : [say('alike', { lines: this.#alike })];
    const cut = leftOut === 0 ? [] : [say('lines-left-out', { count: leftOut })];
    return {
      as,
      chosen,
      lines: this.all,
      conclusions: [...conclusions, ...alike, ...cut],
      equal: possible && !this.#differs,
    };
  }
}

/** Two facts are the same where code and parameters are; frames differ between any two captures. */
const textOf = ({ code, params }: CompareFact): string => JSON.stringify([code, params]);

export const label = (name: CompareParams['label']['name'], of: string | null = null): CompareFact =>
  say('label', { name, of });

/** The first line on which one side fails and the other does not; null: there is none. */
export function firstFailure(lines: readonly Line[]): CompareFact | null {
  const line = lines.find(({ fails }) => fails !== null);
  if (line === undefined) return null;
  const which = line.fails!;
  return say('first-failure', { line: line.number, which }, line[which]?.frames ?? []);
}

/** The first line that differs, or that nothing does. */
export function firstDifference(lines: readonly Line[]): CompareFact {
  const first = lines.find(({ state }) => state !== 'same');
  return first === undefined
    ? say('all-same', { lines: lines.length })
    : say('first-differs', { line: first.number }, [...(first.a?.frames ?? []), ...(first.b?.frames ?? [])]);
}
