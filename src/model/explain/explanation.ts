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
};

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
