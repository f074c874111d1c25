/** How far somebody has come with the questions of a lab. */
import type { Judgement } from '../../model/questions/judge.js';
import type { SheetQuestion } from '../../output/sheet/sheet.js';

/** What became of a question. */
export type Mark = {
  /** What was written last; '': nothing. */
  readonly given: string;
  /** How it was judged; null: it was not answered. */
  readonly judged: Judgement | null;
  /** Answers that were wrong. */
  readonly wrong: number;
  /** Hints that were shown. */
  readonly hints: number;
  /** The answer was shown before it was found. */
  readonly revealed: boolean;
};

export const UNTOUCHED: Mark = { given: '', judged: null, wrong: 0, hints: 0, revealed: false };

export type LabState = {
  readonly questions: readonly SheetQuestion[];
  /** In the order of the questions. */
  readonly marks: readonly Mark[];
  /** The question on the screen. */
  readonly at: number;
  /** The answer that is being typed; null: none is. */
  readonly typed: { readonly text: string; readonly at: number } | null;
  /** Keys go to the question, or to the views beside it. */
  readonly focus: 'question' | 'views';
  /** Lines that a long question is scrolled by; null: to where its answer is, once there is one. */
  readonly top: number | null;
};

/** @param marks of an earlier run; none: everything is to be answered */
export function beginLab(questions: readonly SheetQuestion[], marks: readonly Mark[] = []): LabState {
  const all = questions.map((_, i) => marks[i] ?? UNTOUCHED);
  const open = all.findIndex((mark) => !isSettled(mark));
  return { questions, marks: all, at: Math.max(0, open), typed: null, focus: 'question', top: null };
}

/** Nothing more can be won: it was answered right, left to a person, or shown. */
export const isSettled = ({ judged, revealed }: Mark): boolean =>
  revealed || judged?.is === 'right' || judged?.is === 'person';

export type Score = {
  readonly right: number;
  readonly settled: number;
  readonly hints: number;
  readonly wrong: number;
};

export function scoreOf({ marks }: Pick<LabState, 'marks'>): Score {
  return {
    right: marks.filter(({ judged, revealed }) => judged?.is === 'right' && !revealed).length,
    settled: marks.filter(isSettled).length,
    hints: marks.reduce((sum, { hints }) => sum + hints, 0),
    wrong: marks.reduce((sum, { wrong }) => sum + wrong, 0),
  };
}

/** What a lab is made of. */
export type LabInput = {
  /** Once the capture has been read. */
  readonly questions: () => readonly SheetQuestion[];
  /** Of an earlier run with the same questions. */
  readonly marks: (questions: readonly SheetQuestion[]) => readonly Mark[];
  /** Keeps what was answered. */
  readonly save: (state: LabState) => void;
};
