/** A comparison as JSON: the types are the published schema (`npm run schema`). */
import type { As, CompareFact } from '../../model/compare/codes.js';
import type { Captured, Comparison as Compared, Line, LineState } from '../../model/compare/comparison.js';
import type { Texts } from '../../text/texts.js';

/** A fact: `code` and `params` for programs, `text` for people, and the frames that show it in its capture. */
export type ComparedFact = {
  code: string;
  params: object;
  text: string;
  frames: number[];
};

export type ComparedLine = {
  number: number;
  label: { code: string; params: object; text: string };
  /** Null: that capture has nothing of the kind. */
  a: ComparedFact | null;
  b: ComparedFact | null;
  state: LineState;
  /** False: the same in kind alone, with other addresses, ports or amounts on the two sides. */
  exact: boolean;
  /** What the difference means. */
  remark: ComparedFact | null;
};

export type Comparison = {
  schema: 'ftp-sniff/compare/1';
  as: As;
  a: { source: string; sessions: number };
  b: { source: string; sessions: number };
  /** Every line is the same. */
  equal: boolean;
  /** The number of the first line that is not the same. */
  firstDifference: number | null;
  lines: ComparedLine[];
  conclusions: ComparedFact[];
};

export function comparisonObject(compared: Compared, a: Captured, b: Captured, texts: Texts): Comparison {
  const fact = ({ code, params, frames, ...rest }: CompareFact): ComparedFact => ({
    code,
    params,
    text: texts.say('comparison', { code, params, frames, ...rest } as CompareFact),
    frames: [...frames],
  });
  const line = ({ number, label, a: one, b: other, remark, state, exact }: Line): ComparedLine => {
    const { frames: _, ...name } = fact(label);
    return {
      number,
      label: name,
      a: one && fact(one),
      b: other && fact(other),
      state,
      exact,
      remark: remark && fact(remark),
    };
  };
  return {
    schema: 'ftp-sniff/compare/1',
    as: compared.as,
    a: { source: a.name, sessions: a.sessions.length },
    b: { source: b.name, sessions: b.sessions.length },
    equal: compared.equal,
    firstDifference: compared.lines.find(({ state }) => state !== 'same')?.number ?? null,
    lines: compared.lines.map(line),
    conclusions: compared.conclusions.map(fact),
  };
}
