/** An explanation while it is written. */
import type { CoreFact } from '../coreFact.js';
import type { ExplanationTone } from './explanation.js';

export interface Draft {
  title: string;
  rfc: string | null;
  line(tone: ExplanationTone, text: string): this;
  text(text: string): this;
  /** Indented: a number, an address, an equation. */
  value(text: string): this;
  dim(text: string): this;
  fact(tone: ExplanationTone, fact: CoreFact): this;
  /** A paragraph ends. */
  gap(): this;
  /** Evidence. */
  frame(...frames: (number | null)[]): this;
}
