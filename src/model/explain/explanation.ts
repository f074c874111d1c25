/** What is said of a row of the ladder. */
import type { LadderFact } from '../ladder/codes.js';
import type { ExplainFact } from './codes.js';

export type ExplanationStyle = 'text' | 'value' | 'good' | 'bad' | 'dim';

/** One sentence; a null fact ends a paragraph. */
export type ExplanationItem = {
  readonly style: ExplanationStyle;
  readonly fact: ExplainFact | null;
  /** It belongs to the sentence above: a number, an address, an equation. */
  readonly indented: boolean;
  /** The frame that has to be seen to know it: one after the row, or `AT_THE_END`; null: the row says it. */
  readonly knownAt: number | null;
};

/** Of what is only known when everything was seen: that something never came. */
export const AT_THE_END = Number.POSITIVE_INFINITY;

/** The explanation with no more than what is known at `frame`. */
export const knownBy = (explanation: Explanation, frame: number): Explanation => ({
  ...explanation,
  items: explanation.items.filter(({ knownAt }) => knownAt === null || knownAt <= frame),
});

export type Explanation = {
  /** The row's label. */
  readonly title: LadderFact;
  /** In reading order. */
  readonly items: readonly ExplanationItem[];
  /** 'RFC 959 §4.1.2'; null where no RFC section is about it. */
  readonly rfc: string | null;
  /** Its place among the ten steps (code 'place'); null for rows outside them. */
  readonly step: ExplainFact | null;
  /** Frames that show what is said, without repeats, in order. */
  readonly frames: readonly number[];
};
