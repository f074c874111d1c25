/** A sheet of questions on its way to paper, a page or a learning platform. */
import type { Session } from '../../ftp/protocol/session.js';
import { rightText } from '../../model/questions/ask.js';
import type { ChoiceCode } from '../../model/questions/codes.js';
import type { Answer, Question } from '../../model/questions/question.js';
import type { Dice } from '../../model/questions/random.js';
import type { Texts } from '../../text/texts.js';

export type SheetQuestion = {
  /** 1, 2, 3 ... */
  readonly number: number;
  readonly question: Question;
  /** Of an order: as they are shown; else empty. */
  readonly shown: readonly ChoiceCode[];
};

export type Sheet = {
  /** The files of the capture. */
  readonly sources: readonly string[];
  /** Gives the same sheet again, with the same capture. */
  readonly seed: number;
  readonly questions: readonly SheetQuestion[];
  /** Of the capture; questions name theirs where there are several. */
  readonly sessions: readonly Session[];
  /** The answers are on the sheet. */
  readonly answers: boolean;
  readonly texts: Texts;
};

/** One way to write a sheet. */
export type SheetFormat = (sheet: Sheet) => Iterable<string>;

/** Numbers the questions, and shuffles what is to be put in order. */
export const numbered = (questions: readonly Question[], dice: Dice): SheetQuestion[] =>
  questions.map((question, i) => ({ number: i + 1, question, shown: shownOrder(question.answer, dice) }));

function shownOrder(answer: Answer, dice: Dice): readonly ChoiceCode[] {
  if (answer.type !== 'order') return [];
  const shuffled = dice.shuffled(answer.value);
  // Nobody is asked to leave things as they are.
  return shuffled.every((code, i) => code === answer.value[i]) ? shuffled.toReversed() : shuffled;
}

const FIRST_LETTER = 65;
/** 0: 'A'. */
export const letter = (index: number): string => String.fromCharCode(FIRST_LETTER + index);

/** The right answer for people to read; null: a person judges. Text of the network is not escaped. */
export function solution({ question: { answer }, shown }: SheetQuestion, texts: Texts): string | null {
  switch (answer.type) {
    case 'free':
      return null;
    case 'choice':
      return letter(answer.right) + texts.format.aside(texts.option(answer.options[answer.right]!));
    case 'order':
      return answer.value.map((code) => letter(shown.indexOf(code))).join(' ');
    case 'number': {
      const value = Number.isInteger(answer.value) ? String(answer.value) : String(Number(answer.value.toPrecision(3)));
      const unit = answer.unit === null ? '' : ` ${texts.asked.units[answer.unit]}`;
      return answer.tolerance === 0
        ? `${value}${unit}`
        : `${value}${unit} (± ${texts.format.percent(answer.tolerance)})`;
    }
    default:
      return rightText(answer);
  }
}

/** The session of a question, where a reader must be told: '2: 10.0.0.2:40001 → 10.0.0.1:21'; null: there is one alone. */
export function sessionNote({ question }: SheetQuestion, { sessions, texts }: Sheet): string | null {
  const session = sessions.find(({ id }) => id === question.session);
  if (sessions.length < 2 || session === undefined) return null;
  const { format } = texts;
  return texts.sheet.session(session.id, format.endpoint(session.client), format.endpoint(session.server));
}
