/** The form of what a language says of questions: one row a question. */
import { escapeText } from '../bytes/text.js';
import type {
  AskedCommand,
  AskedTransfer,
  ChoiceCode,
  MisconceptionCode,
  QuestionParams,
} from '../model/questions/codes.js';
import type { Topic, Unit } from '../model/questions/question.js';
import type { Format } from './format.js';

/** A sentence that may need parameters. */
export type Sentence<Params> = string | ((params: Params, format: Format) => string);

export type QuestionText<Params> = {
  readonly ask: Sentence<Params>;
  /** Where to look; which rule helps; almost the answer. */
  readonly hints: readonly [Sentence<Params>, Sentence<Params>, Sentence<Params>];
  /** Why the answer is right; of free questions, what a good answer says. */
  readonly feedback: Sentence<Params>;
};

export type QuestionTexts = {
  readonly questions: { readonly [Code in keyof QuestionParams]: QuestionText<QuestionParams[Code]> };
  readonly choices: Readonly<Record<ChoiceCode, string>>;
  readonly misconceptions: Readonly<Record<MisconceptionCode, string>>;
  readonly topics: Readonly<Record<Topic, string>>;
  readonly units: Readonly<Record<Unit, string>>;
};

/** 'RETR big.bin', with what terminals would obey escaped. */
export const commandName = ({ verb, argument }: AskedCommand | AskedTransfer): string =>
  escapeText(argument === '' ? verb : `${verb} ${argument}`);
