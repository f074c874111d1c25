/** An explanation while it is written. */
import { factsOf } from '../../fact.js';
import type { ExplainFact, ExplainParams } from './codes.js';
import type { ExplanationItem, ExplanationStyle } from './explanation.js';

export const say = factsOf<ExplainParams>();

type Code = keyof ExplainParams & string;

export class Draft {
  rfc: string | null = null;
  readonly items: ExplanationItem[] = [];
  readonly frames = new Set<number>();
  #knownAt: number | null = null;

  /** What follows is known when this frame has come, `AT_THE_END` when all have; null: by the row itself. */
  knownAt(frame: number | null): this {
    this.#knownAt = frame;
    return this;
  }

  text<C extends Code>(code: C, params: ExplainParams[C]): this {
    return this.fact('text', say(code, params));
  }

  /** Indented: a number, an address, an equation. */
  value<C extends Code>(code: C, params: ExplainParams[C]): this {
    return this.fact('value', say(code, params), true);
  }

  dim<C extends Code>(code: C, params: ExplainParams[C]): this {
    return this.fact('dim', say(code, params));
  }

  good<C extends Code>(code: C, params: ExplainParams[C]): this {
    return this.fact('good', say(code, params));
  }

  bad<C extends Code>(code: C, params: ExplainParams[C]): this {
    return this.fact('bad', say(code, params));
  }

  fact(style: ExplanationStyle, fact: ExplainFact, indented = false): this {
    this.items.push({ style, fact, indented, knownAt: this.#knownAt });
    return this;
  }

  /** A paragraph ends; not where one has ended already, or nothing stands before. */
  gap(): this {
    const last = this.items.at(-1);
    if (last !== undefined && last.fact !== null)
      this.items.push({ style: 'text', fact: null, indented: false, knownAt: null });
    return this;
  }

  /** Evidence. */
  frame(...frames: (number | null)[]): this {
    for (const frame of frames) if (frame !== null) this.frames.add(frame);
    return this;
  }
}
