/** What is said of a row of the ladder. */
import type { CoreFact } from '../coreFact.js';

export type ExplanationTone = 'text' | 'value' | 'good' | 'bad' | 'dim';
export type ExplanationLine = {
  readonly text: string;
  readonly tone: ExplanationTone;
  /** What the line says instead of `text`. */
  readonly fact?: CoreFact;
};

export type Explanation = {
  readonly title: string;
  /** In reading order; an empty text separates paragraphs. Not wrapped. */
  readonly lines: readonly ExplanationLine[];
  /** 'RFC 959 §4.1.2'; null where no RFC section is about it. */
  readonly rfc: string | null;
  /** 'active mode: step 4 of 10'; null for rows outside the ten steps. */
  readonly step: string | null;
  /** Frames that show what is said, without repeats, in order. */
  readonly frames: readonly number[];
};
