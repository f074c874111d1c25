/** A question that a capture answers: what is asked, the answer with its frames, and wrong answers that show a misconception. */
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import type { ChoiceCode, MisconceptionCode, QuestionCode, QuestionParams } from './codes.js';

/** What a question belongs to, in the order of a session. */
export const TOPICS = ['hosts', 'opening', 'login', 'dialogue', 'data', 'transfer', 'closing', 'security'] as const;
export type Topic = (typeof TOPICS)[number];

/** Something to choose: a word of the program's, or text of the capture. */
export type Option = { readonly word: ChoiceCode } | { readonly text: string };

/** What the right answer is, and how an answer is compared with it. */
export type Answer =
  /** `tolerance` is a share of the value. */
  | { readonly type: 'number'; readonly value: number; readonly unit: Unit | null; readonly tolerance: number }
  | { readonly type: 'address'; readonly value: string }
  | { readonly type: 'port'; readonly value: number }
  | { readonly type: 'frame'; readonly value: number }
  /** A set: their order does not matter. */
  | { readonly type: 'frames'; readonly value: readonly number[] }
  /** Case and surrounding space do not matter. */
  | { readonly type: 'word'; readonly value: string }
  /** `options` in an order that does not depend on which is right. */
  | { readonly type: 'choice'; readonly options: readonly Option[]; readonly right: number }
  /** In the right order; shown in another. */
  | { readonly type: 'order'; readonly value: readonly ChoiceCode[] }
  /** `value` is missing in the argument or reply `text`, where `___` stands. */
  | { readonly type: 'blank'; readonly text: string; readonly value: string }
  /** For a person to judge; the feedback is what a good answer says. */
  | { readonly type: 'free' };
export type AnswerType = Answer['type'];
export type Unit = 'bytes' | 'milliseconds' | 'bytes-per-second';

/** An answer that is wrong, as it would be written, and why somebody may give it. */
export type WrongAnswer = { readonly value: string; readonly why: MisconceptionCode };

export type Question = {
  /** Its code and what it is about: 'announced-port-1.2'; the same in every run on the same capture. */
  readonly id: string;
  readonly topic: Topic;
  readonly session: number;
  readonly answer: Answer;
  readonly wrong: readonly WrongAnswer[];
  /** Frames that show the answer, ascending. */
  readonly frames: readonly number[];
  /** Words of the screen that would give the answer away; without them it is to be found. */
  readonly blanks: readonly Option[];
} & {
  readonly [Code in QuestionCode]: { readonly code: Code; readonly params: QuestionParams[Code] };
}[QuestionCode];

/** A session that is asked about, and its capture. */
export type Asked = { readonly session: Session; readonly packets: number };

/** What a generator gives; the rest of the question follows from it. */
export type Draft<Code extends QuestionCode> = {
  readonly params: QuestionParams[Code];
  readonly answer: Answer;
  /** The data connection it is about; without one, the session. */
  readonly data?: DataConnection;
  /** What else tells it from others of the same code. */
  readonly part?: string | number;
  readonly wrong?: readonly (readonly [value: string | number, why: MisconceptionCode])[];
  readonly frames: readonly (number | null)[];
  readonly blanks?: readonly (string | number | Option)[];
};

/**
 * Makes the questions of one code. It asks only what the capture answers beyond doubt: facts are known, matches certain,
 * nothing that would change the answer is missing.
 */
export type Generator<Code extends QuestionCode> = {
  readonly topic: Topic;
  readonly drafts: (asked: Asked) => Iterable<Draft<Code>>;
};
